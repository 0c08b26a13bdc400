"""What a sample proves: a published table, brute force, and sentences."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import laws

from scoring.claim import CONTRADICTED, SUPPORTED, TOO_FEW, evidence, percent, sentence

CLAIM = Fraction(95, 100)


@pytest.mark.parametrize(
    ("teachers", "tested", "chances", "proven", "needed"),
    [
        (20, 1, (0.050,), 10, 16),
        (60, 3, (0.145, 0.0050, 0.0000), 38, 31),
        (86, 5, (0.217, 0.0156, 0.0004), 56, 38),
        (100, 5, (0.230, 0.0190, 0.0006), 56, 39),
        (150, 8, (0.324, 0.0459, 0.0032), 70, 46),
        (200, 10, (0.409, 0.0818, 0.0091), 75, 47),
    ],
)
def test_the_published_table(teachers, tested, chances, proven, needed):
    none = evidence(teachers, CLAIM, tested, 0)
    assert (int(none.proven * 100), none.needed) == (proven, needed)
    for failed, chance in enumerate(chances, 1):
        assert float(evidence(teachers, CLAIM, tested, failed).chance) == pytest.approx(chance, abs=0.0006)


def test_exactly_one_in_twenty_does_not_contradict():
    found = evidence(20, CLAIM, 1, 1)
    assert (found.chance, found.verdict) == (Fraction(1, 20), TOO_FEW)


@laws
@given(st.integers(1, 9), st.data())
def test_against_every_sample(teachers, data):
    tested = data.draw(st.integers(0, teachers))
    failed = data.draw(st.integers(0, tested))
    claimed = Fraction(data.draw(st.integers(0, 10)), 10)

    def chance(failing, wanted):
        samples = list(combinations(range(teachers), tested))
        return Fraction(sum(wanted(sum(each < failing for each in sample)) for sample in samples), len(samples))

    found = evidence(teachers, claimed, tested, failed)
    allowed = max(n for n in range(teachers + 1) if Fraction(teachers - n, teachers) >= claimed)
    assert found.chance == chance(allowed, lambda k: k >= failed)
    possible = [
        n for n in range(failed, teachers - tested + failed + 1) if chance(n, lambda k: k <= failed) > Fraction(1, 20)
    ]
    assert found.proven == Fraction(teachers - max(possible), teachers)


@laws
@given(st.integers(1, 80), st.data())
def test_more_failures_never_prove_more(teachers, data):
    tested = data.draw(st.integers(1, teachers))
    proven = [evidence(teachers, CLAIM, tested, failed).proven for failed in range(tested + 1)]
    assert proven == sorted(proven, reverse=True)
    needed = evidence(teachers, CLAIM, 0, 0).needed
    assert evidence(teachers, CLAIM, needed, 0).verdict == SUPPORTED
    if needed > 1:
        assert evidence(teachers, CLAIM, needed - 1, 0).verdict == TOO_FEW


def test_sentences():
    nothing = "No drawn teacher has a settled outcome yet, so nothing is known of the required 95 %."
    assert sentence(evidence(60, CLAIM, 0, 0)) == nothing
    assert "of the required 97.5 %" in sentence(evidence(60, Fraction(975, 1000), 0, 0))  # as the form has it, in full
    assert "38 % of all 60. 31 without one failure" in sentence(evidence(60, CLAIM, 3, 0))
    assert "in 0.5 % of such draws: the required 95 % is contradicted" in sentence(evidence(60, CLAIM, 3, 2))
    assert "The required 95 % is supported" in sentence(evidence(60, CLAIM, 31, 0))
    assert evidence(60, CLAIM, 3, 2).verdict == CONTRADICTED


@pytest.mark.parametrize(
    ("share", "text"),
    [(Fraction(1), "100 %"), (Fraction(1, 3), "33 %"), (Fraction(999, 1000), "99 %"), (Fraction(1, 30), "3.3 %"),
     (Fraction(1, 2000), "0.05 %"), (Fraction(1, 10**6), "less than 0.01 %"), (Fraction(0), "0 %")],
)  # fmt: skip
def test_a_share_is_never_overstated(share, text):
    assert percent(share) == text


@pytest.mark.parametrize(("teachers", "tested", "failed"), [(5, 6, 0), (5, 3, 4), (5, 3, -1)])
def test_counts_that_cannot_be(teachers, tested, failed):
    with pytest.raises(ValueError, match="of"):
        evidence(teachers, CLAIM, tested, failed)
