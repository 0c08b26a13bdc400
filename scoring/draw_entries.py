"""What is recorded of a draw: the bodies of `seal`, `draw` and `stand_in` entries."""

from typing import Any

from scoring.canonical import nfc
from scoring.draw import drawn_ids, key_of, seal_of
from scoring.draws import Draw, Draws, context, context_in, draws_of
from scoring.problem import Problem
from scoring.roster import Roster, roster_of
from scoring.strata import strata_body, strata_by, strata_of
from scoring.visit import Visit
from scoring.wording import tr, visible


def seal_body(visit: Visit, count: int, by: str, nonce: bytes) -> dict[str, Any]:
    """The body of the next `seal` entry.  Raises Problem where the visit has no roster."""
    state, roster = draws_of(visit), _needed_roster(visit)
    strata = strata_body(roster, by)
    bound = context(visit, state.next_no, count, roster.digest, visit.school.date, strata)
    return {**_recorded(bound), **_before(state), "seal": seal_of(bound, nonce)}


def draw_body(
    visit: Visit, words: str, nonce: bytes, count: int | None = None, by: str | None = None
) -> dict[str, Any]:
    """The body of the next `draw` entry: from the open seal with its `nonce`, or unsealed with an empty one.

    An open seal has fixed `count` and `by` already; they may be repeated, not changed.  Raises Problem.
    """
    state, roster = draws_of(visit), _needed_roster(visit)
    seal = state.open_seal
    if seal is not None:
        fixed = seal.said
        if count not in (None, fixed["count"]) or by not in (None, strata_by(fixed)):
            raise Problem(tr("draw"), tr("the seal has fixed {count} teachers; draw those, or seal again").format(
                count=fixed["count"]))  # fmt: skip
        if fixed.get("roster") != roster.digest:
            raise Problem(tr("draw"), tr("the roster has changed since the seal; seal again"))
        bound = context_in(visit, fixed)
        if seal_of(bound, nonce) != fixed["seal"]:
            raise Problem(tr("draw"), tr("the kept half of the seal does not belong to it; seal again"))
    else:
        if count is None:
            raise Problem(tr("count"), tr("is missing"))
        strata = strata_body(roster, by or "")
        bound = context(visit, state.next_no, count, roster.digest, visit.school.date, strata)
    key = key_of(bound, nonce, words)
    drawn, _ = drawn_ids(key, strata_of(roster, strata_by(bound)), bound["count"])
    return {
        **_recorded(bound),
        **({} if seal is not None else _before(state)),
        "seal": seal.hash if seal is not None else None,
        "nonce": nonce.hex(),
        "words": words,
        "key": key,
        "population": len(roster.teachers),
        "drawn": drawn,
    }


def stand_in_body(draw: Draw, absent: str, reason: str, said_by: str, salt: str) -> dict[str, Any]:
    """The body of a `stand_in` entry: the next in the drawn order, of the same stratum.  Raises Problem."""
    following = next_in_order(draw, absent)
    if not reason.strip() or not said_by.strip():
        raise Problem(tr("stand-in"), tr("needs a reason, and who said so"))
    said = {"reason": nfc(reason), "said_by": nfc(said_by)}
    return {"no": draw.no, "for": absent, "id": following, **said, "salt": salt}


def next_in_order(draw: Draw, absent: str) -> str:
    """Who stands in for somebody.  Raises Problem where nobody can."""
    if draw.roster is None or not draw.valid:
        what = tr("draw {no} cannot be derived again, so nobody can stand in")
        raise Problem(tr("stand-in"), what.format(no=draw.no))
    if absent not in draw.standing:
        raise Problem(tr("stand-in"), tr("{id} was not drawn").format(id=visible(absent)))
    stratum = strata_of(draw.roster, draw.by).get(absent)
    following = next((teacher for name, teacher in draw.next_ones if name == stratum), None)
    if following is None:
        raise Problem(tr("stand-in"), tr("nobody is left to stand in"))
    return following


def _needed_roster(visit: Visit) -> Roster:
    roster = roster_of(visit)
    if roster is None:
        raise Problem(visit.code, tr("has no roster; import one first"))
    return roster


def _recorded(bound: dict[str, Any]) -> dict[str, Any]:
    """The part of a context that the file does not say elsewhere."""
    return {key: value for key, value in bound.items() if key not in ("code", "rubric")}


def _before(state: Draws) -> dict[str, Any]:
    """The draw before, by its entry's hash: each is chained to the last, whoever makes it."""
    return {"before": state.draws[-1].entry.hash} if state.draws else {}
