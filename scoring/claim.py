"""What a sample proves of the claim that the required rate passes: exact, hypergeometric, the standard library only.

The rate is the form's, whatever the school reported.  The claim is put to its worst case, the most failing teachers
that it allows.  Compared are fractions, never floats: with one of 20 teachers the chance is exactly 1/20.
"""

from decimal import Decimal
from fractions import Fraction
from math import ceil, comb
from typing import NamedTuple

from scoring.mark import plain
from scoring.wording import tr

ALPHA = Fraction(1, 20)
CONTRADICTED, TOO_FEW, SUPPORTED = "contradicted", "too_few", "supported"


class Evidence(NamedTuple):
    """What `failed` of `tested` out of `teachers` say of a `claimed` share that passes.

    `chance` is the probability of at least so many failures if the claim were true; `proven` the share that passes at
    least, with 95 % confidence; `needed` how many tested without one failure more would confirm the claim.
    """

    teachers: int
    claimed: Fraction
    tested: int
    failed: int
    chance: Fraction
    proven: Fraction
    needed: int
    verdict: str


def evidence(teachers: int, claimed: Fraction, tested: int, failed: int) -> Evidence:
    """The evidence of a sample without replacement.  Raises ValueError for counts that cannot be."""
    if not (0 <= failed <= tested <= teachers and 0 <= claimed <= 1):
        raise ValueError(f"{failed} of {tested} of {teachers}")
    allowed = teachers - ceil(claimed * teachers)
    chance = 1 - _at_most(failed - 1, teachers, allowed, tested)
    most = _most_failing(teachers, tested, failed)
    proven = Fraction(teachers - most, teachers) if teachers else Fraction(0)
    supported = SUPPORTED if tested and most <= allowed else TOO_FEW
    verdict = CONTRADICTED if chance < ALPHA else supported
    return Evidence(teachers, claimed, tested, failed, chance, proven, _needed(teachers, allowed, failed), verdict)


def sentence(found: Evidence) -> str:
    """What an evaluator can say to a headteacher about it."""
    if not found.tested:
        text = tr("No drawn teacher has a settled outcome yet, so nothing is known of the required {required}.")
    elif found.verdict == CONTRADICTED:
        text = tr("{failed} of {tested} verified teachers failed. If {required} of all {teachers} really passed, so"
                  " many would fail in {chance} of such draws: the required {required} is contradicted.")  # fmt: skip
    elif found.verdict == SUPPORTED:
        text = tr("{failed} of {tested} verified teachers failed: at least {proven} of all {teachers} pass, with 95 %"
                  " confidence. The required {required} is supported.")  # fmt: skip
    elif found.failed:
        text = tr("{failed} of {tested} verified teachers failed. That does not contradict the required {required}, nor"
                  " does it confirm it: it proves no more than {proven} of all {teachers}. {needed} without one failure"
                  " more would be needed.")  # fmt: skip
    else:
        text = tr("{failed} of {tested} verified teachers failed. That does not contradict the required {required}, nor"
                  " does it confirm it: it proves no more than {proven} of all {teachers}. {needed} without one failure"
                  " would be needed.")  # fmt: skip
    return text.format(
        failed=found.failed,
        tested=found.tested,
        teachers=found.teachers,
        required=f"{float(found.claimed * 100):g} %",
        chance=percent(found.chance),
        proven=percent(found.proven),
        needed=found.needed,
    )


def percent(share: Fraction, nearest: bool = False) -> str:
    """A share as people say it: ``95 %``, ``4.8 %``, ``0.03 %``; rounded down, so that no bound is overstated.

    To the `nearest` where it is none.
    """
    digits = 0 if share >= Fraction(1, 10) else 1 if share >= Fraction(1, 100) else 2
    shown = Decimal(int(share * 100 * 10**digits + Fraction(nearest, 2))).scaleb(-digits)
    return f"{plain(shown)} %" if shown or not share else tr("less than {share} %").format(share="0.01")


def _at_most(failed: int, teachers: int, failing: int, tested: int) -> Fraction:
    """The probability of at most `failed` failures among `tested` when `failing` of `teachers` fail."""
    ways = sum(comb(failing, k) * comb(teachers - failing, tested - k) for k in range(min(failed, tested) + 1))
    return Fraction(ways, comb(teachers, tested))


def _most_failing(teachers: int, tested: int, failed: int) -> int:
    """The largest number of failing teachers that the sample does not exclude; the probability falls with it."""
    low, high = failed, teachers - (tested - failed)
    while low < high:
        middle = (low + high + 1) // 2
        if _at_most(failed, teachers, middle, tested) > ALPHA:
            low = middle
        else:
            high = middle - 1
    return low


def _needed(teachers: int, allowed: int, failed: int) -> int:
    """The smallest sample that confirms the claim with so many failures; all teachers where none does."""
    low, high = failed, teachers
    while low < high:
        middle = (low + high) // 2
        if _most_failing(teachers, middle, failed) <= allowed:
            high = middle
        else:
            low = middle + 1
    return low
