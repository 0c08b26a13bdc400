from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import CODE, PEOPLE, POINTS, RUBRIC, VALUES, WANG, Records, laws, scored, small, small_data

from scoring.levels import highest, lowest, outcome
from scoring.result import level_id, range_text, result_json
from scoring.rubric_file import parse_rubric
from scoring.tally import Sum, gap, tally
from scoring.verdict import level_name, level_sentence
from scoring.visit import fold

# What an item without a score comes to at least: the lowest grade may carry points.
LEAST = dict.fromkeys(POINTS, 0) | {"2.2": 1}
SECTIONS = {"1": ["1.1", "1.2"], "2": ["2.1", "2.2", "2.3"], "3": ["3.1", "3.2"]}


def weighted():
    """The small form with its sections times 0.35, 0.2 and 2."""
    sections = small_data()["sections"]
    for section, weight in zip(sections, (0.35, 0.2, 2), strict=True):
        section["weight"] = weight
    levels = [{"id": "pass", "name": "合格", "min": 4}, {"id": "rest", "name": "不合格"}]
    return small(sections=sections, total=5.2, levels=levels)


WEIGHTED = weighted()
WEIGHTS = {
    RUBRIC: {"1": Decimal(1), "2": Decimal(1), "3": Decimal(1)},
    WEIGHTED: {"1": Decimal("0.35"), "2": Decimal("0.2"), "3": Decimal(2)},
}


@st.composite
def held(draw, several=2):
    """Some items with one value or, in conflict, several."""
    chosen = draw(st.sets(st.sampled_from(list(VALUES))))
    return {
        item: draw(st.lists(st.sampled_from(VALUES[item]), min_size=1, max_size=several, unique=True))
        for item in sorted(chosen)
    }


def points_of(values, pick, default):
    return {item: pick(values[item]) if item in values else default[item] for item in POINTS}


def weigh(weights, points):
    return sum(weights[item[0]] * value for item, value in points.items())


# --- laws of the sums -------------------------------------------------------------------------------------------------


@laws
@given(held(3), st.sampled_from([RUBRIC, WEIGHTED]), st.sampled_from(["claim", "score"]))
def test_totals_stay_inside_what_was_possible(values, rubric, column):
    weights = WEIGHTS[rubric]
    tallied = tally(scored(rubric, values, column))
    total, other = tallied.evaluated, tallied.self_check
    if column == "claim":
        total, other = other, total
    bonus = 2 * weights["3"] if "3.1" in values else 0
    assert 0 <= total.low <= total.high <= total.possible + bonus
    assert total.possible == weigh(weights, {i: POINTS[i] for i in values if i in POINTS and i != "3.1"})
    assert (total.marked, total.items) == (len(values), 7)
    assert total.complete == (len(values) == 7)
    assert other == Sum(items=7)


@laws
@given(held(3), st.sampled_from([RUBRIC, WEIGHTED]))
def test_worst_and_best_frame_the_evaluation(values, rubric):
    """Nothing scored yet can only add: at the least what the lowest grades carry, at the most all open points."""
    weights = WEIGHTS[rubric]
    tallied = tally(scored(rubric, values))
    nothing = dict.fromkeys(POINTS, 0)
    assert tallied.evaluated.low == weigh(weights, points_of(values, min, nothing))
    assert tallied.evaluated.high == weigh(weights, points_of(values, max, nothing))
    assert tallied.worst == weigh(weights, points_of(values, min, LEAST))
    assert tallied.best == weigh(weights, points_of(values, max, POINTS))
    assert tallied.evaluated.low <= tallied.worst <= tallied.best
    assert tallied.evaluated.high <= tallied.best


@laws
@given(held(3), st.sampled_from([RUBRIC, WEIGHTED]))
def test_sections_add_up_to_the_total(values, rubric):
    tallied = tally(scored(rubric, values))
    assert [s.section.id for s in tallied.sections] == list(SECTIONS)
    for field in ("low", "high", "possible"):
        parts = [WEIGHTS[rubric][s.section.id] * getattr(s.evaluated, field) for s in tallied.sections]
        assert sum(parts) == getattr(tallied.evaluated, field)
    for s in tallied.sections:
        assert s.evaluated.marked == len(values.keys() & set(SECTIONS[s.section.id]))
        assert s.evaluated.items == len(SECTIONS[s.section.id])


