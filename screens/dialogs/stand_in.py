"""Why a drawn teacher cannot come, and who said so."""

from typing import ClassVar, NamedTuple

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from scoring.wording import mark, tr
from screens.dialogs.base import KEEP, Dialog, paragraph, trouble
from screens.widgets.line_input import LineInput


class Absence(NamedTuple):
    """The reason, and who said so."""

    reason: str
    said_by: str


class StandInDialog(Dialog[Absence]):
    """Gives the absence, or None."""

    KEYS = mark("enter let the next one stand in    tab next field    esc close")
    BINDINGS: ClassVar = [KEEP]

    def __init__(self, name: str) -> None:
        super().__init__(tr("{name} cannot come").format(name=name))

    def content(self) -> list[Widget]:
        """Two fields."""
        return [
            paragraph(tr("The next in the drawn order stands in, for good. The reason is printed on the sheet.")),
            paragraph(tr("reason"), "label"),
            LineInput(id="reason", max_length=200),
            paragraph(tr("who said so"), "label"),
            Input(id="said-by", max_length=100),
            trouble(),
        ]

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Close when both are there."""
        absence = Absence(*(self.query_one(f"#{name}", Input).value.strip() for name in ("reason", "said-by")))
        if all(absence):
            self.dismiss(absence)
        else:
            self.say(tr("needs a reason, and who said so"), "said-by" if absence.reason else "reason")
