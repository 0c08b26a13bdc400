"""What a school hands in: received, late, missing, taken back."""

from datetime import date

import pytest

from ipc2_tui.files.rubrics import DEFAULT, built_in
from scoring.hand_ins import HAND_IN, find_hand_in, hand_in_body, hand_in_text, hand_ins
from scoring.problem import Problem
from scoring.visit import fold

RUBRIC = built_in(DEFAULT)
ONE, TWO = "甲@0123abcd", "乙@4567cdef"
FORM, SUMMARY = "《应用考核表》", "工作总结"


def visit_with(*said):
    """A visit in which these people said, in turn, that a thing came on a day."""
    visit = fold("X-1", RUBRIC, ())
    for by, what, on in said:
        entry = visit.next_entry(by, "2022-12-05T09:00:00+08:00", HAND_IN, hand_in_body(what, on))
        visit = fold("X-1", RUBRIC, [*visit.entries, entry])
    return visit


def state(visit):
    return {each.what: each.on for each in hand_ins(visit)}


def test_the_form_names_four_things_with_their_days():
    day = date(2022, 11, 25)
    wanted = [(FORM, day), (SUMMARY, day), ("《情况汇总表》", day), ("档案资料", None)]
    assert [(each.what, each.due) for each in hand_ins(visit_with())] == wanted
    assert set(state(visit_with()).values()) == {None}


@pytest.mark.parametrize(("day", "late"), [("2022-12-05", True), ("2023-03-01", True), ("2023-11-28", False)])
def test_the_days_of_a_form_bind_no_visit_of_another_year(day, late):
    visit = visit_with((ONE, FORM, day))
    opened = visit.next_entry(ONE, f"{day}T09:00:00+08:00", "open", {"name": "某校", "date": day})
    form, *_ = hand_ins(fold("X-1", RUBRIC, [*visit.entries, opened]))
    assert (form.late, form.due) == (late, date(2022, 11, 25) if late else None)


def test_received_and_late():
    form, summary, *_ = hand_ins(visit_with((ONE, FORM, "2022-11-25"), (ONE, SUMMARY, "2022-11-26")))
    assert (form.late, summary.late) == (False, True)
    assert (form.by, hand_in_text(summary)) == (ONE, "received 2022-11-26, late")


def test_ones_own_last_word_counts():
    assert state(visit_with((ONE, FORM, "2022-11-24"), (ONE, FORM, None)))[FORM] is None
    assert state(visit_with((ONE, FORM, "2022-11-24"), (ONE, FORM, "2022-11-23")))[FORM] == date(2022, 11, 23)


def test_anybodys_receipt_counts_and_the_earliest_day():
    assert state(visit_with((ONE, FORM, "2022-11-24"), (TWO, FORM, None)))[FORM] == date(2022, 11, 24)
    assert state(visit_with((ONE, FORM, "2022-11-26"), (TWO, FORM, "2022-11-24")))[FORM] == date(2022, 11, 24)


@pytest.mark.parametrize("body", [{"what": FORM}, {"what": FORM, "on": "24.11."}, {"what": FORM, "on": 5}])
def test_a_body_without_a_day_is_refused(body):
    with pytest.raises(Problem, match="on"):
        visit_with().next_entry(ONE, "2022-12-05T09:00:00+08:00", HAND_IN, body)


@pytest.mark.parametrize("typed", ["20221124", "2022/11/24", "2022.11.24", "2022年11月24日", "２０２２-11-24"])
def test_a_day_may_be_typed_as_that_of_a_visit(typed):
    assert hand_in_body(FORM, typed) == {"what": FORM, "on": "2022-11-24"}


def test_a_day_that_is_none_is_refused():
    with pytest.raises(Problem, match="must be a date"):
        hand_in_body(FORM, "2022-02-30")


@pytest.mark.parametrize(
    ("text", "found"), [("1", FORM), ("工作", SUMMARY), (SUMMARY, SUMMARY), ("情况", "《情况汇总表》")]
)
def test_a_thing_by_number_or_name(text, found):
    assert find_hand_in(RUBRIC, text) == found


@pytest.mark.parametrize("text", ["0", "5", "表", "申报书"])
def test_no_such_thing(text):
    with pytest.raises(Problem, match="1 《应用考核表》, 2 工作总结"):
        find_hand_in(RUBRIC, text)
