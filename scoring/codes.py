"""A school's code."""

import re

from scoring.problem import Problem
from scoring.wording import tr

_DEVICE = re.compile("CON|PRN|AUX|NUL|(COM|LPT)[0-9]")
_LETTERS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-")


def is_code(text: str) -> bool:
    """Whether a text is 1 to 24 of ``0-9 A-Z -``."""
    return 1 <= len(text) <= 24 and _LETTERS.issuperset(text)


def check_code(code: str, where: str) -> None:
    """Raise Problem unless `code` can be a school's."""
    if not is_code(code):
        raise Problem(where, tr("a school's code is 1 to 24 of 0-9 A-Z and -"))


def file_stem(code: str) -> str:
    """A code as the stem of a file's name: none that is a device to Windows, or that looks like an option."""
    return f"_{code}" if code.startswith("-") or _DEVICE.fullmatch(code) else code


def besides_code(file: str, code: str) -> str:
    """What a visit's file is called besides the school's code, which tells copies apart: ``李`` of ``S-1 李.json``."""
    return file.removesuffix(".json").replace(code, "", 1).strip(" -_")
