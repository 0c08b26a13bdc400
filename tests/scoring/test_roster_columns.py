"""Which column of a roster holds what: by its heading, in any order and as schools write it."""

import time

import pytest
from test_roster_cells import HEAD, LI, WANG, read

from scoring.tables.cells import Above, Before
from scoring.tables.roster_cells import HEADER_WITHIN, NoTable
from scoring.tables.roster_columns import find_columns, letter


@pytest.mark.parametrize("order", [range(14, -1, -1), [7, 4, 1, 13, 10, 0, 5, 2, 14, 11, 8, 3, 12, 9, 6]])
def test_columns_may_stand_in_any_order(order):
    shuffled = [[row[at] for at in order] for row in (HEAD, WANG, LI)]
    assert read(*shuffled).teachers == read(HEAD, WANG, LI).teachers


def test_columns_not_needed_are_named_and_left_out():
    found = read(["序号", *HEAD, "电话"], [1, *WANG, "13800000000"])
    assert found.teachers == read(HEAD, WANG).teachers
    assert found.notes == ("columns not read: 序号, 电话",)


def test_the_heading_is_looked_for_in_the_first_rows_only():
    assert len(read(*[["说明"]] * (HEADER_WITHIN - 1), HEAD, WANG).teachers) == 1
    with pytest.raises(NoTable, match="no row has the heading 姓名"):
        read(*[["说明"]] * HEADER_WITHIN, HEAD, WANG)


@pytest.mark.parametrize(
    "head",
    [
        ["教师编号", "教师姓名", "所选微能力"],
        ["工 号", "姓　名", "微能力点"],
        ["工号（必填）", "姓名*", "选学微能力（1）"],
        ["ＩＤ", "Name", "微能力一"],
    ],
)
def test_headings_as_schools_write_them(head):
    (found,) = read(head, ["T01", "王芳", "A1"]).teachers
    assert (found.id, found.name, found.abilities) == ("T01", "王芳", ("A1",))


def test_one_heading_over_three_columns():
    found = read(["姓名", "微能力", None, None, "学科"], ["王芳", "A1", "B2", "C7", "语文"])
    assert (found.teachers[0].abilities, found.teachers[0].subject) == (("A1", "B2", "C7"), "语文")
    assert read(["姓名", "微能力"], ["王芳", "A1", "B2", "C7"]).teachers[0].abilities == ("A1", "B2", "C7")


def test_of_two_columns_of_one_name_the_first_counts():
    assert find_columns(["姓名", "学科", "姓名", "任教学科"]).single == {"name": 0, "subject": 1}
    assert find_columns(["学科", "微能力1"]) is None


@pytest.mark.parametrize(
    ("head", "row", "places"),
    [
        (["姓名", "线上学时(应完成)", "线上学时(实际完成)"], ["王芳", 50, 12], [("C", "B")]),
        (["姓名", "微能力1", "微能力1"], ["王芳", "A1", "A2"], [("C", "B")]),
        (["姓名", "微能力1", "校本实践活动", "校本实践"], ["王芳", "A1", "完成", "未完成"], [("D", "C")]),
        (["姓名", "微能力1等次", "微能力一成绩"], ["王芳"], [("C", "B")]),
        (["姓名", "考核结果", "微能力1", "考核结果", "考核结果"], ["王芳", "优秀", "A1"], [("D", "B"), ("E", "B")]),
    ],
)
def test_two_columns_for_one_thing_are_refused_by_their_letters(head, row, places):
    problems = [str(problem) for problem in read(head, row).problems]
    said = "R.xlsx: 名册!{}: has the meaning of column {} too: give one of the two another heading, or delete it"
    assert problems == [said.format(second, first) for second, first in places]


@pytest.mark.parametrize("head", [["微能力", "微能力", "微能力"], ["选学微能力", "微能力", "所选微能力点"]])
def test_abilities_without_numbers_are_numbered_in_their_order(head):
    assert read(["姓名", *head], ["王芳", "A1", "B2", "C7"]).teachers[0].abilities == ("A1", "B2", "C7")


