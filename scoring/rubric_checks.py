"""What a rubric's parts must be to one another; each mistake is told to the table that it stands in."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from scoring.mark import plain
from scoring.rubric import EXCELLENT, LIMITS, MEASURES, UNDECIDED, Item, Rubric
from scoring.rubric_table import Table
from scoring.wording import brief, commas, tr


def check_rubric(rubric: Rubric, top: Table) -> None:
    """What is wrong with a rubric as a whole: sums, ids, levels."""
    _check_sums(rubric, top)
    _check_ids(rubric, top)
    _check_levels(rubric, top)


def check_item(item: Item, table: Table) -> None:
    """What is wrong with one item by itself."""
    if unknown := [name for name in item.measures if name not in MEASURES]:
        table.wrong("measures", tr("{name} is none of {known}").format(name=brief(unknown[0]), known=commas(MEASURES)))
    if item.points is None:
        if not item.grades:
            table.wrong("points", tr("is missing; give the item's maximum, or grades"))
        if item.bonus or item.deductions or any(g.low is not None for g in item.grades):
            table.wrong("points", tr("is missing, but a bonus, deductions and grades with points need a maximum"))
        return
    if item.points % item.step:
        table.wrong("points", tr("{points} is not a multiple of the step {step}").format(
            points=plain(item.points), step=plain(item.step)))  # fmt: skip
    for grade in item.grades:
        if grade.low is None or grade.high is None:
            table.wrong("grades", tr("grade {name} has no points, but the item has").format(name=brief(grade.name)))
        elif not 0 <= grade.low <= grade.high <= item.points:
            table.wrong("grades", tr("grade {name} lies outside 0 to {points}").format(
                name=brief(grade.name), points=plain(item.points)))  # fmt: skip
        elif grade.low % item.step or grade.high % item.step:
            what = tr("grade {name} is off the step {step}")
            table.wrong("grades", what.format(name=brief(grade.name), step=plain(item.step)))
    for deduction in item.deductions:
        if deduction.points % item.step:
            table.wrong("deductions", tr("{points} is not a multiple of the step {step}").format(
                points=plain(deduction.points), step=plain(item.step)))  # fmt: skip


def check_limits(limits: dict[str, Decimal], top: Table) -> None:
    """Limits that nothing would heed, and shares that were written as percentages."""
    for name, limit in limits.items():
        if name not in LIMITS:
            what = tr("is no limit known here; correct it or leave it out; known: {known}")
            top.wrong(f"limits.{name}", what.format(known=commas(LIMITS)))
        elif limit > LIMITS[name]:
            top.wrong(f"limits.{name}", tr("is {limit}, but can be {most} at most; write 95 % as 0.95").format(
                limit=limit, most=LIMITS[name]))  # fmt: skip


def check_reach(rubric: Rubric, top: Table) -> None:
    """Levels of a new form that no school could reach, where no total or no count of items said so."""
    grades = Counter(grade.name for item in rubric.items for grade in item.grades)
    for n, level in enumerate(rubric.levels):
        if level.min is not None and rubric.total is None and level.min > _reachable(rubric):
            top.wrong(f"levels[{n}].min", tr("is above the total, so nobody could reach it"))
        for rule in level.counts:
            if (rule.at_least or 0) > grades[rule.grade]:
                what = tr("only {n} items have the grade {name}, so nobody could reach {least}")
                top.wrong(f"levels[{n}].counts", what.format(
                    n=grades[rule.grade], name=brief(rule.grade), least=rule.at_least))  # fmt: skip


def _check_sums(rubric: Rubric, top: Table) -> None:
    for n, section in enumerate(rubric.sections):
        place = f"sections[{n}].points"
        counted = [item.points for item in section.items if item.points is not None and not item.bonus]
        total = sum(counted, Decimal(0))
        if section.points is None and counted:
            top.wrong(place, tr("is missing; its items add up to {sum}").format(sum=plain(total)))
        elif section.points is not None and section.points != total:
            top.wrong(place, tr("is {points}, but its items add up to {sum}; correct one of them")
                      .format(points=plain(section.points), sum=plain(total)))  # fmt: skip
    if rubric.total is not None and rubric.total != _reachable(rubric):
        what = tr("is {points}, but the sections add up to {sum}; correct one of them")
        if any(section.weight != 1 for section in rubric.sections):
            what = tr("is {points}, but the sections times their weights add up to {sum}; correct one; 30 % is 0.3")
        top.wrong("total", what.format(points=plain(rubric.total), sum=plain(_reachable(rubric))))


def _reachable(rubric: Rubric) -> Decimal:
    """What the sections add up to, each times its weight."""
    return sum((s.points * s.weight for s in rubric.sections if s.points is not None), Decimal(0))


def _check_ids(rubric: Rubric, top: Table) -> None:
    for place, ids in (
        ("sections", [section.id for section in rubric.sections]),
        ("items", [item.id for item in rubric.items]),
        ("levels", [level.id for level in rubric.levels]),
    ):
        for name in _repeated(ids):
            top.wrong(place, tr("the id {id} is used twice; give each its own").format(id=name))
    for item in rubric.items:
        for name in _repeated([grade.name for grade in item.grades]):
            top.wrong(f"items {item.id}", tr("the grade {name} is there twice").format(name=brief(name)))
        for name in _repeated([deduction.name for deduction in item.deductions]):
            top.wrong(f"items {item.id}", tr("the deduction {name} is there twice").format(name=brief(name)))
        bands = sorted((g for g in item.grades if g.low is not None), key=lambda g: g.low or 0)
        for lower, upper in pairwise(bands):
            if (lower.high or 0) >= (upper.low or 0):
                top.wrong(f"items {item.id}", tr("the grades {lower} and {upper} overlap").format(
                    lower=brief(lower.name), upper=brief(upper.name)))  # fmt: skip


def _check_levels(rubric: Rubric, top: Table) -> None:
    grades = {grade.name for item in rubric.items for grade in item.grades}
    for n, level in enumerate(rubric.levels):
        if level.id in (EXCELLENT, UNDECIDED):
            top.wrong(f"levels[{n}].id", tr("{id} is what the district's own state is called; take another id").format(
                id=level.id))  # fmt: skip
        last = n == len(rubric.levels) - 1
        if last and (level.min is not None or level.counts):
            top.wrong(f"levels[{n}]", tr("the last level is for all the rest; remove its min or counts"))
        if not last and level.min is None and not level.counts:
            top.wrong(f"levels[{n}]", tr("needs min or counts; only the last level goes without"))
        above = [earlier.min for earlier in rubric.levels[:n] if earlier.min is not None]
        if level.min is not None and above and level.min >= min(above):
            top.wrong(f"levels[{n}].min", tr("levels stand best first, each with less than the one before"))
        if level.min is not None and rubric.total is not None and level.min > rubric.total:
            top.wrong(f"levels[{n}].min", tr("is above the total, so nobody could reach it"))
        for rule in level.counts:
            if rule.grade not in grades:
                top.wrong(f"levels[{n}].counts", tr("no item has the grade {name}").format(name=brief(rule.grade)))


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
