"""The mistakes and notes of one table: of very many the first, and how many more there are.

A sheet has a million rows; nobody reads as many lines, and nothing has the memory for them.
"""

from scoring.problem import Problem
from scoring.wording import tr

MOST = 300


class Mistakes:
    """Gathers what is to be said of the table on a sheet, nameless in some, of the file that `where` names."""

    def __init__(self, where: str, sheet: str) -> None:
        self._where, self.sheet = where, sheet
        self._problems: list[Problem] = []
        self._notes: list[str] = []
        self._mistakes = self._noted = 0

    def place(self, cell: str = "") -> str:
        """A cell as it is named in the file, or the whole table."""
        return f"{self.sheet}!{cell}" if self.sheet and cell else self.sheet or cell

    def wrong(self, cell: str, what: str) -> None:
        """A mistake in a cell, or in no single one: with one of them nothing of the table is taken."""
        self._mistakes += 1
        if self._mistakes <= MOST:
            self._problems.append(self._problem(cell, what))

    def note(self, text: str) -> None:
        """Something to look at before the table is taken."""
        self._noted += 1
        if self._noted <= MOST:
            self._notes.append(text)

    def problems(self) -> tuple[Problem, ...]:
        """The mistakes; the last stands for all those that have no line of their own."""
        if (more := self._mistakes - MOST) <= 0:
            return tuple(self._problems)
        return (*self._problems, self._problem("", tr("{n} mistakes more").format(n=more), more))

    def notes(self) -> tuple[str, ...]:
        """The notes; the last says how many have no line of their own."""
        if (more := self._noted - MOST) <= 0:
            return tuple(self._notes)
        return (*self._notes, tr("{n} notes more").format(n=more))

    def _problem(self, cell: str, what: str, mistakes: int = 1) -> Problem:
        return Problem(": ".join(filter(None, (self._where, self.place(cell)))), what, mistakes)