@laws
@given(held(2), st.data())
def test_one_more_score_only_narrows(values, data):
    unscored = sorted(VALUES.keys() - values.keys())
    if not unscored:
        values.pop("1.1")
        unscored = ["1.1"]
    item = data.draw(st.sampled_from(unscored))
    before = tally(scored(RUBRIC, values))
    after = tally(scored(RUBRIC, values | {item: [data.draw(st.sampled_from(VALUES[item]))]}))
    assert before.worst <= after.worst <= after.best <= before.best
    assert before.evaluated.low <= after.evaluated.low
    if not before.undecided:
        assert (after.undecided, after.level) == (False, before.level)


@laws
@given(st.lists(held(2), min_size=2, max_size=2))
def test_claims_never_change_the_evaluation(both):
    records = Records()
    for column, values in zip(("score", "claim"), both, strict=True):
        for item, given_values in values.items():
            for by, value in zip(PEOPLE, given_values, strict=False):
                getattr(records, column)(by, item, value)
    together = tally(records.visit())
    alone = tally(scored(RUBRIC, both[0]))
    for field in ("evaluated", "level", "undecided", "best", "worst"):
        assert getattr(together, field) == getattr(alone, field)
    conflicts = {item for values in both for item, several in values.items() if len(several) > 1}
    assert together.conflicts == tuple(item for item in VALUES if item in conflicts)


def test_an_empty_visit():
    tallied = tally(fold(CODE, RUBRIC, ()))
    assert tallied.evaluated == tallied.self_check == Sum(items=7)
    assert (tallied.worst, tallied.best) == (1, 22)
    assert (tallied.level, tallied.undecided, tallied.conflicts) == (None, True, ())


def test_bonus_adds_points_but_is_not_possible():
    total = tally(scored(RUBRIC, {"1.1": 3, "3.1": 2})).evaluated
    assert (total.low, total.possible, total.marked) == (5, 3, 2)
    everything = {item: values[0] if item in ("2.2", "3.2") else values[-1] for item, values in VALUES.items()}
    total = tally(scored(RUBRIC, everything)).evaluated
    assert (total.low, total.possible) == (22, 20)


def test_an_item_with_a_grade_only_counts_as_marked():
    total = tally(scored(RUBRIC, {"3.2": "无"})).evaluated
    assert (total.low, total.possible, total.marked) == (0, 0, 1)


def test_halves_are_exact():
    """Ten tenths are one: in binary floats they are not, and 0.1 + 0.2 is above 0.3."""
    items = "".join(f'[[sections.items]]\nname = "{n}"\npoints = 0.3\nstep = 0.1\n' for n in range(10))
    levels = '[[levels]]\nid = "a"\nname = "A"\nmin = 1\n[[levels]]\nid = "b"\nname = "B"\n'
    text = f'format = 1\nid = "x"\ntitle = "x"\n{levels}[[sections]]\npoints = 3\n{items}'
    rubric = parse_rubric(text, "tenths.toml")
    tallied = tally(scored(rubric, {item.id: 0.1 for item in rubric.items}))
    assert (tallied.evaluated.low, tallied.level.id) == (1, "a")


def test_gap():
    records = Records()
    records.claim(WANG, "1.1", 3)
    records.score(WANG, "1.1", 1.5)
    records.claim(WANG, "1.2", 5)
    records.score(WANG, "2.1", 5)
    records.claim(WANG, "3.2", "无")
    records.score(WANG, "3.2", "无")
    records.claim(WANG, "2.3", 1)
    records.score(WANG, "2.3", 1)
    records.score(PEOPLE[1], "2.3", 2)
    visit = records.visit()
    gaps = {item.id: gap(visit, item) for item in RUBRIC.items}
    assert gaps == dict.fromkeys(VALUES, None) | {"1.1": Decimal("-1.5")}


# --- levels -----------------------------------------------------------------------------------------------------------

FORM = """\
format = 1
id = "hundred"
title = "百分"
total = 100
[[levels]]
id = "qualified"
name = "合格"
min = 80
[[levels]]
id = "not_qualified"
name = "不合格"
[[sections]]
points = 100
[[sections.items]]
name = "一"
points = 60
[[sections.items]]
name = "二"
points = 40
"""


