"""TOML text as JSON's values, or one line that says what is wrong with it."""

import re
import tomllib
from typing import Any

from scoring.problem import Problem
from scoring.wording import brief, tr

_MOST_DOTS = 100


def read_toml(text: str, where: str) -> dict[str, Any]:
    """What TOML `text` holds; dates are text.  `where` names the file in errors.  Raises Problem."""
    # A key of many parts takes the parser ages: the time grows with the square of their number.
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_DOTS:
            raise Problem(where, tr("line {n} has more than {most} dots").format(n=number, most=_MOST_DOTS))
    try:
        return {key: _plain(value) for key, value in tomllib.loads(text).items()}
    except tomllib.TOMLDecodeError as error:
        why = _mistake(str(error), text.split("\n"))
    except RecursionError:
        why = tr("it is nested too deeply")
    except ValueError:  # Python's word on whole numbers of thousands of digits
        why = tr("a number in it is too long")
    raise Problem(where, tr("is not valid TOML: {why}").format(why=why))


def _mistake(why: str, lines: list[str]) -> str:
    """The parser's English word, behind the line that it is about and what mostly cures that."""
    at = re.search(r"at line (\d+)", why)
    if at is None:
        return why
    cure = tr('texts stand in straight quotes, "...", all other signs and digits are half-width, numbers have no unit')
    if why.startswith("Cannot"):
        cure = tr("each key stands once, and what may be there several times in double brackets, such as [[sections]]")
    found = brief(lines[int(at[1]) - 1].strip(), 40)
    return tr("line {n}, {found}: {cure} ({why})").format(n=at[1], found=found, cure=cure, why=why)


def _plain(value: Any) -> Any:
    """A value of TOML as one of JSON."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, (str, int, float)) else str(value)
