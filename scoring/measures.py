"""What a roster measures: figures beside the items that they inform, each met, not met, or not known.

The limits are the rubric's; a measure without its limit is not made.  Missing data is said and never counts as met.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import ceil, floor
from typing import NamedTuple

from scoring.mark import plain
from scoring.roster import EXCELLENT, PASSED, Roster, Teacher, grade_of
from scoring.rubric import Rubric
from scoring.wording import mark, tr

NAMES = {"A": mark("A multimedia"), "B": mark("B blended"), "C": mark("C smart")}
ENVIRONMENTS = {"A": "multimedia_at_most", "B": "blended_at_least", "C": "smart_at_least"}
Limits = dict[str, Decimal]


class Measure(NamedTuple):
    """One figure in words, and whether it meets the rubric's limit; `met` is None where data is missing."""

    text: str
    met: bool | None
    missing: str = ""


def measures(roster: Roster, rubric: Rubric, name: str) -> list[Measure]:
    """The figures of one measure that a rubric's item names, one of scoring.rubric.MEASURES."""
    if name in _BY_SEVERAL:
        return list(_BY_SEVERAL[name](roster.teachers, rubric.limits))
    limit = rubric.limits.get(name)
    return [] if limit is None else list(_BY_OWN[name](roster.teachers, limit))


def required_rate(rubric: Rubric) -> Fraction:
    """The pass rate that the rubric asks for; 95 % where it says nothing."""
    return min(Fraction(1), Fraction(rubric.limits.get("pass_rate", Decimal("0.95"))))


def share(part: int | Decimal, whole: int, limit: Decimal) -> str:
    """A share to a tenth of a percent, halves up; one beside the limit is not rounded onto it or over it."""
    exact, asked = Fraction(part) * 1000 / whole, Fraction(limit) * 1000
    tenths = floor(exact + Fraction(1, 2))
    if exact < asked <= tenths:
        tenths = ceil(asked) - 1
    elif tenths <= asked < exact:
        tenths = floor(asked) + 1
    return f"{plain(Decimal(tenths) / 10)} %"


def _offered(teachers: tuple[Teacher, ...], limits: Limits) -> Iterable[Measure]:
    chosen = {ability for teacher in teachers for ability in teacher.abilities}
    low, high = limits.get("abilities_at_least"), limits.get("abilities_at_most")
    missing = _without_abilities(teachers)
    if low is not None and high is not None:
        text = tr("{n} abilities chosen in the school, {low} to {high} asked")
        yield _known(text.format(n=len(chosen), low=plain(low), high=plain(high)), low <= len(chosen) <= high, missing)
    covered = sorted({ability[:1] for ability in chosen})
    text = tr("environments covered: {letters}").format(letters=" ".join(covered) or "-")
    yield _known(text, covered == sorted(ENVIRONMENTS), missing)


def _each(teachers: tuple[Teacher, ...], wanted: Decimal) -> Iterable[Measure]:
    right = sum(len(set(teacher.abilities)) == wanted for teacher in teachers)
    missing = _without_abilities(teachers)
    text = tr("{right} of {all} teachers chose {n} abilities")
    yield _known(text.format(right=right, all=len(teachers), n=plain(wanted)), right == len(teachers), missing)


def _environments(teachers: tuple[Teacher, ...], limits: Limits) -> Iterable[Measure]:
    """By choices, or by heads where the rubric's `environment_by_heads` is 1; the other way stands beside it."""
    choices = Counter(ability[:1] for teacher in teachers for ability in teacher.abilities)
    heads = Counter(letter for teacher in teachers for letter in {ability[:1] for ability in teacher.abilities})
    ways = [(choices, choices.total(), tr("{share} of choices")), (heads, len(teachers), tr("{share} of teachers"))]
    if limits.get("environment_by_heads"):
        ways.reverse()
    missing = _without_abilities(teachers)
    for letter, key in ENVIRONMENTS.items():
        limit = limits.get(key)
        if limit is None:
            continue
        most = key.endswith("at_most")
        if not choices:
            yield Measure(tr(NAMES[letter]), None, missing)
            continue
        verdicts = [_within(count[letter], whole, limit, most) for count, whole, _ in ways]
        first, second = (text.format(share=share(count[letter], whole, limit)) for count, whole, text in ways)
        asked = f"{'<=' if most else '>='} {_percent(limit)}"
        text = tr("{environment}: {first} {asked}; {second}").format(
            environment=tr(NAMES[letter]), first=first, asked=asked, second=second)  # fmt: skip
        differs = "" if verdicts[0] == verdicts[1] else "  " + tr("(the two ways differ)")
        yield _known(text + differs, verdicts[0], missing)


