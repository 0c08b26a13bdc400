"""What screens of ours share: the key bar; and on a visit's screens how things are said and recorded."""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen
from textual.timer import Timer

from scoring.problem import Problem
from scoring.tally import tally
from scoring.visit import Visit
from scoring.wording import tr
from screens.messages import Recorded
from screens.sitting import Sitting
from screens.widgets.key_bar import KeyBar
from screens.widgets.status_line import MessageLine, StatusLine

Result = TypeVar("Result")
SOON_SECONDS = 1 / 30


class Row(NamedTuple):
    """A visit in a file, or a file that could not be read with the reason."""

    file: str
    visit: Visit | None
    trouble: str = ""


class Folder(NamedTuple):
    """What a folder holds; `listed` has the names of all the district's schools by code, where it has their list."""

    rows: list[Row]
    listed: Mapping[str, str] = {}


class Closing(Screen[Result]):
    """A screen that closes itself, even where the help, the commands or a word on the size lie over it."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with a result."""
        while self in self.app.screen_stack and self.app.screen is not self:
            self.app.pop_screen()
        return super().dismiss(result)


class BaseScreen(Closing[Result]):
    """A screen with a key bar at its foot."""

    LEAD: tuple[tuple[str, str], ...] = ()

    def on_mount(self) -> None:
        """Show the keys that act here."""
        for bar in self.query(KeyBar):
            bar.draw(self, self.LEAD)


class FolderScreen(BaseScreen[None]):
    """A screen on the visits in a folder, which the application reads for it."""

    ORDERS: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.order = self._said = 0
        self._due: Timer | None = None

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
            if self._said != self.order:
                self._said = self.order
                self.app.clear_notifications()  # one at a time, however long the key is held
                self.notify(tr(self.ORDERS[self.order]), timeout=2, markup=False)

    def action_sort(self) -> None:
        """Order the rows another way."""
        self.order = (self.order + 1) % len(self.ORDERS)
        self.draw_soon()

    def on_mount(self) -> None:
        """A table's cells bring their colours along, so they are made anew for others."""
        super().on_mount()
        self.app.theme_changed_signal.subscribe(self, lambda _: self.draw())

    def show(self, folder: Folder) -> None:
        """Show what the folder holds now."""
        raise NotImplementedError

    def colour(self, name: str) -> str:
        """A colour of the present theme, for the cell of a table; none for an empty name."""
        return self.app.theme_variables[name] if name else ""


class SittingScreen(BaseScreen[Result]):
    """A screen on one visit.  Posts `Recorded` for every entry; never touches a file."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting

    @property
    def visit(self) -> Visit:
        """The visit as it stands."""
        return self.sitting.visit

    def draw(self) -> None:
        """Show the visit as it stands."""
        raise NotImplementedError

    def draw_status(self) -> None:
        """Show the totals and whether all is on disk."""
        self.query_one(StatusLine).draw(self.sitting, tally(self.visit))

    def say(self, text: str, trouble: bool = False) -> None:
        """Show one line until the next key."""
        self.query_one(MessageLine).say(text, trouble)

    def keep(self, kind: str, body: dict[str, Any]) -> bool:
        """Record an entry; False where it cannot be, which has been said then."""
        if self.sitting.read_only:
            self.say(self.sitting.read_only, trouble=True)
            return False
        try:
            self.sitting.record(kind, body)
        except Problem as problem:
            self.say(str(problem), trouble=True)
            return False
        self.post_message(Recorded())
        return True
