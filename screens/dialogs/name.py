"""Asks under what name somebody scores."""

from typing import ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from scoring.bodies import LONGEST_NAME
from scoring.wording import mark, tr
from screens.dialogs.base import KEEP, Dialog, paragraph, trouble


class NameDialog(Dialog[str]):
    """Gives the name as typed, or None.

    `before` is the one there was, empty at first; `name` stands in the field, `trouble` says what was wrong with it.
    """

    KEYS = mark("enter keep    esc close")
    BINDINGS: ClassVar = [KEEP]

    def __init__(self, before: str, name: str, trouble: str) -> None:
        super().__init__(tr("Who is scoring?"))
        self.before, self.written, self.trouble = before, name, trouble
        if not before:
            self.KEYS = mark("enter keep    esc look only")

    def content(self) -> list[Widget]:
        """An explanation and a field."""
        about = tr("Your name stands beside every score you give. It is kept on this laptop, with a key made for it.")
        if self.before:
            about = tr("It stands beside every score you give from now on; what you gave before keeps the old one.")
        return [
            paragraph(about),
            paragraph(tr("name"), "label"),
            Input(self.written, id="name", max_length=LONGEST_NAME),
            trouble(self.trouble),
        ]

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Close with the name."""
        if name := self.query_one(Input).value.strip():
            self.dismiss(name)
        else:
            needed = tr("A name is needed; esc keeps the old one.") if self.before else (
                tr("A name is needed to score; esc only looks."))  # fmt: skip
            self.say(needed)
