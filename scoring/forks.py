"""What one person's two histories say differently: of it all, only the entry with the highest number counts."""

from itertools import islice
from typing import NamedTuple

from scoring.combine import different
from scoring.entry import Entry
from scoring.mark import DIFFERING, plain, value_in
from scoring.rubric import Value
from scoring.visit import CLAIM, SCORE, Visit, item_of
from scoring.wording import commas, tr, visible

_MOST_HISTORIES, _READABLE = 8, 8  # of one person; more than any person makes, and than anybody would read


class Overridden(NamedTuple):
    """A value of `by` that does not count, for an entry in another history of theirs has a higher number."""

    by: str
    column: str
    item_id: str
    value: Value


def overridden(visit: Visit) -> list[Overridden]:
    """What people with two histories gave in one of them and what counts says otherwise, in the form's order."""
    found = []
    for by in visit.forks:
        histories = _histories([each for each in visit.counting if each.by == by])
        for column in (SCORE, CLAIM):
            for item_id in visit.rubric.by_id:
                lost = _lost(histories, column, item_id).difference(_counting(visit, by, column, item_id))
                found += [Overridden(by, column, item_id, value) for value in different(lost)]
    return found


def overridden_texts(visit: Visit) -> list[str]:
    """The same in words, a line a person."""
    said: dict[str, list[str]] = {}
    for each in overridden(visit):
        counts = DIFFERING.join(plain(value) for value in _counting(visit, each.by, each.column, each.item_id)) or "-"
        which = tr("self-check") + " " if each.column == CLAIM else ""
        item = visit.rubric.by_id[each.item_id]
        said.setdefault(each.by, []).append(f"{which}{item.numbered} {counts} ({plain(each.value)})")
    text = tr("{name}: of two histories the entry with the higher number counts, not what is in parentheses: {items}")
    return [text.format(name=visible(by), items=commas(items[:_READABLE]) + " ..." * (len(items) > _READABLE))
            for by, items in said.items()]  # fmt: skip


def _counting(visit: Visit, by: str, column: str, item_id: str) -> list[Value]:
    """The values of somebody that count."""
    marks = visit.latest[column].get(item_id, {}).get(by, [])
    return [value for mark in marks if (value := value_in(mark.said)) is not None]


def _lost(histories: list[dict[str, Entry]], column: str, item_id: str) -> set[Value]:
    """The last values of an item in each history, but for those that another history went on from."""
    last = [next((each for each in history.values() if each.kind == column and item_of(each) == item_id), None)
            for history in histories]  # fmt: skip
    marks = [each for each in last if each is not None]
    gone_on_from = {hash_ for history, own in zip(histories, last, strict=True) if own is not None
                    for hash_ in history if hash_ != own.hash}  # fmt: skip
    values = {value_in(each.said) for each in marks if each.hash not in gone_on_from}
    return {value for value in values if value is not None}


def _histories(own: list[Entry]) -> list[dict[str, Entry]]:
    """One person's entries by their hashes, back from each last one."""
    known, followed = {each.hash: each for each in own}, {each.prev for each in own}
    histories = []
    for last in islice((each for each in own if each.hash not in followed), _MOST_HISTORIES):
        history: dict[str, Entry] = {}
        entry: Entry | None = last
        while entry is not None:
            history[entry.hash] = entry
            entry = known.get(entry.prev)
        histories.append(history)
    return histories
