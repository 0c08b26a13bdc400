"""Merging: the set of entries of several files about one visit, and what to say about it.

A union of sets, so that neither the order nor the grouping of the files matters.  Entries are told apart by the hash
that they come to, never by the one that they state.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

from scoring.entry import Entry, entry_from_json, visit_root
from scoring.one_form import Form, form_of
from scoring.problem import Problem
from scoring.result import values_json
from scoring.rubric import Rubric
from scoring.ruling import standpoints
from scoring.visit import CLAIM, SCORE, Visit, fold, why_not
from scoring.wording import tr

_hash_of = attrgetter("hash")


class SetAside(NamedTuple):
    """An entry that was set aside: it does not hash to what it says, or no visit under its rubric could hold it.

    `file` is the one that it stood in, where it came from a file.
    """

    code: str
    by: str
    seq: int
    why: str
    file: str = ""

    @property
    def place(self) -> str:
        """Where it stood, and which one it is."""
        return tr("{file}: {code} {by} {seq}").format(**self._asdict())


def sound_entries(code: str, rubric: Rubric, data: Iterable[Any], verify: bool) -> tuple[list[Entry], list[SetAside]]:
    """The entries in a file's JSON that can count in the visit of school `code`, and the others with the reason.

    Of `data` each is JSON, or an entry that was found sound already.
    Each is judged by itself, so that it makes no difference with which others it comes; by its hash only if `verify`.
    """
    root = visit_root(code, rubric.id)
    sound: list[Entry] = []
    refused: list[SetAside] = []
    for place, each in enumerate(data):
        try:
            entry = each if isinstance(each, Entry) else entry_from_json(each, f"[{place}]", verify)
        except Problem as problem:
            by, seq = (each.get("by"), each.get("seq")) if isinstance(each, dict) else (None, None)
            who, number = by if isinstance(by, str) else "?", seq if type(seq) is int else 0
            refused.append(SetAside(code, who, number, problem.what))
            continue
        if why := why_not(root, rubric, entry):
            refused.append(SetAside(code, entry.by, entry.seq, why))
        else:
            sound.append(entry)
    return sound, refused


def united(visit: Visit, other: Visit) -> Visit:
    """The visit with what only `other`, another state of the same visit, has; `visit` if there is nothing."""
    new = news(visit, other)
    return fold(visit.code, visit.rubric, [*visit.entries, *new]) if new else visit


def one_each(visits: Iterable[Visit]) -> list[Visit]:
    """One visit a school (and rubric), with the entries of all its copies; in the order of their codes."""
    found: dict[tuple[str, Form], Visit] = {}
    for visit in visits:
        school = (visit.code, form_of(visit.rubric))
        found[school] = united(found[school], visit) if school in found else visit
    return [found[school] for school in sorted(found)]


def news(visit: Visit, other: Visit) -> list[Entry]:
    """The entries that only `other` has, or of which only it has the body."""
    full = {entry.hash for entry in visit.entries if entry.body is not None}
    if full.issuperset(map(_hash_of, other.entries)):
        return []
    here = set(map(_hash_of, visit.entries))
    return [e for e in other.entries if e.hash not in here or (e.body is not None and e.hash not in full)]


def strangers(visit: Visit, others: Iterable[Visit]) -> list[Visit]:
    """Of other states under the code, those that no common entry links to `visit`, be it through a third one.

    Copies of one visit keep the name that the school had when they were made; two schools have nothing in common.
    """
    known, left = set(map(_hash_of, visit.entries)), list(others)
    while linked := [each for each in left if not known.isdisjoint(map(_hash_of, each.entries))]:
        known.update(entry.hash for each in linked for entry in each.entries)
        left = [each for each in left if known.isdisjoint(map(_hash_of, each.entries))]
    return left


def withheld(visit: Visit, kinds: tuple[str, ...]) -> Visit:
    """The visit with the bodies of some kinds of entries left out; their digests stay, and so does every hash."""
    entries = [entry._replace(body=None) if entry.kind in kinds else entry for entry in visit.entries]
    return fold(visit.code, visit.rubric, entries)


def conflicts_json(visit: Visit) -> list[dict[str, Any]]:
    """The items on which people differ, with what each of them says; `ruling` is the one they differ from, if any."""
    found = []
    for column in (SCORE, CLAIM):
        for item in visit.rubric.items:
            cell = visit.cell(column, item.id)
            if cell.conflict:
                said: dict[bool, dict[str, Any]] = {False: {}, True: {}}
                for each in standpoints(visit, column, item.id):
                    said[each.ruling][each.by] = values_json(each.values)
                place = {"code": visit.code, "item": item.id, "column": column}
                found.append({**place, "scores": said[False], "ruling": said[True]})
    return found


def lookalikes(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of codes whose schools' names are the same but for full-width forms, case, space and punctuation.

    Each code after the first of such a group is paired with the first, so that common names do not multiply.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for code in sorted(names):
        if bare := bare_name(names[code]):
            groups[bare].append(code)
    return [(first, other) for first, *others in groups.values() for other in others]


def bare_name(name: str) -> str:
    """A name without what people write one way or the other: full-width forms, case, space and punctuation."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", name).casefold() if letter.isalnum())


def same_rubric(one: Rubric, other: Rubric, where: str) -> None:
    """Raise Problem unless both are one rubric: a visit's entries are points on one form."""
    if form_of(one) != form_of(other):
        what = tr(
            "is on the rubric {one} in one file and on {other} in another, or on two versions of it; merge neither"
        )
        raise Problem(where, what.format(one=one.id, other=other.id))
