"""Canonical bytes and digests, to the byte as docs/FORMAT.md gives them."""

import hashlib
import unicodedata
from typing import Any

import rfc8785

from scoring.problem import Problem
from scoring.wording import tr


def digest(tag: str, data: bytes) -> str:
    """Lower-case hex of SHA-256(`tag`, a line feed, `data`)."""
    return hashlib.sha256(tag.encode() + b"\n" + data).hexdigest()


def digest_of(tag: str, value: Any) -> str:
    """`digest` over the RFC 8785 form of a JSON `value`.  Raises Problem for what JSON cannot say exactly."""
    return digest(tag, canonical(value))


def canonical(value: Any) -> bytes:
    """`value` as RFC 8785 JSON."""
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, RecursionError, UnicodeError, TypeError) as error:
        raise Problem("JSON", tr("has no canonical form: {why}").format(why=error)) from error


def nfc(text: str) -> str:
    """`text` in Unicode's composed form, as everything that is hashed is kept."""
    return unicodedata.normalize("NFC", text)
