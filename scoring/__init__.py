"""What an assessment is: rubric, entries, visits and totals.  No files, no terminal, no clock, no randomness."""
