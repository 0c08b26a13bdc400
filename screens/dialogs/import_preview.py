"""What a school's file holds: everything that is wrong with it, or what it would bring in."""

from collections.abc import Sequence
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import ProgressBar

from scoring.problem import Problem
from scoring.wording import mark, tr, visible
from screens.commands import SCROLL, command
from screens.dialogs.base import Dialog
from screens.widgets.lines import Lines
from screens.widgets.text import Line, fit, line, wrapped


class ReadingDialog(Dialog[None]):
    """Stands while a file is read."""

    KEYS = mark("reading")
    BINDINGS: ClassVar = []

    def content(self) -> list[Widget]:
        """A bar without an end, since a sheet does not say how long it is, and the rows read."""
        return [ProgressBar(total=None, show_eta=False, show_percentage=False), Lines(id="rows")]

    def told(self, rows: int) -> None:
        """Show how many rows have been read."""
        self.query_one("#rows", Lines).show(lambda _: [line(tr("row {n}").format(n=rows))])

    def action_close(self) -> None:
        """It closes by itself."""


class ImportPreviewDialog(Dialog[bool]):
    """Gives True where the file is to be imported; one with mistakes cannot be."""

    KEYS = mark("y import    n leave it    up down scroll")
    BINDINGS: ClassVar = [
        command("y", "yes", mark("import"), mark("Import it")),
        command("n", "close", mark("no"), mark("Leave it")),
        *SCROLL,
    ]

    def __init__(
        self, name: str, what: str, problems: Sequence[Problem], notes: Sequence[str], rows: Sequence[str]
    ) -> None:
        self.good = not problems
        title = tr("{what} in {file}")
        if not self.good:
            title = tr("{n} mistakes in {file}; nothing is imported")
            self.KEYS = mark("correct and save the file, then import it again    up down    esc close")
        mistakes = sum(problem.mistakes for problem in problems)
        super().__init__(title.format(what=what, n=mistakes, file=visible(name)))
        self.problems = problems
        self.notes = notes
        self.rows = rows

    def content(self) -> list[Widget]:
        """The mistakes, or the notes and what is new."""
        return [Lines(id="found")]

    def on_mount(self) -> None:
        """Show them."""
        self.query_one("#found", Lines).show(self._lines)

    def action_yes(self) -> None:
        """Import."""
        if self.good:
            self.dismiss(True)

    def action_scroll(self, step: int) -> None:
        """Scroll."""
        self.query_one("#found", Lines).scroll_relative(y=step, animate=False)

    def _lines(self, width: int) -> list[Line]:
        lines = [row for problem in self.problems for row in wrapped(_place(problem), width)]
        lines += [row for note in self.notes for row in wrapped(note, width, "$text-warning")]
        return lines + [line(fit(row, width)) for row in self.rows]


def _place(problem: Problem) -> str:
    """Sheet and cell, without the file, which the title names."""
    return f"{problem.where.rpartition(': ')[2]}: {problem.what}"
