from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import (
    CODE,
    LI,
    PEOPLE,
    POINTS,
    RUBRIC,
    VALUES,
    WANG,
    ZHAO,
    Records,
    laws,
    points,
    small,
    value_body,
)

from scoring.tally import tally
from scoring.visit import CLAIM, SCORE, School, fold

ITEMS = list(VALUES)
items = st.sampled_from(ITEMS)
people = st.sampled_from(PEOPLE)
columns = st.sampled_from([CLAIM, SCORE])
# Few values an item, so that people often agree.
marks = items.flatmap(lambda item: st.tuples(st.just(item), st.none() | st.sampled_from(VALUES[item][:3])))


@st.composite
def histories(draw):
    """Entries of three people: whatever can be recorded, forked, lost or wrong."""
    records = Records(draw(st.sampled_from([RUBRIC, small(combine="mean"), small(combine="trimmed_mean")])))
    acts = ["mark", "mark", "mark", "rule", "fork", "remark", "open", "unknown", "wrong"]
    for act in draw(st.lists(st.sampled_from(acts), max_size=14)):
        by, (item, value) = draw(people), draw(marks)
        said = [e for e in records.entries if e.kind in (CLAIM, SCORE) and e.body["item"] == item]
        if act == "mark":
            records.add(by, draw(columns), value_body(item, value))
        elif act == "rule":
            seen = draw(st.lists(st.sampled_from(said), max_size=3)) if said else []
            records.rule(by, item, value, seen, column=draw(columns))
        elif act == "fork" and records.entries:
            kind, body = draw(st.sampled_from([("remark", {"text": "另一台"}), (SCORE, value_body(item, value))]))
            records.fork(draw(st.sampled_from(records.entries)), kind, body)
        elif act == "remark":
            records.add(by, "remark", {"text": draw(st.sampled_from(["好", "可再细", " "]))})
        elif act == "open":
            at = f"2022-12-05T{draw(st.integers(0, 23)):02}:00:00{draw(st.sampled_from(['+08:00', '-03:00']))}"
            records.add(by, "open", {"name": draw(st.sampled_from(["实验小学", "东关小学"])), "date": at[:10]}, at)
        elif act == "unknown":
            records.add(by, "photo", {"of": item, "sizes": [1, 2.5, None]})
        elif act == "wrong":
            records.add(by, SCORE, draw(st.sampled_from([value_body("9.9", 1), value_body("1.1", 7)])))
    lost = draw(st.sets(st.integers(0, 13), max_size=2))
    records.entries = [entry for n, entry in enumerate(records.entries) if n not in lost]
    return records


def withheld(entry):
    return entry._replace(body=None)


# --- a set ------------------------------------------------------------------------------------------------------------


@laws
@given(histories(), st.randoms(use_true_random=False))
def test_order_and_doubles_do_not_matter(records, random):
    expected = records.visit()
    again = records.entries + random.choices(records.entries, k=3) if records.entries else []
    random.shuffle(again)
    assert fold(CODE, records.rubric, again) == expected
    assert fold(CODE, records.rubric, expected.entries) == expected


@laws
@given(histories(), histories(), histories())
def test_merging_is_union(one, two, three):
    """Commutative, associative, idempotent: whoever merges whose files first ends up with the same visit."""

    def merge(*visits):
        return fold(CODE, RUBRIC, [entry for visit in visits for entry in visit.entries])

    a, b, c = (fold(CODE, RUBRIC, records.entries) for records in (one, two, three))
    assert merge(merge(a, b), c) == merge(a, merge(b, c)) == merge(c, merge(b, a))
    assert merge(a, a) == a


def test_a_withheld_copy_never_hides_the_full_one():
    records = Records()
    full = records.score(WANG, "1.1", 2)
    one, other = (fold(CODE, RUBRIC, order) for order in ([full, withheld(full)], [withheld(full), full]))
    assert one == other
    assert one.cell(SCORE, "1.1").values == points(2)


def test_a_withheld_body_counts_for_nothing_but_keeps_the_chain():
    records = Records()
    first = records.score(WANG, "1.1", 2)
    records.score(WANG, "1.2", 4)
    visit = fold(CODE, RUBRIC, [withheld(first), records.entries[1]])
    assert visit.cell(SCORE, "1.1").values == ()
    assert visit.cell(SCORE, "1.2").values == points(4)
    assert (visit.gaps, visit.forks, visit.problems) == ((), (), ())


