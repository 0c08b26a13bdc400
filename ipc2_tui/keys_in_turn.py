"""Keys in the order typed, whatever they open: each is acted upon before the next one is looked at.

Textual hands a key to what is on screen when it arrives.  In a burst (fast hands, a paste, a slow moment) the letters
meant for a dialog would reach the screen below it, where digits are scores: the dialog is not there yet.
"""

import time
from collections import deque
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.worker import Worker

# A key opens a dialog by a chain of messages and a worker: as many times round all who could hand one on.
ROUNDS = 4
# Whoever carried the word that a key is done may have gone with it, so that nobody waits longer for it.
LONGEST_SECONDS = 1.0
_MOVES = frozenset({"up", "down", "left", "right", "pageup", "pagedown", "home", "end", "backspace", "delete"})


class KeysInTurn(App[None]):
    """An application that holds keys and pastes back until the one before has had its effect."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Event] = deque()
        self._acting_since: float | None = None
        self._bound_at: tuple[tuple[Screen[Any], Widget | None] | None, set[str]] = (None, set())
        self._before: tuple[Screen[Any], set[Worker[Any]]] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pastes one after the other, everything else as it comes."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if self._acting_since is None or time.monotonic() - self._acting_since > LONGEST_SECONDS:
            await self._take_next()

    async def _take_next(self) -> None:
        while self._typed:
            event = self._typed.popleft()
            target, harmless = self._chain[0], self._opens_nothing(event)
            self._before = (self.screen, set(self.workers))
            self._acting_since = time.monotonic()
            await super().on_event(event)
            if not harmless:
                await self._pass_on(self._acting_since, ROUNDS, [target])
                return
        self._acting_since = None

    def _opens_nothing(self, event: events.Event) -> bool:
        """Whether whatever follows goes to whoever has the keys now: nothing is to be waited for."""
        if not isinstance(event, events.Key) or event.key in _MOVES:
            return True
        if event.is_printable and isinstance(self.focused, Input | TextArea):
            return True
        return event.is_printable and (event.character or "").isascii() and event.key not in self._bound

    @property
    def _bound(self) -> set[str]:
        """The keys that do something here, other than to be typed."""
        here = (self.screen, self.focused)
        if self._bound_at[0] != here:
            self._bound_at = here, set(self.screen.active_bindings)
        return self._bound_at[1]

    async def _pass_on(self, since: float, rounds: int, to: list[MessagePump]) -> None:
        """Have the next in the row say when it is through with what came before; after the last, start again."""
        if since != self._acting_since or not self.is_running:
            return
        if to:
            if not to[0].call_later(self._pass_on, since, rounds, to[1:]):
                await self._pass_on(since, rounds, to[1:])  # it is gone
        elif rounds and not self._quiet:
            await self._pass_on(since, rounds - 1, self._chain)
        else:
            await self._take_next()

    @property
    def _chain(self) -> list[MessagePump]:
        """Who has the keys now, and whoever could be handed one on; the application last."""
        return list((self.focused or self.screen).ancestors_with_self)

    @property
    def _quiet(self) -> bool:
        """Whether the key has nothing more to bring about: no message on the way, no worker, no other screen."""
        if self._before is None:
            return False
        screen, workers = self._before
        if self.screen is not screen or not workers.issuperset(self.workers):
            return False
        return not any(node.message_queue_size for node in self._chain)
