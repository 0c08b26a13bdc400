"""What a visit's signatures come to, without loading cryptography for a visit that has none."""

from scoring.record import SIGN
from scoring.visit import Visit


def signature_state(visit: Visit) -> str:
    """Of the visit as a whole: none, valid, stale or invalid."""
    if not visit.counts.get(SIGN):
        return "none"
    from ipc2_tui.keys import signing

    return signing.signature_state(visit)
