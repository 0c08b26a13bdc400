"""Levels: which one a visit has reached, and which ones it can still reach."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from scoring.combine import span
from scoring.rubric import Item, Level, Rubric, Value
from scoring.visit import SCORE, Visit

ZERO = Decimal(0)
Pick = Callable[[Item, tuple[Value, ...]], Value]
_Kind = tuple[bool, tuple[int, ...]]  # whether a veto was given; how often each grade that the rules count
_Span = tuple[Decimal, Decimal]


class Prospect(NamedTuple):
    """The least and the greatest total that are still possible, and the levels, or two of them; None is no level."""

    worst: Decimal
    best: Decimal
    levels: frozenset[Level | None]


def prospect(visit: Visit) -> Prospect:
    """What a visit can still come to, over every way in which its unscored and disputed items can come out.

    Where grades are counted, the worst and the best way are tried first: mostly two levels, and all is said.  Else two
    ways that agree on vetoes and counted grades differ by their total alone, and a higher total never makes the level
    worse; so the least and the greatest total of each such kind are all that needs to be kept.
    """
    rubric, cells = visit.rubric, visit.cells[SCORE]
    grades = counted(rubric)
    if grades:
        ends = outcome(visit, lowest, {}), outcome(visit, highest, {})
        if ends[0][1] != ends[1][1]:
            return Prospect(ends[0][0], ends[1][0], frozenset(level for _, level in ends))
    least = most = ZERO  # of the items without grades, which add to the total alone
    graded: list[dict[_Kind, _Span]] = []
    for section in rubric.sections:
        lows = highs = ZERO
        for item in section.items:
            values = cells[item.id].values
            if item.grades:
                graded.append(_ways(item, values, grades, section.weight))
            else:
                low, high = span(values or options(item, values))
                lows, highs = lows + low, highs + high
        least, most = least + section.weight * lows, most + section.weight * highs
    kinds = {(False, (0,) * len(grades)): (least, most)}
    steps = [_steps(rubric, grade) for grade in grades]
    left = [sum(any(counts[n] for _, counts in ways) for ways in graded) for n in range(len(grades))]
    for ways in graded:
        left = [count - any(counts[n] for _, counts in ways) for n, count in enumerate(left)]
        grown: dict[_Kind, _Span] = {}
        for (veto, held), (worst, best) in kinds.items():
            for (vetoes, counts), (low, high) in ways.items():
                told = tuple(map(_told, map(int.__add__, held, counts), left, steps))
                _widen(grown, (veto or vetoes, told), worst + low, best + high)
        kinds = grown
    return Prospect(
        worst=min(worst for worst, _ in kinds.values()),
        best=max(best for _, best in kinds.values()),
        levels=frozenset(_level(rubric, total, kind) for kind, ends in kinds.items() for total in ends),
    )


def outcome(visit: Visit, pick: Pick, instead: Mapping[str, Value]) -> tuple[Decimal, Level | None]:
    """Total and level if every unscored or disputed item came out as `pick` says; `instead` has items that do not."""
    rubric = visit.rubric
    grades = counted(rubric)
    total, veto, held = ZERO, False, [0] * len(grades)
    for section in rubric.sections:
        for item in section.items:
            value = pick(item, visit.cell(SCORE, item.id).values) if item.id not in instead else instead[item.id]
            vetoes, counts = _kind_of(item, value, grades)
            total += section.weight * value if isinstance(value, Decimal) else ZERO
            veto, held = veto or vetoes, list(map(int.__add__, held, counts))
    return total, _level(rubric, total, (veto, tuple(held)))


def options(item: Item, values: tuple[Value, ...]) -> tuple[Value, ...]:
    """What an item with these values can come out as: one of them; without any, either end of each grade or of all."""
    if values:
        return values
    if not item.grades:
        return (ZERO, item.points or ZERO)
    if item.points is None:
        return tuple(grade.name for grade in item.grades)
    return tuple(end for grade in item.grades for end in (grade.low, grade.high) if end is not None)


def lowest(item: Item, values: tuple[Value, ...]) -> Value:
    """The worst that an item with these values can come out as; grades stand best first in the rubric."""
    return max(options(item, values), key=lambda value: _rank(item, value))


def highest(item: Item, values: tuple[Value, ...]) -> Value:
    """The best that an item with these values can come out as."""
    return min(options(item, values), key=lambda value: _rank(item, value))


def _rank(item: Item, value: Value) -> Decimal | int:
    if isinstance(value, Decimal):
        return -value
    return next((place for place, grade in enumerate(item.grades) if grade.name == value), len(item.grades))


def counted(rubric: Rubric) -> tuple[str, ...]:
    """The grades that the levels' rules count."""
    return tuple(dict.fromkeys(rule.grade for level in rubric.levels for rule in level.counts))


def _steps(rubric: Rubric, grade: str) -> tuple[int, ...]:
    """The counts of a grade from which on a rule holds, or no longer does."""
    rules = [rule for level in rubric.levels for rule in level.counts if rule.grade == grade]
    above = [rule.at_most + 1 for rule in rules if rule.at_most is not None]
    return tuple(filter(None, [*(rule.at_least for rule in rules), *above]))


@lru_cache(maxsize=10_000)
def _told(held: int, left: int, steps: tuple[int, ...]) -> int:
    """As much of a count as still makes a difference, where `left` more items can add to it: up to the last step."""
    return min(held, max((step for step in steps if step <= held + left), default=0))


def _ways(item: Item, values: tuple[Value, ...], grades: tuple[str, ...], weight: Decimal) -> dict[_Kind, _Span]:
    """The points, weighed, that an item can add, by what it adds to the vetoes and counts."""
    ways: dict[_Kind, _Span] = {}
    for value in options(item, values):
        points = weight * value if isinstance(value, Decimal) else ZERO
        _widen(ways, _kind_of(item, value, grades), points, points)
    return ways


def _widen(spans: dict[_Kind, _Span], kind: _Kind, low: Decimal, high: Decimal) -> None:
    known = spans.get(kind)
    spans[kind] = (min(known[0], low), max(known[1], high)) if known else (low, high)


def _kind_of(item: Item, value: Value, grades: tuple[str, ...]) -> _Kind:
    grade = item.grade_of(value) if item.grades else None
    if grade is None:
        return False, (0,) * len(grades)
    return grade.veto, tuple(int(grade.name == name) for name in grades)


def _level(rubric: Rubric, total: Decimal, kind: _Kind) -> Level | None:
    veto, held = kind
    if veto and rubric.levels:
        return rubric.levels[-1]
    counts = dict(zip(counted(rubric), held, strict=True))
    for level in rubric.levels:
        if level.min is not None and total < level.min:
            continue
        if all(
            (rule.at_least is None or counts[rule.grade] >= rule.at_least)
            and (rule.at_most is None or counts[rule.grade] <= rule.at_most)
            for rule in level.counts
        ):
            return level
    return None
