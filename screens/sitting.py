"""One person's sitting at one visit: the state that the visit's screens share while they are open."""

from collections.abc import Callable
from typing import Any

from scoring.visit import Visit, with_entry


class Sitting:
    """The visit as it stands on screen, and who is writing in it.

    `kept` counts the entries that are on disk; `trouble` says why the others are not, empty where nothing is wrong;
    `read_only` says why nothing can be recorded, empty where it can.
    """

    def __init__(self, visit: Visit, by: str, now: Callable[[], str], read_only: str = "") -> None:
        self.visit = visit
        self.by = by
        self.now = now
        self.read_only = read_only
        self.kept = len(visit.entries)
        self.trouble = ""

    @property
    def saved(self) -> bool:
        """Whether every entry is on disk."""
        return self.kept >= len(self.visit.entries)

    def record(self, kind: str, body: dict[str, Any]) -> Visit:
        """Append an entry and return the new state.  Raises Problem if the body is not what its kind holds."""
        entry = self.visit.next_entry(self.by, self.now(), kind, body)
        self.visit = with_entry(self.visit, entry)
        return self.visit
