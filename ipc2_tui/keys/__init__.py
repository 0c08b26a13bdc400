"""Who scores on which device, whose keys are trusted, and signatures."""
