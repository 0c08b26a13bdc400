"""What the screens on a folder of visits share: its rows, their order, and the colours of a table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import DataTable, Input, Static

from scoring.merge import SetAside
from scoring.visit import Visit
from scoring.wording import mark, tr
from screens.base import BaseScreen
from screens.commands import command
from screens.messages import FolderWork
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines
from screens.widgets.row_table import RowTable
from screens.widgets.text import fit, right

if TYPE_CHECKING:
    from scoring.district import District

SOON_SECONDS = 1 / 30
WIDEST_NAME = 40  # columns; a wider one only moves the figures away from the name
FIND = command("slash", "filter", mark("find"), mark("Show only schools with this text in them"), True, "/")
SHOW_ALL = command("escape", "drop_filter", mark("all schools"), mark("Show all schools again"), True, "esc")


class Row(NamedTuple):
    """A visit in a file, or a file that could not be read with the reason.  `aside` are entries that do not count."""

    file: str
    visit: Visit | None
    trouble: str = ""
    aside: tuple[SetAside, ...] = ()


class Folder(NamedTuple):
    """What a folder holds; `listed` has the names of all the district's schools by code, where it has their list.

    `below` counts the JSON files in the folders inside it, which are not among the `rows`; `overlooked` are files that
    may hold visits, with what to do that they are read.
    """

    rows: list[Row]
    listed: Mapping[str, str] = {}
    below: int = 0
    overlooked: tuple[str, ...] = ()

    @property
    def left_out(self) -> list[str]:
        """What may hold visits and is not read: files that are none as they are, and those in folders inside."""
        below = tr("{n} files in folders inside it").format(n=self.below)
        return [*self.overlooked, *[below] * bool(self.below)]


class Column(NamedTuple):
    """A column of the table: its title, its width in the terminal's columns, and what makes a text as wide."""

    title: str
    width: int
    fit: Callable[[str, int], str] = fit


