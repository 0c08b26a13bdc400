"""Asks yes or no."""

from typing import ClassVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from scoring.wording import mark, visible
from screens.commands import command
from screens.dialogs.base import Dialog


class ConfirmDialog(Dialog[bool]):
    """Gives True for yes; anything else is no."""

    KEYS = mark("y yes    n no")
    BINDINGS: ClassVar = [
        command("y", "yes", mark("yes"), mark("Do it")),
        command("n", "close", mark("no"), mark("Leave it")),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self.text = text

    def content(self) -> list[Widget]:
        """The question."""
        return [Static(Content(visible(self.text)))]

    def action_yes(self) -> None:
        """Close with True."""
        self.dismiss(True)
