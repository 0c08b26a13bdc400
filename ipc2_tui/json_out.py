"""What ``--json`` prints: one document, for programs first and for eyes second."""

import json
from typing import Any


def print_json(report: dict[str, Any]) -> None:
    """Print a JSON object, each of its lists an element a line: indenting a ranking of thousands took long."""
    fields = [f" {_dump(name)}: {_lines(value)}" for name, value in report.items()]
    print("{\n" + ",\n".join(fields) + "\n}")  # noqa: T201 - a command's output


def _lines(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(map(_dump, value)) + "\n ]"
    return _dump(value)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
