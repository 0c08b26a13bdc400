"""The application: opens visits for the screens and keeps what they record."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual import on, work
from textual.message import Message
from textual.screen import Screen

from ipc2_tui import nonces
from ipc2_tui.clock import now
from ipc2_tui.identity import evaluator, kept_name
from ipc2_tui.outcome import Outcome
from ipc2_tui.rubrics import built_in_abilities
from ipc2_tui.saver import Saver
from ipc2_tui.store import VisitStore
from ipc2_tui.toured_app import TouredApp
from scoring.merge import united
from scoring.problem import Problem
from scoring.visit import Visit
from scoring.wording import tr
from screens.base import FolderScreen, SittingScreen
from screens.messages import FolderWanted, FolderWork, Left, Recorded, VisitChosen, Wanted
from screens.score import ScoreScreen
from screens.sitting import Sitting


class Ipc2(TouredApp):
    """The terminal interface on a folder or on one visit file."""

    class DiskTold(Message):
        """The disk has answered: `visit` is on it, or `trouble` says why nothing new is."""

        def __init__(self, visit: Visit | None = None, trouble: str = "") -> None:
            super().__init__()
            self.visit = visit
            self.trouble = trouble

    def __init__(self, path: Path, store: VisitStore | None = None, in_sample: bool = False) -> None:
        """`path` is a folder to list; with `store`, the one visit to score.  The sample comes with a guided tour."""
        super().__init__(in_sample)
        self.path = path
        self.saver: Saver | None = None
        self.farewell = ""
        self._only = store

    def get_default_screen(self) -> Screen[Any]:
        """The scores of the one visit, or the list of a folder's."""
        if self._only is not None:
            return self._sit_down(self._only)
        from screens.visits import VisitsScreen

        return VisitsScreen(str(self.path) if self.path.name else str(self.path.resolve().name))

    def on_mount(self) -> None:
        """Ask who is scoring, where nobody has said so."""
        self._greet()

    def on_unmount(self) -> None:
        """However the program is left, what is recorded is saved first; `farewell` says what could not be."""
        self.farewell = self._let_go()

    def leave(self) -> None:
        """Leave the program."""
        self._leave_for(self.exit)

    @on(FolderWanted)
    @work(exclusive=True, group="browse")
    async def browse(self) -> None:
        """Read the folder beside the interface and list its visits."""
        from ipc2_tui.folder import read_folder

        folder = await self.run_worker(lambda: read_folder(self.path), thread=True).wait()
        for screen in self.screen_stack:
            if isinstance(screen, FolderScreen):
                screen.show(folder)

    @work(exclusive=True, group="name")
    async def ask_name(self) -> None:
        """Ask who is scoring until there is a name, or they only look."""
        from ipc2_tui.name_flow import ask_name

        by = await ask_name(self)
        if by and self.sitting is not None and self.saver is not None:
            self.sitting.by = by
            self.sitting.read_only = self.saver.store.read_only
            for screen in self.screen_stack:
                if isinstance(screen, ScoreScreen):
                    screen.draw()  # without the word that nobody has said who is scoring

    def _sit_down(self, store: VisitStore) -> ScoreScreen:
        """The scoring screen on an opened visit, with a saver behind it."""
        by = evaluator() if kept_name() else ""
        nobody = "" if by else tr("nobody has said who is scoring, so it is read-only")
        abilities = {ability.code: ability for ability in built_in_abilities()}
        self.sitting = Sitting(store.visit, by, now, nonces, abilities, store.read_only or nobody)
        self.saver = Saver(
            store,
            on_saved=lambda visit: self._tell(self.DiskTold(visit)),
            on_trouble=lambda problem: self._tell(self.DiskTold(trouble=str(problem))),
        )
        return ScoreScreen(self.sitting)

    @on(VisitChosen)
    def _visit_chosen(self, message: VisitChosen) -> None:
        try:
            self.push_screen(self._sit_down(VisitStore(self.path / message.file, message.code)))
        except Problem as problem:
            self.notify(str(problem), severity="error", timeout=15, markup=False)
            return
        self.clear_notifications()  # what was said of the folder would lie over the visit's answers
        self._greet()

    def _greet(self) -> None:
        """What is to be asked or said where a visit was opened."""
        if self.sitting is None or self.saver is None:
            return
        if self.saver.store.without_locks:
            text = tr("This folder has no locks, so others can write the file too: what they write is taken in.")
            self.notify(text, severity="warning", timeout=10, markup=False)
        if not self.sitting.by:
            self.call_after_refresh(self.ask_name)  # over the scores, not over an empty window

    @on(FolderWork)
    @work(exclusive=True, group="flow")
    async def _folder_work(self, message: FolderWork) -> None:
        from ipc2_tui.folder_flows import FLOWS

        try:
            started = await FLOWS[message.what](self, self.path, message.district)
        except Problem as problem:
            self.notify(str(problem), severity="error", timeout=15, markup=False)
            return
        if started is not None:
            self._visit_chosen(started)

    @on(Left)
    def _left(self) -> None:
        self._leave_for(self.exit if self._only is not None else self._back)

    def _back(self) -> None:
        """From a visit to the list."""
        if lost := self._let_go():
            self.notify(lost, severity="error", timeout=30, markup=False)
        for screen in self.screen_stack:
            if isinstance(screen, ScoreScreen):
                screen.dismiss()
        self.browse()

    @work(exclusive=True, group="leave")
    async def _leave_for(self, then: Callable[[], object]) -> None:
        """Leave the visit, unless something could not be saved and they would rather wait for the disk."""
        from screens.dialogs.confirm import ConfirmDialog

        if isinstance(self.screen, ConfirmDialog):
            return
        sitting = self.sitting
        if sitting is not None and sitting.trouble and not sitting.saved:
            text = tr("{n} entries are not saved: {why}\nLeave all the same? They are kept on this laptop then.")
            text = text.format(n=len(sitting.visit.entries) - sitting.kept, why=sitting.trouble)
            if not await self.push_screen_wait(ConfirmDialog(tr("NOT SAVED"), text)):
                return
        then()

    def _let_go(self) -> str:
        """Save what is not saved yet, and let go of the file; what became of it where that failed."""
        told = ""
        if self.saver is not None and self.sitting is not None:
            if not self.sitting.saved:
                self.saver.keep(self.sitting.visit)  # its message may still be on the way
            unsaved = self.saver.close()
            if unsaved is not None:
                from ipc2_tui.rescue import rescue

                told = rescue(unsaved, self.saver.store.path)
        self.saver = self.sitting = None
        return told

    @on(Recorded)
    def _recorded(self, message: Recorded) -> None:
        if self.saver is not None:
            self.saver.keep(message.visit)
        self.look()

    @on(Wanted)
    @work(exclusive=True, group="flow")
    async def _wanted(self, message: Wanted) -> None:
        from ipc2_tui.flows import FLOWS

        if self.sitting is None or self.saver is None:
            return
        done = Outcome()
        try:
            done = await FLOWS[message.what](self, self.sitting, self.saver.store.path)
            if done.recorded:
                self.saver.keep(self.sitting.visit)
        except Problem as problem:
            self.notify(str(problem), severity="error", timeout=15, markup=False)
        for screen in self.screen_stack:
            if isinstance(screen, SittingScreen):
                screen.draw()
        if done.said and isinstance(self.screen, SittingScreen):
            self.screen.say(done.said)

    @on(DiskTold)
    def _disk_told(self, message: DiskTold) -> None:
        sitting, saver = self.sitting, self.saver
        if sitting is None or saver is None:
            return
        if message.trouble and not sitting.trouble:
            cure = tr("It is tried again every two seconds. Leave this window open and see to the disk.")
            text = f"{message.trouble}\n{cure}"
            self.notify(text, title=tr("NOT SAVED"), severity="error", timeout=15, markup=False)
        sitting.trouble = message.trouble
        if message.visit is None:
            self._show_disk()
            return
        both = united(sitting.visit, message.visit)
        more = len(both.entries) - len(sitting.visit.entries)
        sitting.visit, sitting.kept = both, max(sitting.kept, len(message.visit.entries))
        if more:
            self.notify(tr("Another window or program has written {n} entries; they are taken in.").format(n=more),
                        markup=False)  # fmt: skip
        if more or self._may_write_now(sitting, saver.store):
            for screen in self.screen_stack:
                if isinstance(screen, SittingScreen):
                    screen.draw()
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
        for screen in self.screen_stack:
            draw = getattr(screen, "draw_status", None)
            if draw is not None:
                draw()
