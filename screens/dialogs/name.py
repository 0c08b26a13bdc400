"""Asks under what name somebody scores."""

from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from scoring.bodies import LONGEST_NAME
from scoring.wording import mark, tr
from screens.commands import command
from screens.dialogs.base import Dialog, paragraph


class NameDialog(Dialog[str]):
    """Gives the name as typed, or None.

    `before` is the one there was, empty at first; `name` stands in the field, `trouble` says what was wrong with it.
    """

    KEYS = mark("enter keep    esc close")
    BINDINGS: ClassVar = [command("ctrl+s", "keep", mark("keep"), mark("Keep what is written"))]

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
            Static(Content(tr("name")), classes="label"),
            Input(self.written, id="name", max_length=LONGEST_NAME),
            Static(Content(self.trouble), id="trouble", classes="trouble"),
        ]

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Close with the name."""
        if name := self.query_one(Input).value.strip():
            self.dismiss(name)
        else:
            needed = tr("A name is needed; esc keeps the old one.") if self.before else (
                tr("A name is needed to score; esc only looks."))  # fmt: skip
            self.query_one("#trouble", Static).update(Content(needed))
