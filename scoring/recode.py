"""A visit begun under a mistyped code: what one person has recorded in it, recorded anew under the right one.

The first entry of every chain names the code, so nothing can simply be renamed.
"""

from collections.abc import Mapping
from typing import Any

from scoring.hand_ins import HAND_IN
from scoring.opening import new_visit
from scoring.problem import Problem
from scoring.visit import CLAIM, SCORE, Visit, with_entry
from scoring.wording import tr

_TAKEN = (CLAIM, SCORE, "remark", "roster", HAND_IN)  # the others speak of hashes, or of the code itself


def recoded(visit: Visit, code: str, by: str, at: str, school: Mapping[str, Any]) -> tuple[Visit, int]:
    """The visit under another code, with `by`'s newest words at the time `at`; how many entries are left behind.

    Left are others' entries, for each records their own, and draws, verifications, rulings and signatures.  What
    `school`, in the form of an `open` entry's body, says stands; the rest is as it was known.  Raises Problem for a
    code that cannot be, or is none other.
    """
    if code == visit.code:
        raise Problem("code", tr("is the code that the visit has already"))
    newest: dict[tuple[str, str], dict[str, Any]] = {}
    left = 0
    for entry in visit.counting:
        if entry.by == by and entry.kind in _TAKEN and entry.body is not None:
            body = {field: value for field, value in entry.body.items() if field != "undoes"}
            newest[entry.kind, body.get("item", body.get("what", ""))] = body
        elif entry.kind != "open":
            left += 1
    known = {**visit.school._asdict(), "team": list(visit.school.team)}
    new = new_visit(code, visit.rubric, by, at, known | {field: value for field, value in school.items() if value})
    for (kind, _), body in newest.items():
        new = with_entry(new, new.next_entry(by, at, kind, body))
    return new, left
