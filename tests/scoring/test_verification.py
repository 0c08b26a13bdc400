"""Cards on drawn teachers: several people, differences, what is settled, and what it all proves."""

from fractions import Fraction

import pytest
from scoring_samples import LI, WANG, ZHAO
from teacher_samples import TEACHERS, Ceremony

from scoring.claim import CONTRADICTED
from scoring.draws import draws_of, find_draw
from scoring.merge import withheld
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
    card = card._replace(note="商定") if over and not card.note else card
    return made.add("verify", verify_body(draw, draw.standing[place], card, "00" * 16, over), by=by)


def outcomes(made):
    return [one.outcome for one in verified(made.visit)]


@pytest.mark.parametrize(
    ("steps", "suggested"),
    [
        ((PASSED,) * 4, PASSED),
        ((PASSED, NOT_DONE, PASSED, NOT_DONE), PASSED),
        ((PASSED, PASSED, FAILED, PASSED), FAILED),
        ((FAILED, NOT_DONE, NOT_DONE, NOT_DONE), FAILED),
        ((NOT_DONE,) * 4, NOT_DONE),
    ],
)
def test_what_the_four_steps_suggest(steps, suggested):
    assert Card(*steps).suggested == Card(*steps, grade="优秀").suggested == suggested
    assert Card(*steps, grade="不合格").suggested == FAILED


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


def test_a_step_is_told_as_the_one_who_settled_found_it(made):
    draw = find_draw(made.visit)
    record(made, 0, GOOD._replace(seen=NOT_DONE), LI)
    record(made, 0, BAD, ZHAO)
    first = verified(made.visit)[0]
    assert (first.step("seen"), first.step("asked")) == (PASSED, None)
    over = tuple(entry.hash for entry in entries_on(made.visit, draw, draw.standing[0]))
    record(made, 0, Card(asked=FAILED, outcome=FAILED), over=over)
    first = verified(made.visit)[0]
    assert (first.step("seen"), first.step("asked"), first.step("heard")) == (PASSED, FAILED, PASSED)


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


@pytest.mark.parametrize(
    "card",
    [
        GOOD._replace(grade="良好"),
        GOOD._replace(note="x" * 2001),
        GOOD._replace(grade="不合格"),
        BAD._replace(grade="合格"),
        BAD._replace(grade="优秀"),
    ],
)
def test_what_a_card_cannot_hold(card):
    with pytest.raises(Problem):
        check_card(card)


def test_a_card_at_its_limits_can_be_kept():
    check_card(GOOD._replace(grade="优秀", note="x" * 2000))
    check_card(BAD._replace(grade="不合格"))
    check_card(Card(grade="不合格"))


def test_what_is_recorded_of_a_card(made):
    """Empty fields are left out, text is in NFC, and the drawn ability stands beside."""
    draw = find_draw(made.visit)
    teacher = draw.standing[0]
    card = Card(seen=PASSED, outcome=PASSED, note="cafe\u0301")
    assert verify_body(draw, teacher, card, "00") == {
        "no": 1, "teacher": teacher, "ability": draw.abilities[teacher], "seen": PASSED, "assessed": NOT_DONE,
        "heard": NOT_DONE, "asked": NOT_DONE, "outcome": PASSED, "note": "caf\u00e9", "salt": "00",
    }  # fmt: skip
    assert verify_body(draw, teacher, card, "00", ("a", "b"))["over"] == ["a", "b"]


def test_a_card_comes_back_as_it_was_kept(made):
    card = GOOD._replace(heard=NOT_DONE, grade="合格", note="课例完整")
    record(made, 2, card)
    draw = find_draw(made.visit)
    assert card_of(made.visit, draw, draw.standing[2], WANG) == card
    assert verified(made.visit)[2].cards == {WANG: card}


def test_three_people_and_a_third_who_settles(made):
    draw = find_draw(made.visit)
    record(made, 0, GOOD)
    record(made, 0, BAD, LI)
    record(made, 0, GOOD, ZHAO)
    assert (verified(made.visit)[0].outcomes, outcomes(made)[0]) == ((PASSED, FAILED), NOT_DONE)
    said = {entry.by: entry.hash for entry in entries_on(made.visit, draw, draw.standing[0])}
    record(made, 0, GOOD, ZHAO, over=(said[WANG],))  # the one who differs is still not settled
    assert verified(made.visit)[0].conflict
    record(made, 0, GOOD, ZHAO, over=(said[WANG], said[LI]))
    first = verified(made.visit)[0]
    assert (first.outcome, first.conflict) == (PASSED, False)
    assert first.cards[LI] == BAD  # what was settled is still told


