"""Canonical bytes and digests, to the byte as docs/FORMAT.md gives them."""

import hashlib
import json
import unicodedata
from functools import lru_cache
from math import isinf
from typing import Any

from scoring.problem import Problem
from scoring.wording import tr

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


def digest(tag: str, data: bytes) -> str:
    """Lower-case hex of SHA-256(`tag`, a line feed, `data`)."""
    return hashlib.sha256(tag.encode() + b"\n" + data).hexdigest()


def digest_of(tag: str, value: Any, where: str = "JSON") -> str:
    """`digest` over the RFC 8785 form of `value`.  Raises Problem at `where` for what JSON cannot say exactly."""
    return digest(tag, canonical(value, where))


def canonical(value: Any, where: str = "JSON") -> bytes:
    """`value` as RFC 8785 JSON.  Raises Problem at `where` for what that cannot say exactly.

    The standard encoder writes the same bytes, ten times as fast, of what is `is_plain`.
    """
    try:
        if is_plain(value):
            return _encode(value).encode()
    except (ValueError, TypeError, RecursionError):  # said by the library below
        pass
    import rfc8785  # seldom needed, and not for nothing

    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, RecursionError, UnicodeError, TypeError) as error:
        what = tr(
            "has no canonical form: half a character, a number beyond what JSON says exactly, or nested too deeply"
        )
        raise Problem(where, what) from error


@lru_cache(maxsize=1024)
def number_in(text: str) -> float:
    """The number that JSON `text` with a fraction or an exponent stands for, a whole one as such.

    Canonical JSON, and so every hash, knows no difference between ``12.0``, ``1.2e1`` and ``12``; nor must readers.
    Raises ValueError for one that is too large.
    """
    value = float(text)
    if isinf(value):
        raise ValueError(text)
    whole = value.is_integer() and abs(value) < 2**53 and str(value) != "-0.0"  # which no whole number can say
    return int(value) if whole else value


def nfc(text: str) -> str:
    """`text` in Unicode's composed form, as this program writes what is hashed."""
    return unicodedata.normalize("NFC", text)


def is_plain(value: Any) -> bool:
    """Whether every encoder writes `value` alike: ASCII keys, whole numbers as such, fractions without an exponent."""
    kind: type = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return bool(abs(value) < 2**53)
    if kind is float:
        return bool(1e-4 < abs(value) < 1e15 and not value.is_integer())
    if kind is dict:
        return all(map(str.isascii, value)) and all(map(is_plain, value.values()))
    return kind is list and all(map(is_plain, value))
