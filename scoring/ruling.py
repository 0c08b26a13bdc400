"""The lead's word where evaluators differ."""

from decimal import Decimal
from typing import Any, NamedTuple

from scoring.canonical import nfc
from scoring.combine import different, in_force
from scoring.entry import name_of
from scoring.mark import DIFFERING, number, plain, value_in
from scoring.problem import Problem
from scoring.rubric import Item, Value
from scoring.visit import CLAIM, SCORE, Visit
from scoring.wording import tr, visible


def ruling_body(visit: Visit, column: str, item: Item, value: Value, reason: str) -> dict[str, Any]:
    """The body of a `ruling` entry over everything that people now say of `item`.  Raises Problem without a reason."""
    if not reason.strip():
        raise Problem(tr("reason"), tr("is missing; it stays in the file and on the sheet"))
    said = [entry for people in (visit.latest, visit.rulings)
            for entries in people[column].get(item.id, {}).values() for entry in entries]  # fmt: skip
    if not said:
        raise Problem(item.id, tr("nobody has scored it, so there is nothing to settle"))
    cell = visit.cell(column, item.id)
    if not cell.ruled and len({value for values in cell.given.values() for value in values}) < 2:
        raise Problem(item.id, tr("nobody differs on it, so there is nothing to settle"))
    return {
        "item": item.id,
        **({"points": number(value)} if isinstance(value, Decimal) else {"points": None, "grade": value}),
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
    return [
        Ruling(item, column, value, entry.said["reason"], entry.name)
        for item in visit.rubric.items
        for column in (CLAIM, SCORE)
        for entry in in_force(visit.rulings[column].get(item.id, {}))[0]
        if (value := value_in(entry.said)) is not None
    ]


class Standpoint(NamedTuple):
    """What one person says of a cell, as its ruling or beside one; several values where their history forked."""

    by: str
    ruling: bool
    values: tuple[Value, ...]


def standpoints(visit: Visit, column: str, item_id: str) -> list[Standpoint]:
    """What counts in a cell, by person: the rulings in force first, and what counts beside them."""
    cell, (words, _) = visit.cell(column, item_id), in_force(visit.rulings[column].get(item_id, {}))
    if not cell.ruled:
        return [Standpoint(by, False, values) for by, values in sorted(cell.given.items())]
    ruled: dict[str, list[Value | None]] = {}
    for entry in words:
        ruled.setdefault(entry.by, []).append(value_in(entry.said))
    found = [Standpoint(by, True, different(values)) for by, values in ruled.items()]
    for by, entries in sorted(visit.latest[column].get(item_id, {}).items()):
        if values := different(value_in(entry.said) for entry in entries if entry.hash in cell.late):
            found.append(Standpoint(by, False, values))
    return found


def ruling_of(name: str) -> str:
    """Somebody in the part of who settles."""
    return tr("{name}, ruling").format(name=name)


def differing_text(visit: Visit, item_id: str) -> str:
    """Who says what of an item on which people differ: of its evaluation, else of its self-check."""
    column = SCORE if visit.cell(SCORE, item_id).conflict else CLAIM
    said = []
    for each in standpoints(visit, column, item_id):
        who = ruling_of(name_of(each.by)) if each.ruling else name_of(each.by)
        said.append(f"{visible(who)} {DIFFERING.join(map(plain, each.values))}")
    return "  ".join(said)
