from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import CODE, LI, RUBRIC, VALUES, WANG, ZHAO, Records, laws, value_body

from scoring.entry import make_entry
from scoring.history import item_history, undo
from scoring.mark import Mark, mark_body
from scoring.visit import CLAIM, SCORE, fold

ITEMS = ["1.1", "1.2", "3.2"]
AT = "2022-12-05T18:00:00+08:00"

some_marks = st.sampled_from(ITEMS).flatmap(
    lambda item: st.tuples(
        st.sampled_from([SCORE, SCORE, CLAIM]),
        st.just(item),
        st.builds(
            Mark,
            value=st.none() | st.sampled_from(VALUES[item][:4]),
            note=st.sampled_from(["", "看过档案"]),
            ticks=st.sampled_from([(), ("混合",)]),
            times=st.sampled_from([{}, {"缺1次": 2}]),
            extra=st.sampled_from([{}, {"佐证材料": "照片"}]),
        ),
    )
)


def words_of(visit, by):
    return {(column, item): visit.mark(column, item, by) for column in (CLAIM, SCORE) for item in VALUES}


def undone(visit, by, column=SCORE, at=AT):
    body = undo(visit, by, column).body
    return fold(visit.code, visit.rubric, [*visit.entries, visit.next_entry(by, at, column, body)])


@laws
@given(st.lists(some_marks, max_size=8))
def test_undo_goes_back_through_every_state(marks):
    visit = fold(CODE, RUBRIC, ())
    states = [visit]
    for column, item, mark in marks:
        entry = visit.next_entry(WANG, AT, column, mark_body(item, mark))
        visit = fold(CODE, RUBRIC, [*visit.entries, entry])
        states.append(visit)
    for column, _, _ in reversed(marks):
        states.pop()
        visit = undone(visit, WANG, column)
        assert words_of(visit, WANG) == words_of(states[-1], WANG)
        assert visit.cells == states[-1].cells
    assert undo(visit, WANG, SCORE) is undo(visit, WANG, CLAIM) is None
    assert len(visit.entries) == 2 * len(marks)


@laws
@given(st.lists(some_marks, max_size=8))
def test_undo_in_one_column_leaves_the_other_as_it_is(marks):
    visit = fold(CODE, RUBRIC, ())
    for column, item, mark in marks:
        visit = fold(CODE, RUBRIC, [*visit.entries, visit.next_entry(WANG, AT, column, mark_body(item, mark))])
    claims = {item: visit.mark(CLAIM, item, WANG) for item in VALUES}
    while undo(visit, WANG, SCORE):
        visit = undone(visit, WANG)
    assert {item: visit.mark(CLAIM, item, WANG) for item in VALUES} == claims
    assert all(visit.mark(SCORE, item, WANG) == Mark() for item in VALUES)


@laws
@given(st.lists(st.sampled_from(["mine", "mine", "undo", "hers", "remark"]), max_size=16), st.data())
def test_undo_among_other_work(acts, data):
    """Marks after an undo, other people's entries and remarks in between: each undo still takes back exactly one."""
    visit, hers = fold(CODE, RUBRIC, ()), []
    states = [words_of(visit, WANG)]
    for act in acts:
        _, item, mark = data.draw(some_marks)
        if act == "undo":
            if len(states) > 1:
                states.pop()
                visit = undone(visit, WANG)
            else:
                assert undo(visit, WANG, SCORE) is None
        else:
            by = LI if act == "hers" else WANG
            kind, body = ("remark", {"text": "好"}) if act == "remark" else (SCORE, mark_body(item, mark))
            entry = visit.next_entry(by, AT, kind, body)
            visit = fold(CODE, RUBRIC, [*visit.entries, entry])
            if act == "hers":
                hers.append(entry)
            elif act == "mine":
                states.append(words_of(visit, WANG))
        assert words_of(visit, WANG) == states[-1]
        assert words_of(visit, LI) == words_of(fold(CODE, RUBRIC, hers), LI)
    for state in reversed(states[:-1]):
        visit = undone(visit, WANG)
        assert words_of(visit, WANG) == state
    assert undo(visit, WANG, SCORE) is None
    assert visit.cells == fold(CODE, RUBRIC, hers).cells
    assert (visit.forks, visit.gaps, visit.problems) == ((), (), ())


def test_undo_of_nothing():
    records = Records()
    records.score(LI, "1.1", 3)
    records.add(WANG, "remark", {"text": "好"})
    records.add(WANG, "open", {"name": "实验小学", "date": "2022-12-05"})
    assert undo(records.visit(), WANG, SCORE) is undo(records.visit(), WANG, CLAIM) is None


def test_undo_names_what_it_undoes():
    records = Records()
    first = records.score(WANG, "1.1", 3, note="看过", ticks=["混合"])
    second = records.score(WANG, "1.1", 1)
    body = {"item": "1.1", "points": 3, "note": "看过", "ticks": ["混合"], "undoes": second.hash}
    assert undo(records.visit(), WANG, SCORE) == (body, Mark(Decimal(1)), Mark(Decimal(3), "看过", ("混合",)), "")
    visit = undone(records.visit(), WANG)
    assert undo(visit, WANG, SCORE).body == {"item": "1.1", "points": None, "undoes": first.hash}


