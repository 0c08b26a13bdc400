from decimal import Decimal

import pytest
from scoring_samples import PEOPLE, WANG, Records

from scoring.result import claimed_text, range_text, result_json, scored_text
from scoring.tally import Sum, tally


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [("71.5", "71.5", "71.5"), ("70", "71.50", "70-71.5"), ("100", "100.0", "100"), (0, 0, "0")],
)
def test_range_text(low, high, text):
    assert range_text(Sum(low=Decimal(low), high=Decimal(high), marked=1, pointed=1)) == text
    assert range_text(Sum(items=1)) == range_text(Sum(marked=1, items=1)) == "-"


@pytest.mark.parametrize(
    ("marked", "claimed", "scored"), [(0, "-", "-"), (20, "80.5/85", "80.5/85"), (22, "80.5", "80.5/85")]
)
def test_a_part_of_a_self_check_says_of_how_many_points(marked, claimed, scored):
    total = Sum(Decimal("80.5"), Decimal("80.5"), Decimal(85 if marked else 0), marked, 22, marked)
    assert (claimed_text(total), scored_text(total)) == (claimed, scored)


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
