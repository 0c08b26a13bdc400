"""What any application of ours has: its theme, its help, every command by name, and a way out."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.filter import LineFilter
from textual.screen import Screen

from ipc2_tui.identity import keep_setting, read_settings
from ipc2_tui.process import on_end, settle_down
from scoring.problem import Problem
from scoring.wording import mark, tr
from screens import STYLES
from screens.commands import command, commands_of
from screens.widgets.harmless import Harmless

_HARMLESS = Harmless()
THEMES = ("textual-light", "textual-dark")


class BaseApp(App[None]):
    """An application in the theme that was kept; the bindings here act on every screen."""

    TITLE = "ipc2"
    CSS_PATH = STYLES
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar = [
        command("question_mark,f1", "show_help", mark("help"), mark("List every key"), True, "?"),
        command("ctrl+p", "command_palette", mark("commands"), mark("Find a command by its name")),
        command("f9,ctrl+t", "switch_theme", mark("light or dark"), mark("Switch between light and dark")),
        command("ctrl+q", "quit", mark("quit"), mark("Leave the program; everything is saved"), priority=True),
    ]

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and ours behind them."""
        return [*super().get_line_filters(), _HARMLESS]

    def on_mount(self) -> None:
        """Take the theme kept; settle down once the first screen is painted."""
        theme = THEMES[1]
        try:
            theme = read_settings().get("theme", theme)
        except Problem as problem:
            self.notify(str(problem), severity="error", timeout=10, markup=False)
        self.theme = theme if theme in THEMES else THEMES[1]
        self.call_after_refresh(settle_down)
        on_end(self.exit)

    def action_show_help(self) -> None:
        """List the keys that act on the present screen."""
        from screens.dialogs.help import HelpDialog

        if not isinstance(self.screen, HelpDialog):
            self.push_screen(HelpDialog([(keys, name, about) for keys, name, about, _ in commands_of(self.screen)]))

    async def action_quit(self) -> None:
        """Leave once the screen has acted on every key typed before."""
        self.screen.call_later(self.exit)

    def action_help_quit(self) -> None:
        """Ctrl+C does not quit by mistake; say what does."""
        self.notify(tr("ctrl+q quits; everything is saved"), markup=False)

    def action_switch_theme(self) -> None:
        """Light, or dark; kept for the next time."""
        self.theme = THEMES[self.theme == THEMES[0]]
        try:
            keep_setting("theme", self.theme)
        except Problem as problem:
            self.notify(str(problem), severity="warning", markup=False)

    def action_command_palette(self) -> None:
        """Every action by name."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(id="--command-palette", placeholder=tr("Find a command")))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The commands of the screen, by the names that the key bar and the help give them."""
        for keys, name, about, action in commands_of(screen):

            async def run(action: str = action) -> None:
                await screen.run_action(action)

            yield SystemCommand(f"{name}  ({keys})", about, run)
