"""Entries: what is recorded, append-only and hash-linked.  docs/FORMAT.md gives the bytes."""

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import starmap
from typing import Any, NamedTuple

from scoring.bodies import check_body
from scoring.canonical import canonical, digest_of
from scoring.problem import Problem
from scoring.wording import brief, commas, mark, tr, visible

_FIELDS = frozenset({"by", "seq", "at", "kind", "prev", "hash"})
_FULL, _WITHHELD = _FIELDS | {"body"}, _FIELDS | {"body_sha256"}
_PERSON = re.compile("[^@]{1,100}@[0-9a-f]{8}")
_TIMES = re.compile(r"(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:[0-5]\d)\n)+")
BODY = "ipc2-body-v1"  # the tag of a body's digest
# What a hash is over, canonical JSON by hand: its keys stand sorted, and only names can have something to escape.
_HASHED = b'ipc2-entry-v1\n{"at":"%b","body":"%b","by":%b,"kind":"%b","prev":"%b","seq":%d}'
LARGEST_SEQ = 1_000_000


class Entry(NamedTuple):
    """One act of one person.

    `by` is ``name@`` and the first 8 hex digits of their device key's fingerprint; `seq` counts from 1 in that
    person's chain for the visit; `at` is RFC 3339 with offset; `prev` is the hash of their entry before, or the
    visit's root.  A withheld body is None, its digest stays in `body_sha256`.
    """

    by: str
    seq: int
    at: str
    kind: str
    prev: str
    hash: str
    body: dict[str, Any] | None
    body_sha256: str

    def __hash__(self) -> int:
        """By its own hash, so that what is read from an entry can be kept for it."""
        return hash(self.hash)

    @property
    def said(self) -> dict[str, Any]:
        """The body; empty where it is withheld."""
        return self.body or {}

    @property
    def name(self) -> str:
        """Who recorded it, without the device."""
        return name_of(self.by)


def name_of(by: str) -> str:
    """The name in a `by`, without the device."""
    return by.rpartition("@")[0]


def visit_root(code: str, rubric_id: str) -> str:
    """The `prev` of everybody's first entry in the visit of school `code`."""
    return digest_of("ipc2-visit-v1", {"code": code, "rubric": rubric_id})


def make_entry(by: str, seq: int, at: str, kind: str, body: dict[str, Any], prev: str) -> Entry:
    """A new entry with its hash.  Raises Problem if the body is not what its kind holds."""
    check_body(kind, body, kind)
    entry = Entry(by, seq, at, kind, prev, "", body, digest_of(BODY, body, kind))
    return entry._replace(hash=_hash(*entry, where=kind))


def newest(entries: Sequence[Entry]) -> Entry:
    """The newest of some entries, whatever order they come in.

    Of one person's the last by `seq`, for clocks are set back; of several people's the last by the clock, and by hash
    where the clock says the same.
    """
    return oldest_first(entries)[-1]