def test_who_settled_it_adds_to_their_card_without_settling_it_again(made):
    record(made, 0, BAD, LI)
    assert verified(made.visit)[0].contested(WANG, GOOD)
    (others,) = entries_on(made.visit, find_draw(made.visit), verified(made.visit)[0].teacher)
    record(made, 0, GOOD, over=(others.hash,))
    first = verified(made.visit)[0]
    assert not first.contested(WANG, GOOD._replace(note="补记"))
    assert first.contested(LI, BAD)  # once more, unseen by the one who settled it


def test_who_has_no_outcome_yet_is_in_conflict_with_nobody(made):
    record(made, 0, GOOD._replace(outcome=NOT_DONE))
    assert (verified(made.visit)[0].outcomes, outcomes(made)[0]) == ((), NOT_DONE)
    record(made, 0, BAD, LI)
    assert (verified(made.visit)[0].conflict, outcomes(made)[0]) == (False, FAILED)


def test_people_in_conflict_are_no_evidence_until_they_settle(made):
    draw = find_draw(made.visit)
    record(made, 0, GOOD)
    record(made, 0, BAD, LI)
    record(made, 1, BAD)
    (found,) = proof(made.visit)
    assert (found.evidence.tested, found.evidence.failed) == (1, 1)
    over = tuple(entry.hash for entry in entries_on(made.visit, draw, draw.standing[0]))
    record(made, 0, GOOD, over=over)
    (found,) = proof(made.visit)
    assert (found.evidence.tested, found.evidence.failed) == (2, 1)


def test_a_proof_is_of_all_teachers_and_of_the_rubrics_claim(made):
    """At 95 % one of 20 may fail: the chance that a draw of one meets just that one is 1/20."""
    record(made, 0, BAD)
    (found,) = proof(made.visit)
    assert (found.evidence.teachers, found.evidence.claimed) == (20, Fraction(19, 20))
    assert found.evidence.chance == Fraction(1, 20)


def test_every_absence_counts_in_the_worst_case(made):
    for place in range(2):
        made.stand_in(find_draw(made.visit).standing[place])
    assert [one.absent_as_failed for one in proof(made.visit)] == [False]  # before anybody is verified
    record(made, 2, GOOD)
    plain, worst = proof(made.visit)
    assert [(each.evidence.tested, each.evidence.failed) for each in (plain, worst)] == [(1, 0), (3, 2)]


def test_two_draws_are_verified_and_proven_apart():
    ceremony = Ceremony()
    for _ in range(2):
        ceremony.seal(count=20)
        ceremony.draw()
    first, second = draws_of(ceremony.visit).draws
    ceremony.add("verify", verify_body(first, first.standing[0], BAD, "00"))
    for teacher in second.standing[:2]:
        ceremony.add("verify", verify_body(second, teacher, GOOD, "00"))
    assert [one.draw.no for one in verified(ceremony.visit)] == [1] * 20 + [2] * 20
    assert [(each.evidence.tested, each.evidence.failed) for each in proof(ceremony.visit)] == [(1, 1), (2, 0)]
    assert card_of(ceremony.visit, second, first.standing[0], LI) == Card()


@pytest.mark.parametrize("by", ["subject", "environment"])
def test_a_proportional_draw_proves_nothing_here(by):
    ceremony = Ceremony(TEACHERS)
    ceremony.seal(count=4, by=by)
    ceremony.draw()
    record(ceremony, 0, BAD)
    assert outcomes(ceremony)[0] == FAILED
    assert proof(ceremony.visit) == []


def test_a_draw_without_its_roster_proves_nothing_but_is_verified(made):
    record(made, 0, BAD)
    bare = withheld(made.visit, ("roster",))
    assert [one.outcome for one in verified(bare)] == [FAILED, NOT_DONE, NOT_DONE]
    assert proof(bare) == []


def test_a_draw_that_was_changed_proves_nothing(made):
    record(made, 0, BAD)
    absent = find_draw(made.visit).drawn[1]
    made.add("stand_in", {"no": 1, "for": absent, "id": find_draw(made.visit).next_ones[5][1], "reason": "x",
                          "said_by": "y"})  # fmt: skip
    assert find_draw(made.visit).valid is False
    assert proof(made.visit) == []


def test_a_note_of_the_one_who_settled_opens_nothing_again(made):
    draw = find_draw(made.visit)
    record(made, 0, GOOD)
    record(made, 0, BAD, LI)
    over = tuple(entry.hash for entry in entries_on(made.visit, draw, draw.standing[0]))
    record(made, 0, BAD, over=over)
    record(made, 0, BAD._replace(note="合议"))
    assert (verified(made.visit)[0].conflict, outcomes(made)[0]) == (False, FAILED)


def test_who_settles_others_cards_says_why(made):
    draw = find_draw(made.visit)
    with pytest.raises(Problem, match="a reason is needed"):
        verify_body(draw, draw.standing[0], GOOD._replace(note=" "), "00" * 16, ("ab" * 32,))
