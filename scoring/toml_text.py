"""TOML text as JSON's values, or one line that says what is wrong with it."""

import tomllib
from typing import Any

from scoring.problem import Problem
from scoring.wording import tr

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
        why = str(error)  # of TOML, with its line
    except RecursionError:
        why = tr("it is nested too deeply")
    except ValueError:  # Python's word on whole numbers of thousands of digits
        why = tr("a number in it is too long")
    raise Problem(where, tr("is not valid TOML: {why}").format(why=why))


def _plain(value: Any) -> Any:
    """A value of TOML as one of JSON."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, (str, int, float)) else str(value)
