"""A heading in several rows: groups above, and below each what its columns are."""

import pytest

from ipc2_tui.files.rubrics import built_in_abilities
from scoring.tables.cells import Above, Before
from scoring.tables.roster_cells import read_roster

UPPER = ["序号", "姓名", "学科", "学时", Before("学时"), "微能力1", Before("微能力1"), "微能力2", Before("微能力2")]
LOWER = [Above("序号"), Above("姓名"), Above("学科"), "线上", "线下", "名称", "等次", "名称", "等次"]
WANG = [1, "王芳", "语文", 26, 30, "A1", "优秀", "B3", "合格"]


def read(*rows):
    return read_roster([("名册", rows)], built_in_abilities(), "R.xlsx")


def facts(found):
    assert found.problems == ()
    return [(each.name, each.online, each.offline, each.abilities, each.grades) for each in found.teachers]


EXPECTED = [("王芳", 26, 30, ("A1", "B3"), ("优秀", "合格"))]


def test_groups_and_their_columns_are_read_together():
    found = read(["实验小学教师名册"], UPPER, LOWER, WANG)
    assert facts(found) == EXPECTED
    assert found.notes == ("columns not read: 序号",)


def test_a_part_that_means_nothing_to_us_is_said():
    found = read(["姓名", "学时", "", ""], ["", "线上", "线下", "合计"], ["王芳", 26, 30, 56])
    assert facts(found) == [("王芳", 26, 30, (), ())] and found.notes == ("columns not read: 合计",)


def test_groups_stand_above_the_first_of_their_columns_where_nothing_is_merged():
    upper = ["" if isinstance(cell, Before) else cell for cell in UPPER]
    lower = ["" if isinstance(cell, Above) else cell for cell in LOWER]
    assert facts(read(upper, lower, WANG)) == EXPECTED


def test_the_names_heading_may_stand_below_a_group_as_well():
    upper = ["基本情况", Before("基本情况"), Before("基本情况"), *UPPER[3:]]
    lower = ["序号", "姓名", "学科", *LOWER[3:]]
    assert facts(read(["实验小学教师名册"], upper, lower, WANG, upper, lower)) == EXPECTED


def test_a_heading_may_have_three_rows():
    upper = ["姓名", "研修学时", Before("研修学时"), "备注"]
    middle = [Above("姓名"), "线上", "线下", Above("备注")]
    lower = [Above("姓名"), "学时", "学时数", "（可不填）"]
    found = read(upper, middle, lower, ["王芳", 26, 30, ""])
    assert facts(found) == [("王芳", 26, 30, (), ())]


def test_a_heading_without_an_end_is_refused_at_its_fifth_row():
    rows = ([Above("姓名"), "线上", f"说明{n}"] for n in range(100))
    found = read(["姓名", "学时", ""], *rows, ["王芳", 26, 30])
    assert [str(problem)[:41] for problem in found.problems] == ["R.xlsx: 名册!A5: the heading has two rows: "[:41]]


def test_both_rows_may_stand_on_each_page_once_more():
    li = [2, "李强", "数学", 25, 25, "A2", "合格", "C1", "合格"]
    assert [each.name for each in read(UPPER, LOWER, WANG, UPPER, LOWER, li).teachers] == ["王芳", "李强"]
    bare = [["" if isinstance(cell, (Above, Before)) else cell for cell in row] for row in (UPPER, LOWER)]
    assert [each.name for each in read(*bare, WANG, *bare, li).teachers] == ["王芳", "李强"]


@pytest.mark.parametrize(
    ("group", "parts", "cells"),
    [
        ("线上", ["学时"], [26]),
        ("学时", ["线上研修"], [26]),
        ("学时", ["线上", "合计"], [26, 56]),
        ("学时(小时)", ["线上学时"], [26]),
        ("线上研修", ["学时", "是否合格"], [26, "是"]),
    ],
)
def test_hours_are_found_whichever_row_says_what(group, parts, cells):
    upper = ["姓名", group, *[Before(group)] * (len(parts) - 1)]
    assert [each.online for each in read(upper, [Above("姓名"), *parts], ["王芳", *cells]).teachers] == [26]


@pytest.mark.parametrize(
    ("group", "parts"),
    [
        ("选学微能力", ["微能力1", "等次", "微能力2", "等次"]),
        ("微能力", ["1", "1等次", "2", "2等次"]),
        ("微能力", [1, "等次", 2, "等次"]),
        ("选学微能力及考核", ["微能力一", "微能力一考核结果", "微能力二", "微能力二考核结果"]),
    ],
)
def test_abilities_in_one_group_have_each_its_own_grade(group, parts):
    upper = ["姓名", group, *[Before(group)] * 3]
    found = read(upper, [Above("姓名"), *parts], ["王芳", "A1", "优秀", "B3", "合格"])
    assert [(each.abilities, each.grades) for each in found.teachers] == [(("A1", "B3"), ("优秀", "合格"))]
    assert found.problems == ()


@pytest.mark.parametrize(("name", "beside"), [(Above("姓名"), Before("微能力1")), ("", "")])
def test_an_abilitys_own_result_is_not_the_teachers(name, beside):
    upper = ["姓名", "微能力1", beside, "校本应用考核"]
    found = read(upper, [name, "名称", "考核结果", "结果"], ["王芳", "A1", "合格", "优秀"])
    assert [(each.grades, each.assessment) for each in found.teachers] == [(("合格",), "优秀")]


@pytest.mark.parametrize("row", [["", "A1", "合格"], ["", "线上", "合格"]])
def test_a_teacher_whose_name_is_missing_is_no_part_of_the_heading(row):
    assert read(["姓名", "微能力1", "等次"], row, ["王芳", "A1", "优秀"]).problems


def test_a_cell_that_cannot_be_read_is_named_by_its_own_column():
    found = read(UPPER, LOWER, [1, "王芳", "语文", 26, "很多", "A1", "优秀", "Z9", "合格"])
    assert [str(problem).partition(", ")[0] for problem in found.problems] == [
        "R.xlsx: 名册!H3: found Z9",
        "R.xlsx: 名册!E3: found 很多",
    ]


def test_a_nameless_teacher_who_learns_online_is_no_part_of_the_heading_either():
    found = read(["姓名", "学科", "方式", "线上学时"], ["", "语文", "线上", 26], ["王芳", "语文", "线上", 30])
    assert [str(problem) for problem in found.problems] == ["R.xlsx: 名册!A2: is empty, expected a name"]
