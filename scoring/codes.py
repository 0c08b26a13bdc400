"""A school's code."""

import re

from scoring.problem import Problem
from scoring.wording import tr

_CODE = re.compile(r"[0-9A-Z-]{1,24}")


def check_code(code: str, where: str) -> None:
    """Raise Problem unless `code` is 1 to 24 of ``0-9 A-Z -``."""
    if not _CODE.fullmatch(code):
        raise Problem(where, tr("a school's code is 1 to 24 of 0-9 A-Z and -"))
