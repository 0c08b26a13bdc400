"""One fold: a set of entries becomes the visit's state, whatever the order they arrive in."""

from bisect import bisect
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from scoring.combine import NOBODY, Cell, combine
from scoring.entry import Entry, make_entry, name_of, oldest_first, one_of, visit_root
from scoring.mark import Mark, Refused, check_value, mark_from, value_in
from scoring.rubric import Rubric, Value
from scoring.wording import tr, visible

CLAIM, SCORE = "claim", "score"
Latest = dict[str, dict[str, list[Entry]]]
_ON_ITEMS = (CLAIM, SCORE, "ruling")
_file_order, _kind_of = attrgetter("by", "seq", "hash"), attrgetter("kind")


class School(NamedTuple):
    """What the `open` entries say of the school and the visit; empty where nobody has said it."""

    name: str = ""
    date: str = ""
    stage: str = ""
    town: str = ""
    teachers: int = 0
    team: tuple[str, ...] = ()


class Visit(NamedTuple):
    """The state of one school's visit.

    `entries` are all of them, in the file's order; `latest` has, by column (claim, score), item and person, the
    newest entry (several after a fork), `rulings` likewise; `cells` are what those come to.  `forks` are people of
    whom two entries follow the same one; `gaps` are people with a missing entry; `unlinked` are entries that name
    another entry before them than they could have, with the reason; `problems` are entries that no company could make
    right.  Neither of the last two counts.
    """

    code: str
    rubric: Rubric
    school: School
    entries: tuple[Entry, ...]
    latest: dict[str, Latest]
    rulings: dict[str, Latest]
    cells: dict[str, dict[str, Cell]]
    remarks: dict[str, str]
    heads: dict[str, Entry]
    forks: tuple[str, ...]
    gaps: tuple[str, ...]
    unlinked: tuple[tuple[Entry, str], ...]
    problems: tuple[tuple[Entry, str], ...]
    counts: dict[str, int]

    def __hash__(self) -> int:
        """By school and newest entries, so that what is derived from a state can be kept for it."""
        return hash((self.code, len(self.entries), *(head.hash for head in self.heads.values())))

    @property
    def counting(self) -> tuple[Entry, ...]:
        """The entries that count: all but those that stand in a wrong place, or that no company could make right."""
        if not (self.unlinked or self.problems):
            return self.entries
        others = {entry.hash for entry, _ in (*self.unlinked, *self.problems)}
        return tuple(entry for entry in self.entries if entry.hash not in others)

    def told(self, *kinds: str) -> list[Entry]:
        """The entries of these kinds that count and are not withheld, each person's in the order of their numbers."""
        if self.counts.keys().isdisjoint(kinds):
            return []
        return [entry for entry in self.counting if entry.kind in kinds and entry.body is not None]

    @property
    def evaluators(self) -> list[str]:
        """The names of those who have scored, sorted."""
        return sorted({name_of(by) for people in self.latest[SCORE].values() for by in people})

    def cell(self, column: str, item_id: str) -> Cell:
        """What people say of one item in one column."""
        return self.cells[column][item_id]

    def mark(self, column: str, item_id: str, by: str) -> Mark:
        """One person's current word on an item; an empty mark where they have said nothing."""
        entries = self.latest[column].get(item_id, {}).get(by)
        return mark_from(entries[-1].body) if entries and entries[-1].body else Mark()

    def next_entry(self, by: str, at: str, kind: str, body: dict[str, Any]) -> Entry:
        """The next entry in the chain of `by`.  Raises Problem if the body is not what its kind holds."""
        head = self.heads.get(by)
        if head is None:
            return make_entry(by, 1, at, kind, body, visit_root(self.code, self.rubric.id))
        return make_entry(by, head.seq + 1, at, kind, body, head.hash)


