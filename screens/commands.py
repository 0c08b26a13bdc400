"""One definition a command: a Textual binding gives the key, the key bar, the help and the palette their words.

Descriptions and tooltips are marked English, translated where they are shown.
"""

from collections.abc import Iterator
from typing import Any

from textual.binding import Binding
from textual.screen import Screen

from scoring.wording import mark, tr
from screens.base import BaseScreen
from screens.widgets.key_bar import action_of, key_name

_MOVES = frozenset({"up", "down", "left", "right", "pageup", "pagedown", "tab", "escape"})


def command(
    keys: str,
    action: str,
    description: str,
    tooltip: str,
    show: bool = False,
    display: str = "",
    priority: bool = False,
) -> Binding:
    """A binding for `keys` (several with commas), called `display` where that is given.

    `show` puts it in the key bar, `priority` before every dialog.
    """
    name = action.replace("_", "-")
    return Binding(
        keys, action, description, show=show, tooltip=tooltip, id=name, key_display=display or None, priority=priority
    )


SCROLL = (
    command("down", "scroll(1)", mark("down"), mark("Scroll down")),
    command("up", "scroll(-1)", mark("up"), mark("Scroll up")),
    command("pagedown,space", "scroll(10)", mark("page down"), mark("Scroll a page down"), True),
    command("pageup", "scroll(-10)", mark("page up"), mark("Scroll a page up")),
)


def commands_of(screen: Screen[Any]) -> Iterator[tuple[str, str, str, str]]:
    """Every command that acts on `screen` now: its keys, name, what it does, and the action as the screen runs it."""
    keys: dict[str, list[str]] = {}
    about: dict[str, tuple[str, str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not active.enabled or not binding.tooltip:
            continue
        name, action = key_name(binding.key, binding.key_display), action_of(active)
        if name not in keys.setdefault(action, []):
            keys[action].append(name)
        about[action] = (tr(binding.description), tr(binding.tooltip))
    for action, (description, tooltip) in about.items():
        yield " ".join(keys[action]), description, tooltip, action


def commands_beyond(screen: Screen[Any]) -> Iterator[tuple[tuple[str, str], str, str]]:
    """What can be done on the screens that `screen` leads to: the two keys to it, its name, what it does."""
    rooms = screen.rooms() if isinstance(screen, BaseScreen) else {}
    for way, room in rooms.items():
        for binding in room.BINDINGS:
            if isinstance(binding, Binding) and not _MOVES.intersection(keys := binding.key.split(",")):
                yield (way, keys[0]), tr(binding.description), tr(binding.tooltip)
