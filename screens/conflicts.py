"""Where people differ: every score and note side by side; the lead settles it with a reason."""

from typing import ClassVar, NamedTuple

from textual import work

from scoring.combine import in_force
from scoring.entry import Entry
from scoring.mark import Mark, mark_from, plain
from scoring.rubric import Item, Value
from scoring.ruling import ruling_body, ruling_of
from scoring.verification import Verified, disputed, disputed_text
from scoring.visit import CLAIM, SCORE, Visit
from scoring.wording import mark, tr, visible
from screens.commands import command
from screens.page import PageScreen
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines
from screens.widgets.score_table import cell_text
from screens.widgets.text import CURSOR, Line, fit, line, right, wrap, wrapped


class Difference(NamedTuple):
    """One item in one column that people differ on, or differed on until somebody ruled.

    `marks` are what each of them says now, `words` the rulings in force, `late` the hashes of the marks that
    count beside those.
    """

    column: str
    item: Item
    marks: tuple[Entry, ...]
    words: tuple[Entry, ...]
    late: frozenset[str]
    settled: bool


class ConflictsScreen(PageScreen[None]):
    """Lists the differences, then what was settled; Enter settles the one under the cursor, or settles it anew."""

    BINDINGS: ClassVar = [
        command("enter", "settle", mark("settle"), mark("Settle the item with a reason"), True),
        command("d", "draw", mark("draw"), mark("Draw teachers for lesson demos, and verify them"), True),
        command("down", "move(1)", mark("down"), mark("Go to the next item")),
        command("up", "move(-1)", mark("up"), mark("Go to the previous item")),
        command("escape,q", "leave", mark("back"), mark("Back to the scores"), True, "esc"),
    ]

    row = 0

    def draw(self) -> None:
        """Show them as they stand."""
        self.draw_status()
        found = differences(self.visit)
        self.row = max(0, min(len(found) - 1, self.row))
        self.query_one("#page", Lines).show(lambda width: _page(found, disputed(self.visit), self.row, width))
        self.query_one(KeyBar).draw(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Something is settled once people have differed, and what they say of teachers in the draw."""
        if action == "draw":
            return bool(disputed(self.visit))
        return action != "settle" or bool(differences(self.visit))

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.row += step
        self.say("")
        self.draw()

    @work
    async def action_draw(self) -> None:
        """Go to the draw, where what people say of its teachers is settled."""
        from screens.draw import DrawScreen

        await self.app.push_screen_wait(DrawScreen(self.sitting))
        self.draw()

    @work
    async def action_settle(self) -> None:
        """Ask for the points and the reason, and record the ruling."""
        from screens.dialogs.settle import SettleDialog

        if not self.may_write():
            return
        visit = self.visit  # what comes in while the dialog is open, nobody has seen
        found = differences(visit)[self.row]
        given = [(entry.name, mark_from(entry.said)) for entry in found.marks]
        given += [(ruling_of(entry.name), mark_from(entry.said)) for entry in found.words]
        claimed = cell_text(visit.cell(CLAIM, found.item.id))
        settled = await self.app.push_screen_wait(SettleDialog(found.item, given, claimed))
        if settled is not None:
            if self.keep("ruling", ruling_body(visit, found.column, found.item, settled.value, settled.reason)):
                self.say(tr("Settled: {item}  {value}").format(item=found.item.numbered, value=plain(settled.value)))
            self.draw()


def differences(visit: Visit) -> list[Difference]:
    """What people differ on, then what a ruling settles; in the form's order, evaluations before self-checks."""
    found = []
    for column in (SCORE, CLAIM):
        for item in visit.rubric.items:
            cell = visit.cell(column, item.id)
            if cell.conflict or cell.ruled:
                people = sorted(visit.latest[column].get(item.id, {}).items())
                marks = tuple(entry for _, entries in people for entry in entries if _says(entry))
                words, _ = in_force(visit.rulings[column].get(item.id, {}))
                found.append(Difference(column, item, marks, tuple(words), cell.late, settled=not cell.conflict))
    return sorted(found, key=lambda each: each.settled)


def _says(entry: Entry) -> bool:
    """Whether it is not one that only takes a score back."""
    return entry.body is not None and mark_from(entry.body) != Mark()


def _page(found: list[Difference], teachers: list[Verified], row: int, width: int) -> list[Line]:
    lines: list[Line] = []
    if teachers:
        lines += [*wrapped(disputed_text(teachers), width - 1, "bold $text-error", 1), line()]
    if all(each.settled for each in found):
        said = tr("Nobody differs on an item.") if teachers else tr("Nobody differs.")
        lines += [line((f" {said}", "$text-success")), line()]
    for n, each in enumerate(found):
        if each.settled and (n == 0 or not found[n - 1].settled):
            lines += [line((" " + tr("settled; enter settles it anew"), "$foreground-muted")), line()]
        lines += _lines(each, n == row, width)
    return lines


def _lines(found: Difference, current: bool, width: int) -> list[Line]:
    item = found.item
    what = tr("self-check") if found.column == CLAIM else tr("evaluation")
    head = f"{'>' if current else ' '} {item.numbered}  {what}" + (f"  / {plain(item.points)}" if item.points else "")
    lines = [line((fit(head, width), CURSOR if current else "bold"))]
    for entry in found.marks:
        said, late = mark_from(entry.said), entry.hash in found.late
        note = "  ".join([tr("after the ruling")] * late + [said.note] * bool(said.note))
        differs = not found.settled and (late or not found.words)
        lines += _said(entry.name, said.value, note, "bold $text-error" if differs else "", width)
    for entry in found.words:
        said = mark_from(entry.said)
        lines += _said(ruling_of(entry.name), said.value, said.note, "bold", width)
    return [*lines, line()]


def _said(who: str, value: Value | None, note: str, style: str, width: int) -> list[Line]:
    rows = wrap(note, max(20, width - 34)) if note else [""]
    first = line("     ", fit(visible(who), 16), (right(plain(value), 8), style), f"   {rows[0]}")
    return [first, *(line(" " * 32 + row) for row in rows[1:])]
