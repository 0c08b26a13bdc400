"""What a roster's file holds: everything that is wrong with it, or whom it would bring in."""

from collections.abc import Sequence
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import ProgressBar

from scoring.problem import Problem
from scoring.roster_cells import RosterTable
from scoring.wording import mark, tr, visible
from screens.commands import command
from screens.dialogs.base import Dialog
from screens.widgets.lines import Lines
from screens.widgets.text import Line, fit, line, wrap

SAMPLE = 5


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


class RosterPreviewDialog(Dialog[bool]):
    """Gives True where the roster is to be imported; one with mistakes cannot be."""

    BINDINGS: ClassVar = [
        command("y", "yes", mark("import"), mark("Import the roster")),
        command("n", "close", mark("no"), mark("Leave it")),
        command("down", "scroll(1)", mark("down"), mark("Scroll down")),
        command("up", "scroll(-1)", mark("up"), mark("Scroll up")),
        command("pagedown,space", "scroll(10)", mark("page down"), mark("Scroll a page down")),
        command("pageup", "scroll(-10)", mark("page up"), mark("Scroll a page up")),
    ]

    def __init__(self, name: str, table: RosterTable, notes: Sequence[str]) -> None:
        self.good = not table.problems
        self.KEYS = mark("y import    n leave it") if self.good else mark("up down    esc close")
        title = tr("{n} teachers in {file}") if self.good else tr("{n} mistakes in {file}; nothing is imported")
        super().__init__(title.format(n=len(table.teachers if self.good else table.problems), file=visible(name)))
        self.table = table
        self.notes = notes

    def content(self) -> list[Widget]:
        """The mistakes, or the notes and the first teachers."""
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
        if not self.good:
            return [line((row, "")) for problem in self.table.problems for row in wrap(_place(problem), width)]
        lines = [line((row, "$text-warning")) for note in self.notes for row in wrap(note, width)]
        first = self.table.teachers[:SAMPLE]
        lines += [line(fit(f"{each.id}  {each.name}  {' '.join(each.abilities)}", width)) for each in first]
        if len(self.table.teachers) > SAMPLE:
            lines.append(line("..."))
        return lines


def _place(problem: Problem) -> str:
    """Sheet and cell, without the file, which the title names."""
    return f"{problem.where.rpartition(': ')[2]}: {problem.what}"
