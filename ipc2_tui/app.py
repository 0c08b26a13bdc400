"""The application: opens visits for the screens and keeps what they record."""

from pathlib import Path
from typing import Any

from textual import on, work
from textual.message import Message
from textual.screen import Screen

from ipc2_tui import nonces
from ipc2_tui.base_app import BaseApp
from ipc2_tui.clock import now
from ipc2_tui.identity import evaluator, kept_name
from ipc2_tui.rubrics import built_in_abilities
from ipc2_tui.saver import Saver
from ipc2_tui.store import VisitStore
from scoring.problem import Problem
from scoring.wording import tr
from screens.base import FolderScreen, SittingScreen
from screens.messages import FolderWanted, Left, Recorded, VisitChosen, Wanted
from screens.score import ScoreScreen
from screens.sitting import Sitting


class Ipc2(BaseApp):
    """The terminal interface on a folder or on one visit file."""

    class DiskTold(Message):
        """The disk has answered: `kept` entries are on it, or `trouble` says why not."""

        def __init__(self, kept: int = 0, trouble: str = "") -> None:
            super().__init__()
            self.kept = kept
            self.trouble = trouble

    def __init__(self, path: Path, store: VisitStore | None = None) -> None:
        """`path` is a folder to list; with `store`, the one visit to score."""
        super().__init__()
        self.path = path
        self.sitting: Sitting | None = None
        self.saver: Saver | None = None
        self._only = store

    def get_default_screen(self) -> Screen[Any]:
        """The scores of the one visit, or the list of a folder's."""
        if self._only is not None:
            return self._sit_down(self._only)
        from screens.visits import VisitsScreen

        return VisitsScreen(str(self.path))

    def on_mount(self) -> None:
        """Ask who is scoring, where nobody has said so."""
        if self.sitting is not None and not self.sitting.by:
            self.call_after_refresh(self.ask_name)  # over the scores, not over an empty window

    def on_unmount(self) -> None:
        """However the program is left, what is recorded is saved first."""
        self._let_go()

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

        if self.sitting is not None and self.saver is not None and await ask_name(self, self.sitting):
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
            on_saved=lambda kept: self._tell(self.DiskTold(kept=kept)),
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
        if self.sitting is not None and not self.sitting.by:
            self.ask_name()

    @on(Left)
    def _left(self) -> None:
        self._let_go()
        if self._only is not None:
            self.exit()
        else:
            for screen in self.screen_stack:
                if isinstance(screen, ScoreScreen):
                    screen.dismiss()
            self.browse()

    def _let_go(self) -> None:
        if self.saver is not None and self.sitting is not None:
            if not self.sitting.saved:
                self.saver.keep(self.sitting.visit)  # its message may still be on the way
            self.saver.close()
        self.saver = self.sitting = None

    @on(Recorded)
    def _recorded(self, message: Recorded) -> None:
        if self.saver is not None:
            self.saver.keep(message.visit)

    @on(Wanted)
    @work(exclusive=True, group="flow")
    async def _wanted(self, message: Wanted) -> None:
        from ipc2_tui.flows import FLOWS

        if self.sitting is None or self.saver is None:
            return
        try:
            if await FLOWS[message.what](self, self.sitting, self.saver.store.path):
                self.saver.keep(self.sitting.visit)
        except Problem as problem:
            self.notify(str(problem), severity="error", timeout=15, markup=False)
        for screen in self.screen_stack:
            if isinstance(screen, SittingScreen):
                screen.draw()

    @on(DiskTold)
    def _disk_told(self, message: DiskTold) -> None:
        if self.sitting is None:
            return
        if message.trouble and not self.sitting.trouble:
            self.notify(message.trouble, title=tr("NOT SAVED"), severity="error", timeout=15, markup=False)
        self.sitting.kept = max(self.sitting.kept, message.kept)
        self.sitting.trouble = message.trouble
        self._show_disk()

    def _tell(self, message: Message) -> None:
        """Post from the saver's thread; the interface may be gone by then."""
        if self.is_running:
            self.post_message(message)

    def _show_disk(self) -> None:
        for screen in self.screen_stack:
            draw = getattr(screen, "draw_status", None)
            if draw is not None:
                draw()
