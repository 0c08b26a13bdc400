"""A dialog of numbered rows: a cursor, and keys that act on the row under it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.widget import Widget

from scoring.wording import mark
from screens.base import Result
from screens.commands import command
from screens.dialogs.base import Dialog
from screens.widgets.lines import Lines


class RowsDialog(Dialog[Result]):
    """Moves `row` among `rows`; a digit goes to a row and picks it, as Space does the one under the cursor."""

    BINDINGS: ClassVar = [
        command("up", "move(-1)", mark("up"), mark("Go up")),
        command("down", "move(1)", mark("down"), mark("Go down")),
        *(command(str(n), f"choose({n})", mark("tick"), "") for n in range(1, 10)),
    ]

    rows: Sequence[object] = ()
    row = 0

    def content(self) -> list[Widget]:
        """The rows."""
        return [Lines(id="rows")]

    def on_mount(self) -> None:
        """Show the rows."""
        self.draw()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.row = max(0, min(len(self.rows) - 1, self.row + step))
        self.draw()

    def action_choose(self, number: int) -> None:
        """Pick the row with this number."""
        if number <= len(self.rows):
            self.row = number - 1
            self.action_pick()

    def action_pick(self) -> None:
        """Do what the dialog does with a row."""
        raise NotImplementedError

    def draw(self) -> None:
        """Show the rows as they stand."""
        raise NotImplementedError