class FolderScreen(BaseScreen[None]):
    """A screen on the visits in a folder, which the application reads for it."""

    AUTO_FOCUS = "RowTable"
    TABLE = BELOW = ""  # the ids of the table, and of the lines below it
    ORDERS: tuple[str, ...] = ()
    found: "District | None" = None  # the totals on screen, where they are

    def __init__(self) -> None:
        super().__init__()
        self.order = 0
        self.opened: tuple[str, str] | None = None  # the row whose visit was opened last, where the cursor returns
        self._due: Timer | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Where the text to look for is typed, / is a sign of it; without its field, there is none to be dropped."""
        if action == "drop_filter":
            return self.query_one(Input).display
        return action != "filter" or not isinstance(self.focused, Input)

    def compose(self) -> ComposeResult:
        """The heading; a text to look for, where that is asked for; the table, what stands below it, the keys."""
        yield Static(id="heading")
        yield Input(id="filter", max_length=100, placeholder=tr("part of a code, name, town, stage or level"))
        yield RowTable(id=self.TABLE, cursor_type="row", zebra_stripes=True)
        yield Lines(id=self.BELOW)
        yield KeyBar()

    def draw(self) -> None:
        """Show the rows in the order chosen."""
        raise NotImplementedError

    def draw_soon(self) -> None:
        """Show them within a moment, once for all keys that come until then: a table of a district takes its time."""
        if self._due is None:
            self._due = self.set_timer(SOON_SECONDS, self.draw_due)

    def draw_due(self) -> None:
        """Show them now, where that is still to be done: what is on screen is what the next key means."""
        if self._due is not None:
            self._due.stop()
            self._due = None
            self.draw()

    def action_sort(self) -> None:
        """Order the rows another way."""
        self.order = (self.order + 1) % len(self.ORDERS)
        self.draw_soon()

    def order_text(self) -> Content:
        """The order chosen, to stand in the heading."""
        return Content.styled(f"   {tr(self.ORDERS[self.order])}", "$text-muted")

    def is_wanted(self, *words: str) -> bool:
        """Whether the text looked for is in one of a row's words."""
        wanted = self.query_one(Input).value.strip().casefold()
        return any(wanted in word.casefold() for word in words)

    def action_filter(self) -> None:
        """Type a text to look for."""
        box = self.query_one(Input)
        box.display = True
        box.focus()
        self.draw_soon()

    def action_drop_filter(self) -> None:
        """Show all rows again."""
        box = self.query_one(Input)
        self.draw_due()
        chosen = self._chosen()
        box.value, box.display = "", False
        self.query_one(RowTable).focus()
        self._draw_at(chosen)

    def on_key(self, event: events.Key) -> None:
        """From the filter, the arrows and Enter act on the table."""
        if isinstance(self.focused, Input) and event.key in ("down", "up", "enter"):
            event.stop()
            self.query_one(RowTable).focus()

    @on(events.DescendantFocus)
    def draw_keys(self) -> None:
        """Where the text to look for is typed, Enter leads to the table."""
        typing = isinstance(self.focused, Input)
        self.query_one(KeyBar).draw(self, (("enter", mark("to the list")),) if typing else ())

    @on(Input.Changed)
    def _filtered(self) -> None:
        self.draw_soon()

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        raise NotImplementedError

    @on(DataTable.RowSelected)
    def _row_selected(self) -> None:
        self.action_choose()

    def action_work(self, what: str) -> None:
        """Have the application do what touches files."""
        self.post_message(FolderWork(what, self.found))

    def on_mount(self) -> None:
        """A table's cells bring their colours along, so they are made anew for others."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.draw())

    def show(self, folder: Folder) -> None:
        """Show what the folder holds now, the cursor on the same row: a file may have come while a key is pressed."""
        chosen = self._chosen()
        self.take(folder)
        self._draw_at(self.opened, chosen)
        self.opened = None

    def _chosen(self) -> tuple[str, str] | None:
        keys, at = self.keys(), self.query_one(RowTable).cursor_row
        return keys[at] if at < len(keys) else None

    def _draw_at(self, *chosen: tuple[str, str] | None) -> None:
        """Show the rows, the cursor on the first of these that is still there."""
        self.draw()
        now = self.keys()
        if at := next((key for key in chosen if key in now), None):
            self.query_one(RowTable).move_cursor(row=now.index(at))

    def take(self, folder: Folder) -> None:
        """Make what the folder holds what is to be shown."""
        raise NotImplementedError

    def keys(self) -> list[tuple[str, str]]:
        """What each row of the table stands for: a file, and the code of a school in it."""
        raise NotImplementedError

    def fill(self, columns: Sequence[Column], rows: Iterable[tuple[Mapping[str, str], Mapping[str, str]]]) -> None:
        """Put these rows in the table, the cursor where it was: texts, and of some the theme's colours, by title."""
        table = self.query_one(RowTable)
        chosen = table.cursor_row
        table.clear(columns=True)
        gap = 1 - table.cell_padding  # without a padding, every column ends with a space of its own
        for title, width, set_ in columns:
            table.add_column(Text(right(title, width) if set_ is right else title), width=width + gap)
        for texts, colours in rows:
            table.add_row(*(
                Text(set_(texts.get(title, ""), width), self.app.theme_variables.get(colours.get(title, ""), ""))
                for title, width, set_ in columns
            ))  # fmt: skip
        if table.row_count:
            table.move_cursor(row=min(chosen, table.row_count - 1))


def with_name(columns: Sequence[Column], width: int, between: int) -> list[Column]:
    """The columns of a table of `width`, `between` apart; the one without a width takes what the others leave."""
    rest = width - sum(each.width + between for each in columns) - 2
    return [each._replace(width=each.width or max(10, min(WIDEST_NAME, rest))) for each in columns]


def none_found() -> Content:
    """What the heading says where the text looked for leaves no row."""
    return Content.styled(tr("No school has this in it."), "$text-warning")
