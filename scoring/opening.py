"""How a visit begins: its `open` entry."""

from datetime import date
from typing import Any

from scoring.canonical import nfc
from scoring.codes import check_code
from scoring.problem import Problem
from scoring.rubric import Rubric
from scoring.visit import Visit, fold
from scoring.wording import tr, visible


def new_visit(code: str, rubric: Rubric, by: str, at: str, school: dict[str, Any]) -> Visit:
    """A visit with only its `open` entry; `school` is that entry's body.  Raises Problem for what cannot be."""
    check_code(code, "code")
    body = {key: nfc(value) if isinstance(value, str) else value for key, value in school.items() if value}
    for key, value in body.items():
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and visible(text) != text for text in texts):
            raise Problem(key, tr("has control characters in it; type it without"))
    if not str(body.get("name", "")).strip():
        raise Problem("name", tr("is missing; give the school's name"))
    try:
        body["date"] = date.fromisoformat(str(body.get("date", ""))).isoformat()
    except ValueError as error:
        raise Problem("date", tr("must be a date such as 2022-12-05")) from error
    empty = fold(code, rubric, ())
    return fold(code, rubric, [empty.next_entry(by, at, "open", body)])
