"""What a visit's signatures come to, without loading cryptography for a visit that has none."""

from scoring.record import SIGN
from scoring.visit import Visit


def signature_state(visit: Visit) -> str:
    """Of the visit as a whole: none, valid, stale or invalid, whoever's the keys are.

    Where one covers it, others that do not hold take nothing from that: anybody can add such a one.
    """
    if not visit.counts.get(SIGN):
        return "none"
    from ipc2_tui.keys.signing import INVALID, STALE, VALID, verdict
    from scoring.signatures import VISIT, signatures

    found = [(each.scope, verdict(each)[0]) for each in signatures(visit)]
    states = {state for scope, state in found if scope == VISIT}
    if VALID not in states and any(state == INVALID for _, state in found):
        return INVALID
    return next((state for state in (VALID, STALE) if state in states), "none")