def _hours(field: str, teachers: tuple[Teacher, ...], limit: Decimal) -> Iterable[Measure]:
    hours = [getattr(teacher, field) for teacher in teachers]
    enough = sum(each is not None and each >= limit for each in hours)
    text = tr("{enough} of {all} teachers have {limit} hours or more")
    known = text.format(enough=enough, all=len(teachers), limit=plain(limit))
    short = sum(each is not None and each < limit for each in hours)
    yield _known(known, not short, "" if short else _lacking(hours))


def _rate(good: tuple[str, ...], teachers: tuple[Teacher, ...], limit: Decimal) -> Iterable[Measure]:
    grades = [grade_of(teacher) for teacher in teachers]
    count, open_ = sum(grade in good for grade in grades), grades.count("")
    of_teachers = share(count, len(teachers), limit)
    text = tr("{share} of teachers ({count} of {all}), {limit} asked").format(
        share=of_teachers, count=count, all=len(teachers), limit=_percent(limit))  # fmt: skip
    met = _within(count, len(teachers), limit, most=False)
    never = not _within(count + open_, len(teachers), limit, most=False)
    ungraded = tr("{n} teachers are not graded").format(n=open_) if open_ else ""
    yield _known(text, met, "" if met or never else ungraded)
    results = [grade for teacher in teachers for grade in teacher.grades if grade]
    if results:
        count = sum(grade in good for grade in results)
        text = tr("beside it, by ability results: {share} ({count} of {all})")
        text = text.format(share=share(count, len(results), limit), count=count, all=len(results))
        yield _known(text, _within(count, len(results), limit, most=False), ungraded)


def _resources(teachers: tuple[Teacher, ...], limit: Decimal) -> Iterable[Measure]:
    known = [teacher.resources for teacher in teachers if teacher.resources is not None]
    count = sum(known)
    text = tr("{n} resources for {all} teachers ({share}), {limit} asked").format(
        n=count, all=len(teachers), share=share(count, len(teachers), limit), limit=_percent(limit))  # fmt: skip
    met = _within(count, len(teachers), limit, most=False)
    missing = "" if met else _lacking([teacher.resources for teacher in teachers])
    yield _known(text, met, missing)


def _lacking(values: list[Decimal | int | None]) -> str:
    count = values.count(None)
    return tr("missing for {n} teachers").format(n=count) if count else ""


def _without_abilities(teachers: tuple[Teacher, ...]) -> str:
    count = sum(not teacher.abilities for teacher in teachers)
    if count == len(teachers):
        return tr("no teacher's abilities are in the roster")
    return tr("{n} teachers have no abilities").format(n=count) if count else ""


def _known(text: str, met: bool, missing: str) -> Measure:
    return Measure(text, None, missing) if missing else Measure(text, met)


def _within(part: int, whole: int, limit: Decimal, most: bool) -> bool:
    return part <= limit * whole if most else part >= limit * whole


def _percent(limit: Decimal) -> str:
    return f"{plain(limit * 100)} %"


_BY_SEVERAL = {"abilities_offered": _offered, "environment_shares": _environments}
# Each is called as the one limit that it heeds.
_BY_OWN: dict[str, Callable[[tuple[Teacher, ...], Decimal], Iterable[Measure]]] = {
    "abilities_each": _each,
    "online_hours": partial(_hours, "online"),
    "offline_hours": partial(_hours, "offline"),
    "pass_rate": partial(_rate, (PASSED, EXCELLENT)),
    "excellent_rate": partial(_rate, (EXCELLENT,)),
    "resource_rate": _resources,
}
