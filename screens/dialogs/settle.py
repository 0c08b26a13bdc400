"""The lead's word on one item: one of the scores given, or another, and why."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from scoring.mark import LONGEST_NOTE, Mark, Refused, grade_texts, plain, read_value
from scoring.rubric import Item, Value
from scoring.wording import brief, commas, mark, tr
from screens.commands import command
from screens.dialogs.base import Dialog, paragraph
from screens.widgets.line_input import LineInput


class Settled(NamedTuple):
    """The value and the reason."""

    value: Value
    reason: str


class SettleDialog(Dialog[Settled]):
    """Gives the ruling, or None."""

    KEYS = mark("enter settle    tab next field    esc close")
    BINDINGS: ClassVar = [command("ctrl+s", "keep", mark("keep"), mark("Keep what is written"))]

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
        return [
            paragraph("\n".join(said)),
            paragraph(
                possible.format(
                    points=plain(self.item.points), grades=commas(grade_texts(self.item)), claimed=self.claimed
                )
            ),
            Static(Content(tr("settled points") if pointed else tr("settled grade")), classes="label"),
            Input(id="points", max_length=40),
            Static(Content(tr("reason; it stays in the file and on the sheet")), classes="label"),
            LineInput(id="reason", max_length=LONGEST_NOTE),
            Static(id="trouble", classes="trouble"),
        ]

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Close when both are there and right; else say what is missing, and go there."""
        points, reason = (self.query_one(f"#{name}", Input).value.strip() for name in ("points", "reason"))
        if not points:
            self._missing("#points", tr("what the team has settled on is needed"))
            return
        try:
            value = read_value(self.item, points)
        except Refused as refused:
            self._missing("#points", str(refused))
            return
        if not reason:
            self._missing("#reason", tr("a reason is needed"))
            return
        self.dismiss(Settled(value, reason))

    def _missing(self, field: str, why: str) -> None:
        self.query_one(field, Input).focus()
        self.query_one("#trouble", Static).update(Content(why))