def test_undo_says_what_came_since_that_it_does_not_take_back():
    records = Records()
    records.score(WANG, "1.1", 3)
    records.score(LI, "1.1", 2)
    records.claim(WANG, "1.1", 2)
    assert undo(records.visit(), WANG, SCORE).since == ""
    records.add(WANG, "remark", {"text": "好"})
    assert undo(records.visit(), WANG, SCORE).since == undo(records.visit(), WANG, CLAIM).since == "remark"
    records.score(WANG, "1.2", 4)
    assert undo(records.visit(), WANG, SCORE).since == ""
    assert undo(undone(records.visit(), WANG), WANG, SCORE).since == ""


def test_undo_is_by_order_of_work_whatever_the_item():
    records = Records()
    records.score(WANG, "1.1", 3)
    records.score(WANG, "3.2", "有")
    records.score(WANG, "1.2", 4)
    visit, seen = records.visit(), []
    while step := undo(visit, WANG, SCORE):
        seen.append(step.body["item"])
        visit = undone(visit, WANG)
    assert seen == ["1.2", "3.2", "1.1"]


def test_undo_brings_a_grade_back():
    records = Records()
    records.score(WANG, "3.2", "无")
    records.score(WANG, "3.2", "有")
    assert undone(records.visit(), WANG).cell(SCORE, "3.2").value == "无"


def test_an_undo_that_a_ruling_has_not_seen_reopens_the_item():
    records = Records()
    records.score(WANG, "1.1", 1)
    seen = [records.score(WANG, "1.1", 3), records.score(LI, "1.1", 2)]
    records.rule(ZHAO, "1.1", 2, seen)
    assert not records.visit().cell(SCORE, "1.1").conflict
    assert undone(records.visit(), WANG).cell(SCORE, "1.1").values == (1, 2)


# --- the history of one item ------------------------------------------------------------------------------------------


def test_item_history_by_the_clock():
    records = Records()
    late = records.add(WANG, SCORE, value_body("1.1", 3), "2022-12-05T10:00:00+08:00")
    early = records.add(LI, SCORE, value_body("1.1", 2), "2022-12-05T01:00:00Z")
    middle = records.add(ZHAO, CLAIM, value_body("1.1", 3), "2022-12-05T09:30:00+08:00")
    records.add(LI, SCORE, value_body("1.2", 5), "2022-12-05T09:10:00+08:00")
    records.add(LI, "remark", {"text": "1.1"}, "2022-12-05T09:20:00+08:00")
    changes = item_history(records.visit(), "1.1")
    assert [change.entry for change in changes] == [early, middle, late]
    assert [change.column for change in changes] == [SCORE, CLAIM, SCORE]


def test_before_is_each_persons_own_in_that_column():
    records = Records()
    records.score(WANG, "1.1", 3, note="看过")
    records.score(LI, "1.1", 2)
    records.claim(WANG, "1.1", 1)
    records.score(WANG, "1.1", None)
    records.score(WANG, "1.1", 2.5)
    changes = item_history(records.visit(), "1.1")
    assert [(c.entry.by, c.column, c.before.value, c.after.value) for c in changes] == [
        (WANG, SCORE, None, 3),
        (LI, SCORE, None, 2),
        (WANG, CLAIM, None, 1),
        (WANG, SCORE, 3, None),
        (WANG, SCORE, None, Decimal("2.5")),
    ]
    assert changes[3].before.note == "看过"
    assert changes[0].before == Mark()


def test_rulings_and_undos_are_in_the_history():
    records = Records()
    score = records.score(WANG, "1.1", 3)
    records.rule(ZHAO, "1.1", 2, [score])
    visit = undone(records.visit(), WANG)
    changes = item_history(visit, "1.1")
    assert [(c.column, c.after.value) for c in changes] == [(SCORE, 3), ("ruling", 2), (SCORE, None)]
    assert changes[2].entry.body["undoes"] == score.hash


def test_an_entry_that_does_not_count_is_no_change_and_nothing_to_undo():
    """Undone would be what nobody sees, and the value before it put in place of the one that counts."""
    records = Records()
    mine, hers = records.score(WANG, "1.1", 3), records.score(LI, "1.2", 3)
    misplaced = make_entry(WANG, 2, AT, SCORE, value_body("1.1", 1), hers.hash)
    visit = fold(CODE, RUBRIC, [mine, hers, misplaced])
    assert [change.entry for change in item_history(visit, "1.1")] == [mine]
    assert undo(visit, WANG, SCORE).body["undoes"] == mine.hash


def test_the_reason_of_a_ruling_is_in_the_history():
    records = Records()
    records.rule(ZHAO, "1.1", 2, [records.score(WANG, "1.1", 3)])
    assert [change.after.note for change in item_history(records.visit(), "1.1")] == ["", "现场核对"]


def test_a_slow_clock_never_turns_before_and_after_round():
    """The order shown is the clock's, but what a person had said before follows their own chain."""
    records = Records()
    records.add(WANG, SCORE, value_body("1.1", 1), "2022-12-05T10:00:00+08:00")
    records.add(WANG, SCORE, value_body("1.1", 2), "2022-12-05T09:00:00+08:00")
    found = {c.entry.seq: (c.before.value, c.after.value) for c in item_history(records.visit(), "1.1")}
    assert found == {1: (None, 1), 2: (1, 2)}


def test_history_of_withheld_bodies_is_silent():
    records = Records()
    entry = records.score(WANG, "1.1", 3)
    assert item_history(fold(CODE, RUBRIC, [entry._replace(body=None)]), "1.1") == []
    assert item_history(records.visit(), "9.9") == []
