"""The application: lists a folder, opens its visits, and does what the screens want of files."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.screen import Screen
from textual.worker import WorkerError

from ipc2_tui.files.store import VisitStore
from ipc2_tui.interface.keys_in_turn import FLOW, FOLDER_FLOW
from ipc2_tui.interface.saver import LOOK_SECONDS
from ipc2_tui.interface.sitting_app import SittingApp
from scoring.problem import Problem
from scoring.wording import tr, visible
from screens.base import SittingScreen
from screens.messages import FolderWanted, FolderWork, Left, VisitChosen, Wanted
from screens.score import ScoreScreen

if TYPE_CHECKING:
    from ipc2_tui.interface.folder import Reading
    from screens.folder_screen import FolderScreen


class Ipc2(SittingApp):
    """The terminal interface on a folder or on one visit file."""

    def __init__(self, path: Path, store: VisitStore | None = None, in_sample: bool = False) -> None:
        """`path` is a folder to list; with `store`, the one visit to score.  The sample comes with a guided tour."""
        super().__init__(in_sample)
        self.path = path
        self._only = store
        self._reading: Reading | None = None

    def get_default_screen(self) -> Screen[Any]:
        """The scores of the one visit, or the list of a folder's."""
        if self._only is not None:
            return self.sit_down(self._only)
        from screens.visits import VisitsScreen

        return VisitsScreen(str(self.path) if self.path.name else str(self.path.resolve().name))

    def on_mount(self) -> None:
        """Ask who is scoring, where nobody has said so."""
        self.greet()
        if self._only is None:
            self._watch()

    @on(FolderWanted)
    @work(exclusive=True, group="browse")
    async def browse(self) -> None:
        """Read the folder beside the interface and list its visits."""
        from ipc2_tui.interface.folder import read_folder

        self._reading = await asyncio.to_thread(read_folder, self.path, self._reading)
        for screen in self._folder_screens():
            screen.show(self._reading.folder)

    def _folder_screens(self) -> "list[FolderScreen]":
        from screens.folder_screen import FolderScreen

        return [screen for screen in self.screen_stack if isinstance(screen, FolderScreen)]

    @work(group="watch")
    async def _watch(self) -> None:
        """While the list is on screen, take in what is copied into the folder; on the way back from a visit it is."""
        from ipc2_tui.interface.folder import is_changed

        while True:
            await asyncio.sleep(LOOK_SECONDS)
            reading = self._reading
            if reading is not None and self.sitting is None and await asyncio.to_thread(is_changed, self.path, reading):
                with suppress(WorkerError):  # overtaken by a reading on the way back from a visit
                    await self.browse().wait()  # a large folder takes longer than the time between two looks

    @on(VisitChosen)
    def _visit_chosen(self, message: VisitChosen) -> None:
        if self.sitting is not None:  # by the first of two clicks
            return
        try:
            self.push_screen(self.sit_down(VisitStore(self.path / message.file, message.code)))
        except Problem as problem:
            self.refuse(problem)
            return
        for screen in self._folder_screens():
            screen.opened = (message.file, message.code)
        self.clear_notifications()  # what was said of the folder would lie over the visit's answers
        self.greet()
        self._tell_where_one_went_on(message.file)

    def _tell_where_one_went_on(self, opened: str) -> None:
        """Colleagues' copies lie in the lead's folder: who records in one of them has two histories from then on."""
        if self.sitting is None or self._reading is None:
            return
        from ipc2_tui.interface.folder import further_copy

        if further := further_copy(self._reading, opened, self.sitting.visit, self.sitting.by):
            text = tr("You went on in {file}: score there, and take this copy in with i. "
                      "If you score here, you have two histories.")  # fmt: skip
            self.notify(text.format(file=visible(further)), severity="warning", timeout=15, markup=False)

    @on(FolderWork)
    @work(exclusive=True, group=FOLDER_FLOW)
    async def _folder_work(self, message: FolderWork) -> None:
        from ipc2_tui.interface.folder_flows import FLOWS

        try:
            started = await FLOWS[message.what](self, self.path, message.district)
        except Problem as problem:
            self.refuse(problem)
            return
        if started is not None:
            self._visit_chosen(started)

    @on(Left)
    def _left(self) -> None:
        self.leave_for(self.exit if self._only is not None else self._back)

    def _back(self) -> None:
        """From a visit to the list; what still looked into files for it would ask, and record, for nobody."""
        self.workers.cancel_group(self, FLOW)
        if lost := self.let_go():
            self.notify(lost, severity="error", timeout=30, markup=False)
        for screen in self.screen_stack:
            if isinstance(screen, ScoreScreen):
                screen.dismiss()
        self.browse()

    @on(Wanted)
    @work(exclusive=True, group=FLOW)
    async def _wanted(self, message: Wanted) -> None:
        from ipc2_tui.interface.flows import FLOWS

        if self.sitting is None or self.saver is None:
            return
        said = ""
        try:
            recorded, said = await FLOWS[message.what](self, self.sitting, self.saver.store.path)
            if recorded:
                self.saver.keep(self.sitting.visit)
        except Problem as problem:
            self.refuse(problem)
        self.redraw()
        if said and isinstance(self.screen, SittingScreen):
            self.screen.say(said)
