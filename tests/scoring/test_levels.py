from decimal import Decimal

import pytest
from scoring_samples import POINTS, RUBRIC, scored, small, small_data

from scoring.levels import highest, lowest, outcome
from scoring.result import level_id
from scoring.rubric_file import parse_rubric
from scoring.tally import tally
from scoring.verdict import level_name, level_sentence

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


def test_a_veto_forces_the_last_level():
    assert tally(scored(RUBRIC, POINTS | {"3.2": "无"})).level.id == "qualified"
    tallied = tally(scored(RUBRIC, POINTS | {"3.2": "有"}))
    assert (tallied.level.id, tallied.undecided, tallied.evaluated.low) == ("not_qualified", False, 22)
    assert tally(scored(RUBRIC, {"3.2": "有"})).level.id == "not_qualified"


def test_an_open_veto_leaves_it_undecided():
    assert tally(scored(RUBRIC, POINTS)).undecided
    assert tally(scored(RUBRIC, POINTS | {"3.2": ["无", "有"]})).undecided


def test_a_band_can_veto():
    sections = small_data()["sections"]
    sections[1]["items"][2]["grades"][1]["veto"] = True
    rubric = small(sections=sections)
    good = POINTS | {"3.2": "无"}
    assert tally(scored(rubric, good | {"2.3": 1.5})).level.id == "qualified"
    assert tally(scored(rubric, good | {"2.3": 1})).level.id == "not_qualified"


# --- in words ---------------------------------------------------------------------------------------------------------


def test_level_sentence_says_what_it_still_takes():
    visit = scored(parse_rubric(FORM, "hundred.toml"), {"1.1": 47.5})
    assert level_sentence(visit, tally(visit)) == "Undecided  32.5 of the 40 open points are needed for 80"


def test_level_sentence_of_a_decided_level():
    visit = scored(parse_rubric(FORM, "hundred.toml"), {"1.1": 47.5, "1.2": 40})
    assert level_sentence(visit, tally(visit)) == "合格"


def test_level_sentence_where_points_no_longer_matter():
    visit = scored(RUBRIC, POINTS)
    assert level_sentence(visit, tally(visit)) == "Undecided"


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
    visit = scored(RUBRIC, POINTS | {"1.1": [1, 3]})
    assert outcome(visit, highest, {})[0] == 22
    assert outcome(visit, highest, {"1.1": Decimal(1)})[0] == 20
    total, level = outcome(visit, highest, {"3.2": "有"})
    assert (total, level.id) == (22, "not_qualified")