@laws
@given(st.lists(st.tuples(people, columns, marks), max_size=25))
def test_cells_against_a_plain_model(said):
    """The last word of each person on each item; null takes it back; different ones make a conflict."""
    records, model = Records(), defaultdict(dict)
    for by, column, (item, value) in said:
        records.add(by, column, value_body(item, value))
        model[column, item][by] = value
    visit = records.visit()
    for column in (CLAIM, SCORE):
        for item in ITEMS:
            cell = visit.cell(column, item)
            standing = {by: value for by, value in model[column, item].items() if value is not None}
            assert cell.given == {by: (value,) for by, value in standing.items()}
            assert cell.values == tuple(sorted(set(standing.values())))
            assert cell.conflict == (len(set(standing.values())) > 1)
            assert cell.value == (cell.values[0] if len(cell.values) == 1 else None)
    assert sum(visit.counts.values()) == len(said)
    assert (visit.forks, visit.gaps, visit.problems) == ((), (), ())


def test_file_order_is_by_person_then_number():
    records = Records()
    for by in (ZHAO, WANG, ZHAO, LI):
        records.score(by, "1.1", 2)
    order = [(entry.by, entry.seq) for entry in fold(CODE, RUBRIC, reversed(records.entries)).entries]
    assert order == sorted(order)


# --- agreement, conflict, taking back ---------------------------------------------------------------------------------


def test_nobody_has_said_anything():
    visit = Records().visit()
    cell = visit.cell(SCORE, "1.1")
    assert (cell.given, cell.values, cell.value, cell.conflict, cell.ruled) == ({}, (), None, False, False)
    assert (visit.school, visit.remarks, visit.counts, visit.heads) == (School(), {}, {}, {})


def test_agreement_counts_once():
    records = Records()
    for by in PEOPLE:
        records.score(by, "1.1", 2.5)
        records.claim(by, "1.1", 3)
    visit = records.visit()
    assert visit.cell(SCORE, "1.1").value == Decimal("2.5")
    assert len(visit.cell(SCORE, "1.1").given) == 3
    assert tally(visit).evaluated.low == tally(visit).evaluated.high == Decimal("2.5")
    assert tally(visit).self_check.low == 3
    assert tally(visit).conflicts == ()


def test_a_number_written_otherwise_is_the_same_number():
    records = Records()
    records.add(WANG, SCORE, {"item": "1.1", "points": 2})
    records.add(LI, SCORE, {"item": "1.1", "points": 2.0})
    assert records.visit().cell(SCORE, "1.1").values == points(2)


@pytest.mark.parametrize("column", [CLAIM, SCORE])
def test_difference_is_a_conflict_and_a_range(column):
    records = Records()
    for by, value in zip(PEOPLE, (3, 1.5, 2), strict=True):
        records.add(by, column, value_body("1.1", value))
    records.add(WANG, column, value_body("1.2", 5))
    visit = records.visit()
    cell = visit.cell(column, "1.1")
    assert (cell.conflict, cell.value, cell.values) == (True, None, points(1.5, 2, 3))
    total = tally(visit).evaluated if column == SCORE else tally(visit).self_check
    assert (total.low, total.high, total.marked) == (Decimal("6.5"), 8, 2)
    assert tally(visit).conflicts == ("1.1",)


def test_claim_and_score_are_no_conflict():
    records = Records()
    records.claim(LI, "1.1", 3)
    records.score(WANG, "1.1", 2)
    assert tally(records.visit()).conflicts == ()


def test_grades_may_differ_too():
    records = Records()
    records.score(WANG, "3.2", "无")
    records.score(LI, "3.2", "有")
    assert set(records.visit().cell(SCORE, "3.2").values) == {"无", "有"}
    assert tally(records.visit()).conflicts == ("3.2",)


