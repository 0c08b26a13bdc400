"""The lead's word on one item: one of the scores given, or another, and why."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from scoring.mark import LONGEST_NOTE, Mark, Refused, grade_texts, plain, read_value
from scoring.rubric import Item, Value
from scoring.wording import brief, commas, mark, tr
from screens.dialogs.base import KEEP, Dialog, paragraph, trouble
from screens.widgets.line_input import LineInput


class Settled(NamedTuple):
    """The value and the reason."""

    value: Value
    reason: str


class SettleDialog(Dialog[Settled]):
    """Gives the ruling, or None."""

    KEYS = mark("enter settle    tab next field    esc close")
    BINDINGS: ClassVar = [KEEP]

    def __init__(self, item: Item, given: Sequence[tuple[str, Mark]], claimed: str) -> None:
        """`given` is who said what and why, by name; `claimed` the school's own value as people read it."""
        super().__init__(f"{item.id} {item.name}")
        self.item = item
        self.given = given
        self.claimed = claimed

    def content(self) -> list[Widget]:
        """What was given, and two fields."""
        # The whole of a long note stands on the screen below; here it would push the fields out of sight.
        pointed = self.item.points is not None
        possible = tr("at most {points}; the self-check says {claimed}")
        if not pointed:
            possible = tr("grades {grades}; the self-check says {claimed}")
        said = (f"{brief(name, 40)} {plain(mark.value)}  {brief(mark.note, 60)}".rstrip() for name, mark in self.given)
        points, grades = plain(self.item.points), commas(grade_texts(self.item))
        return [
            paragraph("\n".join(said)),
            paragraph(possible.format(points=points, grades=grades, claimed=self.claimed)),
            paragraph(tr("settled points") if pointed else tr("settled grade"), "label"),
            Input(id="points", max_length=40),
            paragraph(tr("reason; it stays in the file and on the sheet"), "label"),
            LineInput(id="reason", max_length=LONGEST_NOTE),
            trouble(),
        ]

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Close when both are there and right; else say what is missing, and go there."""
        points, reason = (self.query_one(f"#{name}", Input).value.strip() for name in ("points", "reason"))
        if not points:
            self.say(tr("what the team has settled on is needed"), "points")
            return
        try:
            value = read_value(self.item, points)
        except Refused as refused:
            self.say(str(refused), "points")
            return
        if not reason:
            self.say(tr("a reason is needed"), "reason")
            return
        self.dismiss(Settled(value, reason))
