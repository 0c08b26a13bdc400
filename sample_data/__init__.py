"""A made-up district to try everything on.  Every school and person in it is invented."""

from pathlib import Path

VISITS = Path(__file__).parent / "visits"
