"""What the verified teachers of many schools prove together, where those of one are too few: a convolution.

The claim is put to its worst case in every school, the most failing teachers that it allows there.  Counted is in whole
numbers, never floats, so that every computer comes to the same.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, comb
from typing import NamedTuple

from scoring.claim import ALPHA, percent
from scoring.verification import proof
from scoring.visit import Visit
from scoring.wording import tr

MOST_SAMPLES = 1000  # a district's
_ONE = 1 << 128


class Sample(NamedTuple):
    """The verified teachers of one draw: `failed` of `tested` out of `teachers`."""

    teachers: int
    tested: int
    failed: int


class Pool(NamedTuple):
    """What `failed` of `tested` teachers in `schools` schools say of a `claimed` share that passes in each of them.

    `chance` is the probability of at least so many failures if the claim were true everywhere.
    """

    claimed: Fraction
    schools: int
    tested: int
    failed: int
    chance: Fraction

    @property
    def contradicted(self) -> bool:
        """Whether so many failures are too rare for the claim to be true."""
        return self.chance < ALPHA


def samples_of(visit: Visit) -> tuple[tuple[Sample, ...], tuple[Sample, ...]]:
    """Those of a visit's draws that prove something, and the same with every absent teacher counted as failing."""
    found: dict[str, Sample] = {}
    worst: dict[str, Sample] = {}
    for each in proof(visit):
        sample = Sample(each.evidence.teachers, each.evidence.tested, each.evidence.failed)
        if sample.tested:
            worst[each.draw.entry.hash] = sample  # the worst case comes after the other, where there is one
            found.setdefault(each.draw.entry.hash, sample)
    return tuple(found.values()), tuple(worst.values())


def pooled(claimed: Fraction, schools: Iterable[Sequence[Sample]]) -> Pool | None:
    """The evidence of all schools' samples; None without any, or of more than MOST_SAMPLES."""
    with_some = [samples for samples in schools if samples]
    found = [each for samples in with_some for each in samples]
    if not 0 < len(found) <= MOST_SAMPLES:
        return None
    tested, failed = sum(each.tested for each in found), sum(each.failed for each in found)
    return Pool(claimed, len(with_some), tested, failed, _chance(claimed, found, failed))


def pooled_text(found: Pool) -> str:
    """What a clerk can say of it."""
    text = tr("{failed} of {tested} verified teachers failed ({schools} schools). If {claimed} passed in every school, "
              "{chance} of such draws would show as many or more: not contradicted")  # fmt: skip
    if found.contradicted:
        text = tr("{failed} of {tested} verified teachers failed ({schools} schools). If {claimed} passed in every "
                  "school, {chance} of such draws would show as many or more: contradicted")  # fmt: skip
    return text.format(
        failed=found.failed, tested=found.tested, schools=found.schools, claimed=f"{float(found.claimed * 100):g} %",
        # A contradiction is told by a chance below the limit: rounded down, it is not said to be the limit itself.
        chance=percent(found.chance, nearest=not found.contradicted),
    )  # fmt: skip


def _chance(claimed: Fraction, samples: Iterable[Sample], failed: int) -> Fraction:
    """The probability of at least `failed` failures in all samples, rounded up by less than 2**-90.

    Every probability is so many parts of _ONE, for exact ones grow with each school, and a large district would wait
    for minutes.  What is less than one part is dropped, so that a district is never contradicted by rounding.
    """
    first, fewer = 0, [_ONE]  # how likely `first`, `first` + 1 ... failures are so far, fewer than `failed`
    for each in samples:
        allowed = each.teachers - ceil(claimed * each.teachers)
        of = comb(each.teachers, each.tested)
        longer = [0] * (len(fewer) + min(allowed, each.tested))
        for k in range(min(allowed, each.tested) + 1):
            ways = comb(allowed, k) * comb(each.teachers - allowed, each.tested - k)
            for n, parts in enumerate(fewer, k):
                longer[n] += ways * parts
        fewer = [parts // of for parts in longer[: max(0, failed - first)]]
        while fewer and not fewer[-1]:
            fewer.pop()
        nothing = next((n for n, parts in enumerate(fewer) if parts), 0)
        first, fewer = first + nothing, fewer[nothing:]
    return 1 - Fraction(sum(fewer), _ONE)