@pytest.mark.parametrize(
    ("one", "two", "level"),
    [(40, 40, "qualified"), (60, 20, "qualified"), (40, 39.5, "not_qualified"), (60, 19.5, "not_qualified")],
)
def test_the_limit_itself_is_qualified(one, two, level):
    tallied = tally(scored(parse_rubric(FORM, "hundred.toml"), {"1.1": one, "1.2": two}))
    assert (level_id(tallied), tallied.undecided) == (level, False)


@pytest.mark.parametrize(
    ("one", "level"), [(39.5, "not_qualified"), (40, "undecided"), (60, "undecided"), (0, "not_qualified")]
)
def test_undecided_while_the_rest_could_still_do_it(one, level):
    tallied = tally(scored(parse_rubric(FORM, "hundred.toml"), {"1.1": one}))
    assert level_id(tallied) == level


def test_a_conflict_across_the_limit_is_undecided():
    rubric = parse_rubric(FORM, "hundred.toml")
    assert level_id(tally(scored(rubric, {"1.1": [40, 39.5], "1.2": 40}))) == "undecided"
    assert level_id(tally(scored(rubric, {"1.1": [40, 60], "1.2": 40}))) == "qualified"
    assert level_id(tally(scored(rubric, {"1.1": [0, 39.5], "1.2": 40}))) == "not_qualified"


def test_a_form_without_levels_decides_nothing():
    rubric = small(levels=[])
    for values in ({}, {"1.1": 3}, {"3.2": "有"}):
        tallied = tally(scored(rubric, values))
        assert (tallied.level, tallied.undecided, level_id(tallied), level_name(tallied)) == (None, False, None, "-")


FULL = {"1.1": 3, "1.2": 5, "2.1": 5, "2.2": 5, "2.3": 2, "3.1": 2}


def test_a_veto_forces_the_last_level():
    assert tally(scored(RUBRIC, FULL | {"3.2": "无"})).level.id == "qualified"
    tallied = tally(scored(RUBRIC, FULL | {"3.2": "有"}))
    assert (tallied.level.id, tallied.undecided, tallied.evaluated.low) == ("not_qualified", False, 22)
    assert tally(scored(RUBRIC, {"3.2": "有"})).level.id == "not_qualified"


def test_an_open_veto_leaves_it_undecided():
    assert tally(scored(RUBRIC, FULL)).undecided
    assert tally(scored(RUBRIC, FULL | {"3.2": ["无", "有"]})).undecided


def test_a_band_can_veto():
    sections = small_data()["sections"]
    sections[1]["items"][2]["grades"][1]["veto"] = True
    rubric = small(sections=sections)
    good = FULL | {"3.2": "无"}
    assert tally(scored(rubric, good | {"2.3": 1.5})).level.id == "qualified"
    assert tally(scored(rubric, good | {"2.3": 1})).level.id == "not_qualified"


# --- the level against every completion -------------------------------------------------------------------------------

# Two half-weight items, a banded one and a named one that can veto, and a bonus; levels at 3.5 and 2.5 of 4.
TINY = """\
format = 1
id = "tiny"
title = "小表"
total = 4
step = 1
[[levels]]
id = "good"
name = "良"
min = 3.5
[[levels]]
id = "fair"
name = "中"
min = 2.5
[[levels]]
id = "poor"
name = "差"
[[sections]]
points = 4
weight = 0.5
[[sections.items]]
name = "a"
points = 2
[[sections.items]]
name = "b"
points = 2
[[sections]]
points = 2
[[sections.items]]
name = "c"
points = 2
grades = [{ name = "好", from = 1, to = 2 }, { name = "无", points = 0, veto = true }]
[[sections.items]]
name = "d"
grades = [{ name = "否" }, { name = "是", veto = true }]
[[sections.items]]
name = "e"
points = 1
bonus = true
"""
TINY_RUBRIC = parse_rubric(TINY, "tiny.toml")
TINY_VALUES = {"1.1": [0, 1, 2], "1.2": [0, 1, 2], "2.1": [0, 1, 2], "2.2": ["否", "是"], "2.3": [0, 1]}


def tiny_level(values):
    total = (values["1.1"] + values["1.2"]) / 2 + values["2.1"] + values["2.3"]
    if values["2.1"] == 0 or values["2.2"] == "是":
        return "poor"
    return "good" if total >= 3.5 else "fair" if total >= 2.5 else "poor"


def completions(form, held_values):
    """Every way in which the items can come out: those in conflict as one of their values, unscored ones as any."""
    return [
        dict(zip(form, chosen, strict=True))
        for chosen in product(*(held_values.get(item) or form[item] for item in form))
    ]


