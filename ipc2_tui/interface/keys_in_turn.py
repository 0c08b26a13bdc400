"""Keys in the order typed, whatever they open: each is acted upon before the next one is looked at.

Textual hands a key to what is on screen when it arrives.  In a burst (fast hands, a paste, a slow moment) the letters
meant for a dialog would reach the screen below it, where digits are scores: the dialog is not there yet.
"""

import time
from collections import deque
from functools import partial
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker

# The groups of the workers that look into files, beside the interface, before the dialog that they ask with is there:
# for the visit, which end with it, and for the folder.
FLOW, FOLDER_FLOW = "flow", "folder flow"
# A key opens a dialog by a chain of messages, a worker, a screen that takes the focus: at most so many times round
# all who could hand it on.
ROUNDS = 20
# What one of them is just about to hand on is seen in the round after.
QUIET_ROUNDS = 2
# Whoever carried the word that a key is done may have gone with it, so that nobody waits longer for it.
LONGEST_SECONDS = 3.0
# After so long a key that brought nothing about to be seen has had its effect.
USUAL_SECONDS = 0.03
_MOVES = frozenset({"up", "down", "left", "right", "pageup", "pagedown", "home", "end", "backspace", "delete"})


class KeysInTurn(App[None]):
    """An application that holds keys and pastes back until the one before has had its effect."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Event] = deque()
        self._acting_since: float | None = None
        self._loose = self._passing = False
        self._quiet_rounds = 0
        self._bound_at: tuple[tuple[Screen[Any], Widget | None] | None, dict[str, bool]] = (None, {})
        self._before: tuple[Screen[Any], Widget | None, set[Worker[Any]]] | None = None
        self._taken_at: tuple[Screen[Any], set[Worker[Any]]] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pastes one after the other, everything else as it comes."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        since = self._acting_since
        if since is None or self._is_through(time.monotonic() - since):
            await self._take_next()
        elif not self._passing:
            self._passing = True
            await self._pass_on(since, ROUNDS, self._chain)

    def _is_through(self, seconds: float) -> bool:
        """Whether the key before has had its effect, as far as can be told at once; people leave it time enough."""
        return seconds > LONGEST_SECONDS if self._passing else seconds > USUAL_SECONDS and self._is_quiet()

    async def _take_next(self) -> None:
        while self._typed:
            target, harmless = self._chain[0], self._opens_nothing(self._typed[0])
            self._before = (self.screen, self.focused, set(self.workers))
            self._taken_at = (self.screen, set(self.workers))
            self._acting_since, self._quiet_rounds, self._passing = time.monotonic(), 0, False
            if self._loose and self._acts_at_once(self._typed[0]):
                self._loose = False  # what was let through is acted upon first
            else:
                await super().on_event(self._typed.popleft())
                self._loose = harmless
            if not harmless:
                if self._typed:  # else there is nobody to be held back yet, and the screen is painted sooner
                    self._passing = True
                    await self._pass_on(self._acting_since, ROUNDS, [target])
                return
        self._acting_since = None

    def _opens_nothing(self, event: events.Event) -> bool:
        """Whether whatever follows goes to whoever has the keys now: nothing is to be waited for."""
        if not isinstance(event, events.Key):
            return True
        focused = self.focused
        if focused is not None and focused.check_consume_key(event.key, event.character):
            return True  # it is typed
        free = event.is_printable and (event.character or "").isascii() and event.key not in self._bound
        return free or (event.key in _MOVES and not isinstance(focused, Input))

    def _acts_at_once(self, event: events.Event) -> bool:
        """Whether it would overtake the keys that are still on their way to whoever has them."""
        return isinstance(event, events.Key) and self._bound.get(event.key, False)

    @property
    def _bound(self) -> dict[str, bool]:
        """The keys that do something here, other than to be typed; and whether they do before anybody has them."""
        here = (self.screen, self.focused)
        if self._bound_at[0] != here:
            self._bound_at = here, {key: at.binding.priority for key, at in self.screen.active_bindings.items()}
        return self._bound_at[1]

    async def _pass_on(self, since: float, rounds: int, to: list[MessagePump]) -> None:
        """Have the next in the row say when it is through with what came before; after the last, start again."""
        if since != self._acting_since or not self.is_running:
            return
        if to:
            if not to[0].call_later(self._pass_on, since, rounds, to[1:]):
                await self._pass_on(since, rounds, to[1:])  # it is gone
        elif rounds and self._count_quiet() < QUIET_ROUNDS:
            await self._pass_on(since, rounds - 1, self._chain)
        elif self._is_flowing and time.monotonic() - since < LONGEST_SECONDS:
            self.set_timer(USUAL_SECONDS, partial(self._pass_on, since, ROUNDS, self._chain))
        else:
            await self._take_next()

    @property
    def _chain(self) -> list[MessagePump]:
        """Who has the keys now, and whoever could be handed one on; the application last."""
        return list((self.focused or self.screen).ancestors_with_self)

    @property
    def _is_flowing(self) -> bool:
        """Whether the key has set a flow going, or on, that shows nothing yet that could take the next one."""
        if self._taken_at is None or isinstance(self.screen, ModalScreen):
            return False
        screen, workers = self._taken_at
        known = workers if screen is self.screen else set()
        return any(worker.group in (FLOW, FOLDER_FLOW) and worker.is_running for worker in set(self.workers) - known)

    def _count_quiet(self) -> int:
        """How many rounds by now have brought nothing about: no message, no worker, no other screen or focus."""
        self._quiet_rounds = self._quiet_rounds + 1 if self._is_quiet() else 0
        return self._quiet_rounds

    def _is_quiet(self) -> bool:
        """Whether nothing has come about since this was asked before, or since a key was taken."""
        before, self._before = self._before, (self.screen, self.focused, set(self.workers))
        waiting = any(node.message_queue_size for node in self._chain)
        return before == self._before and not waiting and not self._is_flowing
