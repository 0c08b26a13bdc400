"""How a visit begins, and how what was said of its school is corrected: its `open` entries."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from scoring.canonical import nfc
from scoring.codes import check_code
from scoring.merge import bare_name
from scoring.problem import Problem
from scoring.rubric import Rubric
from scoring.visit import School, Visit, fold
from scoring.wording import mark, tr, visible

_FIELDS = {"name": mark("school"), "date": mark("date"), "stage": mark("stage"), "town": mark("town"),
           "teachers": mark("teachers"), "team": mark("team")}  # fmt: skip


def new_visit(code: str, rubric: Rubric, by: str, at: str, school: dict[str, Any]) -> Visit:
    """A visit with only its `open` entry; `school` is that entry's body.  Raises Problem for what cannot be."""
    check_code(code, "code")
    empty = fold(code, rubric, ())
    return fold(code, rubric, [empty.next_entry(by, at, "open", school_body(school))])


def school_body(school: Mapping[str, Any]) -> dict[str, Any]:
    """The body of an `open` entry, tidied; what is empty is left out.  Raises Problem, `where` naming the field."""
    tidy = {key: nfc(value.strip()) if isinstance(value, str) else value for key, value in school.items()}
    body = {key: value for key, value in tidy.items() if value}
    for key, value in body.items():
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and visible(text) != text for text in texts):
            raise Problem(key, tr("has control characters in it; type it without"))
    if "name" not in body:
        raise Problem("name", tr("is missing; give the school's name"))
    body["date"] = day_typed(str(body.get("date", "")), "date")
    return body


def day_typed(text: str, where: str) -> str:
    """A day as it is written here, such as 20221205, 2022.12.5 or 2022年12月5日, as 2022-12-05.  Raises Problem."""
    found = re.fullmatch(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?", unicodedata.normalize("NFKC", text))
    try:
        return date.fromisoformat(f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else text).isoformat()
    except ValueError as error:
        raise Problem(where, tr("must be a date such as 2022-12-05")) from error


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


def school_corrected(before: School, texts: Mapping[str, str]) -> dict[str, Any]:
    """The body of an `open` entry that corrects `before`: what was emptied is said to be empty.  Raises Problem.

    Names that were left as they stood are left whole, whatever is in them.
    """
    body = {"stage": "", "town": "", "teachers": 0, "team": [], **school_typed(texts)}
    return {**body, "team": list(before.team)} if texts.get("team") == school_texts(before)["team"] else body


def school_changes(before: School, after: School) -> list[str]:
    """What is said of a school otherwise than before, field by field, as people read it."""
    old, new = school_texts(before), school_texts(after)
    return [
        visible(f"{tr(_FIELDS[key])} {old[key] or '-'} -> {new[key] or '-'}") for key in old if old[key] != new[key]
    ]


def schools_said(visit: Visit) -> list[str]:
    """The names and days that people last gave of the visit, where they are several; the newest of them counts."""
    said = sorted({f"{body['name']} {body['date']}" for body in _last_said(visit)})
    return said if len(said) > 1 else []


def names_said(visit: Visit) -> tuple[str, ...]:
    """The names that people last gave of the school, where they are not one name written in several ways."""
    names = {bare_name(body["name"]): body["name"] for body in _last_said(visit)}
    return tuple(sorted(names.values())) if len(names) > 1 else ()


def _last_said(visit: Visit) -> list[dict[str, Any]]:
    """What each person last said of the school, where it was said several times; all of somebody with two histories."""
    if visit.counts.get("open", 0) < 2:
        return []
    said = {(entry.by, entry.hash if entry.by in visit.forks else ""): entry.said for entry in visit.told("open")}
    return list(said.values())


def school_texts(school: School) -> dict[str, str]:
    """What is known of a school, as it is typed."""
    return {**school._asdict(), "teachers": str(school.teachers or ""), "team": "、".join(school.team)}
