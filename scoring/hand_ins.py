"""What a school hands in before the visit, by when, and whether it has come."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from scoring.opening import day_typed
from scoring.problem import Problem
from scoring.rubric import Rubric
from scoring.visit import Visit
from scoring.wording import commas, tr, visible

HAND_IN = "hand_in"
HALF_A_YEAR = timedelta(days=183)


class HandIn(NamedTuple):
    """One thing that the rubric asks for.

    `due` is the day by which it is wanted, None where the form names none; `on` is the day on which it came, None
    while it is missing; `by` is who received it.
    """

    what: str
    due: date | None
    on: date | None = None
    by: str = ""

    @property
    def late(self) -> bool:
        """Whether it came after its day."""
        return self.on is not None and self.due is not None and self.on > self.due


def hand_ins(visit: Visit) -> tuple[HandIn, ...]:
    """Everything that the rubric asks for, in its order; received once anybody says so, on the earliest day said.

    A form keeps the days of the year that it was written for: they bind no visit of another year.
    """
    said: dict[tuple[str, str], str | None] = {}
    for entry in visit.told(HAND_IN):  # each person's last word stays
        said[entry.said["what"], entry.by] = entry.said["on"]
    found = []
    visited = _day(visit.school.date)
    for wanted in visit.rubric.deadlines:
        due = wanted.by if visited is None or wanted.by is None or abs(visited - wanted.by) <= HALF_A_YEAR else None
        came = sorted((on, by) for (what, by), on in said.items() if what == wanted.what and on)
        on, by = came[0] if came else ("", "")
        found.append(HandIn(wanted.what, due, date.fromisoformat(on) if on else None, by))
    return tuple(found)


def _day(text: str) -> date | None:
    """The day, None where the text is none: an `open` entry may have any."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def hand_in_body(what: str, on: str | None) -> dict[str, Any]:
    """The body of an entry: `what` came `on` this day (2022-11-24), or None for not come after all.  Raises Problem."""
    return {"what": what, "on": None if on is None else day_typed(on, "on")}


def find_hand_in(rubric: Rubric, text: str) -> str:
    """The thing that `text` names: its number on the list, its name or a part of it.  Raises Problem."""
    names = [each.what for each in rubric.deadlines]
    if len(text) < 4 and text.isdecimal() and 1 <= int(text) <= len(names):
        return names[int(text) - 1]
    found = [name for name in names if text in name] if text not in names else [text]
    if len(found) == 1:
        return found[0]
    wanted = commas(f"{n} {name}" for n, name in enumerate(names, 1))
    raise Problem(visible(text), tr("is not one thing that the form asks schools for: {names}").format(
        names=wanted or tr("this form asks schools for nothing")))  # fmt: skip


def hand_in_text(each: HandIn) -> str:
    """Its state as people read it."""
    if each.on is None:
        return tr("missing")
    return tr("received {day}, late").format(day=each.on) if each.late else tr("received {day}").format(day=each.on)
