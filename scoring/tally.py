"""One tally: a visit's cells become section sums, totals and the level."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

from scoring.combine import Cell
from scoring.rubric import Item, Level, Rubric, Section, Value
from scoring.visit import CLAIM, SCORE, Visit

ZERO = Decimal(0)
_Pick = Callable[[Item, tuple[Value, ...]], Value | None]


class Sum(NamedTuple):
    """Points of some items in one column.

    `low` and `high` differ while people are in conflict; an item that nobody has scored adds to neither, nor to
    `possible`, the points that the scored items could have.  `marked` of `items` have a value; bonus items add to the
    points but not to `possible`.
    """

    low: Decimal = ZERO
    high: Decimal = ZERO
    possible: Decimal = ZERO
    marked: int = 0
    items: int = 0

    def plus(self, other: "Sum") -> "Sum":
        """Both sums together."""
        return Sum(
            self.low + other.low,
            self.high + other.high,
            self.possible + other.possible,
            self.marked + other.marked,
            self.items + other.items,
        )

    def scaled(self, weight: Decimal) -> "Sum":
        """The same sum with its points times a section's weight."""
        return Sum(self.low * weight, self.high * weight, self.possible * weight, self.marked, self.items)

    @property
    def complete(self) -> bool:
        """Whether every item has a value."""
        return self.marked == self.items


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


def tally(visit: Visit) -> Tally:
    """The sums, conflicts and level of a visit."""
    sections = tuple(
        SectionTally(
            section,
            *(_sum((item, visit.cell(column, item.id)) for item in section.items) for column in (CLAIM, SCORE)),
        )
        for section in visit.rubric.sections
    )
    worst, best = outcome(visit, lowest), outcome(visit, highest)
    return Tally(
        sections=sections,
        self_check=reduce(Sum.plus, (s.self_check.scaled(s.section.weight) for s in sections)),
        evaluated=reduce(Sum.plus, (s.evaluated.scaled(s.section.weight) for s in sections)),
        conflicts=tuple(
            item.id for item in visit.rubric.items if any(visit.cell(c, item.id).conflict for c in (CLAIM, SCORE))
        ),
        level=worst[1] if worst[1] == best[1] else None,
        undecided=worst[1] != best[1],
        best=best[0],
        worst=worst[0],
    )


def gap(visit: Visit, item: Item) -> Decimal | None:
    """Evaluation less self-check of an item, where both are settled points."""
    claimed, scored = (visit.cell(column, item.id).value for column in (CLAIM, SCORE))
    return scored - claimed if isinstance(claimed, Decimal) and isinstance(scored, Decimal) else None


def outcome(visit: Visit, pick: _Pick, instead: dict[str, _Pick] | None = None) -> tuple[Decimal, Level | None]:
    """Total and level if every unscored or disputed item came out as `pick` says; `instead` overrides it by item id."""
    rubric = visit.rubric
    values = {
        item.id: (instead or {}).get(item.id, pick)(item, visit.cell(SCORE, item.id).values) for item in rubric.items
    }
    total = ZERO
    for section in rubric.sections:
        points = [values[item.id] for item in section.items]
        total += section.weight * sum([p for p in points if isinstance(p, Decimal)], ZERO)
    return total, _level(rubric, total, values)


def lowest(item: Item, values: tuple[Value, ...]) -> Value | None:
    """The worst that an item with these values can come out as."""
    if item.points is not None:
        return min((v for v in values if isinstance(v, Decimal)), default=_worst_points(item))
    return _grade(item, values, last=True)


def highest(item: Item, values: tuple[Value, ...]) -> Value | None:
    """The best that an item with these values can come out as."""
    if item.points is not None:
        return max((v for v in values if isinstance(v, Decimal)), default=item.points)
    return _grade(item, values, last=False)


def _worst_points(item: Item) -> Decimal:
    return min((grade.low for grade in item.grades if grade.low is not None), default=ZERO)


def _grade(item: Item, values: tuple[Value, ...], last: bool) -> str | None:
    """Grades stand best first in the rubric."""
    named = [grade.name for grade in item.grades if not values or grade.name in values]
    return named[-1 if last else 0] if named else None


def _sum(cells: Iterable[tuple[Item, Cell]]) -> Sum:
    low = high = possible = ZERO
    marked = items = 0
    for item, cell in cells:
        items += 1
        if not cell.values:
            continue
        marked += 1
        points = [value for value in cell.values if isinstance(value, Decimal)]
        if points:  # lowest first, as the cell has them
            low += points[0]
            high += points[-1]
        if item.points is not None and not item.bonus:
            possible += item.points
    return Sum(low, high, possible, marked, items)


def _level(rubric: Rubric, total: Decimal, values: dict[str, Value | None]) -> Level | None:
    if not rubric.levels:
        return None
    grades = [(item.grade_of(values[item.id])) for item in rubric.items if item.grades]
    if any(grade is not None and grade.veto for grade in grades):
        return rubric.levels[-1]
    for level in rubric.levels:
        if level.min is not None and total < level.min:
            continue
        held = [sum(g is not None and g.name == rule.grade for g in grades) for rule in level.counts]
        if all(
            (rule.at_least is None or n >= rule.at_least) and (rule.at_most is None or n <= rule.at_most)
            for rule, n in zip(level.counts, held, strict=True)
        ):
            return level
    return None
