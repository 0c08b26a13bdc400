"""Rosters from the cells of schools' tables, written in any habit, and every mistake named by its cell at once."""

from decimal import Decimal

import pytest

from ipc2_tui.files.rubrics import built_in_abilities
from scoring.problem import Problem
from scoring.tables.roster_cells import EMPTY_ROWS, NoTable, read_roster

HEAD = [
    "工号", "姓名", "学科", "学段", "微能力1", "微能力1等次", "微能力2", "微能力2等次", "微能力3", "微能力3等次",
    "线上学时", "线下学时", "校本应用考核", "校本实践活动", "上报资源",
]  # fmt: skip
WANG = ["T01", "王芳", "语文", "小学", "A1", "合格", "B2", "优秀", "C7", "合格", 25, 30.5, "合格", "完成", 2]
LI = ["T02", "李强", "数学", "初中", "A2", "", "B3", "", "C1", "", None, None, "", "", None]


def read(*rows, sheet="名册"):
    return read_roster([(sheet, rows)], built_in_abilities(), "R.xlsx")


def teacher(**cells):
    """The one teacher of a table whose row is that of 王芳 with other cells, by their headings."""
    found = read(HEAD, changed(**cells))
    assert found.problems == ()
    (one,) = found.teachers
    return one


def changed(**cells):
    return [cells.get(heading, cell) for heading, cell in zip(HEAD, WANG, strict=True)]


def wrong(*rows):
    return [str(problem) for problem in read(*rows).problems]


# --- what is read -----------------------------------------------------------------------------------------------------


def test_a_teacher_with_everything():
    found = read(HEAD, WANG)
    assert (found.sheet, found.problems, found.notes) == ("名册", (), ())
    assert [each._asdict() for each in found.teachers] == [
        {"id": "T01", "name": "王芳", "subject": "语文", "stage": "小学", "abilities": ("A1", "B2", "C7"),
         "grades": ("合格", "优秀", "合格"), "online": Decimal(25), "offline": Decimal("30.5"), "assessment": "合格",
         "practice": "完成", "resources": 2},
    ]  # fmt: skip


def test_title_rows_may_stand_above_the_heading():
    title = [["实验小学教师名册"], [], ["填表人：王芳", None, "2022年12月"]]
    assert read(*title, HEAD, WANG).teachers == read(HEAD, WANG).teachers
    assert wrong(*title, HEAD, changed(线上学时="很多")) == [
        "R.xlsx: 名册!K5: found 很多, expected a number from 0 to 1000"
    ]


@pytest.mark.parametrize("line", [["学校：", "实验小学"], ["学校", "", "实验小学"], ["单位：实验小学", "时间：12月"]])
def test_whose_roster_it_is_stands_above_the_heading(line):
    assert read(["教师名册"], line, HEAD, WANG).school == "实验小学"


def test_a_heading_in_two_rows_names_no_school():
    assert read(["学校", "教师", None, "微能力", "学时", "结果"], HEAD, WANG).school == ""


def test_an_empty_box_for_the_school_is_not_the_next_label():
    assert read(["学校：", None, "填表人：王芳"], HEAD, WANG).school == ""


def test_full_width_digits_and_spaces():
    found = teacher(工号="　Ｔ０１ ", 姓名=" 王　芳　", 线上学时="２５", 线下学时="３０．５", 上报资源="２ ")
    assert found == teacher()


def test_numbers_of_a_workbook_are_ids_without_a_point():
    assert [teacher(工号=cell).id for cell in (1001.0, 1001, "１００１")] == ["1001"] * 3


@pytest.mark.parametrize(
    ("written", "name"), [("欧阳 娜", "欧阳娜"), ("欧阳　娜", "欧阳娜"), (" Anna   Lee ", "Anna Lee")]
)
def test_blanks_in_a_name(written, name):
    assert teacher(姓名=written).name == name


@pytest.mark.parametrize(
    "written",
    ["A1", "Ａ１", "a1", "A01", "A-1", "A 1", "A1 技术支持的学情分析", "A1.技术支持的学情分析", "A1技术支持的学情分析",
     "Ａ１　技术支持的学情分析", "技术支持的学情分析", " 技术支持的 学情分析 ", "A1 学情分析",
     "A1 技术支持的学情分析报告"],
)  # fmt: skip
def test_an_ability_by_code_or_name_or_both(written):
    assert teacher(微能力1=written).abilities == ("A1", "B2", "C7")


@pytest.mark.parametrize("written", ["A10", "Ａ１０", "A10 学生信息安全意识培养"])
def test_two_digits_are_not_one(written):
    assert teacher(微能力1=written).abilities[0] == "A10"


