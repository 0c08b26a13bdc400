"""From a rubric's TOML text, or its JSON form inside a visit's file, to a checked :class:`Rubric`.

Every mistake is reported with its place and a cure, all of them at once.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from scoring.canonical import digest_of
from scoring.problem import Problem
from scoring.rubric import (
    EXCELLENT,
    MEASURES,
    UNDECIDED,
    CountRule,
    Deadline,
    Deduction,
    Grade,
    Item,
    Level,
    Part,
    Rubric,
    Section,
)
from scoring.rubric_table import Table
from scoring.wording import brief, tr

FORMAT = 1
_MOST_DOTS = 100
COMBINE = ("consensus", "mean", "trimmed_mean")


class RubricProblems(Problem):
    """Everything that is wrong with one rubric; `problems` has each with its place."""

    def __init__(self, problems: list[Problem]) -> None:
        first = problems[0]
        more = len(problems) - 1
        what = first.what if not more else first.what + " " + tr("(and {n} more)").format(n=more)
        super().__init__(first.where, what)
        self.problems = problems

    def __reduce__(self) -> tuple[type["RubricProblems"], tuple[list[Problem]]]:
        """From one process to another."""
        return type(self), (self.problems,)


def parse_rubric(text: str, where: str) -> Rubric:
    """The rubric that TOML `text` describes.  `where` names the file in errors.  Raises Problem or RubricProblems."""
    # A key of many parts takes the parser ages: the time grows with the square of their number.
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_DOTS:
            raise Problem(where, tr("line {n} has more than {most} dots").format(n=number, most=_MOST_DOTS))
    try:
        data = _plain(tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        raise Problem(where, tr("is not valid TOML: {why}").format(why=error)) from error
    return build_rubric(data, where)


def build_rubric(data: dict[str, Any], where: str) -> Rubric:
    """The rubric that plain `data` (the TOML file's content; dates as text) describes.  Raises RubricProblems."""
    top = Table(data, where)
    if top.integer("format") != FORMAT and not top.problems:
        top.wrong("format", tr("this program reads rubric format {n}; get a newer program").format(n=FORMAT))
        raise RubricProblems(top.problems)
    step = _step(top, Decimal("0.5"))
    rubric = Rubric(
        id=top.identifier("id"),
        title=top.text("title", required=True, lines=True),
        title_en=top.text("title_en"),
        authority=top.text("authority", lines=True),
        note=top.text("note", lines=True),
        total=top.points("total") if "total" in data else None,
        step=step,
        combine=top.choice("combine", COMBINE),
        columns=top.texts("columns"),
        limits=_limits(top),
        deadlines=tuple(_deadline(t) for t in top.tables("deadlines")),
        levels=tuple(_level(t) for t in top.tables("levels")),
        sections=tuple(_section(t, n, step) for n, t in enumerate(top.tables("sections", required=True), 1)),
        data=data,
        digest="",
    )
    top.no_other_keys()
    _check_sums(rubric, top)
    _check_ids(rubric, top)
    _check_levels(rubric, top)
    if top.problems:
        raise RubricProblems(top.problems)
    rubric.digest = digest_of("ipc2-rubric-v1", data)
    return rubric


def _plain(value: Any) -> Any:
    """TOML's values as JSON's: dates become text."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, (str, int, float)) else str(value)


def _step(table: Table, default: Decimal) -> Decimal:
    step = table.points("step", default=default)
    if not step:
        table.wrong("step", tr("must be above 0; write 0.5 or 1"))
    return step or default


def _limits(top: Table) -> dict[str, Decimal]:
    table = top.table("limits")
    return {key: table.points(key) for key in table.data}


def _deadline(table: Table) -> Deadline:
    what, by = table.text("what", required=True), table.text("by")
    table.no_other_keys()
    try:
        return Deadline(what, date.fromisoformat(by) if by else None)
    except ValueError:
        table.wrong("by", tr("must be a date such as 2022-11-25, not {found!r}").format(found=brief(by, 40)))
        return Deadline(what, None)


def _level(table: Table) -> Level:
    level = Level(
        id=table.identifier("id"),
        name=table.text("name", required=True),
        name_en=table.text("name_en"),
        min=table.points("min") if "min" in table.data else None,
        counts=tuple(_count_rule(t) for t in table.tables("counts")),
    )
    table.no_other_keys()
    if level.min is not None and level.counts:
        table.wrong("min", tr("a level is reached by points or by counts of grades; remove one of the two"))
    return level


def _count_rule(table: Table) -> CountRule:
    rule = CountRule(
        table.text("grade", required=True),
        table.integer("at_least") if "at_least" in table.data else None,
        table.integer("at_most") if "at_most" in table.data else None,
    )
    table.no_other_keys()
    if rule.at_least is None and rule.at_most is None:
        table.wrong("at_least", tr("is missing, and so is at_most; give one of the two"))
    return rule


def _section(table: Table, number: int, step: Decimal) -> Section:
    section = Section(
        id=table.identifier("id", default=str(number)),
        name=table.text("name"),
        short=table.text("short"),
        name_en=table.text("name_en"),
        points=table.points("points") if "points" in table.data else None,
        weight=table.points("weight", default=Decimal(1)),
        items=tuple(_item(t, f"{number}.{n}", step) for n, t in enumerate(table.tables("items", required=True), 1)),
    )
    table.no_other_keys()
    return section


def _item(table: Table, default_id: str, step: Decimal) -> Item:
    item = Item(
        id=table.identifier("id", default=default_id),
        name=table.text("name", required=True),
        short=table.text("short"),
        name_en=table.text("name_en"),
        group=table.text("group"),
        points=table.points("points") if "points" in table.data else None,
        step=_step(table, step),
        criteria=table.text("criteria", lines=True),
        method=table.text("method", lines=True),
        look_for=table.text("look_for", lines=True),
        parts=tuple(_part(t) for t in table.tables("parts")),
        choices=table.texts("choices"),
        grades=tuple(_grade(t) for t in table.tables("grades")),
        deductions=tuple(_deduction(t) for t in table.tables("deductions")),
        measures=table.texts("measures"),
        bonus=table.flag("bonus"),
    )
    table.no_other_keys()
    _check_item(item, table)
    return item


def _part(table: Table) -> Part:
    part = Part(table.text("name", required=True), table.text("criteria", lines=True), table.text("limit", lines=True))
    table.no_other_keys()
    return part


def _deduction(table: Table) -> Deduction:
    deduction = Deduction(table.text("name", required=True), table.points("points"))
    table.no_other_keys()
    return deduction


def _grade(table: Table) -> Grade:
    exact = table.points("points") if "points" in table.data else None
    band = ("from" in table.data, "to" in table.data)
    if any(band) and (not all(band) or exact is not None):
        table.wrong("from", tr("a band needs both from and to, and no points beside them"))
    low = table.points("from") if band[0] else exact
    high = table.points("to") if band[1] else exact
    grade = Grade(table.text("name", required=True), low, high, table.flag("veto"))
    table.no_other_keys()
    return grade


def _check_item(item: Item, table: Table) -> None:
    if unknown := [name for name in item.measures if name not in MEASURES]:
        table.wrong(
            "measures", tr("{name} is none of {known}").format(name=brief(unknown[0]), known=", ".join(MEASURES))
        )
    if item.points is None:
        if not item.grades:
            table.wrong("points", tr("is missing; give the item's maximum, or grades"))
        if item.bonus or item.deductions or any(g.low is not None for g in item.grades):
            table.wrong("points", tr("is missing, but a bonus, deductions and grades with points need a maximum"))
        return
    if item.points % item.step:
        table.wrong("points", tr("{points} is not a multiple of the step {step}").format(
            points=item.points, step=item.step))  # fmt: skip
    for grade in item.grades:
        if grade.low is None or grade.high is None:
            table.wrong("grades", tr("grade {name} has no points, but the item has").format(name=brief(grade.name)))
        elif not 0 <= grade.low <= grade.high <= item.points:
            table.wrong("grades", tr("grade {name} lies outside 0 to {points}").format(
                name=brief(grade.name), points=item.points))  # fmt: skip
        elif grade.low % item.step or grade.high % item.step:
            table.wrong(
                "grades", tr("grade {name} is off the step {step}").format(name=brief(grade.name), step=item.step)
            )
    for deduction in item.deductions:
        if deduction.points % item.step:
            table.wrong("deductions", tr("{points} is not a multiple of the step {step}").format(
                points=deduction.points, step=item.step))  # fmt: skip


def _check_sums(rubric: Rubric, top: Table) -> None:
    for n, section in enumerate(rubric.sections):
        counted = [item.points for item in section.items if item.points is not None and not item.bonus]
        total = sum(counted, Decimal(0))
        if section.points is None and counted:
            top.wrong(f"sections[{n}].points", tr("is missing; its items add up to {sum}").format(sum=total))
        elif section.points is not None and section.points != total:
            top.wrong(f"sections[{n}].points", tr("is {points}, but its items add up to {sum}; correct one of them")
                      .format(points=section.points, sum=total))  # fmt: skip
    total = sum((s.points * s.weight for s in rubric.sections if s.points is not None), Decimal(0))
    if rubric.total is not None and rubric.total != total:
        top.wrong("total", tr("is {points}, but the sections add up to {sum}; correct one of them").format(
            points=rubric.total, sum=total))  # fmt: skip


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
