from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import CODE, LI, PEOPLE, POINTS, RUBRIC, VALUES, WANG, ZHAO, Records, laws, small, value_body

from scoring.entry import make_entry, visit_root
from scoring.tally import tally
from scoring.visit import CLAIM, SCORE, School, fold

ITEMS = list(VALUES)
items = st.sampled_from(ITEMS)
people = st.sampled_from(PEOPLE)
columns = st.sampled_from([CLAIM, SCORE])
# Few values an item, so that people often agree.
marks = items.flatmap(lambda item: st.tuples(st.just(item), st.none() | st.sampled_from(VALUES[item][:3])))


def points(*values):
    return tuple(Decimal(str(value)) for value in values)


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


# --- rulings ----------------------------------------------------------------------------------------------------------


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
    ruled.score(LI, "1.1", 2)
    assert ruled.visit().cell(SCORE, "1.1").values == points(2, 2.5)
    assert tally(ruled.visit()).conflicts == ("1.1",)


def test_somebody_new_reopens(ruled):
    ruled.score("孙丽@33333333", "1.1", 0)
    assert ruled.visit().cell(SCORE, "1.1").values == points(0, 2.5)


def test_whoever_comes_round_does_not_reopen(ruled):
    ruled.score(LI, "1.1", 2.5)
    ruled.score(WANG, "1.1", None)
    cell = ruled.visit().cell(SCORE, "1.1")
    assert (cell.value, cell.ruled) == (Decimal("2.5"), True)


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


# --- chains -----------------------------------------------------------------------------------------------------------


def test_a_fork_keeps_both_and_is_reported():
    records = Records()
    records.score(LI, "1.2", 4)
    entry = records.score(WANG, "1.1", 3)
    other = records.fork(entry, SCORE, value_body("1.1", 1))
    assert (entry.seq, entry.prev) == (other.seq, other.prev)
    visit = records.visit()
    assert visit.forks == (WANG,)
    assert visit.cell(SCORE, "1.1").values == points(1, 3)
    assert visit.cell(SCORE, "1.1").given == {WANG: points(1, 3)}
    assert entry in visit.entries
    assert other in visit.entries


def test_both_branches_of_a_fork_count_on_different_items():
    records = Records()
    entry = records.score(WANG, "1.1", 3)
    records.fork(entry, SCORE, value_body("1.2", 5))
    visit = records.visit()
    assert (visit.cell(SCORE, "1.1").value, visit.cell(SCORE, "1.2").value) == points(3, 5)
    assert visit.forks == (WANG,)


def test_the_next_entry_settles_a_fork_but_the_fork_stays_reported():
    records = Records()
    entry = records.score(WANG, "1.1", 3)
    records.fork(entry, SCORE, value_body("1.1", 1))
    visit = records.visit()
    last = visit.next_entry(WANG, "2022-12-05T10:00:00+08:00", SCORE, value_body("1.1", 2))
    assert (last.seq, last.prev) == (2, visit.heads[WANG].hash)
    visit = fold(CODE, RUBRIC, [*visit.entries, last])
    assert visit.cell(SCORE, "1.1").value == 2
    assert (visit.forks, visit.gaps, visit.problems) == ((WANG,), (), ())


def test_next_entry_makes_a_whole_chain():
    visit = Records().visit()
    for n, value in enumerate((1, 2, 3), 1):
        entry = visit.next_entry(LI, "2022-12-05T10:00:00+08:00", SCORE, value_body("1.1", value))
        assert entry.seq == n
        visit = fold(CODE, RUBRIC, [*visit.entries, entry])
    assert visit.entries[0].prev == visit_root(CODE, "small")
    assert [e.prev for e in visit.entries[1:]] == [e.hash for e in visit.entries[:-1]]
    assert (visit.forks, visit.gaps, visit.problems) == ((), (), ())


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_gap_is_reported(lost):
    records = Records()
    for value in (1, 2, 3, 2):
        records.score(WANG, "1.1", value)
    records.score(LI, "1.2", 4)
    del records.entries[lost]
    visit = records.visit()
    assert (visit.gaps, visit.forks, visit.problems) == ((WANG,), (), ())
    assert visit.cell(SCORE, "1.1").value == 2


