"""What ``--json`` prints: one document, for programs first and for eyes second."""

import json
from typing import Any

from scoring.wording import visible


def print_json(report: dict[str, Any]) -> None:
    """Print a JSON object, each of its lists an element a line: indenting a ranking of thousands took long."""
    fields = [f" {_dump(name)}: {_lines(value)}" for name, value in report.items()]
    print("{\n" + ",\n".join(fields) + "\n}")  # noqa: T201 - a command's output


def _lines(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(map(_dump, value)) + "\n ]"
    return _dump(value)


def _dump(value: Any) -> str:
    """The value's JSON; of what a terminal might obey, or would not show, the escape: the same text to programs."""
    text = json.dumps(value, ensure_ascii=False)
    return text if visible(text) == text else "".join(c if visible(c) == c else json.dumps(c)[1:-1] for c in text)
