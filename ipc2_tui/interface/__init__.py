"""The terminal interface: screens bound to files, keys and papers."""
