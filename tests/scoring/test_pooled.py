"""What the verified teachers of many schools prove together."""

from fractions import Fraction
from itertools import product
from math import ceil, comb
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.claim import evidence
from scoring.pooled import MOST_SAMPLES, Sample, pooled, pooled_text

CLAIMED = Fraction(95, 100)


@pytest.mark.parametrize(("failures", "chance", "contradicted"), [(10, "0.075", False), (12, "0.016", True)])
def test_forty_schools_of_sixty_with_three_drawn_in_each(failures, chance, contradicted):
    found = pooled(CLAIMED, [[Sample(60, 3, int(n < failures))] for n in range(40)])
    assert (found.schools, found.tested, found.failed) == (40, 120, failures)
    assert (f"{float(found.chance):.3f}", found.contradicted) == (chance, contradicted)


def samples():
    return st.integers(1, 30).flatmap(
        lambda teachers: st.integers(1, min(4, teachers)).flatmap(
            lambda tested: st.builds(Sample, st.just(teachers), st.just(tested), st.integers(0, tested))
        )
    )


def assert_rounded_up(chance, exact):
    assert 0 <= chance - exact < Fraction(1, 2**90)


@given(samples())
def test_one_school_is_what_its_own_evidence_says(one):
    found = pooled(CLAIMED, [[one]])
    assert_rounded_up(found.chance, evidence(one.teachers, CLAIMED, one.tested, one.failed).chance)


@given(st.lists(samples(), min_size=1, max_size=4), st.fractions(0, 1, max_denominator=20))
def test_several_are_what_counting_every_way_says(found, claimed):
    """Every combination of failures in the schools, each weighed by the ways in which it comes about."""
    allowed = [each.teachers - ceil(claimed * each.teachers) for each in found]
    failed, ways = sum(each.failed for each in found), 0
    for combination in product(*(range(each.tested + 1) for each in found)):
        if sum(combination) >= failed:
            way = 1
            for each, most, k in zip(found, allowed, combination, strict=True):
                way *= comb(most, k) * comb(each.teachers - most, each.tested - k)
            ways += way
    of = 1
    for each in found:
        of *= comb(each.teachers, each.tested)
    assert_rounded_up(pooled(claimed, [[each] for each in found]).chance, Fraction(ways, of))


def test_a_large_district_in_which_half_fail_does_not_wait():
    begun = process_time()
    found = pooled(CLAIMED, [[Sample(200, 10, n % 2 * 10)] for n in range(MOST_SAMPLES)])
    assert found.failed == 5000 and found.contradicted
    assert process_time() - begun < 20  # with whole fractions it were minutes


def test_nothing_is_said_of_nobody_and_of_more_than_a_district():
    assert pooled(CLAIMED, []) is None
    assert pooled(CLAIMED, [[Sample(20, 1, 0)]] * (MOST_SAMPLES + 1)) is None


@pytest.mark.parametrize(
    ("teachers", "tested", "failed", "said"), [(20, 1, 1, "5 %"), (100, 5, 1, "23 %"), (86, 5, 1, "22 %")]
)
def test_a_chance_that_contradicts_nothing_is_the_nearest(teachers, tested, failed, said):
    """Of 86 teachers one of five failing has a chance of 0.217, which is not 21 %."""
    found = pooled(CLAIMED, [[Sample(teachers, tested, failed)]])
    assert not found.contradicted and f"passed in every school, {said} of such draws" in pooled_text(found)


def test_it_is_said_in_words():
    found = pooled(CLAIMED, [[Sample(60, 3, int(n < 12))] for n in range(40)])
    assert pooled_text(found) == (
        "12 of 120 verified teachers failed (40 schools). If 95 % passed in every school, 1.5 % of such draws would "
        "show as many or more: contradicted"
    )