def fold(code: str, rubric: Rubric, entries: Iterable[Entry], sound: bool = False) -> Visit:
    """The visit that a set of entries (hashes already checked, doubles allowed) comes to.

    `sound` says that `why_not` has nothing against any of them.
    """
    ordered = tuple(entries)
    in_turn = _in_turn(ordered)  # as they mostly stand in a file
    if not in_turn:
        ordered = _sorted(ordered)
        in_turn = _in_turn(ordered)
    root = visit_root(code, rubric.id)
    problems = [] if sound else [(entry, why) for entry in ordered if (why := why_not(root, rubric, entry))]
    alien = {entry.hash for entry, _ in problems if entry.seq == 1 and entry.prev != root}
    forks, gaps, unlinked = ((), (), ()) if in_turn and not alien else _check_chains(ordered, alien)
    latest: dict[str, Latest] = {CLAIM: {}, SCORE: {}}
    rulings: dict[str, Latest] = {CLAIM: {}, SCORE: {}}
    opened: list[Entry] = []
    told: list[Entry] = []
    remarks: dict[str, str] = {}
    heads: dict[str, Entry] = {}
    misplaced = alien | {entry.hash for entry, _ in unlinked}
    wrong = {entry.hash for entry, _ in problems}
    for entry in [each for each in ordered if each.hash not in misplaced] if misplaced else ordered:
        heads[entry.by] = entry
        kind, body = entry.kind, entry.body
        if body is None or entry.hash in wrong:
            continue
        if kind in latest:
            told.append(entry)
            _newest(latest[kind], entry, body["item"])
        elif kind == "ruling":
            _newest(rulings[CLAIM if body.get("column") == CLAIM else SCORE], entry, body["item"])
        elif kind == "remark":
            remarks[entry.by] = body["text"]
        elif kind == "open":
            opened.append(entry)
    cells = {column: dict.fromkeys(rubric.by_id, NOBODY) for column in (CLAIM, SCORE)}
    for column, row in cells.items():
        for item_id, marks in latest[column].items():
            row[item_id] = combine(rubric.combine, marks, {})
        for item_id, words in rulings[column].items():
            history = [entry for entry in told if entry.kind == column and item_of(entry) == item_id]
            row[item_id] = combine(rubric.combine, latest[column].get(item_id, {}), words, history)
    return Visit(
        code=code,
        rubric=rubric,
        school=_school(opened),
        entries=ordered,
        latest=latest,
        rulings=rulings,
        cells=cells,
        remarks={by: text for by, text in remarks.items() if text.strip()},
        heads=heads,
        forks=forks,
        gaps=gaps,
        unlinked=unlinked,
        problems=tuple(problems),
        counts=dict(Counter(map(_kind_of, ordered))),
    )


def with_entry(visit: Visit, entry: Entry) -> Visit:
    """The visit with one more entry: what `fold` over all of them gives, without going through all of them."""
    head = visit.heads.get(entry.by)
    in_turn = head.hash == entry.prev if head else entry.seq == 1
    item_id = item_of(entry)
    is_simple = (
        entry.kind in (CLAIM, SCORE) and item_id in visit.rubric.by_id and item_id not in visit.rulings[entry.kind]
        and in_turn and not why_not(visit_root(visit.code, visit.rubric.id), visit.rubric, entry)
    )  # fmt: skip
    if not is_simple:
        return fold(visit.code, visit.rubric, [*visit.entries, entry])
    place = bisect(visit.entries, _file_order(entry), key=_file_order)
    column = visit.latest[entry.kind]
    newest = {item_id: dict(column.get(item_id, {}))}
    _newest(newest, entry, item_id)
    cell = combine(visit.rubric.combine, newest[item_id], {})
    return visit._replace(
        entries=(*visit.entries[:place], entry, *visit.entries[place:]),
        latest={**visit.latest, entry.kind: {**column, **newest}},
        cells={**visit.cells, entry.kind: {**visit.cells[entry.kind], item_id: cell}},
        heads={**visit.heads, entry.by: entry},
        counts={**visit.counts, entry.kind: visit.counts.get(entry.kind, 0) + 1},
    )


