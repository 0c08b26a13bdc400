"""Cards on drawn teachers: several people, differences, what is settled, and what it all proves."""

import pytest
from scoring_samples import LI, WANG
from teacher_samples import Ceremony

from scoring.claim import CONTRADICTED
from scoring.draws import find_draw
from scoring.problem import Problem
from scoring.verification import (
    FAILED,
    NOT_DONE,
    PASSED,
    Card,
    card_of,
    check_card,
    entries_on,
    proof,
    verified,
    verify_body,
)

GOOD = Card(seen=PASSED, assessed=PASSED, heard=PASSED, asked=PASSED, outcome=PASSED)
BAD = GOOD._replace(asked=FAILED, outcome=FAILED)


@pytest.fixture
def made():
    ceremony = Ceremony()
    ceremony.seal()
    ceremony.draw()
    return ceremony


def record(made, place, card, by=WANG, over=()):
    draw = find_draw(made.visit)
    return made.add("verify", verify_body(draw, draw.standing[place], card, "00" * 16, over), by=by)


def outcomes(made):
    return [one.outcome for one in verified(made.visit)]


@pytest.mark.parametrize(
    ("steps", "suggested"),
    [
        ((PASSED,) * 4, PASSED),
        ((PASSED, NOT_DONE, PASSED, NOT_DONE), PASSED),
        ((PASSED, PASSED, FAILED, PASSED), FAILED),
        ((NOT_DONE,) * 4, NOT_DONE),
    ],
)
def test_what_the_four_steps_suggest(steps, suggested):
    assert Card(*steps).suggested == suggested


def test_nobody_is_verified_before_a_card(made):
    assert outcomes(made) == [NOT_DONE] * 3
    (found,) = proof(made.visit)
    assert found.evidence.tested == 0


def test_people_who_agree_count_once(made):
    record(made, 0, GOOD)
    record(made, 0, GOOD, LI)
    (first, *_) = verified(made.visit)
    assert (first.outcome, first.conflict, set(first.cards)) == (PASSED, False, {WANG, LI})


def test_people_who_differ_are_in_conflict_until_one_settles_it(made):
    draw = find_draw(made.visit)
    record(made, 1, GOOD)
    record(made, 1, BAD, LI)
    second = verified(made.visit)[1]
    assert (second.conflict, second.outcome) == (True, NOT_DONE)
    over = tuple(entry.hash for entry in entries_on(made.visit, draw, draw.standing[1]))
    record(made, 1, BAD, over=over)
    assert (verified(made.visit)[1].conflict, outcomes(made)[1]) == (False, FAILED)
    record(made, 1, GOOD, LI)  # unseen by the one who settled it
    assert verified(made.visit)[1].conflict


def test_ones_own_newest_card_counts(made):
    draw = find_draw(made.visit)
    record(made, 0, BAD)
    record(made, 0, GOOD)
    assert outcomes(made)[0] == PASSED
    assert card_of(made.visit, draw, draw.standing[0], WANG) == GOOD
    assert card_of(made.visit, draw, draw.standing[1], WANG) == Card()


def test_a_stand_in_is_verified_in_the_place_of_the_absent(made):
    draw = find_draw(made.visit)
    absent = draw.standing[0]
    record(made, 0, BAD)
    made.stand_in(absent)
    assert absent not in [one.teacher for one in verified(made.visit)]
    assert len(verified(made.visit)) == 3


def test_what_is_not_done_is_no_evidence(made):
    record(made, 0, GOOD)
    record(made, 1, GOOD._replace(outcome=NOT_DONE))
    (found,) = proof(made.visit)
    assert (found.evidence.tested, found.evidence.failed) == (1, 0)


def test_the_worst_case_stands_beside_where_somebody_was_absent(made):
    made.stand_in(find_draw(made.visit).standing[0])
    for place in range(3):
        record(made, place, GOOD)
    plain, worst = proof(made.visit)
    assert (plain.evidence.failed, worst.evidence.failed) == (0, 1)
    assert (plain.absent_as_failed, worst.absent_as_failed) == (False, True)


def test_two_failures_of_three_contradict_the_claim(made):
    record(made, 0, GOOD)
    record(made, 1, BAD)
    record(made, 2, BAD)
    (found,) = proof(made.visit)
    assert found.evidence.verdict == CONTRADICTED


@pytest.mark.parametrize("card", [GOOD._replace(grade="良好"), GOOD._replace(note="x" * 2001)])
def test_what_a_card_cannot_hold(card):
    with pytest.raises(Problem):
        check_card(card)
