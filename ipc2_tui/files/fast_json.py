"""Visit files read several times as fast as the strict reader does, and never otherwise; for commands on thousands.

What only the strict reader can tell – whether something is wrong, and what – is left to it.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

import msgspec
from msgspec import UNSET, UnsetType

from scoring.bodies import check_body
from scoring.canonical import digest, digest_of, is_plain, number_in
from scoring.entry import BODY, Entry, all_sound
from scoring.problem import Problem

_SHORT = 200  # bytes of a body; most are marks without a note, and there are few different ones
_MOST = 4096
_LONG = 100_000  # longer ones are not kept; others for a while, for the copies of one visit are read in turn
_FEW = 32


class Line(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    """One entry as it is written."""

    by: str
    seq: int
    at: str
    kind: str
    prev: str
    hash: str
    body: dict[str, Any] | UnsetType = UNSET
    body_sha256: str | UnsetType = UNSET


class Document(msgspec.Struct):
    """One visit as it is written; its entries are JSON objects where the strict reader has read them."""

    rubric: Any
    entries: list[Line]
    school: Any = UNSET
    result: Any = UNSET


class WrittenFile(msgspec.Struct):
    """A file as it is written."""

    ipc2: Any
    visits: dict[str, Document]


_FILE = msgspec.json.Decoder(WrittenFile, float_hook=number_in)
_DOCUMENT = msgspec.json.Decoder(Document, float_hook=number_in)
_encode = msgspec.json.Encoder().encode
sorted_json = msgspec.json.Encoder(order="sorted").encode
_read_body = msgspec.json.Decoder(float_hook=number_in).decode


def read_fast(raw: bytes) -> WrittenFile | None:
    """The visit file in `raw`; None where only the strict reader can tell.

    A key that stands twice in an object is read once, so its colon is missing when all is written again; so is one
    that has no place in the file.
    """
    if b"\\" in raw and b"\\u" in raw:  # may be a colon; the first is a hundred times as fast to look for
        return None
    try:
        file = _FILE.decode(raw)
        return file if _encode(file).count(b":") == raw.count(b":") else None
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


def entries_of(document: Document, verify: bool) -> Sequence[Entry | dict[str, Any]]:
    """The entries of a visit; where not all are sound their JSON, for the strict reader to say what is wrong."""
    lines = document.entries
    if lines and not isinstance(lines[0], Line):
        return cast("list[dict[str, Any]]", lines)
    try:
        entries = [_entry(line, verify) for line in lines]
        if all_sound(entries, verify):
            return entries
    except (Problem, RecursionError):
        pass
    unread: list[dict[str, Any]] = json.loads(_encode(lines), parse_float=number_in)
    return unread


def spooled(document: Document) -> bytes:
    """A visit as bytes that `unspooled` reads."""
    lines = document.entries
    if lines and not isinstance(lines[0], Line):
        return json.dumps({"rubric": document.rubric, "entries": lines}).encode()
    return _encode(document)


def unspooled(raw: bytes) -> Document:
    """The visit that `spooled` wrote."""
    try:
        return _DOCUMENT.decode(raw)
    except msgspec.MsgspecError:
        return Document(**json.loads(raw))


def _entry(line: Line, verify: bool) -> Entry:
    """The entry in a line, its body checked.  Raises Problem, which the strict reader will have to say."""
    if line.body is UNSET:
        if line.body_sha256 is UNSET:
            raise Problem(line.hash, "")
        return Entry(line.by, line.seq, line.at, line.kind, line.prev, line.hash, None, line.body_sha256)
    if line.body_sha256 is not UNSET:
        raise Problem(line.hash, "")
    raw = sorted_json(line.body)
    check = _digest_once if len(raw) <= _SHORT else _digest_lately if len(raw) <= _LONG else _digest
    body_sha256 = check(line.kind, raw, verify)
    return Entry(line.by, line.seq, line.at, line.kind, line.prev, line.hash, line.body, body_sha256)


def _digest(kind: str, raw: bytes, verify: bool) -> str:
    """The digest of a body in sorted JSON, its form checked; empty without `verify`.  Raises Problem."""
    body = _read_body(raw)
    check_body(kind, body, kind)
    if not verify:
        return ""
    return digest(BODY, raw) if is_plain(body) else digest_of(BODY, body)


_digest_once = lru_cache(_MOST)(_digest)
_digest_lately = lru_cache(_FEW)(_digest)
