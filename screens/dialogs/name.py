"""Asks the evaluator's name, once."""

from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from scoring.wording import mark, tr
from screens.commands import command
from screens.dialogs.base import Dialog, paragraph


class NameDialog(Dialog[str]):
    """Gives the name as typed, or None.  `trouble` says what was wrong with the last one."""

    KEYS = mark("enter keep    esc look only")
    BINDINGS: ClassVar = [command("ctrl+s", "keep", mark("keep"), mark("Keep what is written"))]

    def __init__(self, trouble: str = "") -> None:
        super().__init__(tr("Who is scoring?"))
        self.trouble = trouble

    def content(self) -> list[Widget]:
        """An explanation and a field."""
        about = tr("Your name stands beside every score you give. It is kept on this laptop, with a key made for it.")
        return [
            paragraph(about),
            Static(Content(tr("name")), classes="label"),
            Input(id="name", max_length=40),
            Static(Content(self.trouble), id="trouble", classes="trouble"),
        ]

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Close with the name."""
        if name := self.query_one(Input).value.strip():
            self.dismiss(name)
        else:
            self.query_one("#trouble", Static).update(Content(tr("A name is needed to score; esc only looks.")))
