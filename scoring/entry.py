"""Entries: what is recorded, append-only and hash-linked.  docs/FORMAT.md gives the bytes."""

import re
from datetime import datetime
from typing import Any, NamedTuple

from scoring.bodies import check_body
from scoring.canonical import digest_of
from scoring.problem import Problem
from scoring.wording import tr, visible

_HEX = frozenset("0123456789abcdef")
_FIELDS = {"by", "seq", "at", "kind", "prev", "hash"}
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)")
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
    def name(self) -> str:
        """Who recorded it, without the device."""
        return self.by.rpartition("@")[0]


def visit_root(code: str, rubric_id: str) -> str:
    """The `prev` of everybody's first entry in the visit of school `code`."""
    return digest_of("ipc2-visit-v1", {"code": code, "rubric": rubric_id})


def make_entry(by: str, seq: int, at: str, kind: str, body: dict[str, Any], prev: str) -> Entry:
    """A new entry with its hash.  Raises Problem if the body is not what its kind holds."""
    check_body(kind, body, kind)
    body_sha256 = digest_of("ipc2-body-v1", body, kind)
    return Entry(by, seq, at, kind, prev, _hash(by, seq, at, kind, body_sha256, prev, kind), body, body_sha256)


def entry_to_json(entry: Entry) -> dict[str, Any]:
    """The entry as it stands in the file."""
    head = {"by": entry.by, "seq": entry.seq, "at": entry.at, "kind": entry.kind}
    body = {"body_sha256": entry.body_sha256} if entry.body is None else {"body": entry.body}
    return {**head, **body, "prev": entry.prev, "hash": entry.hash}


def entry_from_json(data: Any, where: str) -> Entry:
    """The entry that JSON `data` holds, its form and its hash checked.  Raises Problem that names `where`."""
    if not isinstance(data, dict):
        raise Problem(where, tr("an entry must be an object"))
    extra = data.keys() - _FIELDS - {"body", "body_sha256"}
    if extra or _FIELDS - data.keys():
        names = ", ".join(sorted(visible(str(name)) for name in extra or _FIELDS - data.keys()))
        message = tr("unknown field {names}") if extra else tr("field {names} is missing")
        raise Problem(where, message.format(names=names))
    by, seq, at, kind, prev = data["by"], data["seq"], data["at"], data["kind"], data["prev"]
    _need(_is_person(by), where, "by", tr("must be a name, @ and 8 hex digits"))
    _need(type(seq) is int and 1 <= seq <= LARGEST_SEQ, where, "seq", tr("must be a whole number from 1"))
    _need(_is_time(at), where, "at", tr("must be a time with its offset, such as 2022-12-05T09:30:00+08:00"))
    _need(isinstance(kind, str) and kind.isidentifier() and len(kind) <= 40, where, "kind", tr("must be a short name"))
    for name in ("prev", "hash"):
        _need(_is_hash(data[name]), where, name, tr("must be 64 hex digits"))
    _need(("body" in data) != ("body_sha256" in data), where, "body", tr("needs body or body_sha256, one of the two"))
    body = data.get("body")
    if "body" in data:
        check_body(kind, body, f"{where}.body")
        body_sha256 = digest_of("ipc2-body-v1", body, f"{where}.body")
    else:
        body_sha256 = data["body_sha256"]
        _need(_is_hash(body_sha256), where, "body_sha256", tr("must be 64 hex digits"))
    if _hash(by, seq, at, kind, body_sha256, prev, where) != data["hash"]:
        raise Problem(where, tr("the entry of {name}, number {seq}, does not match its hash: it was changed by hand"
                                " or is damaged").format(name=visible(by), seq=seq))  # fmt: skip
    return Entry(by, seq, at, kind, prev, data["hash"], body, body_sha256)


def _hash(by: str, seq: int, at: str, kind: str, body_sha256: str, prev: str, where: str) -> str:
    fields = {"at": at, "body": body_sha256, "by": by, "kind": kind, "prev": prev, "seq": seq}
    return digest_of("ipc2-entry-v1", fields, where)


def _need(good: object, where: str, field: str, what: str) -> None:
    if not good:
        raise Problem(f"{where}.{field}", what)


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and len(value) == 64 and _HEX.issuperset(value)


def _is_person(value: object) -> bool:
    if not isinstance(value, str):
        return False
    name, _, device = value.partition("@")
    return 1 <= len(name) <= 100 and len(device) == 8 and _HEX.issuperset(device)


def _is_time(value: object) -> bool:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return False
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
