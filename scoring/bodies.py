"""What the body of each kind of entry must look like.  Kinds that are not known here are kept as they are."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from scoring.mark import LONGEST_NOTE
from scoring.problem import Problem
from scoring.wording import commas, tr

LONGEST_NAME = 100
LONGEST_REMARK = 10_000
MOST_TEACHERS = 100_000
MOST_DRAWS = 1000  # the numbers below one that nobody draws are all missing, and would all be named
_HEX = re.compile("[0-9a-f]{64}")
_Check = Callable[[Any], str]


def check_body(kind: str, body: Any, where: str) -> None:
    """Raise Problem, naming the field, if `body` is not what an entry of this kind holds.  Extra fields are kept."""
    if wrong := _wrong_in(body, _FIELDS.get(kind, {})):
        field, why = wrong
        raise Problem(where + field, why)


def _wrong_in(value: Any, fields: dict[str, tuple[bool, _Check]]) -> tuple[str, str] | None:
    """The first field that is wrong, a dot before it, and why; what is no object is wrong itself, and has no field."""
    if not isinstance(value, dict):
        return "", tr("must be an object")
    for field, (required, check) in fields.items():
        if why := check(value[field]) if field in value else tr("is missing") if required else "":
            return f".{field}", why
    return None


def _text(longest: int) -> _Check:
    def check(value: Any) -> str:
        if not isinstance(value, str):
            return tr("must be text")
        if len(value) > longest:
            return tr("is longer than {n} characters").format(n=longest)
        return "" if _encodable(value) else tr("has half a character in it")

    return check


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _points(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return tr("must be a number or null")
    return "" if _are_points(value) else tr("must be from 0 to 10000 with at most four decimals")


@lru_cache(maxsize=1024)
def _are_points(value: float) -> bool:
    return 0 <= value <= 10_000 and Decimal(str(value)) == round(Decimal(str(value)), 4)


def _whole_to(most: int) -> _Check:
    def check(value: Any) -> str:
        is_whole = type(value) is int and 0 <= value <= most
        return "" if is_whole else tr("must be a whole number from 0 to {n}").format(n=most)

    return check


def _texts_to(most: int) -> _Check:
    def check(value: Any) -> str:
        if not isinstance(value, list) or len(value) > most:
            return tr("must be a list of texts")
        return next((why for why in map(_text(LONGEST_NOTE), value) if why), "")

    return check


def _by_name(check: _Check) -> _Check:
    def check_all(value: Any) -> str:
        if not isinstance(value, dict) or len(value) > 100:
            return tr("must be an object")
        return next((why for why in map(check, value.values()) if why), "")

    return check_all


def _rows(value: Any) -> str:
    """A roster's teachers: objects with an id and a name, every id once."""
    if not isinstance(value, list) or not value or len(value) > MOST_TEACHERS:
        return tr("must be a list of 1 to {n} teachers").format(n=MOST_TEACHERS)
    for place, row in enumerate(value):
        if wrong := _wrong_in(row, _TEACHER):
            return f"[{place}]{' '.join(wrong)}"
    ids = [row["id"] for row in value]
    return tr("has an id twice") if len(set(ids)) < len(ids) else ""


def _day(value: Any) -> str:
    try:
        is_day = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        is_day = False
    return "" if is_day else tr("must be a date such as 2022-12-05")


def _strata(value: Any) -> str:
    if not isinstance(value, dict) or not isinstance(value.get("by"), str):
        return tr("must be an object")
    return _by_name(_COUNT)(value.get("sizes"))


def _digest(value: Any) -> str:
    return "" if isinstance(value, str) and _HEX.fullmatch(value) else tr("must be 64 hex digits")


def _one_of(*allowed: str) -> _Check:
    return lambda value: "" if value in allowed else tr("must be one of {allowed}").format(allowed=commas(allowed))


def _maybe(check: _Check) -> _Check:
    return lambda value: "" if value is None else check(value)


