from decimal import Decimal

import pytest
from scoring_samples import LI, WANG, ZHAO, Records, points, small, value_body

from scoring.merge import conflicts_json
from scoring.ruling import Standpoint, ruling_body, standpoints
from scoring.tally import tally
from scoring.visit import CLAIM, SCORE


@pytest.fixture
def ruled():
    """王 says 3, 李 says 2, 赵 rules 2.5 over both."""
    records = Records()
    records.settled = [records.score(WANG, "1.1", 3), records.score(LI, "1.1", 2)]
    records.ruling = records.rule(ZHAO, "1.1", 2.5, records.settled)
    return records


def test_a_ruling_settles(ruled):
    cell = ruled.visit().cell(SCORE, "1.1")
    assert (cell.value, cell.conflict, cell.ruled) == (Decimal("2.5"), False, True)
    assert cell.given == {WANG: points(3), LI: points(2)}
    assert tally(ruled.visit()).evaluated.high == Decimal("2.5")


def test_a_ruling_settles_in_every_combination():
    for method in ("mean", "trimmed_mean"):
        records = Records(small(combine=method))
        records.rule(ZHAO, "1.1", 3, [records.score(WANG, "1.1", 1), records.score(LI, "1.1", 2)])
        assert records.visit().cell(SCORE, "1.1").value == 3


def test_a_ruling_does_not_see_what_came_later(ruled):
    ruled.score(LI, "1.1", 1.5)
    assert ruled.visit().cell(SCORE, "1.1").values == points(1.5, 2.5)
    assert tally(ruled.visit()).conflicts == ("1.1",)


def test_somebody_new_reopens(ruled):
    ruled.score("孙丽@33333333", "1.1", 0)
    assert ruled.visit().cell(SCORE, "1.1").values == points(0, 2.5)


def test_whoever_comes_round_does_not_reopen(ruled):
    ruled.score(LI, "1.1", 2.5)
    ruled.score(WANG, "1.1", None)
    cell = ruled.visit().cell(SCORE, "1.1")
    assert (cell.value, cell.ruled) == (Decimal("2.5"), True)


def test_what_a_ruling_has_seen_may_be_given_again_with_a_note(ruled):
    for by, given, values in (
        (WANG, 3, points(2.5)),
        (WANG, 1, points(1, 2.5)),
        (WANG, 3, points(2.5)),  # what the ruling has seen of them, again
        (LI, 3, points(2.5, 3)),  # which it has seen of somebody else
    ):
        ruled.score(by, "1.1", given, note="看了记录")
        cell = ruled.visit().cell(SCORE, "1.1")
        assert (cell.values, bool(cell.late)) == (values, len(values) > 1)


def test_an_older_score_that_the_ruling_left_out_stays_open():
    records = Records()
    seen = records.score(WANG, "1.1", 3)
    records.score(LI, "1.1", 2)
    records.rule(ZHAO, "1.1", 3, [seen])
    assert records.visit().cell(SCORE, "1.1").values == points(2, 3)


def test_the_same_person_rules_again(ruled):
    later = ruled.score(LI, "1.1", 1)
    ruled.rule(ZHAO, "1.1", 1.5, [*ruled.settled, ruled.ruling, later])
    cell = ruled.visit().cell(SCORE, "1.1")
    assert (cell.value, cell.ruled) == (Decimal("1.5"), True)


def test_two_people_rule_differently(ruled):
    ruled.rule("孙丽@33333333", "1.1", 3, ruled.settled)
    cell = ruled.visit().cell(SCORE, "1.1")
    assert (cell.values, cell.ruled) == (points(2.5, 3), True)
    assert cell.conflict


def test_two_people_rule_alike(ruled):
    ruled.rule("孙丽@33333333", "1.1", 2.5, ruled.settled)
    assert ruled.visit().cell(SCORE, "1.1").value == Decimal("2.5")


def test_a_ruling_over_a_ruling_replaces_it(ruled):
    ruled.rule("孙丽@33333333", "1.1", 3, [ruled.ruling])
    assert ruled.visit().cell(SCORE, "1.1").values == points(3)


def test_a_ruling_taken_back_settles_nothing(ruled):
    ruled.rule(ZHAO, "1.1", None, ruled.settled)
    cell = ruled.visit().cell(SCORE, "1.1")
    assert (cell.values, cell.ruled) == (points(2, 3), False)


def test_a_ruling_on_a_claim_leaves_the_score(ruled):
    claims = [ruled.claim(WANG, "1.1", 1), ruled.claim(LI, "1.1", 2)]
    ruled.rule("孙丽@33333333", "1.1", 2, claims, column="claim")
    visit = ruled.visit()
    assert (visit.cell(CLAIM, "1.1").value, visit.cell(SCORE, "1.1").value) == points(2, 2.5)


def test_a_ruling_stands_without_any_score():
    records = Records()
    records.rule(ZHAO, "1.1", 2, [])
    assert records.visit().cell(SCORE, "1.1").value == 2


@pytest.mark.parametrize("second", [ZHAO, "孙丽@33333333"])
def test_what_only_an_overruled_ruling_has_seen_reopens(ruled, second):
    """Whoever ruled the second time: it has not seen the 3 that 王 gives again after having given 1."""
    changed = ruled.score(WANG, "1.1", 1)
    ruled.rule(second, "1.1", 1, [changed, ruled.settled[1], ruled.ruling])
    assert ruled.visit().cell(SCORE, "1.1").values == points(1)
    ruled.score(WANG, "1.1", 3)
    assert ruled.visit().cell(SCORE, "1.1").values == points(1, 3)


def test_what_was_settled_can_be_settled_anew_where_all_agree_by_now(ruled):
    ruled.score(WANG, "1.1", 2)
    visit = ruled.visit()
    body = ruling_body(visit, SCORE, visit.rubric.by_id["1.1"], Decimal(2), "都同意了")
    assert len(body["over"]) == 3


def test_two_rulings_of_one_persons_two_histories_are_one_standpoint(ruled):
    over = [each.hash for each in ruled.settled]
    ruled.fork(ruled.ruling, "ruling", value_body("1.1", 2, reason="又看了", over=over))
    visit = ruled.visit()
    assert standpoints(visit, SCORE, "1.1") == [Standpoint(ZHAO, True, points(2, 2.5))]
    assert [each["ruling"] for each in conflicts_json(visit)] == [{ZHAO: [2, 2.5]}]