def why_not(root: str, rubric: Rubric, entry: Entry) -> str:
    """Why an entry cannot count in the visit with this root, whatever its company; empty if it can."""
    if entry.seq == 1 and entry.prev != root:
        return tr("belongs to another visit")
    body = entry.body
    if body is None or entry.kind not in _ON_ITEMS or _fits(rubric, body["item"], body["points"], body.get("grade")):
        return ""
    return _refusal(rubric, body["item"], value_in(body))


@lru_cache(maxsize=4096, typed=True)
def _fits(rubric: Rubric, item_id: str, points: float | None, grade: str | None) -> bool:
    """Whether the rubric has the item, and it can take this value; remembered, for a form has few of them."""
    return not _refusal(rubric, item_id, value_in({"points": points, "grade": grade}))


def _refusal(rubric: Rubric, item_id: str, value: Value | None) -> str:
    item = rubric.by_id.get(item_id)
    if item is None:
        return tr("the rubric has no item {id}").format(id=visible(item_id))
    try:
        if value is not None:
            check_value(item, value)
    except Refused as error:
        return f"{item.numbered}: {error}"
    return ""


def _sorted(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """One copy of each, in the file's order."""
    known: dict[str, Entry] = {}
    for entry in entries:
        copy = known.get(entry.hash)
        known[entry.hash] = entry if copy is None else one_of(copy, entry)
    return tuple(sorted(known.values(), key=_file_order))


def item_of(entry: Entry) -> str:
    """The id of the item that a mark is on; empty where its body is withheld."""
    return str(entry.said.get("item", ""))


def _newest(latest: Latest, entry: Entry, item_id: str) -> None:
    """Put a mark or ruling in place of the same person's earlier one; the same `seq` twice (a fork) keeps both."""
    people = latest.setdefault(item_id, {})
    mine = people.get(entry.by)
    if mine and mine[0].seq == entry.seq:
        mine.append(entry)
    else:
        people[entry.by] = [entry]


def _check_chains(
    ordered: tuple[Entry, ...], alien: set[str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[Entry, str], ...]]:
    """Who has a fork, of whom entries are missing, which are linked wrongly; `alien` ones are another visit's."""
    known = {entry.hash: entry for entry in ordered}
    misplaced = set(alien)
    unlinked: list[tuple[Entry, str]] = []
    followed: set[tuple[str, str]] = set()
    forks: set[str] = set()
    gaps: set[str] = set()
    for entry in ordered:
        if (entry.by, entry.prev) in followed:
            forks.add(entry.by)
        followed.add((entry.by, entry.prev))
        before = known.get(entry.prev)
        if entry.hash in alien:
            continue
        if before is not None and (before.by != entry.by or before.seq != entry.seq - 1):
            why = tr("does not follow the entry that it names")
        elif before is not None and before.hash in misplaced:
            why = tr("follows an entry that cannot count")
        else:
            if entry.seq > 1 and before is None:
                gaps.add(entry.by)
            continue
        misplaced.add(entry.hash)
        unlinked.append((entry, why))
    return tuple(sorted(forks)), tuple(sorted(gaps)), tuple(unlinked)


def _in_turn(ordered: tuple[Entry, ...]) -> bool:
    """Whether, person by person and one copy of each, everybody's entries simply follow each other."""
    by, seq, hash_ = "", 0, ""
    for entry in ordered:
        if entry.by != by:
            if entry.seq != 1 or entry.by < by:
                return False
        elif entry.seq != seq + 1 or entry.prev != hash_:
            return False
        by, seq, hash_ = entry.by, entry.seq, entry.hash
    return True


def _school(opened: list[Entry]) -> School:
    """What everybody's last `open` says; where they differ, field by field, the newest that has the field."""
    if not opened:
        return School()
    body: dict[str, Any] = {}
    for entry in oldest_first(opened):
        body |= entry.said
    said = {field: body[field] for field in School._fields if field in body}
    return School(**{**said, "team": tuple(body.get("team", ()))})
