"""What screens of ours share: the key bar; and on a visit's screens how things are said and recorded."""

from typing import Any, TypeVar

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.screen import Screen

from scoring.problem import Problem
from scoring.tally import tally
from scoring.visit import Visit
from scoring.wording import tr
from screens.messages import NameWanted, Recorded
from screens.sitting import Sitting
from screens.widgets.key_bar import KeyBar
from screens.widgets.status_line import MessageLine, StatusLine

Result = TypeVar("Result")


class Closing(Screen[Result]):
    """A screen that closes itself, even where the help, the commands or a word on the size lie over it."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with a result; closed already, as by the first of two clicks, it takes no other screen away."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while self.app.screen is not self:
            self.app.pop_screen()
        return super().dismiss(result)


class BaseScreen(Closing[Result]):
    """A screen with a key bar at its foot."""

    LEAD: tuple[tuple[str, str, str], ...] = ()  # keys that are no bindings, their name, and what they do

    def rooms(self) -> "dict[str, type[BaseScreen[Any]]]":
        """The screens that this one's keys lead to."""
        return {}

    def on_mount(self) -> None:
        """Show the keys that act here."""
        for bar in self.query(KeyBar):
            bar.draw(self, tuple((keys, name) for keys, name, _ in self.LEAD))

    @on(events.ScreenSuspend)
    @on(events.ScreenResume)
    @on(events.DescendantFocus)
    def _keys_of_another(self) -> None:
        """Under a dialog, and in a field, other keys act."""
        for bar in self.query(KeyBar):
            bar.remake()


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
        """Show one line until something else is done."""
        self.query_one(MessageLine).say(text, trouble)

    def may_write(self) -> bool:
        """Whether anything can be recorded; where not, that is said, and who is scoring is asked if that is why.

        Of a signed visit the answer is no for the first time, since nothing brings the signature back.
        """
        if not self._writable():
            return False
        if self.sitting.signature == "valid" and not self.sitting.reopened:
            self.sitting.reopened = True
            text = tr("Signed: a change makes that stale. Press again for it.")
            self.say(text, trouble=True)
            return False
        return True

    def _writable(self) -> bool:
        if self.sitting.read_only:
            self.say(self.sitting.read_only, trouble=True)
            if not self.sitting.by:
                self.post_message(NameWanted())
        return not self.sitting.read_only

    def keep(self, kind: str, body: dict[str, Any]) -> bool:
        """Record an entry; False where it cannot be, which has been said then."""
        if not self._writable():
            return False
        was_signed = self.sitting.signature == "valid"
        try:
            self.sitting.record(kind, body)
        except Problem as problem:
            self.say(str(problem), trouble=True)
            return False
        self.say("")
        if was_signed:
            text = tr("Recorded after the signature, which no longer covers the visit: to be signed again (r, s).")
            self.notify(text, severity="warning", timeout=10, markup=False)
        self.post_message(Recorded())
        return True
