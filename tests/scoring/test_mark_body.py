import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import WANG, laws

from scoring.entry import make_entry
from scoring.mark import Mark, mark_body, mark_from

words = st.text(st.characters(codec="utf-8", categories=["Lo", "Nd", "Po"]), max_size=8)
any_mark = st.builds(
    Mark,
    value=st.none() | st.sampled_from(["无", "有"]) | st.integers(0, 40_000).map(lambda n: Decimal(n) / 4),
    note=st.sampled_from(["", "看过档案", "Caf\u00e9", "两行\n两行", "“引号”\\"]),
    ticks=st.lists(words, max_size=3).map(tuple),
    times=st.dictionaries(words, st.integers(1, 9), max_size=2),
    extra=st.dictionaries(words, st.sampled_from(["照片", "签到表"]), max_size=2),
)


@laws
@given(any_mark)
def test_mark_and_body_round_trip(mark):
    body = mark_body("1.1", mark)
    entry = make_entry(WANG, 1, "2022-12-05T09:30:00+08:00", "score", body, "a" * 64)
    again = mark_from(json.loads(json.dumps(entry.body)))
    assert again == mark
    assert mark_body("1.1", again) == body


def test_body_leaves_out_what_is_empty():
    assert mark_body("1.1", Mark()) == {"item": "1.1", "points": None}
    assert mark_body("1.1", Mark(Decimal(0))) == {"item": "1.1", "points": 0}
    assert mark_body("3.2", Mark("无")) == {"item": "3.2", "points": None, "grade": "无"}
    empty = Mark(Decimal("4.5"), "", (), {"缺1次": 0}, {"佐证材料": ""})
    assert mark_body("2.1", empty) == {"item": "2.1", "points": 4.5}


def test_body_has_all_that_is_given():
    mark = Mark(Decimal("3.0"), "看过", ("混合",), {"缺1次": 2, "不全": 0}, {"佐证材料": "照片", "扣分原因": ""})
    assert mark_body("2.1", mark) == {
        "item": "2.1",
        "points": 3,
        "note": "看过",
        "ticks": ["混合"],
        "times": {"缺1次": 2},
        "extra": {"佐证材料": "照片"},
    }


def test_text_is_kept_composed():
    body = mark_body("1.1", Mark(note="Cafe\u0301", extra={"x": "e\u0301"}))
    assert (body["note"], body["extra"]) == ("Caf\u00e9", {"x": "\u00e9"})


def test_points_are_exact_from_json():
    assert mark_from({"item": "1.1", "points": 0.1}).value == Decimal("0.1")
    assert mark_from({"item": "1.1", "points": 2, "grade": "无"}).value == 2
