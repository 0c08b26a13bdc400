"""A school's own table of choices: one column for each ability, ticked where it was chosen."""

import pytest

from ipc2_tui.files.rubrics import built_in_abilities
from scoring.tables.cells import Above, Before
from scoring.tables.roster_cells import read_roster

ALL = built_in_abilities()
HEAD = ["序号", "姓名", "学科", "A1 技术支持的学情分析", "A2", "演示文稿设计与制作", "B3", "备注"]


def read(*rows):
    return read_roster([("汇总", rows)], ALL, "R.xlsx")


def chosen(*rows):
    found = read(*rows)
    assert found.problems == ()
    return {each.name: dict(zip(each.abilities, each.grades, strict=True)) for each in found.teachers}


def test_a_tick_below_an_ability_chooses_it():
    found = read(HEAD, [1, "王芳", "语文", "√", "", "√", "√", "代课"], [2, "李强", "数学", "×", "是", None, 1, ""])
    assert [each.abilities for each in found.teachers] == [("A1", "A3", "B3"), ("A2", "B3")]
    assert [each.grades for each in found.teachers] == [("", "", ""), ("", "")]
    assert (found.problems, found.notes) == ((), ("columns not read: 序号, 备注",))


def test_a_grade_below_an_ability_chooses_and_grades_it():
    assert chosen(HEAD, [1, "王芳", "语文", "优秀", "合格", "不合格", "☐", ""]) == {
        "王芳": {"A1": "优秀", "A2": "合格", "A3": "不合格"}
    }


def test_the_code_written_below_itself_is_a_tick():
    assert chosen(HEAD, [1, "王芳", "语文", "A1", "", "", "b3", ""]) == {"王芳": {"A1": "", "B3": ""}}


def test_all_thirty_abilities_may_have_a_column():
    ticks = ["√" if place in (0, 13, 29) else "" for place in range(30)]
    heading = ["姓名", *(each.code for each in ALL)]
    assert chosen(heading, ["王芳", *ticks]) == {"王芳": {"A1": "", "B1": "", "C7": ""}}


@pytest.mark.parametrize(
    ("upper", "name"),
    [
        (["姓名", "学科", "多媒体教学环境", Before("多媒体教学环境"), "混合学习环境"], Above("姓名")),
        (["姓名", "学科", "选学微能力", Before("选学微能力"), Before("选学微能力")], Above("姓名")),
        (["姓名", "学科", "多媒体教学环境", "", "混合学习环境"], ""),  # as a text file has it
    ],
)
def test_the_abilities_may_stand_in_the_second_row_of_the_heading(upper, name):
    lower = [name, Above("学科") if name else "", "A1", "A2", "B1"]
    found = read(upper, lower, ["王芳", "语文", "√", "", "√"])
    assert [each.abilities for each in found.teachers] == [("A1", "B1")]
    assert (found.problems, found.notes) == ((), ())


def test_what_is_neither_tick_nor_grade_is_named_by_its_cell():
    found = read(HEAD, [1, "王芳", "语文", "√", "下学期", "", "", ""], [2, "李强", "数学", "", "", "", "", ""])
    assert [str(problem) for problem in found.problems] == [
        "R.xlsx: 汇总!E2: found 下学期, expected a tick (√) where A2 was chosen, or its grade",
        "R.xlsx: 汇总!D3: is empty, expected at least one ability, such as A1",
    ]


def test_a_code_with_another_abilitys_name_is_no_column_of_either():
    found = read(["姓名", "A1 微课程设计与制作"], ["王芳", "√"])
    assert (found.teachers[0].abilities, found.notes) == ((), ("columns not read: A1 微课程设计与制作",))


def test_a_teacher_without_a_name_is_not_taken_for_the_headings_second_row():
    assert [str(problem) for problem in read(["姓名", "微能力1", "微能力2"], ["", "A1", "B1"]).problems] == [
        "R.xlsx: 汇总!A2: is empty, expected a name"
    ]


def test_a_row_of_a_teacher_whose_name_is_merged_over_it_is_not_taken_for_one_either():
    rows = (
        ["姓名", "学科", "微能力1"],
        ["王芳", "语文", "A1"],
        [Above("王芳"), Above("语文"), "A2"],
        ["李强", "数学", "B1"],
    )
    assert [str(problem) for problem in read(*rows).problems] == [
        "R.xlsx: 汇总!A3: found a merged cell, expected a name of its own"
    ]
