"""What one person records for one item: the value, and the note, ticks and extra columns beside it."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from scoring.canonical import nfc
from scoring.problem import Problem
from scoring.rubric import Item, Rubric, Value
from scoring.wording import commas, tr, visible

LONGEST_NOTE = 2000
DIFFERING = "|"  # between values on which people differ; with a stroke, 12/15 would read as 12 of 15
_NUMBER = r"\d{1,6}(\.\d{0,4})?|\.\d{1,4}"


class Refused(ValueError):  # noqa: N818 - it is an answer, not a failure
    """A value that the item cannot take; the message says why, in the reader's language."""


class Mark(NamedTuple):
    """One person's current word on one item in one column.  `value` is None while they have given none."""

    value: Value | None = None
    note: str = ""
    ticks: tuple[str, ...] = ()
    times: dict[str, int] = {}  # noqa: RUF012 - never changed in place
    extra: dict[str, str] = {}  # noqa: RUF012

    def valued(self, value: Value | None) -> "Mark":
        """With another value, to which no deductions have led."""
        return self._replace(value=value, times={})


def find_item(rubric: Rubric, name: str) -> Item:
    """The item with this id, or the only one with this name.  Raises Problem."""
    named = [item for item in rubric.items if name in (item.name, item.short)]
    if name in rubric.by_id:
        return rubric.by_id[name]
    if len(named) == 1:
        return named[0]
    ids = commas(item.id for item in rubric.items)
    raise Problem(visible(name), tr("no such item; the rubric has {ids}").format(ids=ids))


def read_value(item: Item, text: str) -> Value:
    """The value that a person typed for `item`: points, or a grade's name (or its number where grades carry no points).

    Full-width signs and the ideographic full stop count as their plain forms.  Raises Refused.
    """
    typed = _in_plain_forms(text)
    for grade in item.grades:
        if _in_plain_forms(grade.name) == typed:
            if grade.low == grade.high:
                return grade.name if grade.low is None else grade.low
            raise Refused(tr("{name} is {low} to {high}; type the points").format(
                name=grade.name, low=plain(grade.low), high=plain(grade.high)))  # fmt: skip
    if item.points is None:
        place = next((n for n in range(len(item.grades)) if typed == str(n + 1)), None)
        if place is not None:
            return item.grades[place].name
        names = commas(f"{n} {grade.name}" for n, grade in enumerate(item.grades, 1))
        raise Refused(tr("not a grade of this item; choose {names}").format(names=names))
    if not re.fullmatch(_NUMBER, typed):
        if re.fullmatch(_NUMBER, pointed := typed.replace(",", ".")):
            raise Refused(tr("the decimal sign is a point: {value}").format(value=pointed))
        raise Refused(tr("not a number from 0 to {points}").format(points=plain(item.points)))
    value = Decimal(typed)
    check_value(item, value)
    return value


def _in_plain_forms(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("\u3002", ".").strip()


def check_value(item: Item, value: Value) -> None:
    """Raise Refused unless `item` can take `value`."""
    if isinstance(value, str):
        if item.points is not None or item.grade_of(value) is None:
            raise Refused(tr("{name} is not a grade of this item").format(name=visible(value)))
        return
    if item.points is None:
        raise Refused(tr("this item takes a grade, not points"))
    if not 0 <= value <= item.points:
        raise Refused(tr("{value} is outside 0 to {points}").format(value=plain(value), points=plain(item.points)))
    if value % item.step:
        raise Refused(tr("{value} is off the step of {step}").format(value=plain(value), step=plain(item.step)))
    grade = item.grade_of(value)
    if item.grades and (grade is None or grade.high is None or value > grade.high):
        raise Refused(tr("{value} is none of this item's grades").format(value=plain(value)))


def after_deductions(item: Item, times: dict[str, int]) -> Decimal:
    """The item's points less its deductions, each as often as `times` says, never below zero."""
    off = sum((d.points * times.get(d.name, 0) for d in item.deductions), Decimal(0))
    return max(Decimal(0), (item.points or Decimal(0)) - off)


def value_in(body: dict[str, Any]) -> Value | None:
    """The value in a checked body of a `score`, `claim` or `ruling` entry."""
    points = body["points"]
    return body.get("grade") if points is None else _decimal(points)


@lru_cache(maxsize=1024, typed=True)
def _decimal(points: float) -> Decimal:
    return Decimal(str(points))


def mark_from(body: dict[str, Any]) -> Mark:
    """The mark in a checked body of a `score`, `claim` or `ruling` entry; a ruling's reason is its note."""
    return Mark(
        value=value_in(body),
        note=body.get("note") or body.get("reason", ""),
        ticks=tuple(body.get("ticks", ())),
        times=body.get("times", {}),
        extra=body.get("extra", {}),
    )


def mark_body(item_id: str, mark: Mark) -> dict[str, Any]:
    """The body of a `score` or `claim` entry that records `mark`; empty fields are left out."""
    body: dict[str, Any] = {
        "item": item_id,
        "points": number(mark.value) if isinstance(mark.value, Decimal) else None,
        "grade": mark.value if isinstance(mark.value, str) else None,
        "note": nfc(mark.note),
        "ticks": list(mark.ticks),
        "times": {name: count for name, count in mark.times.items() if count},
        "extra": {name: nfc(text) for name, text in mark.extra.items() if text},
    }
    return {key: value for key, value in body.items() if value or key in ("item", "points")}


@lru_cache(maxsize=1024)
def number(value: Decimal) -> int | float:
    """`value` as the shortest JSON number: 5, 4.5."""
    whole = int(value)
    return whole if whole == value else float(value)


def plain(value: Value | None) -> str:
    """`value` as people write it: 5, 4.5, a grade's name; empty for None."""
    if isinstance(value, Decimal):
        return f"{value.normalize() + 0:f}"  # adding nothing turns -0 into 0
    return value or ""


def grade_texts(item: Item) -> list[str]:
    """The item's grades as people choose among them: ``1 good`` where they give no points, else ``good 4-5``."""
    texts, veto = [], tr("veto")
    for place, grade in enumerate(item.grades, 1):
        band = plain(grade.low) if grade.low == grade.high else f"{plain(grade.low)}-{plain(grade.high)}"
        text = f"{place} {grade.name}" if grade.low is None else f"{grade.name} {band}"
        texts.append(f"{text} ({veto})" if grade.veto else text)
    return texts


def signed(difference: Decimal) -> str:
    """A gap with its sign: ``+1``, ``-0.5``, ``0``."""
    return f"{difference.normalize():+f}" if difference else "0"
