"""What ``--json`` prints: one document, for programs first and for eyes second."""

import json
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from scoring.wording import visible


def print_json(report: dict[str, Any]) -> None:
    """Print a JSON object, each of its lists an element a line; an iterator is a list that is printed as it comes."""
    sys.stdout.write("{\n")
    for place, (name, value) in enumerate(report.items()):
        sys.stdout.write((",\n" if place else "") + f" {_dump(name)}: ")
        if isinstance(value, (list, Iterator)):
            _print_list(value)
        else:
            sys.stdout.write(_dump(value))
    sys.stdout.write("\n}\n")


def points_json(points: Decimal | None) -> int | float | None:
    """Points as a JSON number, null where there are none."""
    from scoring.mark import number  # not for the help, which loads every command

    return None if points is None else number(points)


def _print_list(values: Iterable[Any]) -> None:
    some = False
    for value in values:
        sys.stdout.write((",\n  " if some else "[\n  ") + _dump(value))
        some = True
    sys.stdout.write("\n ]" if some else "[]")


def _dump(value: Any) -> str:
    """The value's JSON; of what a terminal might obey, or would not show, the escape: the same text to programs."""
    text = json.dumps(value, ensure_ascii=False)
    return text if visible(text) == text else "".join(c if visible(c) == c else json.dumps(c)[1:-1] for c in text)
