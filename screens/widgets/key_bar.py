"""The keys that act now, on one line, in the reader's language."""

import re
from itertools import compress
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.screen import Screen

from scoring.wording import tr
from screens.widgets.lines import Lines
from screens.widgets.text import Line, Piece, line

_OUT = ("esc", "q")


class KeyBar(Lines):
    """Shows the bindings that the screen marks with `show`; a click does what the key does."""

    DEFAULT_CSS = "KeyBar { height: 1; dock: bottom; background: $panel; }"

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._spots: list[tuple[int, int, str]] = []

    def draw(self, screen: Screen[Any], lead: tuple[tuple[str, str], ...] = ()) -> None:
        """Show `lead` (keys that are no bindings, with what they do), then the screen's bindings, as many as fit.

        The way out and the last one, the help, always fit.  Under a dialog, where none of them acts, it shows none.
        """
        self.show(lambda width: [self._line(screen, lead, width) if screen.is_active else line()])

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the pointer does, once: a double click's second may fall on the next screen's keys."""
        if event.chain > 1:
            return
        for start, end, action in self._spots:
            if start <= event.x < end and action:
                await self.screen.run_action(action)

    def _line(self, screen: Screen[Any], lead: tuple[tuple[str, str], ...], width: int) -> Line:
        entries = [(key_name(key), tr(text), "") for key, text in lead]
        seen: set[str] = set()
        for active in screen.active_bindings.values():
            binding = active.binding
            action = action_of(active)
            if binding.show and active.enabled and action not in seen:
                seen.add(action)
                entries.append((key_name(binding.key, binding.key_display), tr(binding.description), action))
        own = [binding.action for binding in type(screen).BINDINGS if isinstance(binding, Binding)]
        entries.sort(key=lambda entry: own.index(entry[2]) if entry[2] in own else -1 if not entry[2] else len(own))
        widths = [cell_len(key) + cell_len(text) + 3 for key, text, _ in entries]
        kept = [key in _OUT or place == len(entries) - 1 for place, (key, _, _) in enumerate(entries)]
        pieces: list[Piece] = [(" ", "")]
        used = 1
        self._spots = []
        for place, (key, text, action) in enumerate(entries):
            still = sum(compress(widths[place + 1 :], kept[place + 1 :]))
            if not kept[place] and used + widths[place] + still > width + 1:
                continue
            pieces += [(key, "bold $text-accent"), (f" {text}  ", "")]
            self._spots.append((used, used + widths[place] - 2, action))
            used += widths[place]
        return line(*pieces)


def action_of(active: ActiveBinding) -> str:
    """A binding's action as a screen can run it: the application's own are not the screen's."""
    action = active.binding.action
    return f"app.{action}" if isinstance(active.node, App) and "." not in action else action


def key_name(key: str, display: str | None = None) -> str:
    """A key as people call it."""
    names = {
        "question_mark": "?", "equals_sign": "=", "escape": "esc", "enter": tr("enter"), "space": tr("space"),
        "up": tr("up"), "down": tr("down"), "left": tr("left"), "right": tr("right"),
        "pagedown": "pgdn", "pageup": "pgup", "delete": "del", "slash": "/", "full_stop": ".", "colon": ":",
    }  # fmt: skip
    if display and not re.fullmatch(r"f\d+", key):  # a second way is called by its own name
        return display
    return names.get(key, key)
