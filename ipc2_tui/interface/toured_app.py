"""An application that can show the guided tour: it looks at what happened, and never acts or asks."""

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.app import SystemCommand
from textual.screen import Screen

from ipc2_tui.interface.base_app import BaseApp
from ipc2_tui.keys.identity import read_settings
from scoring.problem import Problem
from scoring.wording import mark, tr
from screens.base import BaseScreen
from screens.commands import command
from screens.sitting import Sitting
from screens.tour import Scene, Tour, TourLines
from screens.widgets.key_bar import KeyBar

SETTING, AWAY = "tour", "away"


class TouredApp(BaseApp):
    """Shows the tour's next step above the keys of every screen while `touring`.

    There is a `tour` in the sample, or once the palette was asked for it; elsewhere its key does nothing.
    """

    BINDINGS: ClassVar = [
        command("f8", "tour", mark("guided tour"), mark("Put the guided tour away, or show it again")),
    ]

    def __init__(self, in_sample: bool) -> None:
        super().__init__()
        self.sitting: Sitting | None = None
        self.tour = Tour(Scene("", None, "")) if in_sample else None
        self.touring = False

    def on_mount(self) -> None:
        """Begin in the sample, unless the tour was put away before."""
        self.screen_change_signal.subscribe(self, lambda _: self.call_after_refresh(self.look))
        if self.tour is not None:
            try:
                self.touring = read_settings().get(SETTING) != AWAY
            except Problem:  # which the theme's reader says
                self.touring = False
            self.call_after_refresh(self.look)

    def look(self) -> None:
        """See whether the step was done, and show the one that is next on the screen that is on top."""
        if self.tour is None:
            return
        screen = next((each for each in reversed(self.screen_stack) if isinstance(each, BaseScreen)), None)
        if screen is None:
            return
        if self.touring:
            sitting = self.sitting
            visit, by = (sitting.visit, sitting.by) if sitting else (None, "")
            self.tour.observe(Scene(type(screen).__name__, visit, by))
        shown, bars = screen.query(TourLines), screen.query(KeyBar)
        if not self.touring:
            shown.remove()
        elif shown:
            shown.first().draw(self.tour, self.sitting is not None)
        elif bars:
            lines = TourLines()
            screen.mount(lines, before=bars.first())
            lines.draw(self.tour, self.sitting is not None)

    def action_tour(self) -> None:
        """Put the tour away, or show it again; from its beginning where it was over."""
        self.touring = not self.touring
        if self.touring and (self.tour is None or self.tour.over):
            self.tour = Tour(Scene("", self.sitting.visit if self.sitting else None, ""))
        if not self.touring:
            self.notify(tr("f8 shows the tour again."), markup=False)
        self._keep(SETTING, "" if self.touring else AWAY)
        self.look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The tour's key acts where there is a tour."""
        return (action != "tour" or self.tour is not None) and super().check_action(action, parameters)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette has the tour everywhere."""
        yield from super().get_system_commands(screen)
        if self.tour is None:
            yield SystemCommand(tr("guided tour"), tr("Show what to try, step by step"), self.action_tour)