def test_taking_back():
    records = Records()
    records.score(WANG, "1.1", 3)
    records.score(LI, "1.1", 2)
    records.score(WANG, "1.1", None, note="没看清")
    visit = records.visit()
    assert visit.cell(SCORE, "1.1").given == {LI: points(2)}
    assert visit.cell(SCORE, "1.1").value == 2
    assert visit.mark(SCORE, "1.1", WANG) == (None, "没看清", (), {}, {})
    records.score(LI, "1.1", None)
    assert records.visit().cell(SCORE, "1.1").values == ()
    assert tally(records.visit()).evaluated.marked == 0


def test_one_person_on_two_devices_is_two():
    records = Records()
    records.score("王伟@00000001", "1.1", 3)
    records.score("王伟@00000002", "1.1", 2)
    assert records.visit().cell(SCORE, "1.1").conflict


def test_mark_is_that_persons_own():
    records = Records()
    records.score(WANG, "1.2", 4, note="看过", ticks=["混合"], extra={"佐证材料": "照片"})
    records.score(LI, "1.2", 5)
    visit = records.visit()
    assert visit.mark(SCORE, "1.2", WANG) == (Decimal(4), "看过", ("混合",), {}, {"佐证材料": "照片"})
    assert visit.mark(SCORE, "1.2", ZHAO) == visit.mark(CLAIM, "1.2", WANG) == (None, "", (), {}, {})


# --- the school, remarks ----------------------------------------------------------------------------------------------


def test_the_newest_opening_wins_by_the_clock():
    records = Records()
    body = {"name": "实验小学", "date": "2022-12-05"}
    records.add(WANG, "open", body | {"name": "旧名"}, "2022-12-05T23:30:00+14:00")  # 09:30 in Greenwich
    records.add(LI, "open", body | {"stage": "小学", "team": ["王伟", "李娜"]}, "2022-12-05T02:00:00-08:00")  # 10:00
    records.add(ZHAO, "open", body | {"name": "更旧"}, "2022-12-05T09:59:59.999Z")
    assert records.visit().school == School("实验小学", "2022-12-05", "小学", "", 0, ("王伟", "李娜"))


def test_who_gives_only_a_name_takes_nothing_else_away():
    records = Records()
    body = {"name": "实验小学", "date": "2022-12-05"}
    records.add(WANG, "open", body | {"town": "龙泉", "stage": "小学"}, "2022-12-05T09:00:00+08:00")
    records.add(LI, "open", body | {"name": "新名"}, "2022-12-05T10:00:00+08:00")
    assert records.visit().school == School("新名", "2022-12-05", "小学", "龙泉")
    records.add(LI, "open", body | {"town": ""}, "2022-12-05T11:00:00+08:00")  # says that there is none
    assert records.visit().school == School("实验小学", "2022-12-05", "小学", "")
    records.add(WANG, "open", body, "2022-12-05T08:00:00+08:00")  # whose last word is all of theirs
    assert records.visit().school == School("实验小学", "2022-12-05", "", "")


def test_openings_at_one_moment_never_depend_on_the_order():
    records = Records()
    for by, name in zip(PEOPLE, ("甲校", "乙校", "丙校"), strict=True):
        records.add(by, "open", {"name": name, "date": "2022-12-05"}, "2022-12-05T10:00:00+08:00")
    names = {fold(CODE, RUBRIC, order).school.name for order in (records.entries, records.entries[::-1])}
    assert len(names) == 1


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_the_ends_of_time_can_be_compared(at):
    records = Records()
    records.add(WANG, "open", {"name": "甲校", "date": "2022-12-05"}, at)
    records.add(LI, "open", {"name": "乙校", "date": "2022-12-05"}, "2022-12-05T10:00:00+08:00")
    assert records.visit().school.name == ("乙校" if at.startswith("0001") else "甲校")


def test_remarks_are_each_persons_last():
    records = Records()
    records.add(WANG, "remark", {"text": "规划好"})
    records.add(LI, "remark", {"text": "档案全"})
    records.add(WANG, "remark", {"text": "规划好，制度细"})
    records.add(ZHAO, "remark", {"text": "先写一句"})
    records.add(ZHAO, "remark", {"text": " \n"})
    assert records.visit().remarks == {WANG: "规划好，制度细", LI: "档案全"}


def test_points_table_of_these_tests():
    assert {item.id: item.points for item in RUBRIC.items if item.points is not None} == POINTS
