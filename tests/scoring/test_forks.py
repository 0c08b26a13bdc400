"""What somebody with two histories gave in one of them and what counts says otherwise."""

from decimal import Decimal

from scoring_samples import LI, WANG, Records, value_body

from scoring.forks import overridden, overridden_texts
from scoring.visit import CLAIM, SCORE


def told(records):
    return [(each.by, each.column, each.item_id, each.value) for each in overridden(records.visit())]


def second_history(records, after, *bodies):
    """Entries in the place of those after `after`, each following the one before."""
    records.heads[after.by] = (after.seq, after.hash)
    return [records.add(after.by, kind, body) for kind, body in bodies]


def test_what_the_longer_history_hides_is_named():
    records = Records()
    first = records.score(WANG, "1.1", 3)
    records.score(WANG, "1.2", 1)
    records.score(WANG, "2.1", 2)
    second_history(records, first, ("claim", value_body("1.1", 1)), ("score", value_body("1.2", 2)))
    visit = records.visit()
    assert visit.forks == (WANG,) and visit.cell(SCORE, "1.2").value == 2 and visit.cell(SCORE, "2.1").value == 2
    assert told(records) == [(WANG, SCORE, "1.2", Decimal(1))]


def test_each_history_may_hide_something_of_the_other():
    records = Records()
    first = records.score(WANG, "2.2", 1)
    records.score(WANG, "1.1", 1)
    records.score(WANG, "1.2", 2)
    second_history(records, first, ("score", value_body("1.2", 4)), ("score", value_body("1.1", 3)))
    visit = records.visit()
    assert [visit.cell(SCORE, item).value for item in ("1.1", "1.2")] == [3, 2]
    assert told(records) == [(WANG, SCORE, "1.1", Decimal(1)), (WANG, SCORE, "1.2", Decimal(4))]
    (text,) = overridden_texts(visit)
    assert text.startswith(f"{WANG}: of two histories") and "1.1 " in text and " 3 (1), 1.2 " in text


def test_what_one_history_went_on_from_is_not_hidden():
    records = Records()
    first = records.score(WANG, "1.1", 3)
    records.score(WANG, "1.1", 2)
    second_history(records, first, ("score", value_body("1.2", 4)))
    assert records.visit().cell(SCORE, "1.1").value == 2 and told(records) == []


def test_the_same_value_in_both_is_no_difference():
    records = Records()
    first = records.score(WANG, "2.2", 1)
    records.claim(WANG, "1.1", 1)
    second_history(records, first, ("score", value_body("1.2", 4)), ("claim", value_body("1.1", 1)))
    assert told(records) == []
    records.claim(LI, "1.1", 2)
    assert told(records) == []
    records.claim(WANG, "1.1", 0.5)
    assert [each[1:] for each in told(records)] == [(CLAIM, "1.1", Decimal(1))]


def test_who_has_one_history_hides_nothing():
    records = Records()
    for value in (3, 2, None):
        records.score(WANG, "1.1", value)
    assert told(records) == []
