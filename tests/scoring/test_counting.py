from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import LI, PEOPLE, VALUES, WANG, Records, laws, points, small, value_body

from scoring.tally import tally
from scoring.visit import CLAIM, SCORE

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
        ("mean", [0.125, 0.125], 0.125),
        ("mean", [0.125, 0.25], 0.188),
        ("trimmed_mean", [3], 3),
        ("trimmed_mean", [3, 0], 1.5),
        ("trimmed_mean", [3, 2, 0], 2),
        ("trimmed_mean", [3, 2, 1, 0], 1.5),
        ("trimmed_mean", [3, 3, 3, 0], 3),
        ("trimmed_mean", [3, 2, 2, 1, 0], 1.67),
        ("trimmed_mean", [0.125], 0.125),
        ("trimmed_mean", [0, 0.125, 3], 0.125),
    ],
)
def test_mean(method, given_points, expected):
    records = Records(small(combine=method, step=0.125 if 0.125 in given_points else 0.5))
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


FINE = [Decimal(n) / 10_000 for n in (0, 1, 15, 1250, 1260, 3333, 25_000, 30_000)]


@laws
@given(
    st.lists(st.sampled_from(FINE), min_size=1, max_size=5), st.sampled_from(["mean", "trimmed_mean"]), st.booleans()
)
def test_a_mean_is_as_fine_as_what_was_given(values, method, all_alike):
    """Never beyond what people said, and where all said the same it is just that."""
    values = values[:1] * len(values) if all_alike else values
    records = Records(small(combine=method, step=0.0001))
    for n, value in enumerate(values):
        records.score(f"评委@{n:08}", "1.1", value)
    mean = records.visit().cell(SCORE, "1.1").value
    assert min(values) <= mean <= max(values)


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
