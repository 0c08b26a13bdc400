"""What happened to an item, and what one undo takes back."""

from datetime import datetime
from typing import Any, NamedTuple

from scoring.entry import Entry
from scoring.mark import Mark, mark_body, mark_from
from scoring.visit import CLAIM, SCORE, Visit, item_of


class Change(NamedTuple):
    """One change of one item: who and when, in which column (claim, score, ruling), from what to what."""

    entry: Entry
    column: str
    before: Mark
    after: Mark


class Undo(NamedTuple):
    """The body of the entry that takes a mark back; the mark as it is, and as it will be again.

    `since` is the kind of what the same person has recorded after it that is no mark, and stays; empty if nothing.
    """

    body: dict[str, Any]
    now: Mark
    then: Mark
    since: str


def item_history(visit: Visit, item_id: str) -> list[Change]:
    """Every change of an item, oldest first; each person's `before` is their own.

    By the clock, but one person's in the order that they made them: where a clock was set back, what was recorded
    after that stands after it, with the time that the clock showed.
    """
    reached: dict[str, datetime] = {}
    times: dict[str, datetime] = {}
    last: dict[tuple[str, ...], Mark] = {}
    changes = []
    for entry in visit.told(CLAIM, SCORE, "ruling"):
        if item_of(entry) == item_id:
            after = mark_from(entry.said)
            whose = (entry.by, entry.kind, entry.said.get("column", SCORE))
            before = last.get(whose, Mark())
            last[whose] = after
            changes.append(Change(entry, entry.kind, before, after))
            at = datetime.fromisoformat(entry.at)
            times[entry.hash] = reached[entry.by] = max(at, reached.get(entry.by, at))
    return sorted(changes, key=lambda c: (times[c.entry.hash], c.entry.by, c.entry.seq))


def undo(visit: Visit, by: str, column: str) -> Undo | None:
    """What takes back this person's last mark in a column (claim or score) not yet undone; None if there is none.

    The new entry names the one it undoes, so a second undo goes one further back.
    """
    standing: list[Entry] = []
    since = ""
    for entry in visit.counting:
        if entry.by != by or entry.body is None:
            continue
        if entry.kind != column:
            since = since if entry.kind in (CLAIM, SCORE) else entry.kind
            continue
        since = ""
        if "undoes" in entry.body:
            standing = [e for e in standing if e.hash != entry.body["undoes"]]
        else:
            standing.append(entry)
    if not standing:
        return None
    last = standing.pop()
    former = next((e for e in reversed(standing) if item_of(e) == item_of(last)), None)
    before = mark_from(former.said) if former else Mark()
    body = {**mark_body(item_of(last), before), "undoes": last.hash}
    return Undo(body, mark_from(last.said), before, since)