def oldest_first(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Everybody's last entries, in the order of the clock."""
    if len(entries) == 1:
        return entries
    last: dict[str, int] = {}
    for entry in entries:
        last[entry.by] = max(last.get(entry.by, 0), entry.seq)
    last_ones = [entry for entry in entries if entry.seq == last[entry.by]]
    return sorted(last_ones, key=lambda entry: (datetime.fromisoformat(entry.at), entry.hash))


def one_of(copy: Entry, other: Entry) -> Entry:
    """Of two copies of an entry the full one; of two full ones, whose keys may stand in another order, always the same.

    Else a merge of the same files would come out differently by the order in which they are read.
    """
    if copy.body is other.body or other.body is None:
        return copy
    if copy.body is None:
        return other
    return min(copy, other, key=lambda entry: repr(entry.body))


def entry_to_json(entry: Entry) -> dict[str, Any]:
    """The entry as it stands in the file."""
    field, body = ("body_sha256", entry.body_sha256) if entry.body is None else ("body", entry.body)
    return {"by": entry.by, "seq": entry.seq, "at": entry.at, "kind": entry.kind,
            field: body, "prev": entry.prev, "hash": entry.hash}  # fmt: skip


def entry_from_json(data: Any, where: str, verify: bool = True) -> Entry:
    """The entry that JSON `data` holds, its form and its hash checked.  Raises Problem that names `where`.

    Without `verify` the hash is taken at its word, and the digest of a body is left empty.
    """
    if not isinstance(data, dict):
        raise Problem(where, tr("an entry must be an object"))
    if data.keys() not in (_FULL, _WITHHELD):
        _check_fields(data, where)
    for field, form, good, what in _FORM:
        if type(data[field]) is not form or not good(data[field]):
            raise Problem(f"{where}.{field}", tr(what))
    by, seq, at, kind, prev, body = data["by"], data["seq"], data["at"], data["kind"], data["prev"], data.get("body")
    if ("body" in data) == ("body_sha256" in data):
        raise Problem(f"{where}.body", tr("needs body or body_sha256, one of the two"))
    if "body" in data:
        check_body(kind, body, f"{where}.body")
        body_sha256 = digest_of(BODY, body, f"{where}.body") if verify else ""
    else:
        body_sha256 = data["body_sha256"]
        if type(body_sha256) is not str or not _are_hashes([body_sha256]):
            raise Problem(f"{where}.body_sha256", tr(_NO_HASH))
    entry = Entry(by, seq, at, kind, prev, data["hash"], body, body_sha256)
    if verify and _hash(*entry, where=where) != entry.hash:
        raise Problem(where, tr("the entry of {name}, number {seq}, does not match its hash: it was changed by hand"
                                " or is damaged").format(name=visible(by), seq=seq))  # fmt: skip
    return entry


def all_sound(entries: Sequence[Entry], verify: bool) -> bool:
    """Whether `entry_from_json` would take every one of the entries; of those with a body, that has been checked.

    All are looked at together, column by column, which takes a fraction of the time.
    """
    if not entries:
        return True
    people, seqs, moments, kinds, before, hashes, _, _ = zip(*entries, strict=True)
    stated = {*before, *(entry.body_sha256 for entry in entries if entry.body is None)}
    return (
        all(map(_known_person, set(people)))
        and all(map(_known_kind, set(kinds)))
        and 1 <= min(seqs) <= max(seqs) <= LARGEST_SEQ
        and _are_times(moments)
        and _are_hashes([*stated.difference(hashes)] if verify else [*stated, *hashes])  # true ones are in form
        and (not verify or tuple(starmap(_hash, entries)) == hashes)
    )


def _hash(
    by: str, seq: int, at: str, kind: str, prev: str, _stated: str, _body: Any, body_sha256: str, where: str = ""
) -> str:
    """The hash that an entry with these fields, in the right form, comes to."""
    try:
        name = _quoted(by)
    except Problem as problem:
        raise Problem(f"{where}.by", problem.what) from problem
    said = at.encode(), body_sha256.encode(), name, kind.encode(), prev.encode(), seq
    return hashlib.sha256(_HASHED % said).hexdigest()


@lru_cache(maxsize=256)
def _quoted(text: str) -> bytes:
    return canonical(text, "by")


def _check_fields(data: dict[str, Any], where: str) -> None:
    extra, missing = data.keys() - _FULL - _WITHHELD, _FIELDS - data.keys()
    if extra or missing:
        names = brief(commas(sorted(map(visible, extra or missing))))
        message = tr("unknown field {names}") if extra else tr("field {names} is missing")
        raise Problem(where, message.format(names=names))


def _are_hashes(texts: Sequence[str]) -> bool:
    joined = "".join(texts)
    try:
        return set(map(len, texts)) == {64} and bytes.fromhex(joined).hex() == joined
    except ValueError:
        return False


@lru_cache(maxsize=256)
def _known_person(text: str) -> bool:
    return _PERSON.fullmatch(text) is not None


@lru_cache(maxsize=256)
def _known_kind(text: str) -> bool:
    return len(text) <= 40 and text.isidentifier()


def _are_times(texts: Sequence[str]) -> bool:
    try:
        return all(map(datetime.fromisoformat, texts)) and _TIMES.fullmatch("\n".join([*texts, ""])) is not None
    except ValueError:
        return False


_NO_HASH = mark("must be 64 hex digits")
_FORM: tuple[tuple[str, type, Callable[[Any], bool], str], ...] = (
    ("by", str, _known_person, mark("must be a name, @ and 8 hex digits")),
    ("seq", int, lambda seq: 1 <= seq <= LARGEST_SEQ, mark("must be a whole number from 1")),
    ("at", str, lambda at: _are_times([at]), mark("must be a time with its offset, such as 2022-12-05T09:30:00+08:00")),
    ("kind", str, _known_kind, mark("must be a short name")),
    ("prev", str, lambda prev: _are_hashes([prev]), _NO_HASH),
    ("hash", str, lambda own: _are_hashes([own]), _NO_HASH),
)
