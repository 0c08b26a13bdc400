"""The lead's word where evaluators differ."""

from decimal import Decimal
from typing import Any, NamedTuple

from scoring.canonical import nfc
from scoring.combine import in_force
from scoring.mark import number, value_in
from scoring.problem import Problem
from scoring.rubric import Item, Value
from scoring.visit import CLAIM, SCORE, Visit
from scoring.wording import tr


def ruling_body(visit: Visit, column: str, item: Item, value: Value, reason: str) -> dict[str, Any]:
    """The body of a `ruling` entry over everything that people now say of `item`.  Raises Problem without a reason."""
    if not reason.strip():
        raise Problem("reason", tr("is missing; it stays in the file and on the sheet"))
    said = [entry for people in (visit.latest, visit.rulings)
            for entries in people[column].get(item.id, {}).values() for entry in entries]  # fmt: skip
    if not said:
        raise Problem(item.id, tr("nobody has scored it, so there is nothing to settle"))
    cell = visit.cell(column, item.id)
    if not cell.ruled and len({value for values in cell.given.values() for value in values}) < 2:
        raise Problem(item.id, tr("nobody differs on it, so there is nothing to settle"))
    points = isinstance(value, Decimal)
    return {
        "item": item.id,
        "points": number(value) if isinstance(value, Decimal) else None,
        **({} if points else {"grade": value}),
        **({"column": CLAIM} if column == CLAIM else {}),
        "reason": nfc(reason.strip()),
        "over": sorted(entry.hash for entry in said),
    }


class Ruling(NamedTuple):
    """A ruling that is in force: on which item in which column (claim or score), and who gave it why."""

    item: Item
    column: str
    value: Value
    reason: str
    name: str


def rulings(visit: Visit) -> list[Ruling]:
    """The rulings that are in force, in the form's order."""
    found = []
    for item in visit.rubric.items:
        for column in (CLAIM, SCORE):
            for entry in in_force(visit.rulings[column].get(item.id, {}))[0]:
                body = entry.body or {}
                value = value_in(body)
                if value is not None:
                    found.append(Ruling(item, column, value, body["reason"], entry.name))
    return found
