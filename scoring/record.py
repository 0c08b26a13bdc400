"""The one digest that a sheet, its code and a signature carry: what a visit's entries are, and what they come to."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from scoring.canonical import digest, digest_of
from scoring.entry import Entry
from scoring.mark import number
from scoring.result import level_id, values_json
from scoring.tally import tally
from scoring.visit import CLAIM, SCORE, Visit

SIGN = "sign"


def entries_digest(entries: Iterable[Entry]) -> str:
    """Hex digest of a set of entries; the order does not matter."""
    return digest("ipc2-entries-v1", "\n".join(sorted(entry.hash for entry in entries)).encode())


def signable(visit: Visit) -> list[Entry]:
    """Everything recorded but the signatures, so that several people can sign the same record."""
    return [entry for entry in visit.entries if entry.kind != SIGN]


def result_values(visit: Visit) -> dict[str, Any]:
    """Totals, level, and each item's self-check and evaluation, as they are signed and printed."""
    tallied = tally(visit)
    columns = {
        item.id: [values_json(visit.cell(column, item.id).values) for column in (CLAIM, SCORE)]
        for item in visit.rubric.items
    }
    return signed_result(columns, tallied.self_check.low, tallied.evaluated.low, level_id(tallied))


def signed_result(
    items: Mapping[str, Any], self_check: Decimal, evaluated: Decimal, level: str | None
) -> dict[str, Any]:
    """The result in the form that is hashed; `items` has self-check and evaluation by item id."""
    return {"evaluated": number(evaluated), "items": dict(items), "level": level, "self_check": number(self_check)}


def result_digest(result: Mapping[str, Any]) -> str:
    """Hex digest of such a result."""
    return digest_of("ipc2-result-v1", result)


def record_digest(code: str, rubric_digest: str, entries: str, result: str) -> str:
    """Hex digest of a whole record, from the digests of its entries and of its result."""
    return digest_of("ipc2-record-v1", {"code": code, "entries": entries, "result": result, "rubric": rubric_digest})


def record_of(visit: Visit) -> str:
    """The record of a visit as it stands."""
    result = result_digest(result_values(visit))
    return record_digest(visit.code, visit.rubric.digest, entries_digest(signable(visit)), result)
