"""One person's sitting at one visit: the state that the visit's screens share while they are open."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol

from scoring.entry import Entry
from scoring.merge import united
from scoring.record import SIGN
from scoring.visit import Visit, fold, with_entry

if TYPE_CHECKING:
    from scoring.abilities import Ability


class Chance(Protocol):
    """Where nonces and salts come from, and where a nonce waits until its words are said."""

    def new_nonce(self) -> bytes:
        """Sixteen random bytes."""

    def new_salt(self) -> str:
        """Sixteen random bytes in hex."""

    def keep_nonce(self, seal: str, nonce: bytes) -> None:
        """Keep a seal's nonce; it is on disk when this returns.  Raises Problem."""

    def kept_nonce(self, seal: str) -> bytes:
        """A seal's nonce.  Raises Problem where it is not on this laptop."""


class Sitting:
    """The visit as it stands on screen, and who is writing in it.

    `kept` counts the entries that are on disk; `trouble` says why the others are not, empty where nothing is wrong;
    `read_only` says why nothing can be recorded, empty where it can; `sheet` is where this state's score sheet lies;
    `reopened` says that whoever records has been told that the visit was signed.
    """

    def __init__(
        self,
        visit: Visit,
        by: str,
        now: Callable[[], str],
        chance: Chance,
        find_ability: "Callable[[str], Ability | None]",
        judge: Callable[[Visit], str],
        read_only: str,
    ) -> None:
        self.visit = visit
        self.by = by
        self.now = now
        self.read_only = read_only
        self.chance = chance
        self.find_ability = find_ability
        self._judge = judge
        self.kept = len(visit.entries)
        self.trouble = ""
        self.sheet = ""
        self.reopened = False

    @property
    def saved(self) -> bool:
        """Whether every entry is on disk."""
        return self.kept >= len(self.visit.entries)

    @property
    def signature(self) -> str:
        """What the signatures of the visit come to: none, valid, stale or invalid."""
        return self._judge(self.visit)

    def record(self, kind: str, body: dict[str, Any]) -> None:
        """Append an entry.  Raises Problem if the body is not what its kind holds."""
        entry = self.visit.next_entry(self.by, self.now(), kind, body)
        self.visit = with_entry(self.visit, entry)
        self.sheet = ""  # says something else from now on
        self.reopened = self.reopened and kind != SIGN

    def take_in(self, entries: Iterable[Entry]) -> None:
        """Add others' entries, which were found sound."""
        self.visit = fold(self.visit.code, self.visit.rubric, [*self.visit.entries, *entries])
        self.sheet = ""

    def unite(self, other: Visit) -> int:
        """Take in what only `other`, another state of this visit, has; how many entries that is."""
        before, self.visit = self.visit, united(self.visit, other)
        if self.visit is not before:
            self.sheet = ""
        return len(self.visit.entries) - len(before.entries)
