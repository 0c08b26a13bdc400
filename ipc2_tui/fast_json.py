"""Visit files read several times as fast as the strict reader does, and never otherwise; for commands on thousands.

What only the strict reader can tell – whether something is wrong, and what – is left to it.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import UNSET, Raw, UnsetType

from scoring.entry import Entry, body_digest, sound_entry
from scoring.problem import Problem

_SHORT = 200  # bytes of a body; most are marks without a note, and there are few different ones
_MOST = 4096


class Line(msgspec.Struct, gc=False):
    """One entry as it is written, its body unread."""

    by: str
    seq: int
    at: str
    kind: str
    prev: str
    hash: str
    body: Raw | UnsetType = UNSET
    body_sha256: str | UnsetType = UNSET


class Document(msgspec.Struct):
    """One visit as it is written; its entries are JSON objects where the strict reader has read them."""

    rubric: Any
    entries: list[Line]
    school: Any = UNSET
    result: Any = UNSET


class VisitFile(msgspec.Struct):
    """A file as it is written."""

    ipc2: Any
    visits: dict[str, Document]


_FILE = msgspec.json.Decoder(VisitFile)
_DOCUMENT = msgspec.json.Decoder(Document)


def read_fast(raw: bytes) -> VisitFile | None:
    """The visit file in `raw`; None where only the strict reader can tell.

    A key that stands twice in an object is read once, so its colon is missing when all is written again; so is one
    that has no place in the file.
    """
    if b"\\u" in raw:  # may be a colon
        return None
    try:
        file = _FILE.decode(raw)
        whole = msgspec.json.encode(file).count(b":") == raw.count(b":")
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    lines = (line for document in file.visits.values() for line in document.entries)
    bodies_whole = all(_read_body(bytes(line.body)) for line in lines if line.body is not UNSET)
    return file if whole and bodies_whole else None


def entries_of(document: Document, verify: bool) -> Iterator[Entry | dict[str, Any]]:
    """The sound entries of a visit; of the others their JSON, for the strict reader to say what is wrong."""
    for line in document.entries:
        if isinstance(line, Line):
            yield _entry(line, verify) or json.loads(msgspec.json.encode(line))
        else:
            yield line


def spooled(document: Document) -> bytes:
    """A visit as bytes that `unspooled` reads."""
    lines = document.entries
    if lines and not isinstance(lines[0], Line):
        return json.dumps({"rubric": document.rubric, "entries": lines}).encode()
    return msgspec.json.encode(document)


def unspooled(raw: bytes) -> Document:
    """The visit that `spooled` wrote."""
    try:
        return _DOCUMENT.decode(raw)
    except msgspec.MsgspecError:
        return Document(**json.loads(raw))


def _entry(line: Line, verify: bool) -> Entry | None:
    body, body_sha256 = None, line.body_sha256
    if line.body is not UNSET:
        if body_sha256 is not UNSET:
            return None
        try:
            body, body_sha256 = _checked(line.kind, bytes(line.body), verify)
        except Problem:
            return None
    if body_sha256 is UNSET:
        return None
    return sound_entry(Entry(line.by, line.seq, line.at, line.kind, line.prev, line.hash, body, body_sha256), verify)


def _checked(kind: str, raw: bytes, verify: bool) -> tuple[dict[str, Any], str]:
    return (_checked_once if len(raw) <= _SHORT else _check)(kind, raw, verify)


def _check(kind: str, raw: bytes, verify: bool) -> tuple[dict[str, Any], str]:
    body = msgspec.json.decode(raw)
    return body, body_digest(kind, body, kind, verify)


_checked_once = lru_cache(_MOST)(_check)


def _whole(raw: bytes) -> bool:
    """Whether every key of a body stands in it once."""
    try:
        return msgspec.json.encode(msgspec.json.decode(raw)).count(b":") == raw.count(b":")
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return False


_whole_once = lru_cache(_MOST)(_whole)


def _read_body(raw: bytes) -> bool:
    return (_whole_once if len(raw) <= _SHORT else _whole)(raw)