@laws
@given(st.integers(1, 8), st.data())
def test_gaps_are_exactly_the_missing_ones(length, data):
    """Only the end of a chain can be lost without a trace."""
    records = Records()
    for n in range(length):
        records.score(WANG, "1.1", n % 4)
    kept = data.draw(st.sets(st.integers(0, length - 1)))
    visit = fold(CODE, RUBRIC, [records.entries[n] for n in kept])
    assert visit.gaps == (() if kept == set(range(len(kept))) else (WANG,))


@pytest.mark.parametrize(
    ("code", "rubric_id"), [("370812-0102", "small"), (CODE, "another-form")], ids=["school", "rubric"]
)
def test_an_entry_of_another_visit_is_a_problem(code, rubric_id):
    records = Records()
    records.score(LI, "1.2", 4)
    at = "2022-12-05T10:00:00+08:00"
    stranger = make_entry(WANG, 1, at, SCORE, value_body("1.1", 3), visit_root(code, rubric_id))
    visit = fold(CODE, RUBRIC, [*records.entries, stranger])
    assert visit.problems == ((stranger, "belongs to another visit"),)
    assert stranger in visit.entries


def test_an_entry_of_another_visit_never_counts():
    """`problems` are entries that cannot count, so neither may this one."""
    at = "2022-12-05T10:00:00+08:00"
    stranger = make_entry(WANG, 1, at, SCORE, value_body("1.1", 3), visit_root("370812-0102", "small"))
    assert fold(CODE, RUBRIC, [stranger]).cell(SCORE, "1.1").values == ()


def test_an_entry_that_follows_the_wrong_one_is_a_problem():
    records = Records()
    mine, hers = records.score(WANG, "1.1", 3), records.score(LI, "1.1", 3)
    at = "2022-12-05T10:00:00+08:00"
    after_hers = make_entry(WANG, 2, at, SCORE, value_body("1.2", 4), hers.hash)
    skipping = make_entry(WANG, 3, at, SCORE, value_body("1.2", 4), mine.hash)
    for wrong in (after_hers, skipping):
        visit = fold(CODE, RUBRIC, [mine, hers, wrong])
        assert visit.unlinked == ((wrong, "does not follow the entry that it names"),)
        assert visit.cell(SCORE, "1.2").values == ()


# --- what cannot count ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [CLAIM, SCORE, "ruling"])
@pytest.mark.parametrize(
    ("item", "value", "why"),
    [
        ("9.9", 1, "no item 9.9"),
        ("9\x1b[2J", 1, "no item 9\u241b[2J"),
        ("1.1", 3.5, "3.5 is outside 0 to 3"),
        ("1.1", 10_000, "10000 is outside 0 to 3"),
        ("1.1", 1.25, "1.25 is off the step of 0.5"),
        ("1.1", "优", "优 is not a grade"),
        ("2.2", 3, "3 is none of this item's grades"),
        ("2.2", 0, "0 is none of this item's grades"),
        ("2.2", "优", "优 is not a grade"),
        ("3.1", 2.5, "2.5 is outside 0 to 2"),
        ("3.2", 1, "takes a grade, not points"),
        ("3.2", "也许", "也许 is not a grade"),
    ],
)
def test_a_wrong_value_is_a_problem_and_never_counts(kind, item, value, why):
    records = Records()
    good = {"1.1": 2, "2.2": 4, "3.1": 1, "3.2": "无"}.get(item)
    if good is not None:
        records.add(WANG, CLAIM, value_body(item, good))
        records.add(WANG, SCORE, value_body(item, good))
    before = records.visit()
    more = {"reason": "", "over": [e.hash for e in records.entries]} if kind == "ruling" else {}
    wrong = records.add(WANG, kind, value_body(item, value, **more))
    visit = records.visit()
    assert [entry for entry, _ in visit.problems] == [wrong]
    assert why in visit.problems[0][1]
    assert visit.cells == before.cells
    assert tally(visit) == tally(before)
    assert visit.latest == before.latest
    assert visit.entries[-1] == visit.heads[WANG] == wrong