@pytest.mark.parametrize("written", ["A1、B2、C7", "A1,B2,C7", "A1；B2；C7", "A1\nB2\nC7", "A1/微课程设计与制作/C7"])
def test_several_abilities_in_one_cell(written):
    (found,) = read(["姓名", "微能力"], ["王芳", written]).teachers
    assert found.abilities == ("A1", "B2", "C7")


@pytest.mark.parametrize(
    ("written", "grade"),
    [("优秀", "优秀"), ("优", "优秀"), ("合格", "合格"), ("√", "合格"), ("✔", "合格"), ("不合格", "不合格"),
     ("×", "不合格"), ("Ｘ", "不合格"), (" 合格 ", "合格"), ("", ""), (None, "")],
)  # fmt: skip
def test_grades_in_words_and_signs(written, grade):
    found = teacher(微能力2等次=written, 校本应用考核=written)
    assert (found.grades, found.assessment) == (("合格", grade, "合格"), grade)


@pytest.mark.parametrize(
    ("written", "done"), [("√", "完成"), ("已完成", "完成"), ("是", "完成"), ("否", "未完成"), ("", "")]
)
def test_practice_in_words_and_signs(written, done):
    assert teacher(校本实践活动=written).practice == done


@pytest.mark.parametrize(
    ("written", "hours"),
    [("25 学时", 25), ("２５", 25), ("25学时", 25), ("25.5小时", "25.5"), ("２５ 学时", 25), (25.0, 25), (0, 0),
     ("0", 0), (1000, 1000), ("", None), (None, None)],
)  # fmt: skip
def test_hours_as_text_and_numbers(written, hours):
    found = teacher(线上学时=written, 线下学时=written)
    assert (found.online, found.offline) == (None if hours is None else Decimal(hours),) * 2


# --- who is a teacher -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", [0, 1])
@pytest.mark.parametrize("word", ["示例", "例：张三", "（示例）", "【示例】", "合计", "总 计"])
def test_an_example_or_total_is_nobody(word, where):
    row = [*WANG]
    row[where] = word
    row[4] = "no ability"
    found = read(HEAD, row, LI)
    assert ([each.name for each in found.teachers], found.problems) == (["李强"], ())


def test_empty_rows_are_passed_over_and_keep_their_numbers():
    found = read(HEAD, [], WANG, [None, ""], changed(工号="T09", 上报资源="x"))
    assert [each.id for each in found.teachers] == ["T01", "T09"]
    assert [problem.where for problem in found.problems] == ["R.xlsx: 名册!O5"]


def test_after_very_many_empty_rows_nothing_is_looked_for():
    assert len(read(HEAD, WANG, *[()] * EMPTY_ROWS, LI).teachers) == 2
    assert len(read(HEAD, WANG, *[()] * (EMPTY_ROWS + 1), LI).teachers) == 1


def test_two_teachers_of_one_name_are_told_apart():
    found = read(HEAD, changed(工号=""), changed(工号=""), changed(工号=""), LI)
    assert [each.id for each in found.teachers] == ["王芳", "王芳#2", "王芳#3", "T02"]
    assert found.problems == ()
    assert found.notes == tuple(f"row {n + 1}: another 王芳, kept as 王芳#{n}: is it the same person?" for n in (2, 3))


def test_two_teachers_of_one_name_with_their_own_ids():
    found = read(HEAD, WANG, changed(工号="T02"))
    assert ([each.id for each in found.teachers], found.problems, found.notes) == (["T01", "T02"], (), ())


def test_two_of_one_name_may_be_one_person_where_one_has_no_id():
    for rows, at in (((WANG, changed(工号="")), 3), ((changed(工号=""), LI, WANG), 2)):
        found = read(HEAD, *rows)
        assert sorted(each.id for each in found.teachers if each.name == "王芳") == ["T01", "王芳"]
        assert found.notes == (f"row {at}: another 王芳, kept as 王芳: is it the same person?",)


def test_an_id_that_is_there_twice():
    assert wrong(HEAD, WANG, LI, changed(姓名="赵磊"), changed(工号="Ｔ０１")) == [
        "R.xlsx: 名册!A4: found T01, which row 2 has already, expected an id of nobody else",
        "R.xlsx: 名册!A5: found T01, which row 2 has already, expected an id of nobody else",
    ]


def test_a_row_without_a_name():
    for row in (changed(姓名=" "), [*[None] * 4, "A1"]):
        assert wrong(HEAD, row) == ["R.xlsx: 名册!B2: is empty, expected a name"]
    found = read(HEAD, WANG, ["T09"])
    assert (len(found.teachers), found.problems, found.notes) == (1, (), ("row 3 has no name and was left out",))


