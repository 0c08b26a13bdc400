"""A district's list of schools."""

import pytest

from scoring.problem import Problem
from scoring.tables.school_list import read_school_list


def read(*rows):
    return read_school_list([("名单", rows)], "F.xlsx")


def test_codes_and_names_wherever_they_stand():
    found = read(
        ["全区学校名单"],
        [],
        ["序号", "单位名称", " 学校 代码 "],
        [1, "青禾小学", "ＡＢ-1"],
        [2, "松风中学", 370812.0],
        [None],
    )
    assert found == {"AB-1": "青禾小学", "370812": "松风中学"}


@pytest.mark.parametrize(
    "row",
    [
        ["合计", None, 2],
        [None, "合计", 2],
        [None, None, "共计2所"],
        ["序号", "学校代码", "学校名称"],
        [None, "初中学部", None],
        ["初中学部", "初中学部", "初中学部"],
        [None, "注：以上为2022年9月数据", None],
    ],
)
def test_rows_that_are_no_schools_are_passed_over(row):
    assert read(["序号", "代码", "学校"], [1, "A1", "甲小学"], row, [2, "A2", "乙小学"]) == {
        "A1": "甲小学",
        "A2": "乙小学",
    }


@pytest.mark.parametrize(
    ("rows", "place", "why"),
    [
        ([["姓名", "学科"], ["甲", "语文"]], "F.xlsx", "no list of schools"),
        (
            [["代码", "学校"], ["a1", "甲小学"]],
            "F.xlsx: 名单!row 2",
            "a1 is no school's code, which is 1 to 24 of 0-9 A-Z",
        ),
        ([["代码", "学校"], ["A1", "甲小学"], ["A1", "乙小学"]], "F.xlsx: 名单!row 3", "A1 is there twice"),
        (
            [["代码", "学校"], [None, "甲小学"]],
            "F.xlsx: 名单!row 2",
            "甲小学 has no code: give it one, or delete the row",
        ),
        ([["代码", "学校"], ["甲小学", "A1"]], "F.xlsx: 名单!row 2", "甲小学 is no school's code"),
        ([["代码", "学校"], ["A1:2", ""]], "F.xlsx: 名单!row 2", "A1:2 is no school's code"),
    ],
)
def test_what_is_wrong_is_named_with_its_row(rows, place, why):
    with pytest.raises(Problem) as raised:
        read(*rows)
    assert raised.value.where == place
    assert why in raised.value.what


def test_a_school_beside_what_would_be_a_groups_heading_is_not_left_out():
    with pytest.raises(Problem, match="row 2: 城区: is no school's code"):
        read(["代码", "学校"], ["城区：", "实验小学"])
