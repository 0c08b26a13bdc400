"""Keys in the order typed, whatever they open: each is acted upon before the next one is looked at.

Textual hands a key to what is on screen when it arrives.  In a burst (fast hands, a paste, a slow moment) the letters
meant for a dialog would reach the screen below it, where digits are scores: the dialog is not there yet.
"""

import time
from collections import deque

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

# A key opens a dialog by a chain of messages and a worker: as many times round all who could hand one on.
ROUNDS = 3
# Whoever carried the word that a key is done may have gone with it, so that nobody waits longer for it.
LONGEST_SECONDS = 1.0


class KeysInTurn(App[None]):
    """An application that holds keys and pastes back until the one before has had its effect."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Event] = deque()
        self._acting_since: float | None = None

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pastes one after the other, everything else as it comes."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if self._acting_since is None or time.monotonic() - self._acting_since > LONGEST_SECONDS:
            await self._take_next()

    async def _take_next(self) -> None:
        self._acting_since = time.monotonic()
        await super().on_event(self._typed.popleft())
        await self._pass_on(self._acting_since, ROUNDS, [])

    async def _pass_on(self, since: float, rounds: int, to: list[MessagePump]) -> None:
        """Have the next in the row say when it is through; after the last, the application, start the next round."""
        if since != self._acting_since or not self.is_running:
            return
        if to:
            if not to[0].call_later(self._pass_on, since, rounds, to[1:]):
                await self._pass_on(since, rounds, to[1:])  # it is gone
        elif rounds:
            await self._pass_on(since, rounds - 1, list((self.focused or self.screen).ancestors_with_self))
        else:
            self._acting_since = None
            if self._typed:
                await self._take_next()
