from itertools import product
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import POINTS, laws, scored, small, small_data

from scoring.result import level_id
from scoring.rubric_file import parse_rubric
from scoring.tally import tally
from scoring.verdict import level_sentence

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


def graded(levels, items=4, grades=GRADES):
    """Items that take a grade only; `levels` are the rules of each but the last."""
    rules = "".join(
        f'[[levels]]\nid = "{n}"\nname = "{n}"\ncounts = [{", ".join(counts)}]\n' for n, counts in enumerate(levels, 1)
    )
    names = ", ".join(f'{{ name = "{grade}" }}' for grade in grades)
    rows = "".join(f'[[sections.items]]\nname = "{n}"\ngrades = [{names}]\n' for n in range(items))
    text = f'format = 1\nid = "x"\ntitle = "x"\n{rules}[[levels]]\nid = "rest"\nname = "rest"\n[[sections]]\n{rows}'
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
    levels = [level_id(tally(scored(rubric, POINTS | {"3.2": grade}))) for grade in ("无", "有", "不适用")]
    assert levels == ["qualified", "not_qualified", "qualified"]
    assert level_id(tally(scored(rubric, POINTS))) == "undecided"


def test_level_sentence_never_asks_for_more_than_is_open():
    """Only 中 can still be reached; 良 cannot, so its line is none to aim at."""
    visit = scored(TINY_RUBRIC, {"1.1": 0, "1.2": 2, "2.2": "否", "2.3": 0})
    tallied = tally(visit)
    assert (tallied.worst, tallied.best, tallied.undecided) == (1, 3, True)
    assert level_sentence(visit, tallied) == "Undecided  1.5 of the 2 open points are needed for 2.5"


# --- any rules of counting --------------------------------------------------------------------------------------------

MIXED = ["甲", "乙", "丙"]  # worth 2, 1 and nothing on the first two items, of half weight; names alone on the others
MIXED_POINTS = {"甲": 2, "乙": 1, "丙": 0}
MIXED_VALUES = {"1.1": [2, 1, 0], "1.2": [2, 1, 0], "2.1": MIXED, "2.2": MIXED, "2.3": MIXED}
rules = st.lists(
    st.fixed_dictionaries(
        {"grade": st.sampled_from(MIXED)}, optional={"at_least": st.integers(0, 6), "at_most": st.integers(0, 6)}
    ).filter(lambda rule: len(rule) > 1),
    min_size=1,
    max_size=3,
)


def mixed(rules_of_levels, least):
    """A form of which the first level goes by points, if `least` is given, and the others by counts."""
    levels = [{"id": "p", "name": "p", "min": least}] if least is not None else []
    levels += [{"id": f"c{n}", "name": "c", "counts": counts} for n, counts in enumerate(rules_of_levels)]
    worth = [{"name": name, "points": MIXED_POINTS[name]} for name in MIXED]
    items = [{"name": "x", "points": 2, "grades": worth}] * 2
    named = [{"name": "y", "grades": [{"name": name} for name in MIXED]}] * 3
    sections = [{"points": 4, "weight": 0.5, "items": items}, {"items": named}]
    return small(total=2, levels=[*levels, {"id": "rest", "name": "rest"}], sections=sections)


def mixed_level(rubric, values):
    """The plain rule, and the total."""
    total = (values["1.1"] + values["1.2"]) / 2
    given_grades = [next((name for name in MIXED if MIXED_POINTS[name] == value), value) for value in values.values()]
    for level in rubric.data["levels"]:
        if total >= level.get("min", 0) and all(
            rule.get("at_least", 0) <= given_grades.count(rule["grade"]) <= rule.get("at_most", 9)
            for rule in level.get("counts", ())
        ):
            return level["id"], total
    raise AssertionError


@laws
@given(st.lists(rules, min_size=1, max_size=3), st.sampled_from([None, 0.5, 1, 2]), some_held(MIXED_VALUES))
def test_whatever_is_counted_completions_decide(rules_of_levels, least, values):
    rubric = mixed(rules_of_levels, least)
    found = [mixed_level(rubric, one) for one in completions(MIXED_VALUES, values)]
    levels, totals = {level for level, _ in found}, [total for _, total in found]
    tallied = tally(scored(rubric, values))
    assert level_id(tallied) == ("undecided" if len(levels) > 1 else levels.pop())
    assert (tallied.worst, tallied.best) == (min(totals), max(totals))


MANY_GRADES = ("优", "良", "中", "差", "无")


@pytest.mark.parametrize(("settled", "level"), [(0, "undecided"), (30, "undecided"), (31, "rest")])
def test_four_grades_counted_on_sixty_items_take_no_time(settled, level):
    """They took a minute and a half; now some milliseconds, and this machine may be busy."""
    rubric = graded([[at_least(grade, 30)] for grade in MANY_GRADES[:4]], 60, MANY_GRADES)
    visit = scored(rubric, {f"1.{n}": "无" for n in range(1, settled + 1)})
    began = process_time()
    assert level_id(tally(visit)) == level
    assert process_time() - began < 1
