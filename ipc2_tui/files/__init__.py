"""Visits and other files on disk: found, read, written whole, locked, merged."""
