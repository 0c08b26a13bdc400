"""The signed result's code on the whole screen, for a phone to read."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.screen import ModalScreen

from scoring.wording import mark, tr
from screens.base import Closing
from screens.commands import command
from screens.glyphs import PLAIN
from screens.widgets.lines import Lines
from screens.widgets.text import Line, line, wrap

_INK = "#000000 on #ffffff"
_DARK, _LIGHT = "on #000000", "on #ffffff"


class CodeScreen(Closing[None], ModalScreen[None]):
    """Shows `rows`, the code in half blocks, with the check code under it; in a small window its text instead.

    Where plain signs are painted, it is drawn by colours alone, twice as large.
    """

    BINDINGS: ClassVar = [command("escape,q,enter,space", "close", mark("close"), mark("Back"))]
    DEFAULT_CSS = "CodeScreen { background: $background; } CodeScreen Lines { height: 1fr; }"

    def __init__(self, rows: Sequence[str], check_code: str, text: str) -> None:
        super().__init__()
        self.rows = rows
        self.check_code = check_code
        self.text = text

    def compose(self) -> ComposeResult:
        """One page of lines."""
        yield Lines(id="code")

    def on_resize(self) -> None:
        """Show it, or its text; there may be room now."""
        self.query_one(Lines).show(self._lines)

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)

    def _lines(self, width: int) -> list[Line]:
        check = tr("check code {code}    esc closes").format(code=self.check_code)
        plain = self.app.has_class(PLAIN)
        rows = _in_colours(self.rows) if plain else [line((row, _INK)) for row in self.rows]
        wide = cell_len("".join(text for text, _ in rows[0]))
        if width < wide or self.size.height < len(rows) + 1:
            need = tr("To show the code the window must have {rows} rows of {columns} columns.").format(
                rows=len(rows) + 1, columns=wide)  # fmt: skip
            said = [f" {row}" for text in (need, self.text) for row in ("", *wrap(text, width - 2))]
            return [*(line(row) for row in said), line(), line((f" {check}", "bold"))]
        margin = " " * ((width - wide) // 2)
        return [*(line(margin, *row) for row in rows), line((margin + check, "bold"))]


def _in_colours(rows: Sequence[str]) -> list[Line]:
    """Half blocks as two lines of two blank columns each, dark or light."""
    return [tuple(("  ", _DARK if char in inked else _LIGHT) for char in row) for row in rows for inked in ("▀█", "▄█")]
