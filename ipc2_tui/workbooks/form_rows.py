"""The official form as rows of text, for any rubric: what stands where, before anything is drawn."""

from collections.abc import Iterable
from typing import NamedTuple

from scoring.mark import plain
from scoring.rubric import Item, Rubric, Section

_TICKED, _BOX, _SCHOOLS = "☑", "□", "（学校自查所勾）"
_AGAIN = "（续）"


class Ticks(NamedTuple):
    """The choices ticked of an item; `schools` where only the school ticked them."""

    choices: tuple[str, ...] = ()
    schools: bool = False


class FormRow(NamedTuple):
    """One printed row.  `item` is None in a row that only names a group of items.

    `name` and `part` are the columns of 考核指标, `text` what is asked for; `first` marks an item's first row, which
    has its score box, `rows` high.
    """

    section: Section
    item: Item | None
    name: str
    part: str = ""
    text: str = ""
    first: bool = True
    rows: int = 1


def form_rows(rubric: Rubric) -> list[FormRow]:
    """Every row between the heading and 点评要点."""
    rows: list[FormRow] = []
    for section in rubric.sections:
        group = ""
        for item in section.items:
            if item.group != group:
                group = item.group
                rows.append(FormRow(section, None, group))
            rows += _item_rows(section, item)
    return rows


def blocks(rows: Iterable[FormRow]) -> list[list[FormRow]]:
    """The rows that no page's end tears apart: an item's, with the name of its group above them."""
    found: list[list[FormRow]] = []
    for row in rows:
        if row.first and not (found and found[-1][-1].item is None):
            found.append([])
        found[-1].append(row)
    return found


def section_title(section: Section, again: bool = False) -> str:
    """The section's cell: its name, points and weight; `again` where it goes on upon the next page."""
    name = section.name or section.id
    if again:
        return f"{name}\n{_AGAIN}"
    weight = "" if section.weight == 1 else f"，权重 {plain(section.weight)}"
    return f"{name}（{plain(section.points)} 分{weight}）" if section.points is not None else name


def ticked(item: Item, ticks: Ticks) -> str:
    """The choices with their boxes, and whose ticks they are where the evaluation has none."""
    boxes = "     ".join(f"{_TICKED if choice in ticks.choices else _BOX} {choice}" for choice in item.choices)
    return boxes + _SCHOOLS * ticks.schools


def as_blank(text: str) -> str:
    """A cell's text as on the blank form: without ticks, and without a section's name again on its next page.

    Where pages end depends on what is written in the rows before.
    """
    return "" if text.endswith(_AGAIN) else text.replace(_TICKED, _BOX).removesuffix(_SCHOOLS)


def _item_rows(section: Section, item: Item) -> list[FormRow]:
    asked = "\n".join(text for text in (item.criteria, _extras(item)) if text)
    if not item.parts:
        return [FormRow(section, item, item.name, "", asked)]
    # Rows that only share a box are items of their own on paper, each with its name in the first column.
    own = " ".join(part.name for part in item.parts) == item.name
    rows = []
    for place, part in enumerate(item.parts):
        name, below = (part.name, "") if own else (item.name, part.name)
        asked = "\n".join(text for text in (part.criteria, part.limit) if text)
        rows.append(FormRow(section, item, name, below, asked, place == 0, len(item.parts)))
    return rows


def _extras(item: Item) -> str:
    """How it is checked, the grades and the deductions, where a form has them."""
    grades = "  ".join(f"{grade.name}{_band(grade.low, grade.high)}" for grade in item.grades)
    deductions = "  ".join(f"{deduction.name} -{plain(deduction.points)}" for deduction in item.deductions)
    return "\n".join(text for text in (item.method, grades, deductions) if text)


def _band(low: object, high: object) -> str:
    if low is None:
        return ""
    return f" {low}" if low == high else f" {low}-{high}"
