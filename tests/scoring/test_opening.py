"""What is known of a school, as it is typed and corrected."""

import pytest

from scoring.opening import school_changes, school_corrected, school_texts, school_typed
from scoring.problem import Problem
from scoring.visit import School

TYPED = {
    "name": "实验小学", "date": "20221205", "stage": "", "town": "龙泉", "teachers": "86", "team": "王伟、李丽, 赵强",
}  # fmt: skip


def test_what_is_typed_is_tidied_and_what_is_empty_left_out():
    assert school_typed(TYPED) == {
        "name": "实验小学", "date": "2022-12-05", "town": "龙泉", "teachers": 86, "team": ["王伟", "李丽", "赵强"],
    }  # fmt: skip


@pytest.mark.parametrize("day", ["2022-12-5", "2022.12.05", "2022/12/5", "２０２２．１２．５", "2022年12月5日"])
def test_a_day_is_taken_however_it_is_written_here(day):
    assert school_typed({**TYPED, "date": day})["date"] == "2022-12-05"


def test_what_is_known_can_be_typed_again():
    school = School("实验小学", "2022-12-05", "小学", "龙泉", 86, ("王伟", "李丽"))
    assert school_typed(school_texts(school)) == {**school._asdict(), "team": ["王伟", "李丽"]}
    assert school_texts(School())["teachers"] == ""


def test_what_is_emptied_is_said_to_be_empty():
    assert school_corrected(School(), {"name": "实验小学", "date": "2022-12-05", "town": ""}) == {
        "name": "实验小学", "date": "2022-12-05", "stage": "", "town": "", "teachers": 0, "team": [],
    }  # fmt: skip


def test_what_is_said_otherwise_is_named():
    before = School("实验小学", "2022-12-05", "小学", "龙泉", 86)
    assert school_changes(before, before._replace(town="", teachers=87)) == ["town 龙泉 -> -", "teachers 86 -> 87"]
    assert school_changes(before, before) == []


@pytest.mark.parametrize(
    ("field", "text"), [("name", ""), ("date", "5.12."), ("teachers", "-"), ("town", "a\x1bb"), ("team", "甲\u202e乙")]
)
def test_what_cannot_be_names_its_field(field, text):
    with pytest.raises(Problem) as caught:
        school_typed({**TYPED, field: text})
    assert caught.value.where == field
