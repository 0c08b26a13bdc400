"""The visits in a folder: how far each is, what it comes to, which file needs help."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import DataTable, Static

from scoring.mark import plain
from scoring.result import range_text
from scoring.signatures import is_stale
from scoring.tally import tally
from scoring.verdict import level_name
from scoring.wording import mark, tr, visible
from screens.base import Folder, FolderScreen, Row
from screens.commands import command
from screens.messages import FolderWanted, VisitChosen
from screens.widgets.key_bar import KeyBar
from screens.widgets.text import fit, right


class VisitsScreen(FolderScreen):
    """Lists the rows it is given with :meth:`show`; posts `VisitChosen`."""

    BINDINGS: ClassVar = [
        command("enter", "choose", mark("open"), mark("Open the visit")),
        command("o", "sort", mark("order"), mark("Order by code, by progress or by evaluation"), True),
        command("d", "district", mark("district"), mark("Rank the schools and total them"), True),
        command("q", "app.quit", mark("quit"), mark("Leave the program"), True),
    ]
    LEAD = (("enter", mark("open")),)
    ORDERS = (mark("by code"), mark("least done first"), mark("highest first"))

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.folder = Folder([])
        self.rows: list[Row] = []
        self.order = 0

    def compose(self) -> ComposeResult:
        """A heading, the table, a line on the chosen row, the keys."""
        yield Static(id="heading")
        yield DataTable(id="visits", cursor_type="row", zebra_stripes=True)
        yield Static(id="trouble")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Ask for the rows, and wait."""
        super().on_mount()
        self.query_one("#heading", Static).update(Content(tr("reading {folder}").format(folder=self.path)))
        self.post_message(FolderWanted())

    def on_resize(self) -> None:
        """The columns are made for the width."""
        if self.rows:
            self._draw()

    def show(self, folder: Folder) -> None:
        """Show these visits, the cursor where it was."""
        self.folder, self.rows = folder, folder.rows
        self._draw()

    def action_sort(self) -> None:
        """Order the rows another way."""
        self.order = (self.order + 1) % len(self.ORDERS)
        self._draw()
        self.notify(tr(self.ORDERS[self.order]), timeout=2, markup=False)

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        table = self.query_one(DataTable)
        if self.rows and table.cursor_row < len(self.rows):
            row = self.rows[table.cursor_row]
            if row.visit is None:
                self.notify(visible(f"{row.file}: {row.trouble}"), severity="error", timeout=12, markup=False)
            else:
                self.post_message(VisitChosen(row.file, row.visit.code))

    def action_district(self) -> None:
        """Open the district's totals."""
        from screens.district import DistrictScreen

        if any(row.visit is not None for row in self.rows):
            self.app.push_screen(DistrictScreen(self.folder))

    @on(DataTable.RowSelected)
    def _row_selected(self) -> None:
        self.action_choose()

    @on(DataTable.RowHighlighted)
    def _row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        row = self.rows[event.cursor_row] if event.cursor_row < len(self.rows) else None
        self.query_one("#trouble", Static).update(Content(visible(row.trouble) if row else ""))

    def _draw(self) -> None:
        self.rows = sorted(self.rows, key=self._place)
        done = sum(row.visit is not None and tally(row.visit).evaluated.complete for row in self.rows)
        heading = tr("{n} visits in {folder}, {done} complete")
        self.query_one("#heading", Static).update(
            Content.styled(heading.format(n=len(self.rows), folder=self.path, done=done), "bold")
            if self.rows
            else Content(_empty(self.path))
        )
        table: DataTable[Text] = self.query_one(DataTable)
        chosen = table.cursor_row
        table.clear(columns=True)
        columns = _columns(self.size.width)
        for title, width in columns:
            table.add_column(Text(right(title, width) if title in _figures() else title), width=width)
        for row in self.rows:
            table.add_row(*_cells(row, columns))
        table.display = bool(self.rows)
        if self.rows:
            table.move_cursor(row=min(chosen, len(self.rows) - 1))
            table.focus()

    def _place(self, row: Row) -> tuple[float, str]:
        key = row.visit.code if row.visit else row.file
        if row.visit is None or self.order == 0:
            return (0, key)
        done = tally(row.visit).evaluated
        return (done.marked if self.order == 1 else -float(done.low), key)


def _figures() -> tuple[str, ...]:
    """The titles of the columns that are set to the right."""
    return (tr("scored"), tr("self-check"), tr("evaluation"))


def _columns(width: int) -> list[tuple[str, int]]:
    """Titles and widths of the columns that fit; the school's name takes what the others leave."""
    columns = [(tr("code"), 11), (tr("school"), 0), (tr("scored"), 6), (tr("self-check"), 10), (tr("evaluation"), 13),
               (tr("level"), 13)]  # fmt: skip
    if width >= 96:
        columns.append((tr("date"), 10))
    if width >= 116:
        columns.append((tr("file"), 18))
    rest = width - sum(each + 2 for _, each in columns) - 2
    return [(title, each or max(10, rest)) for title, each in columns]


def _cells(row: Row, columns: list[tuple[str, int]]) -> list[Text]:
    if row.visit is None:
        texts = {
            tr("code"): "!",
            tr("school"): row.file.removesuffix(".json"),
            tr("level"): tr("damaged"),
            tr("file"): row.file,
        }
    else:
        visit, tallied = row.visit, tally(row.visit)
        look = tallied.conflicts or visit.forks or visit.gaps or visit.unlinked or is_stale(visit)
        done = tallied.evaluated
        claimed = tallied.self_check
        texts = {
            tr("code"): visit.code,
            tr("school"): visit.school.name,
            tr("scored"): f"{done.marked}/{done.items}",
            tr("self-check"): range_text(claimed) if claimed.marked else "-",
            tr("evaluation"): f"{range_text(done)}/{plain(done.possible)}" if done.marked else "-",
            tr("level"): level_name(tallied) + (" !" if look else ""),
            tr("date"): visit.school.date,
            tr("file"): row.file,
        }
    style = "" if row.visit else "red"
    return [
        Text(right(texts.get(title, ""), width) if title in _figures() else fit(texts.get(title, ""), width), style)
        for title, width in columns
    ]


def _empty(folder: str) -> str:
    return tr(
        "No visits in {folder} yet.\n\nStart one:          ipc2 new --code 370812-0101 --name SCHOOL\n"
        "Look at the sample: ipc2 demo"
    ).format(folder=folder)