@pytest.mark.parametrize("rows", [(), ([],), ([None] * 15,), (["示例", "张三"],)])
def test_a_roster_without_teachers(rows):
    found = read(HEAD, *rows)
    assert found.teachers == ()
    assert [str(problem) for problem in found.problems] == ["R.xlsx: 名册: has no teachers below the heading"]


@pytest.mark.parametrize("rows", [(), (["工号", "学科", "微能力1"], ["T01", "语文", "A1"])])
def test_no_table_at_all(rows):
    with pytest.raises(NoTable, match=r"^R\.xlsx: has no table of teachers"):
        read(*rows)


def test_only_the_first_sheet_with_teachers_counts():
    sheets = [("说明", [["填表说明"]]), ("语文组", [HEAD, WANG]), ("数学组", [HEAD, LI])]
    found = read_roster(sheets, built_in_abilities(), "R.xlsx")
    assert (found.sheet, [each.id for each in found.teachers]) == ("语文组", ["T01"])
    assert len(found.notes) == 1 and "数学组" in found.notes[0]


# --- what is wrong ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("heads", [["微能力1", "微能力2", "微能力3"], ["微能力"]])
def test_a_teacher_who_chose_nothing(heads):
    found = read(["姓名", *heads], ["王芳"])
    assert [str(problem) for problem in found.problems] == [
        "R.xlsx: 名册!B2: is empty, expected at least one ability, such as A1"
    ]


def test_without_a_column_for_abilities_nobody_needs_one():
    found = read(["姓名"], ["王芳"])
    assert (len(found.teachers), found.problems) == (1, ())


@pytest.mark.parametrize("written", ["A14", "D1", "A0", "B11", "C8", "A100", "微格教学", "A", "11"])
def test_an_ability_that_nobody_knows(written):
    assert wrong(HEAD, changed(微能力2=written)) == [
        f"R.xlsx: 名册!G2: found {written}, expected an ability from A1 to C7, or its name"
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "problem"),
    [
        ("微能力2", "A1", "G2: found A1, expected another ability than the ones before it"),
        ("微能力2", "B2 技术支持的学情分析", "G2: found B2 技术支持的学情分析, expected B2 微课程设计与制作"),
        ("微能力2", "", "G2: is empty, expected the ability that the grade beside it is for"),
        ("微能力2等次", "良好", "H2: found 良好, expected one of 优秀 合格 不合格"),
        ("线上学时", "二十五", "K2: found 二十五, expected a number from 0 to 1000"),
        ("线上学时", -1, "K2: found -1, expected a number from 0 to 1000"),
        ("线下学时", "1001", "L2: found 1001, expected a number from 0 to 1000"),
        ("线下学时", "NaN", "L2: found NaN, expected a number from 0 to 1000"),
        ("线下学时", "25.1.5", "L2: found 25.1.5, expected a number from 0 to 1000"),
        ("校本应用考核", "及格", "M2: found 及格, expected one of 优秀 合格 不合格"),
        ("校本实践活动", "合格", "N2: found 合格, expected one of 完成 未完成"),
        ("上报资源", "1.5", "O2: found 1.5, expected a whole number"),
        ("上报资源", "10001", "O2: found 10001, expected a number from 0 to 10000"),
        ("工号", "T\u202e1", "A2: found T<U+202E>1, expected a number or short text"),
        ("姓名", "王\u200b芳", "B2: found 王<U+200B>芳, expected a name of at most 100 printable characters"),
        ("姓名", "王" * 101, f"B2: found {'王' * 60}..., expected a name of at most 100 printable characters"),
    ],
)
def test_a_problem_names_cell_found_and_expected(heading, cell, problem):
    assert wrong(HEAD, changed(**{heading: cell})) == [f"R.xlsx: 名册!{problem}"]


def test_all_problems_come_at_once():
    found = read(HEAD, changed(微能力1="A99", 线上学时="x"), LI, changed(姓名="赵磊", 微能力3等次="?", 上报资源="?"))
    assert [problem.where.removeprefix("R.xlsx: 名册!") for problem in found.problems] == ["E2", "K2", "J4", "O4", "A4"]
    assert all(isinstance(problem, Problem) and "expected" in problem.what for problem in found.problems)


def test_a_table_without_sheets_names_the_file_alone():
    found = read(["姓名", "线上学时"], ["王芳", "x"], sheet="")
    assert [problem.where for problem in found.problems] == ["R.xlsx: B2"]
