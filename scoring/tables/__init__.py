"""What schools send as tables of cells: rosters, self-checks, lists of schools."""
