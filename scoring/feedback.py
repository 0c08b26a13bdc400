"""What to say aloud before leaving: strengths, gaps, and which open items the level still hangs on."""

from decimal import Decimal
from typing import NamedTuple

from scoring.levels import highest, lowest, options, outcome
from scoring.rubric import Item
from scoring.tally import gap
from scoring.visit import SCORE, Visit

FEW = 5


class Feedback(NamedTuple):
    """Items for the oral feedback, the weightiest first.

    `strengths` were given full points; `weak` lost the most points, which no bonus does; `overrated` are those that the
    school put above the evaluation; `open_items` have no score or are in conflict; `decisive` are those open items of
    which one alone can still change the level.
    """

    strengths: tuple[Item, ...]
    weak: tuple[Item, ...]
    overrated: tuple[Item, ...]
    open_items: tuple[Item, ...]
    decisive: tuple[Item, ...]


def feedback(visit: Visit) -> Feedback:
    """The feedback that a visit's scores give."""
    less = {item.id: points for item in visit.rubric.items if (points := lost(visit, item)) is not None}
    scored = [item for item in visit.rubric.items if item.id in less]
    gaps = {item.id: gap(visit, item) or Decimal(0) for item in scored}
    open_items = tuple(item for item in visit.rubric.items if len(visit.cell(SCORE, item.id).values) != 1)
    return Feedback(
        strengths=tuple(sorted((i for i in scored if not less[i.id]), key=lambda i: -(i.points or 0))[:FEW]),
        weak=tuple(sorted((i for i in scored if less[i.id] and not i.bonus), key=lambda i: less[i.id])[:FEW]),
        overrated=tuple(sorted((i for i in scored if gaps[i.id] < 0), key=lambda i: gaps[i.id])[:FEW]),
        open_items=open_items,
        decisive=tuple(item for item in open_items if _decides(visit, item)),
    )


def lost(visit: Visit, item: Item) -> Decimal | None:
    """Evaluation less full points of an item, where it is settled points."""
    value = visit.cell(SCORE, item.id).value
    return value - item.points if isinstance(value, Decimal) and item.points else None


def _decides(visit: Visit, item: Item) -> bool:
    """Whether this item alone moves the level, the other open ones all at their worst or all at their best."""
    values = options(item, visit.cell(SCORE, item.id).values)
    ends = ({outcome(visit, pick, {item.id: value})[1] for value in values} for pick in (lowest, highest))
    return any(len(levels) > 1 for levels in ends)
