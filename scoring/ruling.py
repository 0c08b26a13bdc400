"""The lead's word where evaluators differ."""

from decimal import Decimal
from typing import Any

from scoring.canonical import nfc
from scoring.mark import number
from scoring.problem import Problem
from scoring.rubric import Item, Value
from scoring.visit import CLAIM, Visit
from scoring.wording import tr


def ruling_body(visit: Visit, column: str, item: Item, value: Value, reason: str) -> dict[str, Any]:
    """The body of a `ruling` entry over everything that people now say of `item`.  Raises Problem without a reason."""
    if not reason.strip():
        raise Problem("reason", tr("is missing; it stays in the file and on the sheet"))
    said = [entry for people in (visit.latest, visit.rulings)
            for entries in people[column].get(item.id, {}).values() for entry in entries]  # fmt: skip
    if not said:
        raise Problem(item.id, tr("nobody has scored it, so there is nothing to settle"))
    points = isinstance(value, Decimal)
    return {
        "item": item.id,
        "points": number(value) if isinstance(value, Decimal) else None,
        **({} if points else {"grade": value}),
        **({"column": CLAIM} if column == CLAIM else {}),
        "reason": nfc(reason.strip()),
        "over": sorted(entry.hash for entry in said),
    }
