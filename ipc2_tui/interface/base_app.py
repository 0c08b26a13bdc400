"""What any application of ours has: its theme, its help, and every command by name."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.command import CommandPalette, Provider
from textual.filter import LineFilter
from textual.geometry import Size
from textual.notifications import Notify
from textual.screen import ModalScreen, Screen

from ipc2_tui.interface.glyphs import FULL, wants_plain
from ipc2_tui.interface.glyphs import PLAIN as KEPT_PLAIN
from ipc2_tui.interface.input_method import key_meant
from ipc2_tui.interface.keys_in_turn import KeysInTurn
from ipc2_tui.interface.process import on_end, settle_down
from ipc2_tui.keys.identity import keep_setting, read_settings
from scoring.problem import Problem
from scoring.wording import mark, tr
from screens import STYLES
from screens.base import BaseScreen, SittingScreen
from screens.commands import command, commands_beyond, commands_of
from screens.glyphs import PLAIN, PlainGlyphs
from screens.messages import Typing
from screens.themes import THEMES, USUAL
from screens.too_small import TooSmallScreen, is_too_small
from screens.widgets.harmless import Harmless
from screens.widgets.key_bar import key_name
from screens.widgets.lines import Lines

LAST_SECONDS = 0.1  # until what a dialog kept is recorded
_HARMLESS = Harmless()
_PLAIN_SIGNS = PlainGlyphs()


def _palette() -> type[Provider]:
    from ipc2_tui.interface.palette import Commands

    return Commands


class BaseApp(KeysInTurn):
    """An application in the theme that was kept; the bindings here act on every screen."""

    TITLE = "ipc2"
    CSS_PATH = STYLES
    COMMANDS: ClassVar = {_palette}
    # Classes of every screen, for the styles.  Textual declares both as an instance's, which no ClassVar may override.
    HORIZONTAL_BREAKPOINTS = [(0, "-tight"), (72, "-narrow"), (110, "-wide"), (150, "-huge")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar = [
        command("question_mark", "show_help", mark("help"), mark("List every key"), True, "?"),
        # Before every dialog with a function key, since letters are typed there and some terminals keep ctrl+p.
        command("f1", "show_help", mark("help"), mark("List every key"), True, priority=True),
        command("ctrl+p,f4", "command_palette", mark("commands"), mark("Find a command by its name"), priority=True),
        command("colon", "command_palette", mark("commands"), mark("Find a command by its name")),
        command("f9,ctrl+t", "switch_theme", mark("colours"), mark("Light, dark, or high contrast for sunlight")),
        command("ctrl+q", "quit", mark("quit"), mark("Leave the program; everything is saved"), priority=True),
    ]

    def __init__(self) -> None:
        """Take the colours and the signs kept, before the styles are read: with other colours they are read again."""
        super().__init__()
        self._unreadable = ""
        kept = USUAL.name
        try:
            kept = read_settings().get("theme", kept)
            self.set_class(wants_plain(), PLAIN, update=False)
        except Problem as problem:
            self._unreadable = str(problem)
        for theme in THEMES:
            self.register_theme(theme)
        self.set_reactive(App.theme, kept if kept in (theme.name for theme in THEMES) else USUAL.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Say what of the settings cannot be read; settle down once the first screen is painted."""
        if self._unreadable:
            self.notify(self._unreadable, severity="error", timeout=10, markup=False)
        # Later, since a screen that closes itself takes away what lies over it, one after the other.
        self.screen_change_signal.subscribe(self, lambda _: self.call_later(self._screen_changed))
        self.call_after_refresh(settle_down)
        on_end(self._window_closed)

    def on_resize(self, event: events.Resize) -> None:
        """A window may be too small for anything, or large enough again."""
        self._cover(event.size)

    def _window_closed(self) -> None:
        """Keep of what is typed what can be kept, and leave once that is recorded."""
        for screen in self._typing():
            screen.window_closed()
        self.set_timer(LAST_SECONDS, self.exit)

    def _screen_changed(self) -> None:
        if isinstance(self.screen, ModalScreen):
            self.clear_notifications()  # what was said before would lie over its keys
        self._cover(self.size)

    def _cover(self, size: Size) -> None:
        """Lay a word on the size over the screens, or take it away; also where a dialog has opened above it."""
        covered = isinstance(self.screen, TooSmallScreen)
        if is_too_small(size) and not covered:
            self.push_screen(TooSmallScreen())
        elif covered and not is_too_small(size):
            self.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing can be seen, nothing can be done but leave."""
        if isinstance(self.screen, TooSmallScreen) and action not in ("quit", "help_quit"):
            return False
        return super().check_action(action, parameters)

    def on_notify(self, event: Notify) -> None:
        """A notice that comes once more stands once, as long as a new one: the first goes before the other is shown."""
        for notice in [each for each in self._notifications if each.message == event.notification.message]:
            self._unnotify(notice)

    def on_key(self, event: events.Key) -> None:
        """A key that nothing has taken, of an input method: do what it stands for, or say why nothing happens."""
        character = event.character or ""
        if character.isascii() or not character.isprintable() or isinstance(self.screen, TooSmallScreen):
            return
        meant = key_meant(character)
        if meant in self.screen.active_bindings:
            self.simulate_key(meant)
            return
        text = tr("An input method is on; switch it to English: keys are commands here.")
        if isinstance(self.screen, SittingScreen):
            self.screen.say(text, trouble=True)
        else:
            self.notify(text, severity="warning", markup=False)

    def action_show_help(self) -> None:
        """List the keys that act on the present screen."""
        from screens.dialogs.help import HelpDialog

        if not isinstance(self.screen, HelpDialog | CommandPalette):
            lead = self.screen.LEAD if isinstance(self.screen, BaseScreen) else ()
            rows = [(keys, tr(about)) for keys, _, about in lead]
            self.push_screen(HelpDialog([*rows, *((keys, about) for keys, _, about, _ in commands_of(self.screen))]))

    def _typing(self) -> list[Typing]:
        """Where something may be typed, the topmost first: help, commands or a word on the size may lie over it."""
        return [screen for screen in reversed(self.screen_stack) if isinstance(screen, Typing)]

    def refuse(self, problem: Problem) -> None:
        """Say why something was not done."""
        self.notify(str(problem), severity="error", timeout=15, markup=False)

    def action_help_quit(self) -> None:
        """Ctrl+C does not quit by mistake; say what does."""
        self.notify(tr("ctrl+q quits, or : and then quit; what is recorded is saved"), markup=False)

    def action_switch_theme(self) -> None:
        """The next colours; kept for the next time."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self._keep("theme", self.theme)

    def action_switch_glyphs(self) -> None:
        """Plain signs, or all of them; kept for the next time."""
        self.toggle_class(PLAIN)
        for screen in self.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.notify_style_update()
                widget.refresh()
                if isinstance(widget, Lines):
                    widget.remake()
        self._keep("glyphs", KEPT_PLAIN if self.has_class(PLAIN) else FULL)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is painted goes through ours last: nothing that a terminal obeys, and plain signs where wanted."""
        return [*super().get_line_filters(), _HARMLESS, *([_PLAIN_SIGNS] if self.has_class(PLAIN) else [])]

    def _keep(self, setting: str, value: str) -> None:
        try:
            keep_setting(setting, value)
        except Problem as problem:
            self.notify(str(problem), severity="warning", markup=False)

    def action_command_palette(self) -> None:
        """Every action by name."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(id="--command-palette", placeholder=tr("Find a command")))

    def _press(self, screen: Screen[Any], keys: Iterable[str]) -> None:
        """Press keys that lead away from a screen, unless something typed there is refused: they would mean others."""
        if not isinstance(screen, Typing) or screen.settle():
            for key in keys:
                self.simulate_key(key)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The commands of the screen, by the names that the key bar and the help give them."""
        for keys, name, about, action in commands_of(screen):

            async def run(action: str = action) -> None:
                await screen.run_action(action)

            yield SystemCommand(f"{name}  ({keys})", about, run)
        for way, name, about in commands_beyond(screen):
            yield SystemCommand(f"{name}  ({' '.join(map(key_name, way))})", about, partial(self._press, screen, way))
        about = tr("Paint only signs whose width no terminal doubts, or all of them")
        yield SystemCommand(tr("plain signs"), about, self.action_switch_glyphs)
