"""What happened to an item, and what one undo takes back."""

from datetime import datetime
from typing import Any, NamedTuple

from scoring.entry import Entry
from scoring.mark import Mark, mark_body, mark_from
from scoring.visit import CLAIM, SCORE, Visit


class Change(NamedTuple):
    """One change of one item: who and when, in which column (claim, score, ruling), from what to what."""

    entry: Entry
    column: str
    before: Mark
    after: Mark


def item_history(visit: Visit, item_id: str) -> list[Change]:
    """Every change of an item, oldest first; each person's `before` is their own.

    By the clock, but one person's in the order that they made them: where a clock was set back, what was recorded
    after that stands after it, with the time that the clock showed.
    """
    reached: dict[str, datetime] = {}
    times: dict[str, datetime] = {}
    last: dict[tuple[str, str], Mark] = {}
    changes = []
    for entry in visit.entries:
        if entry.kind in (CLAIM, SCORE, "ruling") and entry.body is not None and entry.body["item"] == item_id:
            after = mark_from(entry.body)
            before = last.get((entry.by, entry.kind), Mark())
            last[entry.by, entry.kind] = after
            changes.append(Change(entry, entry.kind, before, after))
            at = datetime.fromisoformat(entry.at)
            times[entry.hash] = reached[entry.by] = max(at, reached.get(entry.by, at))
    return sorted(changes, key=lambda c: (times[c.entry.hash], c.entry.by, c.entry.seq))


def undo(visit: Visit, by: str) -> tuple[str, dict[str, Any]] | None:
    """Kind and body of the entry that takes back this person's last mark not yet undone; None if there is none.

    The new entry names the one it undoes, so a second undo goes one further back.
    """
    standing: list[Entry] = []
    for entry in visit.entries:
        if entry.by != by or entry.kind not in (CLAIM, SCORE) or entry.body is None:
            continue
        if "undoes" in entry.body:
            standing = [e for e in standing if e.hash != entry.body["undoes"]]
        else:
            standing.append(entry)
    if not standing:
        return None
    last = standing.pop()
    former = next((e for e in reversed(standing) if (e.kind, _item(e)) == (last.kind, _item(last))), None)
    body = mark_body(_item(last), mark_from(former.body) if former and former.body else Mark())
    return last.kind, {**body, "undoes": last.hash}


def _item(entry: Entry) -> str:
    return str((entry.body or {}).get("item", ""))