def test_a_column_of_codes_and_one_of_their_names_are_of_one_ability():
    found = read(["姓名", "微能力", "微能力名称", "微能力等次"], ["王芳", "A1", "技术支持的学情分析", "优秀"])
    assert (found.problems, found.teachers[0].abilities, found.teachers[0].grades) == ((), ("A1",), ("优秀",))
    assert found.notes == ("columns not read: 微能力名称",)


@pytest.mark.parametrize("second", ["姓名", "教师姓名"])
def test_a_second_column_of_names_is_refused(second):
    (problem,) = read(["姓名", "学科", second, "学科"], ["王芳", "语文", "李强", "数学"]).problems
    assert str(problem) == "R.xlsx: 名册!C: a second column of names; put all teachers below each other"


OTHER = "a second table with other columns begins here: leave only the teachers' table, with one heading"
TWO_ROWS = "the heading has two rows: write one above each column, in one row, and no cells merged"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["姓名", "职务"], ["姓名", "学科", "微能力1"]),
        (["姓名", "职务"], ["工号", "姓 名", "学科"]),
        (["编号", "姓名", "微能力1"], ["编号", "姓名", "职务"]),
        (["姓名", "学科"], ["姓名", "学科", "线上学时"]),
        (["姓名", "学科", "学段"], ["姓名", "学段", "学科"]),
    ],
)
def test_a_second_heading_with_other_columns_is_refused(first, second):
    found = read(first, ["张三", "李四", "A1"], [], second, ["王芳", "王芳", "王芳"])
    place = "B4" if first[0] == "编号" else "A4"
    assert [str(problem) for problem in found.problems] == [f"R.xlsx: 名册!{place}: {OTHER}"]


@pytest.mark.parametrize("again", [HEAD, HEAD[:2], ["", "姓 名", *HEAD[2:]], [*HEAD, "备注"]])
def test_the_same_heading_on_the_next_page_is_passed_over(again):
    found = read(HEAD, WANG, again, LI)
    assert (found.problems, [each.id for each in found.teachers]) == ((), ["T01", "T02"])


def test_a_remark_is_no_heading():
    found = read([*HEAD, "备注"], [*WANG, "姓名"], LI)
    assert (found.problems, len(found.teachers)) == ((), 2)


@pytest.mark.parametrize("name", [Above("姓名"), None])
def test_a_heading_in_two_rows_of_which_the_lower_makes_no_sense_is_refused(name):
    found = read(["姓名", "学时", ""], [name, "名称", "等次"], ["王芳", 50, 30])
    assert [str(problem) for problem in found.problems] == [f"R.xlsx: 名册!A2: {TWO_ROWS}"]


@pytest.mark.parametrize("more", [[], ["名称", "等次"]])
def test_hours_that_are_parted_in_a_way_not_known_are_refused(more):
    upper = ["姓名", "线上学时", Before("线上学时"), *["微能力1", Before("微能力1")][: len(more)]]
    found = read(upper, [Above("姓名"), "应修", "实修", *more], ["王芳", 25, 20, *["A1", "合格"][: len(more)]])
    assert [str(problem) for problem in found.problems] == [f"R.xlsx: 名册!A2: {TWO_ROWS}"]


def test_very_wide_rows_without_names_are_over_soon():
    start = time.process_time()
    assert len(read(["姓名"], ["王芳"], *[["", *[None] * 16_000, "x"]] * 300).teachers) == 1
    assert time.process_time() - start < 2


def test_hints_below_the_heading_are_passed_over():
    found = read(["姓名", "线上学时", "微能力1"], [Above("姓名"), "（学时）", "只填代码"], ["王芳", 50, "A1"])
    assert (found.problems, len(found.teachers)) == ((), 1)


@pytest.mark.parametrize(("at", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")])
def test_a_columns_letters(at, letters):
    assert letter(at) == letters
