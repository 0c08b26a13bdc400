"""How a visit begins, and how what was said of its school is corrected: its `open` entries."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from scoring.canonical import nfc
from scoring.codes import check_code
from scoring.problem import Problem
from scoring.rubric import Rubric
from scoring.visit import School, Visit, fold
from scoring.wording import tr, visible


def new_visit(code: str, rubric: Rubric, by: str, at: str, school: dict[str, Any]) -> Visit:
    """A visit with only its `open` entry; `school` is that entry's body.  Raises Problem for what cannot be."""
    check_code(code, "code")
    empty = fold(code, rubric, ())
    return fold(code, rubric, [empty.next_entry(by, at, "open", school_body(school))])


def school_body(school: Mapping[str, Any]) -> dict[str, Any]:
    """The body of an `open` entry, tidied; what is empty is left out.  Raises Problem, `where` naming the field."""
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
    return body


def school_typed(texts: Mapping[str, str]) -> dict[str, Any]:
    """The body of an `open` entry from what was typed into fields of its names.  Raises Problem.

    Between the team's names stand spaces or commas.
    """
    typed: dict[str, Any] = {key: text for key, text in texts.items() if key in School._fields}
    if "team" in typed:
        typed["team"] = [name for name in re.split(r"[\s,，、;；]+", typed["team"]) if name]
    try:
        typed["teachers"] = int(typed.get("teachers") or 0)
    except ValueError as error:  # a minus alone
        raise Problem("teachers", tr("must be a whole number")) from error
    return school_body(typed)


def school_texts(school: School) -> dict[str, str]:
    """What is known of a school, as it is typed."""
    return {
        "name": school.name,
        "date": school.date,
        "stage": school.stage,
        "town": school.town,
        "teachers": str(school.teachers or ""),
        "team": "、".join(school.team),
    }