def some_held(form):
    values = {item: st.lists(st.sampled_from(several), max_size=2, unique=True) for item, several in form.items()}
    return st.fixed_dictionaries(values).map(lambda held_values: {item: v for item, v in held_values.items() if v})


@laws
@given(some_held(TINY_VALUES))
def test_undecided_exactly_when_completions_differ(values):
    levels = {tiny_level(one) for one in completions(TINY_VALUES, values)}
    tallied = tally(scored(TINY_RUBRIC, values))
    assert tallied.undecided == (len(levels) > 1)
    assert level_id(tallied) == ("undecided" if len(levels) > 1 else levels.pop())


def test_every_complete_visit_has_the_level_of_the_plain_rule():
    for values in completions(TINY_VALUES, {}):
        tallied = tally(scored(TINY_RUBRIC, values))
        assert (level_id(tallied), tallied.worst) == (tiny_level(values), tallied.best)


GRADES = ("合格", "基本合格", "不合格")


def graded(levels):
    """Four items that take a grade only; `levels` are the rules of each but the last."""
    rules = "".join(
        f'[[levels]]\nid = "{n}"\nname = "{n}"\ncounts = [{", ".join(counts)}]\n' for n, counts in enumerate(levels, 1)
    )
    names = ", ".join(f'{{ name = "{grade}" }}' for grade in GRADES)
    items = "".join(f'[[sections.items]]\nname = "{n}"\ngrades = [{names}]\n' for n in range(4))
    text = f'format = 1\nid = "x"\ntitle = "x"\n{rules}[[levels]]\nid = "rest"\nname = "rest"\n[[sections]]\n{items}'
    return parse_rubric(text, "graded.toml")


def at_least(grade, n):
    return f'{{ grade = "{grade}", at_least = {n} }}'


def at_most(grade, n):
    return f'{{ grade = "{grade}", at_most = {n} }}'


GRADED_VALUES = {f"1.{n}": list(GRADES) for n in range(1, 5)}
# Better grades never make these levels worse.
SENSIBLE = graded([[at_least("合格", 3), at_most("不合格", 0)], [at_most("不合格", 1)]])


def sensible_level(values):
    good, bad = (list(values.values()).count(grade) for grade in ("合格", "不合格"))
    return "1" if good >= 3 and bad == 0 else "2" if bad <= 1 else "rest"


@pytest.mark.parametrize(
    ("grades", "level"),
    [
        ("合格 合格 合格 合格", "1"),
        ("合格 合格 合格 基本合格", "1"),
        ("合格 合格 合格 不合格", "2"),
        ("合格 合格 基本合格 基本合格", "2"),
        ("基本合格 基本合格 基本合格 基本合格", "2"),
        ("合格 合格 不合格 不合格", "rest"),
    ],
)
def test_counts_of_grades(grades, level):
    tallied = tally(scored(SENSIBLE, dict(zip(GRADED_VALUES, grades.split(), strict=True))))
    assert (level_id(tallied), tallied.evaluated.low, tallied.evaluated.possible) == (level, 0, 0)


@laws
@given(some_held(GRADED_VALUES))
def test_counts_undecided_exactly_when_completions_differ(values):
    levels = {sensible_level(one) for one in completions(GRADED_VALUES, values)}
    assert level_id(tally(scored(SENSIBLE, values))) == ("undecided" if len(levels) > 1 else levels.pop())


def test_counts_of_a_middle_grade_are_undecided_while_it_could_be_given():
    """A middle grade can reach a level that neither the best nor the worst grade does."""
    rubric = graded([[at_least("合格", 4)], [at_least("基本合格", 1)]])
    settled = {"1.1": "不合格", "1.2": "合格", "1.3": "合格"}
    assert [level_id(tally(scored(rubric, settled | {"1.4": grade}))) for grade in GRADES] == ["rest", "2", "rest"]
    assert level_id(tally(scored(rubric, settled))) == "undecided"


def test_a_veto_on_a_better_grade_is_undecided_while_it_could_be_given():
    sections = small_data()["sections"]
    sections[2]["items"][1]["grades"] = [{"name": "无"}, {"name": "有", "veto": True}, {"name": "不适用"}]
    rubric = small(sections=sections)
    levels = [level_id(tally(scored(rubric, FULL | {"3.2": grade}))) for grade in ("无", "有", "不适用")]
    assert levels == ["qualified", "not_qualified", "qualified"]
    assert level_id(tally(scored(rubric, FULL))) == "undecided"


