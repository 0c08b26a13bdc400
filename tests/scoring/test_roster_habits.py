"""Habits of those who fill tables in: other headings, dashes, numbered lists, long ids, a column of schools."""

import pytest
from test_roster_cells import HEAD, WANG, changed, read


@pytest.mark.parametrize(
    ("heading", "cell", "field", "taken"),
    [
        ("线上学习时长", 25, "online", 25), ("在线学时", 25, "online", 25), ("网络研修学时", "25", "online", 25),
        ("课程学时", 25, "online", 25), ("线上完成学时数", 25, "online", 25), ("线下研修学时", 26, "offline", 26),
        ("校本实践学时", 26, "offline", 26), ("校本应用考核等次", "优秀", "assessment", "优秀"),
        ("考核等次", "合格", "assessment", "合格"), ("校本实践完成情况", "完成", "practice", "完成"),
        ("资源上报数", 1, "resources", 1), ("任教科目", "语文", "subject", "语文"), ("教职工编号", "7", "id", "王芳"),
        ("教工编号", "7", "id", "7"), ("能力点1", "A1", "abilities", ("A1",)),
        ("微能力点编号", "A1", "abilities", ("A1",)),
    ],
)  # fmt: skip
def test_headings_as_schools_write_them(heading, cell, field, taken):
    (teacher,) = read(["教职工姓名", heading], ["王芳", cell]).teachers
    assert getattr(teacher, field) == taken


@pytest.mark.parametrize("heading", ["线上应修学时", "线上平台", "线下地点", "校本课程", "总学时"])
def test_headings_of_something_else_are_left_out_and_named(heading):
    found = read(["姓名", heading], ["王芳", 25])
    assert (found.problems, found.notes) == ((), (f"columns not read: {heading}",))


@pytest.mark.parametrize("sign", ["-", "—", "——", "/", "无", "－"])
def test_a_dash_is_an_empty_cell(sign):
    found = read(HEAD, changed(微能力3=sign, 微能力3等次=sign, 线上学时=sign, 校本应用考核=sign, 上报资源=sign))
    (teacher,) = found.teachers
    assert (found.problems, teacher.abilities, teacher.online, teacher.assessment) == ((), ("A1", "B2"), None, "")
    assert len(read(HEAD, changed(姓名=sign)).problems) == 1


@pytest.mark.parametrize(
    "written",
    ["1.A1 2.B2 3.C3", "1、A1\n2、B2\n3、C3", "（1）A1（2）B2（3）C3", "A1+B2+C3", "A1.B2.C3", "A1。B2。C3",
     "A1\\B2\\C3", "1、A1 技术支持的学情分析\n2、B2微课程设计与制作\n3、C3"],
)  # fmt: skip
def test_abilities_in_a_numbered_list(written):
    found = read(["姓名", "微能力"], ["王芳", written])
    assert (found.problems, found.teachers[0].abilities) == ((), ("A1", "B2", "C3"))


def test_a_code_and_its_name_behind_a_mark_are_one_ability():
    assert read(["姓名", "微能力"], ["王芳", "A1、技术支持的学情分析"]).teachers[0].abilities == ("A1",)
    assert len(read(["姓名", "微能力"], ["王芳", "A1、A1"]).problems) == 1


@pytest.mark.parametrize("cell", [370812198501011234, 3.70812198501011e17, "3.70812E+17", "1E+15"])
def test_a_long_id_that_became_a_number_is_not_the_id(cell):
    (problem,) = read(["工号", "姓名"], [cell, "王芳"]).problems
    assert problem.where == "R.xlsx: 名册!A2" and "a number keeps but 15 digits" in problem.what


@pytest.mark.parametrize("cell", ["370812198501011234", 999999999999999, "37081219850101123X"])
def test_a_long_id_that_is_whole_is_taken(cell):
    assert read(["工号", "姓名"], [cell, "王芳"]).teachers[0].id == str(cell)


def test_whose_teachers_they_are_stands_in_a_column():
    found = read(["学校", *HEAD], ["青禾小学", *WANG], ["青禾小学", *changed(工号="T02")])
    assert (found.school, found.notes) == ("青禾小学", ())
    found = read(["序号", "所在学校", *HEAD], [1, "青禾小学", *WANG], [2, "望岳小学", *changed(工号="T02")])
    assert (found.school, found.notes[0]) == ("", "THE TEACHERS ARE OF SEVERAL SCHOOLS: 青禾小学, 望岳小学")
    assert read(["学校：望岳小学"], ["学校", *HEAD], ["青禾小学", *WANG]).school == "望岳小学"


def test_a_grade_right_of_its_ability_needs_no_number():
    found = read(["姓名", "微能力1", "等次", "微能力2", "等级", "等次"], ["王芳", "A1", "优秀", "B2", "合格", "x"])
    assert (found.problems, found.teachers[0].grades) == ((), ("优秀", "合格"))
    assert found.notes == ("columns not read: 等次",)


def test_noughts_in_rows_without_a_name_are_nobodys():
    """A formula was drawn down to the table's end."""
    found = read(["序号", "姓名", "线上学时", "线下学时"], [1, "王芳", 25, 26], [2, None, 0, 0], [3, None, 25, 26])
    assert [problem.where for problem in found.problems] == ["R.xlsx: 名册!B4"]
