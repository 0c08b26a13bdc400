"""Where people differ: every score and note side by side; the lead settles it with a reason."""

from typing import ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult

from scoring.mark import Mark, mark_from, plain
from scoring.rubric import Item
from scoring.ruling import ruling_body
from scoring.visit import CLAIM, SCORE, Visit
from scoring.wording import mark, tr, visible
from screens.base import SittingScreen
from screens.commands import command
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines
from screens.widgets.score_table import cell_text
from screens.widgets.status_line import MessageLine, StatusLine
from screens.widgets.text import CURSOR, Line, fit, line, right, wrap


class Difference(NamedTuple):
    """One item in one column on which people differ, and what each of them says now."""

    column: str
    item: Item
    marks: tuple[tuple[str, Mark], ...]


class ConflictsScreen(SittingScreen[None]):
    """Lists the differences; Enter settles the one under the cursor."""

    BINDINGS: ClassVar = [
        command("enter", "settle", mark("settle"), mark("Settle the item with a reason"), True),
        command("down", "move(1)", mark("down"), mark("Go to the next item")),
        command("up", "move(-1)", mark("up"), mark("Go to the previous item")),
        command("escape,q", "leave", mark("back"), mark("Back to the scores"), True, "esc"),
    ]

    row = 0

    def compose(self) -> ComposeResult:
        """One page of lines."""
        yield StatusLine(id="status")
        yield Lines(id="page")
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the differences."""
        super().on_mount()
        self.draw()

    def draw(self) -> None:
        """Show them as they stand."""
        self.draw_status()
        found = differences(self.visit)
        self.row = max(0, min(len(found) - 1, self.row))
        self.query_one("#page", Lines).show(lambda width: (
            [row for n, each in enumerate(found) for row in _lines(each, n == self.row, width)]
            or [line((" " + tr("Nobody differs."), "$text-success"))]
        ))  # fmt: skip

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.row += step
        self.say("")
        self.draw()

    def action_leave(self) -> None:
        """Back to the scores."""
        self.dismiss(None)

    @work
    async def action_settle(self) -> None:
        """Ask for the points and the reason, and record the ruling."""
        from screens.dialogs.settle import SettleDialog

        found = differences(self.visit)
        if not found:
            return
        column, item, marks = found[self.row]
        settled = await self.app.push_screen_wait(SettleDialog(
            item, [(by, said.value) for by, said in marks], cell_text(self.visit.cell(CLAIM, item.id))
        ))  # fmt: skip
        if settled is not None:
            self.keep("ruling", ruling_body(self.visit, column, item, settled.value, settled.reason))
            self.draw()


def differences(visit: Visit) -> list[Difference]:
    """The items on which people differ, in the form's order; evaluations before self-checks."""
    return [
        Difference(column, item, tuple(
            (by, mark_from(entry.body or {}))
            for by, entries in sorted(visit.latest[column].get(item.id, {}).items()) for entry in entries
        ))
        for column in (SCORE, CLAIM)
        for item in visit.rubric.items
        if visit.cell(column, item.id).conflict
    ]  # fmt: skip


def _lines(found: Difference, current: bool, width: int) -> list[Line]:
    item = found.item
    what = tr("self-check") if found.column == CLAIM else tr("evaluation")
    head = f"{'>' if current else ' '} {item.id} {item.label}  {what}  / {plain(item.points)}"
    lines = [line((fit(head, width), CURSOR if current else "bold"))]
    for by, said in found.marks:
        rows = wrap(said.note, max(20, width - 34)) if said.note else [""]
        name, value = fit(visible(by.rpartition("@")[0]), 16), right(plain(said.value), 8)
        lines.append(line("     ", name, (value, "bold $text-error"), f"   {rows[0]}"))
        lines += [line(" " * 32 + row) for row in rows[1:]]
    return [*lines, line()]
