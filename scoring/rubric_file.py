"""From a rubric's TOML text, or its JSON form inside a visit's file, to a checked :class:`Rubric`.

Every mistake is reported with its place and a cure, all of them at once.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from scoring.canonical import digest_of
from scoring.problem import Problem
from scoring.rubric import CountRule, Deadline, Deduction, Grade, Item, Level, Part, Rubric, Section
from scoring.rubric_checks import check_item, check_limits, check_reach, check_rubric
from scoring.rubric_table import Misread, Table
from scoring.toml_text import read_toml
from scoring.wording import brief, tr

FORMAT = 1
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
    return build_rubric(read_toml(text, where), where, as_new=True)


def build_rubric(data: dict[str, Any], where: str, as_new: bool = False) -> Rubric:
    """The rubric that plain `data` (the TOML file's content; dates as text) describes.  Raises RubricProblems.

    Only a form that comes `as_new` is held to the limits that are known here: visits that were begun under another one
    carry it, and stay readable.
    """
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
        total=top.maybe("total"),
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
    if not any(isinstance(problem, Misread) for problem in top.problems):
        check_rubric(rubric, top)
    if as_new:
        check_limits(rubric.limits, top)
    if as_new and not top.problems:
        check_reach(rubric, top)
    if top.problems:
        raise RubricProblems(top.problems)
    rubric.digest = digest_of("ipc2-rubric-v1", data)
    return rubric


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
        min=table.maybe("min"),
        counts=tuple(_count_rule(t) for t in table.tables("counts")),
    )
    table.no_other_keys()
    if level.min is not None and level.counts:
        table.wrong("min", tr("a level is reached by points or by counts of grades; remove one of the two"))
    return level


def _count_rule(table: Table) -> CountRule:
    rule = CountRule(table.text("grade", required=True), table.whole("at_least"), table.whole("at_most"))
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
        points=table.maybe("points"),
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
        points=table.maybe("points"),
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
    check_item(item, table)
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
    exact = table.maybe("points")
    band = ("from" in table.data, "to" in table.data)
    if any(band) and (not all(band) or exact is not None):
        table.wrong("from", tr("a band needs both from and to, and no points beside them"))
    low, high = table.maybe("from"), table.maybe("to")
    grade = Grade(
        table.text("name", required=True),
        exact if low is None else low,
        exact if high is None else high,
        table.flag("veto"),
    )
    table.no_other_keys()
    return grade
