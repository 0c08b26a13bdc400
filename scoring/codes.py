"""A school's code."""

from scoring.problem import Problem
from scoring.wording import tr

_LETTERS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-")


def check_code(code: str, where: str) -> None:
    """Raise Problem unless `code` is 1 to 24 of ``0-9 A-Z -``."""
    if not (1 <= len(code) <= 24 and _LETTERS.issuperset(code)):
        raise Problem(where, tr("a school's code is 1 to 24 of 0-9 A-Z and -"))
