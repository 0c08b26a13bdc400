"""A rubric: the score form as data.  Built and checked by :mod:`scoring.rubric_file`; never changed afterwards.

All points are exact decimals.  A *value* is what an evaluator gives an item: points, or the name of a grade where the
item's grades carry none.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

Value = Decimal | str
EXCELLENT, UNDECIDED = "excellent", "undecided"  # states of a school beside the levels' ids

# Figures from the teachers' roster that an item can ask for; scoring.measures works them out.
MEASURES = (
    "abilities_offered",
    "abilities_each",
    "environment_shares",
    "online_hours",
    "offline_hours",
    "pass_rate",
    "excellent_rate",
    "resource_rate",
)

# Limits that a rubric can set, and the most that each can be: shares are of 1, the rest are hours, counts, and the
# resources for each teacher, of which there may be more than one.
LIMITS = {
    "online_hours": 10_000,
    "offline_hours": 10_000,
    "pass_rate": 1,
    "excellent_rate": 1,
    "resource_rate": 10_000,
    "multimedia_at_most": 1,
    "blended_at_least": 1,
    "smart_at_least": 1,
    "environment_by_heads": 1,
    "abilities_at_least": 10_000,
    "abilities_at_most": 10_000,
    "abilities_each": 10_000,
    "teacher_sample": 1,
    "school_sample": 1,
    "excellent_schools": 1,
}


class Grade(NamedTuple):
    """A named grade of an item: exact points (low == high), a band of points (low..high), or a name alone (None)."""

    name: str
    low: Decimal | None = None
    high: Decimal | None = None
    veto: bool = False


class Deduction(NamedTuple):
    """Points taken off each time something is found; an item never falls below zero."""

    name: str
    points: Decimal


class Part(NamedTuple):
    """One printed row of an item that has several rows and a single score box."""

    name: str
    criteria: str = ""
    limit: str = ""


class Item(NamedTuple):
    """One score box.  `points` is its maximum, or None where only a grade's name is recorded.

    `measures` name the roster's figures that inform it (scoring.measures).
    """

    id: str
    name: str
    points: Decimal | None
    step: Decimal
    short: str = ""
    name_en: str = ""
    group: str = ""
    criteria: str = ""
    method: str = ""
    look_for: str = ""
    parts: tuple[Part, ...] = ()
    choices: tuple[str, ...] = ()
    grades: tuple[Grade, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    measures: tuple[str, ...] = ()
    bonus: bool = False

    @property
    def label(self) -> str:
        """The name for narrow places."""
        return self.short or self.name

    @property
    def numbered(self) -> str:
        """The label behind its number, as people are told of it."""
        return f"{self.id} {self.label}"

    def grade_of(self, value: Value | None) -> Grade | None:
        """The grade that `value` is or falls into; a mean that fell between two bands belongs to the lower one."""
        if not isinstance(value, Decimal):
            return next((grade for grade in self.grades if grade.name == value), None)
        reached = [grade for grade in self.grades if grade.low is not None and grade.low <= value]
        return max(reached, key=lambda grade: grade.low or 0, default=None)


class Section(NamedTuple):
    """A part of the form.  `points` is what its items add up to, bonus items aside; `weight` scales it in the total."""

    id: str
    name: str
    items: tuple[Item, ...]
    points: Decimal | None
    weight: Decimal = Decimal(1)
    short: str = ""
    name_en: str = ""

    @property
    def label(self) -> str:
        """The name for narrow places; a nameless section is called by its number."""
        return self.short or self.name or self.id


class CountRule(NamedTuple):
    """How many items must, or may, have a grade for a level to be reached."""

    grade: str
    at_least: int | None = None
    at_most: int | None = None


class Level(NamedTuple):
    """A verdict, best first.  Reached with `min` points or when every count rule holds; the last one always is."""

    id: str
    name: str
    name_en: str = ""
    min: Decimal | None = None
    counts: tuple[CountRule, ...] = ()


class Deadline(NamedTuple):
    """What a school hands in, and by when; None where it is only looked at during the visit."""

    what: str
    by: date | None


@dataclass(eq=False, repr=False)
class Rubric:
    """A whole form.

    `combine` is how several evaluators become one value: ``consensus``, ``mean`` or ``trimmed_mean``.
    `data` is the plain JSON-like form it was built from, `digest` that form's digest (docs/FORMAT.md).
    """

    id: str
    title: str
    sections: tuple[Section, ...]
    total: Decimal | None
    step: Decimal
    combine: str
    levels: tuple[Level, ...]
    data: dict[str, Any]
    digest: str
    title_en: str = ""
    authority: str = ""
    note: str = ""
    columns: tuple[str, ...] = ()
    limits: dict[str, Decimal] = field(default_factory=dict)
    deadlines: tuple[Deadline, ...] = ()

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every score box, in the form's order."""
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """Score boxes by their id."""
        return {item.id: item for item in self.items}

    @cached_property
    def section_of(self) -> dict[str, int]:
        """The place of each item's section in `sections`, by item id."""
        return {item.id: place for place, section in enumerate(self.sections) for item in section.items}