# --- picking ----------------------------------------------------------------------------------------------------------


def test_lowest_and_highest_of_an_item():
    by_id = RUBRIC.by_id
    two = (Decimal(2), Decimal(3))
    assert (lowest(by_id["1.1"], ()), highest(by_id["1.1"], ())) == (0, 3)
    assert (lowest(by_id["1.1"], two), highest(by_id["1.1"], two)) == two
    assert (lowest(by_id["2.2"], ()), highest(by_id["2.2"], ())) == (1, 5)
    assert (lowest(by_id["3.2"], ()), highest(by_id["3.2"], ())) == ("有", "无")
    assert (lowest(by_id["3.2"], ("无",)), highest(by_id["3.2"], ("有",))) == ("无", "有")


def test_outcome_with_one_item_otherwise():
    visit = scored(RUBRIC, FULL | {"1.1": [1, 3]})
    assert outcome(visit, highest)[0] == 22
    assert outcome(visit, highest, {"1.1": lowest})[0] == 20
    total, level = outcome(visit, highest, {"3.2": lowest})
    assert (total, level.id) == (22, "not_qualified")


# --- in words and JSON ------------------------------------------------------------------------------------------------


def test_level_sentence_says_what_it_still_takes():
    visit = scored(parse_rubric(FORM, "hundred.toml"), {"1.1": 47.5})
    assert level_sentence(visit, tally(visit)) == "undecided  32.5 of the 40 open points are needed for 80"


def test_level_sentence_of_a_decided_level():
    visit = scored(parse_rubric(FORM, "hundred.toml"), {"1.1": 47.5, "1.2": 40})
    assert level_sentence(visit, tally(visit)) == "合格"


def test_level_sentence_where_points_no_longer_matter():
    visit = scored(RUBRIC, FULL)
    assert level_sentence(visit, tally(visit)) == "undecided"


def test_level_sentence_never_asks_for_more_than_is_open():
    """Only 中 can still be reached; 良 cannot, so its line is none to aim at."""
    visit = scored(TINY_RUBRIC, {"1.1": 0, "1.2": 2, "2.2": "否", "2.3": 0})
    tallied = tally(visit)
    assert (tallied.worst, tallied.best, tallied.undecided) == (1, 3, True)
    assert level_sentence(visit, tallied) == "undecided  1.5 of the 2 open points are needed for 2.5"


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [("71.5", "71.5", "71.5"), ("70", "71.50", "70-71.5"), ("100", "100.0", "100"), (0, 0, "0")],
)
def test_range_text(low, high, text):
    assert range_text(Sum(low=Decimal(low), high=Decimal(high))) == text


def test_result_json():
    records = Records()
    records.claim(WANG, "1.1", 3)
    records.score(PEOPLE[1], "1.1", 2.5)
    records.score(WANG, "1.1", 2.5)
    records.score(WANG, "1.2", 4)
    records.score(PEOPLE[1], "1.2", 5)
    records.score(WANG, "3.2", "无")
    visit = records.visit()
    result = result_json(visit, tally(visit))
    by_item = result.pop("by_item")
    sections = result.pop("sections")
    assert result == {
        "self_check": 3,
        "evaluated": 6.5,
        "evaluated_range": [6.5, 7.5],
        "possible": 8,
        "scored": 3,
        "claimed": 1,
        "items": 7,
        "level": "undecided",
        "conflicts": ["1.2"],
    }
    section = {"id": "1", "name": "规划", "points": 8, "self_check": 3, "evaluated": 6.5, "scored": 2, "items": 2}
    assert sections[0] == section
    assert [s["points"] for s in sections] == [8, 12, None]
    both = sorted([WANG, PEOPLE[1]])
    assert by_item["1.1"] == {"max": 3, "self_check": 3, "score": 2.5, "by": both}
    assert by_item["1.2"] == {"max": 5, "self_check": None, "score": [4, 5], "by": both}
    assert by_item["2.1"] == {"max": 5, "self_check": None, "score": None, "by": []}
    assert by_item["3.2"] == {"max": None, "self_check": None, "score": "无", "by": [WANG]}
    whole = [type(value) for value in (result["self_check"], result["possible"], by_item["1.1"]["max"])]
    assert whole == [int, int, int]
