"""A visit's score sheet, with the newest signature that holds."""

from ipc2_tui.keys.signing import VALID, verdict
from ipc2_tui.keys.sshsig import unarmor
from ipc2_tui.language import catalogue
from ipc2_tui.workbooks.score_sheet import Signed, score_sheet
from scoring.entry import newest
from scoring.sign_words import not_signable
from scoring.signatures import VISIT, signatures, signed_state
from scoring.statement import code_text, readings
from scoring.visit import Visit
from scoring.wording import speaking, tr


def signed_of(visit: Visit) -> Signed | None:
    """The signature to print: the newest valid one over the whole visit."""
    valid = [each for each in signatures(visit) if each.scope == VISIT and verdict(each)[0] == VALID]
    if not valid:
        return None
    last = newest([each.entry for each in valid])
    signature = next(each for each in valid if each.entry == last)
    code = code_text(signature.statement, unarmor(signature.sshsig)[2])
    return Signed(readings(code)[0].statement, code, signature.key_line)


def sheet_of(visit: Visit) -> tuple[bytes, bool]:
    """The sheet's bytes, in Chinese as the form is, and whether it is signed."""
    signed = signed_of(visit)
    with speaking(catalogue("zh")):
        unsigned = tr("not signed yet") if signed_state(visit) == "none" else tr("changed since it was signed")
        return score_sheet(visit, signed, not_signable(visit) or unsigned), signed is not None
