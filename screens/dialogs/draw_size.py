"""How many teachers to draw, and proportional by what."""

from functools import partial
from typing import ClassVar, NamedTuple

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from scoring.draw import allot, read_rate, sample_size
from scoring.draws import draws_of, usual_rate
from scoring.problem import Problem
from scoring.roster import Roster
from scoring.strata import ENVIRONMENT, SUBJECT, strata_body
from scoring.visit import Visit
from scoring.wording import mark, named, tr
from screens.commands import command
from screens.dialogs.base import KEEP, Dialog, paragraph, trouble
from screens.widgets.lines import Lines
from screens.widgets.text import wrapped

_WAYS = {"": mark("all teachers alike"), ENVIRONMENT: mark("proportional by environment"),
         SUBJECT: mark("proportional by subject")}  # fmt: skip


class DrawSize(NamedTuple):
    """How many, and by what (empty, environment or subject)."""

    teachers: int
    by: str


class DrawSizeDialog(Dialog[DrawSize]):
    """Gives the size of the next draw, or None."""

    KEYS = mark("enter seal    f2 another way    esc close")
    BINDINGS: ClassVar = [
        command("f2", "way", mark("way"), mark("Proportional by environment, by subject, or not")),
        KEEP,
    ]

    def __init__(self, visit: Visit, roster: Roster) -> None:
        no = draws_of(visit).next_no
        super().__init__(tr("Seal draw {no}").format(no=no))
        self.no = no
        self.roster = roster
        self.by = ""
        self.usual = sample_size(len(roster.teachers), usual_rate(visit))

    def content(self) -> list[Widget]:
        """A field for the number or rate, and the way."""
        about = tr("{n} teachers. A number, or a rate such as 5%.").format(n=len(self.roster.teachers))
        if self.no > 1:
            about += "\n" + tr("Every earlier draw and seal stays in the file and on the sheet.")
        return [
            paragraph(about),
            Input(str(self.usual), id="size", max_length=10),
            paragraph(tr(_WAYS[self.by]), id="way"),
            trouble(),
        ]

    def action_way(self) -> None:
        """The next way."""
        ways = list(_WAYS)
        self.by = ways[(ways.index(self.by) + 1) % len(ways)]
        self._show_way()

    def _show_way(self) -> None:
        """The way, and how many of the typed number it gives to each stratum."""
        strata = strata_body(self.roster, self.by)
        text = tr(_WAYS[self.by])
        if strata is not None and (count := self._count()):
            shares = allot(strata["sizes"], count)
            text = named(text, "  ".join(f"{name} {shares[name]}/{size}" for name, size in strata["sizes"].items()))
        self.query_one("#way", Lines).show(partial(wrapped, text))

    @on(Input.Changed)
    def _typing(self) -> None:
        self._show_way()
        self.say("")  # what is half typed is nothing to complain of yet

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Close with the size, unless it cannot be."""
        if count := self._count():
            self.dismiss(DrawSize(count, self.by))

    def _count(self) -> int:
        """What is typed; 0, and the reason on screen, if it cannot be."""
        text = self.query_one("#size", Input).value.strip()
        size = len(self.roster.teachers)
        try:
            if text.isdecimal():
                return sample_size(size, count=int(text))
            if not text.endswith(("%", "％")) and "." not in text:
                raise Problem(tr("rate"), tr("must be a number of teachers, or a rate such as 5%"))
            return sample_size(size, read_rate(text))
        except Problem as problem:
            self.say(problem.what)
            return 0
