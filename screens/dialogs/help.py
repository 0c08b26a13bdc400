"""Every key that acts on the screen below."""

from rich.cells import cell_len
from textual.widget import Widget

from scoring.wording import mark, tr
from screens.dialogs.base import Dialog
from screens.widgets.lines import Lines
from screens.widgets.text import fit, line, wrap


class HelpDialog(Dialog[None]):
    """Lists the commands it is given: keys, and what each does."""

    KEYS = mark("up down scroll    esc close")

    def __init__(self, commands: list[tuple[str, str]]) -> None:
        super().__init__(tr("Keys"))
        self.commands = commands

    def content(self) -> list[Widget]:
        """The list."""
        return [Lines(id="help")]

    def on_mount(self) -> None:
        """Fill the list, the keys in a column of their own."""
        width = max((cell_len(keys) for keys, _ in self.commands), default=0) + 2
        lines = self.query_one("#help", Lines)
        lines.can_focus = True
        lines.focus()
        lines.show(lambda room: [
            line((fit("" if place else keys, width), "bold $text-accent"), row)
            for keys, about in self.commands for place, row in enumerate(wrap(about, room - width))
        ])  # fmt: skip
