"""What the body of each kind of entry must look like.  Kinds that are not known here are kept as they are."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from scoring.mark import LONGEST_NOTE
from scoring.problem import Problem
from scoring.wording import tr

LONGEST_NAME = 100
LONGEST_REMARK = 10_000
_Check = Callable[[Any], str]


def check_body(kind: str, body: Any, where: str) -> None:
    """Raise Problem, naming the field, if `body` is not what an entry of this kind holds.  Extra fields are kept."""
    if not isinstance(body, dict):
        raise Problem(where, tr("must be an object"))
    for field, (required, check) in _FIELDS.get(kind, {}).items():
        if field not in body:
            if required:
                raise Problem(f"{where}.{field}", tr("is missing"))
        elif why := check(body[field]):
            raise Problem(f"{where}.{field}", why)


def _text(longest: int) -> _Check:
    def check(value: Any) -> str:
        if not isinstance(value, str):
            return tr("must be text")
        if len(value) > longest:
            return tr("is longer than {n} characters").format(n=longest)
        return "" if _encodable(value) else tr("has half a character in it")

    return check


def _encodable(text: str) -> bool:
    return not any(0xD800 <= ord(c) <= 0xDFFF for c in text) if not text.isascii() else True


def _points(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return tr("must be a number or null")
    if not 0 <= value <= 10_000 or Decimal(str(value)) != round(Decimal(str(value)), 4):
        return tr("must be from 0 to 10000 with at most four decimals")
    return ""


def _count(value: Any) -> str:
    return "" if type(value) is int and 0 <= value <= 1_000_000 else tr("must be a whole number")


def _texts(value: Any) -> str:
    if not isinstance(value, list) or len(value) > 100:
        return tr("must be a list of texts")
    return next((why for why in map(_text(LONGEST_NOTE), value) if why), "")


def _by_name(check: _Check) -> _Check:
    def check_all(value: Any) -> str:
        if not isinstance(value, dict) or len(value) > 100:
            return tr("must be an object")
        return next((why for why in map(check, value.values()) if why), "")

    return check_all


_NAME, _NOTE = _text(LONGEST_NAME), _text(LONGEST_NOTE)
_MARK: dict[str, tuple[bool, _Check]] = {
    "item": (True, _NAME),
    "points": (True, _points),
    "grade": (False, _NAME),
    "note": (False, _NOTE),
    "ticks": (False, _texts),
    "times": (False, _by_name(_count)),
    "extra": (False, _by_name(_NOTE)),
    "undoes": (False, _NAME),
}
_FIELDS: dict[str, dict[str, tuple[bool, _Check]]] = {
    "open": {
        "name": (True, _NAME),
        "date": (True, _NAME),
        "stage": (False, _NAME),
        "town": (False, _NAME),
        "teachers": (False, _count),
        "team": (False, _texts),
    },
    "claim": _MARK,
    "score": _MARK,
    "ruling": {
        "item": (True, _NAME),
        "points": (True, _points),
        "grade": (False, _NAME),
        "reason": (True, _NOTE),
        "over": (True, _texts),
        "column": (False, _NAME),
    },
    "remark": {"text": (True, _text(LONGEST_REMARK))},
}