_COUNT, _DRAW_NUMBER = _whole_to(1_000_000), _whole_to(MOST_DRAWS)
_NAME, _NOTE = _text(LONGEST_NAME), _text(LONGEST_NOTE)
_TEXTS = _texts_to(100)
_MARK: dict[str, tuple[bool, _Check]] = {
    "item": (True, _NAME),
    "points": (True, _points),
    "grade": (False, _NAME),
    "note": (False, _NOTE),
    "ticks": (False, _TEXTS),
    "times": (False, _by_name(_COUNT)),
    "extra": (False, _by_name(_NOTE)),
    "undoes": (False, _NAME),
}
_RESULT = _one_of("passed", "failed", "not_done")
_TEACHER: dict[str, tuple[bool, _Check]] = {
    "id": (True, _text(LONGEST_NAME + 10)),
    "name": (True, _NAME),
    "subject": (False, _NAME),
    "stage": (False, _NAME),
    "abilities": (False, _TEXTS),
    "grades": (False, _TEXTS),
    "online": (False, _points),
    "offline": (False, _points),
    "assessment": (False, _NAME),
    "practice": (False, _NAME),
    "resources": (False, _COUNT),
}
_CONTEXT: dict[str, tuple[bool, _Check]] = {
    "no": (True, _DRAW_NUMBER),
    "count": (True, _COUNT),
    "roster": (False, _NAME),
    "date": (False, _NAME),
    "strata": (False, _maybe(_strata)),
    "before": (False, _maybe(_NAME)),
}
_FIELDS: dict[str, dict[str, tuple[bool, _Check]]] = {
    "open": {
        "name": (True, _NAME),
        "date": (True, _NAME),
        "stage": (False, _NAME),
        "town": (False, _NAME),
        "teachers": (False, _COUNT),
        "team": (False, _TEXTS),
    },
    "claim": _MARK,
    "score": _MARK,
    "ruling": {
        "item": (True, _NAME),
        "points": (True, _points),
        "grade": (False, _NAME),
        "reason": (True, _NOTE),
        "over": (True, _TEXTS),
        "column": (False, _NAME),
    },
    "roster": {"digest": (True, _NAME), "teachers": (True, _rows), "salt": (True, _NAME)},
    "seal": {**_CONTEXT, "seal": (True, _digest)},
    "draw": {
        **_CONTEXT,
        "seal": (True, _maybe(_NAME)),
        "nonce": (True, _text(64)),
        "words": (True, _text(200)),
        "key": (True, _NAME),
        "population": (True, _COUNT),
        "drawn": (True, _texts_to(MOST_TEACHERS)),
    },
    "stand_in": {
        "no": (True, _DRAW_NUMBER),
        "for": (True, _text(LONGEST_NAME + 10)),
        "id": (True, _text(LONGEST_NAME + 10)),
        "reason": (True, _NOTE),
        "said_by": (True, _NAME),
        "salt": (False, _NAME),
    },
    "verify": {
        "no": (True, _DRAW_NUMBER),
        "teacher": (True, _text(LONGEST_NAME + 10)),
        "ability": (False, _NAME),
        "seen": (True, _RESULT),
        "assessed": (True, _RESULT),
        "heard": (True, _RESULT),
        "asked": (True, _RESULT),
        "outcome": (True, _RESULT),
        "grade": (False, _NAME),
        "note": (False, _NOTE),
        "over": (False, _TEXTS),
        "salt": (False, _NAME),
    },
    "remark": {"text": (True, _text(LONGEST_REMARK))},
    "sign": {
        "scope": (True, _one_of("visit", "chain")),
        "covers": (True, _NAME),
        "result": (False, _NAME),
        "record": (False, _NAME),
        "alg": (True, _one_of("ssh-ed25519")),
        "statement": (True, _text(1000)),
        "key": (True, _text(200)),
        "sshsig": (True, _text(2000)),
    },
    "hand_in": {"what": (True, _NAME), "on": (True, _maybe(_day))},
}
