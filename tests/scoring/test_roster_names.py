"""Who is a teacher: what clerks write in the column of names besides names makes nobody one."""

import pytest
from test_roster_cells import HEAD, LI, WANG, read

NAMES = ["姓名", "学科", "线上学时"]


@pytest.mark.parametrize(
    "text",
    ["学校（盖章）：", "学校（盖章）：实验小学", "校长签字", "单位（公章）", "2022年12月5日", "2022.12", "日期：2022年",
     "以下空白", "（以下无正文）", "共56人", "以上共计 56 人", "教师总数：56人", "56名教师", "一、语文教研组", "语文组",
     "三年级", "高年级学部"],
)  # fmt: skip
def test_a_line_to_sign_a_date_or_a_groups_name_is_nobody(text):
    found = read(NAMES, ["王芳", "语文", 25], [text], ["李强", "数学", 25])
    assert (found.problems, [each.name for each in found.teachers]) == ((), ["王芳", "李强"])
    (note,) = found.notes
    assert note.startswith("row 3 was left out, it is no teacher's: ")
    assert len(read(HEAD, WANG, ["", text], LI).teachers) == 2


@pytest.mark.parametrize("name", ["王芳：", "王芳 语文组", "王芳（本人签字", "孙公章"])
def test_who_has_abilities_is_never_left_out(name):
    """Whoever is left out can never be drawn, and a colon behind the name would be enough."""
    found = read(["姓名", "微能力1"], [name, "A1"], ["李强", "A2"])
    (problem,) = found.problems
    assert problem.where == "R.xlsx: 名册!A2" and problem.what.endswith("expected a name")
    assert [each.name for each in found.teachers] == ["李强"]
    signed = read(["姓名", "学科", "微能力1"], ["王芳", "语文", "A1"], ["制表人：王芳", "", "校长：李强"])
    assert (signed.problems, len(signed.teachers)) == ((), 1)


@pytest.mark.parametrize("word", ["平均", "平均分", "总人数：56", "合格率", "共计"])
def test_what_adds_up_or_averages_is_nobody(word):
    found = read(NAMES, ["王芳", "语文", 25], [word, "", 25])
    assert (found.problems, found.notes, len(found.teachers)) == ((), (), 1)


@pytest.mark.parametrize(
    "name", ["平均民", "共青", "年继", "签旦", "张组", "买买提·艾力", "王芳（1）", "王芳2", "王芳(一年级)", "Anna Lee"]
)
def test_names_that_look_alike_are_names(name):
    found = read(NAMES, [name, "语文", 25])
    assert (found.problems, found.notes, len(found.teachers)) == ((), (), 1)


@pytest.mark.parametrize("names", ["张三、李四、王五", "张三，李四", "张三；李四", "张三/李四", "张三(组长)、李四"])
def test_several_names_in_one_cell_are_not_one_teacher(names):
    (problem,) = read(["学科组", "姓名"], ["语文", names]).problems
    assert problem.where == "R.xlsx: 名册!B2"
    assert problem.what.endswith("expected one teacher's name; each teacher needs a row")


def test_rows_numbered_beforehand_are_not_named_one_by_one():
    found = read(["序号", *HEAD], [1, *WANG], [2], ["３"], [4, "T09"], [5, "", "", "语文"])
    assert (len(found.teachers), found.notes[1:]) == (
        1, ("row 5 has no name and was left out", "row 6 has no name and was left out")
    )  # fmt: skip
