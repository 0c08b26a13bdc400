"""Signatures among a visit's entries: what each covers, and whether that still holds.

Whether the signature itself is good is not decided here; that takes cryptography.
"""

import base64
import hashlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from scoring.entry import Entry
from scoring.problem import Problem
from scoring.record import SIGN, entries_digest, record_of, result_digest, result_values, signable
from scoring.statement import base32, key_id, readings, statement_of
from scoring.visit import Visit
from scoring.wording import tr

VISIT, CHAIN = "visit", "chain"
NAMESPACES = {VISIT: "ipc2-sheet@v1", CHAIN: "ipc2-chain@v1"}
ALGORITHM = "ssh-ed25519"


class Signature(NamedTuple):
    """One `sign` entry.

    `stale` says that entries were added or changed since, `renewed` whose newer one of its kind covers that, too;
    `wrong` says in words what does not hold, empty where all does.
    """

    entry: Entry
    scope: str
    statement: str
    key_line: str
    sshsig: str
    stale: bool
    wrong: str
    renewed: str = ""

    @property
    def blob(self) -> bytes:
        """The public key's binary form; empty where it is damaged."""
        return key_blob(self.key_line)

    @property
    def doubt(self) -> str:
        """Why it no longer says what it did, in words; empty where it holds, or a newer one stands for it."""
        return self.wrong or (
            tr("stale: entries added, changed or taken away since") if self.stale and not self.renewed else ""
        )


def sign_body(visit: Visit, by: str, scope: str, key_line: str) -> dict[str, Any]:
    """The body of a `sign` entry but for `sshsig`, which is made over its `statement`.  Raises Problem."""
    blob = key_blob(key_line)
    if any(each.entry.by == by and each.scope == scope and not each.stale and not each.wrong
           for each in signatures(visit)):  # fmt: skip
        raise Problem(visit.code, tr("your signature covers all of it already"))
    if scope == VISIT:
        statement = statement_of(visit, blob).text
        covered = {"covers": entries_digest(signable(visit)), "result": result_digest(result_values(visit)),
                   "record": record_of(visit)}  # fmt: skip
    else:
        own = [entry for entry in visit.entries if entry.by == by]
        if not own:
            raise Problem(visit.code, tr("has no entries of yours to sign"))
        if any(entry.by == by for entry, _ in (*visit.unlinked, *visit.problems)):
            raise Problem(visit.code, tr("has entries of yours that cannot count; ipc2 verify names them"))
        covered = {"covers": entries_digest(own)}
        statement = _chain_statement(visit, max(entry.seq for entry in own), covered["covers"], blob)
    return {"scope": scope, **covered, "alg": ALGORITHM, "statement": statement,
            "key": " ".join(key_line.split()[:2])}  # fmt: skip


def signatures(visit: Visit) -> list[Signature]:
    """Every signature in the visit, in the file's order."""
    found = [_judged(visit, entry) for entry in visit.told(SIGN)]
    fresh = [each for each in found if not each.stale and not each.wrong]
    return [each._replace(renewed=_renewed(each, fresh)) if each.stale else each for each in found]


def signed_state(visit: Visit) -> str:
    """``none``, ``signed`` where somebody's signature covers the visit as it stands, else ``stale``.

    One that says something else than the entries covers nothing.
    """
    found = [each for each in signatures(visit) if each.scope == VISIT]
    return "none" if not found else "signed" if any(not (each.stale or each.wrong) for each in found) else "stale"


def in_doubt(visit: Visit) -> list[Signature]:
    """The signatures that somebody has to look at."""
    return [each for each in signatures(visit) if each.doubt]


def key_blob(key_line: str) -> bytes:
    """The binary form of a public key in OpenSSH's line; empty where it is none."""
    try:
        return base64.b64decode(key_line.split()[1], validate=True)
    except (ValueError, IndexError):
        return b""


def _renewed(old: Signature, fresh: Iterable[Signature]) -> str:
    """Who signed anew what `old` was for: its own signer rather than another, for a team's visit has several."""
    newer = [each.entry for each in fresh if _covered(each) == _covered(old)]
    return min(newer, key=lambda entry: entry.by != old.entry.by).name if newer else ""


def _covered(signature: Signature) -> str:
    """What a signature is for: the visit, or one person's entries."""
    return VISIT if signature.scope == VISIT else signature.entry.by


def _judged(visit: Visit, entry: Entry) -> Signature:
    body = entry.said
    scope, statement, blob = body["scope"], body["statement"], key_blob(body["key"])
    if scope == VISIT:
        stale = body["covers"] != entries_digest(signable(visit))
        said = _code_in(statement) == visit.code if stale else _says(visit, blob) == statement
        wrong = "" if said else tr("it says something else than the entries")
    else:
        own = [each for each in visit.entries if each.by == entry.by]
        before = [each for each in own if each.seq < entry.seq]
        if entry.by in visit.forks and entries_digest(before) != body["covers"]:
            before = _followed(own, entry)  # signed where the other history was not known yet
        stale = any(each.seq > entry.seq and each.kind != SIGN for each in own)
        covers = entries_digest(before)
        says = _chain_statement(visit, entry.seq - 1, covers, blob)
        wrong = "" if (body["covers"], statement) == (covers, says) else tr(
            "the entries before it are not those that were signed: some were changed or are missing")  # fmt: skip
    if not wrong and device_of(blob) != entry.by.rpartition("@")[2]:
        wrong = tr("the key is not that of {by}").format(by=entry.by)
    return Signature(entry, scope, statement, body["key"], body["sshsig"], stale, wrong)


def _followed(own: Iterable[Entry], entry: Entry) -> list[Entry]:
    """The entries that one comes after in its own history."""
    known = {each.hash: each for each in own}
    found: list[Entry] = []
    while (before := known.get(entry.prev)) is not None:
        found.append(before)
        entry = before
    return found[::-1]


def device_of(blob: bytes) -> str:
    """The device's part of `by` for a public key: the first 8 hex digits of its SHA-256."""
    return hashlib.sha256(blob).hexdigest()[:8]


def _says(visit: Visit, blob: bytes) -> str:
    try:
        return statement_of(visit, blob).text
    except Problem:
        return ""


def _code_in(statement: str) -> str:
    """The school's code in a statement; empty in another text."""
    try:
        read = readings(statement)[0].statement
    except Problem:
        return ""
    return read.code if read.text == statement else ""


def _chain_statement(visit: Visit, last: int, covers: str, blob: bytes) -> str:
    return f"IPC2-CHAIN:1 {visit.code} {last} R{base32(bytes.fromhex(covers))} K{key_id(blob)}"