def test_a_problem_names_the_item():
    records = Records()
    records.score(WANG, "1.1", 4)
    assert records.visit().problems[0][1].startswith("1.1 管理团队: ")


def test_null_on_an_unknown_item_is_a_problem_too():
    records = Records()
    records.score(WANG, "9.9", None)
    assert len(records.visit().problems) == 1


def test_unknown_kinds_are_kept_and_counted():
    records = Records()
    photo = records.add(WANG, "photo", {"item": "1.1", "points": 99, "text": ["any", {"thing": None}]})
    records.score(WANG, "1.1", 2)
    visit = records.visit()
    assert photo in visit.entries
    assert visit.counts == {"photo": 1, "score": 1}
    assert visit.cell(SCORE, "1.1").value == 2
    assert visit.problems == ()


# --- how several evaluators combine -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "given_points", "expected"),
    [
        ("mean", [3], 3),
        ("mean", [3, 2], 2.5),
        ("mean", [3, 2, 2], 2.33),
        ("mean", [3, 3, 2], 2.67),
        ("mean", [0.5, 0.5, 0, 0, 0, 0, 0, 0], 0.13),
        ("mean", [2, 2, 2], 2),
        ("trimmed_mean", [3], 3),
        ("trimmed_mean", [3, 0], 1.5),
        ("trimmed_mean", [3, 2, 0], 2),
        ("trimmed_mean", [3, 2, 1, 0], 1.5),
        ("trimmed_mean", [3, 3, 3, 0], 3),
        ("trimmed_mean", [3, 2, 2, 1, 0], 1.67),
    ],
)
def test_mean(method, given_points, expected):
    records = Records(small(combine=method))
    for n, value in enumerate(given_points):
        records.score(f"评委@{n:08}", "1.1", value)
    cell = records.visit().cell(SCORE, "1.1")
    assert (cell.values, cell.conflict) == (points(expected), False)
    assert len(cell.given) == len(given_points)


@laws
@given(st.lists(st.sampled_from(VALUES["1.2"]), min_size=1, max_size=7), st.sampled_from(["mean", "trimmed_mean"]))
def test_a_mean_lies_between_and_is_exact_to_a_hundredth(values, method):
    records = Records(small(combine=method))
    for n, value in enumerate(values):
        records.score(f"评委@{n:08}", "1.2", value)
    mean = records.visit().cell(SCORE, "1.2").value
    kept = sorted(values)[1:-1] if method == "trimmed_mean" and len(values) > 2 else values
    assert min(values) <= mean <= max(values)
    # Twice the sum is whole, so that halves are compared exactly.
    assert abs(mean * len(kept) - sum(kept)) * 200 <= len(kept)
    assert mean.as_tuple().exponent >= -2


def test_nulls_do_not_enter_a_mean():
    records = Records(small(combine="mean"))
    records.score(WANG, "1.1", 3)
    records.score(LI, "1.1", 1)
    records.score(LI, "1.1", None)
    assert records.visit().cell(SCORE, "1.1").value == 3
    records.score(WANG, "1.1", None)
    assert records.visit().cell(SCORE, "1.1").values == ()


@pytest.mark.parametrize("method", ["mean", "trimmed_mean"])
def test_grades_have_no_mean(method):
    records = Records(small(combine=method))
    for by, grade in zip(PEOPLE, ("无", "无", "有"), strict=True):
        records.score(by, "3.2", grade)
    assert records.visit().cell(SCORE, "3.2").conflict


# --- the school, remarks ----------------------------------------------------------------------------------------------


def test_the_newest_opening_wins_by_the_clock():
    records = Records()
    body = {"name": "实验小学", "date": "2022-12-05"}
    records.add(WANG, "open", body | {"name": "旧名"}, "2022-12-05T23:30:00+14:00")  # 09:30 in Greenwich
    records.add(LI, "open", body | {"stage": "小学", "team": ["王伟", "李娜"]}, "2022-12-05T02:00:00-08:00")  # 10:00
    records.add(ZHAO, "open", body | {"name": "更旧"}, "2022-12-05T09:59:59.999Z")
    assert records.visit().school == School("实验小学", "2022-12-05", "小学", "", 0, ("王伟", "李娜"))


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
