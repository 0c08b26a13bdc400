"""An application with one visit open: its sitting, and the saver that brings what is recorded to the disk."""

import asyncio
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from textual import on, work
from textual.message import Message

from ipc2_tui.clock import now
from ipc2_tui.files.rubrics import find_ability
from ipc2_tui.files.store import VisitStore
from ipc2_tui.interface.saver import Saver
from ipc2_tui.interface.toured_app import TouredApp
from ipc2_tui.keys import nonces
from ipc2_tui.keys.identity import evaluator, kept_name
from ipc2_tui.keys.signature_state import signature_state
from scoring.problem import Problem
from scoring.visit import Visit
from scoring.wording import tr
from screens.base import SittingScreen
from screens.messages import NameWanted, Recorded
from screens.score import ScoreScreen
from screens.sitting import Sitting

# The key that made an entry is painted first, and entries made together are saved together.
PAINT_SECONDS = 0.01
_LEAVING = "-leaving"  # of the question whether to leave all the same
_signature = lru_cache(maxsize=2)(signature_state)  # kept for the state on screen, since judging takes its time


class SittingApp(TouredApp):
    """Holds at most one visit open.  `farewell` says, after the end, what could not be saved; empty if nothing."""

    class DiskTold(Message):
        """The disk has answered: `visit` is on it, or `trouble` says why nothing new is."""

        def __init__(self, visit: Visit | None = None, trouble: str = "") -> None:
            super().__init__()
            self.visit = visit
            self.trouble = trouble

    def __init__(self, in_sample: bool) -> None:
        super().__init__(in_sample)
        self.saver: Saver | None = None
        self.farewell = ""
        self._due: asyncio.TimerHandle | None = None

    def on_unmount(self) -> None:
        """However the program is left, what is recorded is saved first."""
        self.farewell = self.let_go()

    async def action_quit(self) -> None:
        """Leave, unless something typed is neither accepted nor dropped."""
        if all(screen.settle() for screen in self._typing()):
            self.leave_for(self.exit)
        else:
            text = tr("Not accepted yet, what is typed here: accept it, or esc drops it.")
            self.notify(text, severity="warning", markup=False)

    def sit_down(self, store: VisitStore) -> ScoreScreen:
        """The scoring screen on an opened visit, with a saver behind it."""
        by = evaluator() if kept_name() else ""
        nobody = "" if by else tr("nobody has said who is scoring, so it is read-only")
        self.sitting = Sitting(store.visit, by, now, nonces, find_ability, _signature, store.read_only or nobody)
        self.saver = Saver(
            store,
            on_saved=lambda visit: self._tell(self.DiskTold(visit)),
            on_trouble=lambda problem: self._tell(self.DiskTold(trouble=str(problem))),
        )
        return ScoreScreen(self.sitting)

    def greet(self) -> None:
        """What is to be asked or said where a visit was opened."""
        if self.sitting is None or self.saver is None:
            return
        if self.saver.store.without_locks:
            text = tr("This folder has no locks, so others can write the file too: what they write is taken in.")
            self.notify(text, severity="warning", timeout=10, markup=False)
        if not self.sitting.by and not self.saver.store.read_only:
            self.call_after_refresh(self.ask_name)  # over the scores, not over an empty window

    @on(NameWanted)
    @work(exclusive=True, group="name")
    async def ask_name(self) -> None:
        """Ask who is scoring until there is a name, or they only look; not where that would change nothing."""
        from ipc2_tui.interface.name_flow import ask_name

        if self.saver is not None and self.saver.store.read_only:
            return
        try:
            by = await ask_name(self)
        except Problem as problem:  # the settings were damaged meanwhile
            self.refuse(problem)
            return
        if by and self.sitting is not None and self.saver is not None:
            self.sitting.by = by
            self.sitting.read_only = self.saver.store.read_only
            self.redraw()  # without the word that nobody has said who is scoring

    def redraw(self) -> None:
        """Show the visit as it stands, on every screen that shows it."""
        for screen in self._screens():
            screen.draw()

    @work
    async def leave_for(self, then: Callable[[], object]) -> None:
        """Leave the visit, unless something could not be saved and they would rather wait for the disk."""
        from screens.dialogs.confirm import ConfirmDialog

        if self.screen.has_class(_LEAVING):
            return
        sitting = self.sitting
        if sitting is not None and sitting.trouble and not sitting.saved:
            text = tr("{n} entries are not saved: {why}\nLeave all the same? They are kept on this laptop then.")
            text = text.format(n=len(sitting.visit.entries) - sitting.kept, why=sitting.trouble)
            dialog = ConfirmDialog(tr("NOT SAVED"), text)
            if not await self.push_screen_wait(dialog.add_class(_LEAVING)):
                return
        then()

    def let_go(self) -> str:
        """Save what is not saved yet, and let go of the file; what became of it where that failed."""
        told = ""
        if self.saver is not None and self.sitting is not None:
            if not self.sitting.saved:
                self.saver.keep(self.sitting.visit)  # it may not have been its turn yet
            unsaved = self.saver.close()
            if unsaved is not None:
                from ipc2_tui.interface.rescue import rescue

                told = rescue(unsaved, self.saver.store.path)
        self.saver = self.sitting = None
        return told

    @on(Recorded)
    def _recorded(self) -> None:
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(PAINT_SECONDS, self._hand_over)
        self.look()

    def _hand_over(self) -> None:
        self._due = None
        if self.saver is not None and self.sitting is not None:
            self.saver.keep(self.sitting.visit)

    @on(DiskTold)
    def _disk_told(self, message: DiskTold) -> None:
        sitting, saver = self.sitting, self.saver
        if sitting is None or saver is None:
            return
        if message.trouble and not sitting.trouble:
            cure = tr("It is tried again every few seconds. Leave this window open and see to the disk.")
            text = f"{message.trouble}\n{cure}"
            self.notify(text, title=tr("NOT SAVED"), severity="error", timeout=15, markup=False)
        elif sitting.trouble and not message.trouble:
            self.clear_notifications()  # it is saved: nothing may say otherwise
        sitting.trouble = message.trouble
        if message.visit is None:
            self._show_disk()
            return
        more = sitting.unite(message.visit)
        sitting.kept = max(sitting.kept, len(message.visit.entries))
        if more:
            self.notify(tr("Another window or program has written {n} entries; they are taken in.").format(n=more),
                        markup=False)  # fmt: skip
        if more or self._may_write_now(sitting, saver.store):
            self.redraw()
        self._show_disk()

    def _may_write_now(self, sitting: Sitting, store: VisitStore) -> bool:
        """Whether a file that was read-only is so no longer: the other window was closed."""
        if store.read_only or not sitting.by or not sitting.read_only:
            return False
        sitting.read_only = ""
        self.notify(tr("The file can be written now."), markup=False)
        return True

    def _tell(self, message: Message) -> None:
        """Post from the saver's thread; the interface may be gone by then."""
        if self.is_running:
            self.post_message(message)

    def _show_disk(self) -> None:
        for screen in self._screens():
            screen.draw_status()

    def _screens(self) -> list[SittingScreen[Any]]:
        return [screen for screen in self.screen_stack if isinstance(screen, SittingScreen)]
