"""Asks yes or no."""

from typing import ClassVar

from textual.widget import Widget

from scoring.wording import mark
from screens.commands import command
from screens.dialogs.base import Dialog, paragraph


class ConfirmDialog(Dialog[bool]):
    """Gives True for yes, False for no, None where the question is left without an answer."""

    KEYS = mark("y yes    n no    esc back")
    BINDINGS: ClassVar = [
        command("y", "yes", mark("yes"), mark("Do it")),
        command("n", "no", mark("no"), mark("Leave it")),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self.text = text

    def content(self) -> list[Widget]:
        """The question."""
        return [paragraph(self.text)]

    def action_yes(self) -> None:
        """Close with True."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Close with False."""
        self.dismiss(False)
