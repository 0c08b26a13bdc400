"""One tally: a visit's cells become section sums, totals and the level."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from scoring.combine import Cell, span
from scoring.levels import ZERO, prospect
from scoring.rubric import Item, Level, Section
from scoring.visit import CLAIM, SCORE, Visit


class Sum(NamedTuple):
    """Points of some items in one column.

    `low` and `high` differ while people are in conflict; an item that nobody has scored adds to neither, nor to
    `possible`, the points that the scored items could have.  `marked` of `items` have a value; bonus items add to the
    points but not to `possible`.  `pointed` of the marked items give points: without one there is no sum, only grades.
    """

    low: Decimal = ZERO
    high: Decimal = ZERO
    possible: Decimal = ZERO
    marked: int = 0
    items: int = 0
    pointed: int = 0

    def scaled(self, weight: Decimal) -> "Sum":
        """The same sum with its points times a section's weight."""
        if weight == 1:
            return self
        return self._replace(low=self.low * weight, high=self.high * weight, possible=self.possible * weight)

    @property
    def complete(self) -> bool:
        """Whether every item has a value."""
        return self.marked == self.items


def difference(claimed: Sum, scored: Sum) -> Decimal | None:
    """What the evaluation has more than the self-check; None unless both are complete sums and nobody differs."""
    settled = all(each.complete and each.pointed and each.low == each.high for each in (claimed, scored))
    return scored.low - claimed.low if settled else None


class SectionTally(NamedTuple):
    """One section, before its weight."""

    section: Section
    self_check: Sum
    evaluated: Sum


class Tally(NamedTuple):
    """What a visit comes to.

    `level` is None while something unscored or in conflict could still change it (`undecided`), and where the rubric
    has no levels.  `best` and `worst` are the totals that are still possible.
    """

    sections: tuple[SectionTally, ...]
    self_check: Sum
    evaluated: Sum
    conflicts: tuple[str, ...]
    level: Level | None
    undecided: bool
    best: Decimal
    worst: Decimal

    @property
    def settled(self) -> bool:
        """Whether every item is scored and nobody differs."""
        return self.evaluated.complete and not self.conflicts


@lru_cache(maxsize=2)
def tally(visit: Visit) -> Tally:
    """The sums, conflicts and level of a visit; kept for the newest state, which is shown, saved and printed."""
    sections = tuple(section_tally(visit, section) for section in visit.rubric.sections)
    ahead = prospect(visit)
    claims, scores = visit.cells[CLAIM], visit.cells[SCORE]
    return Tally(
        sections=sections,
        self_check=_total(s.self_check.scaled(s.section.weight) for s in sections),
        evaluated=_total(s.evaluated.scaled(s.section.weight) for s in sections),
        conflicts=tuple(
            item_id for item_id in visit.rubric.by_id if claims[item_id].conflict or scores[item_id].conflict
        ),
        level=next(iter(ahead.levels)) if len(ahead.levels) == 1 else None,
        undecided=len(ahead.levels) > 1,
        best=ahead.best,
        worst=ahead.worst,
    )


def section_tally(visit: Visit, section: Section) -> SectionTally:
    """The sums of one section."""
    return SectionTally(section, _sum(section, visit.cells[CLAIM]), _sum(section, visit.cells[SCORE]))


def gap(visit: Visit, item: Item) -> Decimal | None:
    """Evaluation less self-check of an item, where both are settled points."""
    claimed, scored = (visit.cell(column, item.id).value for column in (CLAIM, SCORE))
    return scored - claimed if isinstance(claimed, Decimal) and isinstance(scored, Decimal) else None


def _total(sums: Iterable[Sum]) -> Sum:
    return Sum._make(map(sum, zip(*sums, strict=True)))


def _sum(section: Section, cells: Mapping[str, Cell]) -> Sum:
    low = high = possible = ZERO
    marked = pointed = 0
    for item in section.items:
        values = cells[item.id].values
        if not values:
            continue
        marked += 1
        least, most = span(values)
        low, high = low + least, high + most
        if item.points is not None:
            pointed += 1
            possible += ZERO if item.bonus else item.points
    return Sum(low, high, possible, marked, len(section.items), pointed)
