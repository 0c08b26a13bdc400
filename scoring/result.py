"""A visit's result as JSON: what every save derives for readers with other tools, and what `summary --json` prints."""

from decimal import Decimal
from typing import Any

from scoring.mark import number, plain
from scoring.rubric import UNDECIDED, Section, Value
from scoring.tally import Sum, Tally
from scoring.visit import CLAIM, SCORE, Visit


def result_json(visit: Visit, tallied: Tally) -> dict[str, Any]:
    """Totals, level, conflicts, sections and items.  Points are JSON numbers; docs/FORMAT.md names each field."""
    by_item = {}
    for item in visit.rubric.items:
        claim, score = visit.cells[CLAIM][item.id], visit.cells[SCORE][item.id]
        by_item[item.id] = {
            "max": None if item.points is None else number(item.points),
            "self_check": values_json(claim.values),
            "score": values_json(score.values),
            "by": sorted(score.given),
        }
    return {**totals_json(tallied), "by_item": by_item}


def totals_json(tallied: Tally) -> dict[str, Any]:
    """The totals alone."""
    evaluated = tallied.evaluated
    return {
        "self_check": number(tallied.self_check.low),
        "evaluated": number(evaluated.low),
        "evaluated_range": [number(evaluated.low), number(evaluated.high)],
        "possible": number(evaluated.possible),
        "scored": evaluated.marked,
        "claimed": tallied.self_check.marked,
        "items": evaluated.items,
        "level": level_id(tallied),
        "conflicts": list(tallied.conflicts),
        "sections": [
            {
                "id": s.section.id,
                "name": s.section.name,
                "points": None if s.section.points is None else number(s.section.points),
                "self_check": number(s.self_check.low),
                "evaluated": number(s.evaluated.low),
                "scored": s.evaluated.marked,
                "items": s.evaluated.items,
            }
            for s in tallied.sections
        ],
    }


def level_id(tallied: Tally) -> str | None:
    """The level's id; ``undecided`` while it is open, None where the rubric has no levels."""
    if tallied.undecided:
        return UNDECIDED
    return tallied.level.id if tallied.level else None


def claimed_text(total: Sum) -> str:
    """A self-check's sum: ``96``, ``80.5/85`` where items have none, ``-`` where none has points."""
    return range_text(total) if total.complete else scored_text(total)


def scored_text(total: Sum) -> str:
    """An evaluation's sum, of the points that the scored items could have: ``71.5/74``; of a bonus alone ``2``."""
    return f"{range_text(total)}/{plain(total.possible)}" if total.possible else range_text(total)


def range_text(total: Sum) -> str:
    """A sum as people read it: ``71.5``, ``70-71.5`` while in conflict, ``-`` where no item has points."""
    low, high = map(plain, (total.low, total.high))
    return "-" if not total.pointed else low if low == high else f"{low}-{high}"


def points_text(section: Section) -> str:
    """A section's points with its weight: ``45``, ``100 x 0.3``; ``-`` where it has none."""
    weight = "" if section.weight == 1 else f" x {plain(section.weight)}"
    return "-" if section.points is None else f"{plain(section.points)}{weight}"


def values_json(values: tuple[Value, ...]) -> int | float | str | list[Any] | None:
    """A settled value, a list of several, or null."""
    if len(values) != 1:
        return [values_json((value,)) for value in values] or None
    value = values[0]
    return number(value) if isinstance(value, Decimal) else value
