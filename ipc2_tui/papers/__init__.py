"""Score sheets, their codes and signed visits: made and checked."""
