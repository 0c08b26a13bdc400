"""The blank roster: what office programs make of it, and what comes back when a school has filled it in."""

import os
import re

import pytest
from openpyxl import load_workbook
from roster_files import rosters_in
from visit_files import folder_state, opened, write

from ipc2_tui.files.rubrics import built_in_abilities

GRADES, DONE = '"优秀,合格,不合格"', '"完成,未完成"'
ABILITIES = ("微能力1", "微能力2", "微能力3")


@pytest.fixture
def form(ipc2, tmp_path):
    path = tmp_path / "F.xlsx"
    assert ipc2("form", "roster", "-o", path) == (0, f"{path}\n", "")
    return path


@pytest.fixture
def visit(tmp_path):
    return write(tmp_path / "visit.json", opened(teachers=2))


def headings(sheet):
    return {cell.value: cell.column_letter for cell in sheet[2]}


def fill_in(form, *teachers):
    """Write teachers below the example row, as a school's office would."""
    book = load_workbook(form)
    sheet = book.worksheets[0]
    letters = headings(sheet)
    for row, teacher in enumerate(teachers, 4):
        for heading, value in teacher.items():
            sheet[f"{letters[heading]}{row}"] = value
    book.save(form)


def rule_of(sheet, heading):
    letter = headings(sheet)[heading]
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if f"{letter}4" in rule.sqref]
    return rule


FIRST = {"工号": "T01", "姓名": "王芳", "学科": "数学", "学段": "小学", "微能力1": "A1", "微能力1等次": "优秀",
         "微能力2": "B2 微课程设计与制作", "微能力2等次": "合格",
         "微能力3": "创造真实学习情境", "微能力3等次": "不合格",
         "线上学时": 25.5, "线下学时": 30, "校本应用考核": "合格", "校本实践活动": "未完成", "上报资源": 2}  # fmt: skip
SECOND = {"姓名": "李 娜", "微能力1": "c7"}


# --- what it looks like -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "words"),
    [*[(f"{name}等次", GRADES) for name in ABILITIES], ("校本应用考核", GRADES), ("校本实践活动", DONE)],
)
def test_results_are_picked_from_a_list_and_nothing_else_goes_in(form, heading, words):
    rule = rule_of(load_workbook(form).worksheets[0], heading)
    assert (rule.type, rule.formula1, rule.showErrorMessage) == ("list", words, True)


def test_subjects_are_picked_from_a_list_or_typed(form):
    rule = rule_of(load_workbook(form).worksheets[0], "学科")
    subjects = rule.formula1.strip('"').split(",")
    assert rule.type == "list" and not rule.showErrorMessage
    assert {"语文", "数学", "英语", "信息技术"} <= set(subjects)
    assert len(rule.formula1) <= 257  # Excel takes no longer list in a rule


@pytest.mark.parametrize("heading", ABILITIES)
def test_abilities_are_picked_from_the_sheet_that_lists_them_all(form, heading):
    book = load_workbook(form)
    rule = rule_of(book.worksheets[0], heading)
    sheet, first, last = re.fullmatch(r"(\w+)!\$A\$(\d+):\$A\$(\d+)", rule.formula1).groups()
    listed = [book[sheet][f"A{row}"].value for row in range(int(first), int(last) + 1)]
    assert listed == [f"{ability.code} {ability.name}" for ability in built_in_abilities()]
    assert len(listed) == 30


def test_the_rules_reach_as_far_as_a_big_school_and_leave_out_heading_and_example(form):
    sheet = load_workbook(form).worksheets[0]
    for heading in (*ABILITIES, "学科", "校本应用考核", "校本实践活动", "线上学时"):
        letter, rule = headings(sheet)[heading], rule_of(sheet, heading)
        assert f"{letter}1500" in rule.sqref
        assert not any(f"{letter}{row}" in rule.sqref for row in (1, 2, 3))


@pytest.mark.parametrize(("heading", "kind", "most"), [("线上学时", "decimal", "1000"), ("上报资源", "whole", "10000")])
def test_numbers_have_bounds(form, heading, kind, most):
    rule = rule_of(load_workbook(form).worksheets[0], heading)
    assert (rule.type, rule.formula1, rule.formula2, rule.showErrorMessage) == (kind, "0", most, True)


def test_the_heading_stays_in_sight_and_stands_on_every_printed_page(form):
    sheet = load_workbook(form).worksheets[0]
    pane = sheet.sheet_view.pane
    assert (pane.state, pane.ySplit) == ("frozen", 2)
    assert sheet.print_title_rows == "$1:$2"


def test_it_prints_on_a4_across_as_wide_as_one_page(form):
    sheet = load_workbook(form).worksheets[0]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_an_existing_file_is_replaced_only_when_asked(ipc2, form):
    fill_in(form, FIRST)
    before = form.read_bytes()
    done = ipc2("form", "roster", "-o", form)
    assert (done.code, done.out, form.read_bytes()) == (2, "", before)
    assert done.err.startswith(f"ipc2: {form}: ") and done.err.count("\n") == 1
    assert ipc2("form", "roster", "-o", form, "--force").code == 0
    assert load_workbook(form).worksheets[0]["A4"].value is None


@pytest.mark.parametrize("held", ['{"ipc2": {}}', "代码,学校"])
def test_asked_or_not_a_workbook_takes_no_other_files_place(ipc2, form, held):
    form.write_text(held, encoding="utf-8")
    done = ipc2("form", "roster", "-o", form, "--force")
    assert (done.code, done.out, form.read_text(encoding="utf-8")) == (2, "", held)
    assert "holds something else" in done.err and [each.name for each in form.parent.iterdir()] == [form.name]


@pytest.mark.parametrize("name", ["form.csv", "form", "form.xls"])
def test_a_workbook_has_a_workbooks_name(ipc2, tmp_path, name):
    done = ipc2("form", "roster", "-o", tmp_path / name)
    assert (done.code, done.out, list(tmp_path.glob("form*"))) == (2, "", []) and "ends in .xlsx" in done.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_is_not_replaced(ipc2, tmp_path):
    os.mkfifo(tmp_path / "pipe.xlsx")
    done = ipc2("form", "roster", "-o", tmp_path / "pipe.xlsx", "--force")
    assert (done.code, done.out) == (2, "") and "is no file" in done.err
    assert (tmp_path / "pipe.xlsx").is_fifo()


# --- filled in --------------------------------------------------------------------------------------------------------


def test_what_the_school_filled_in_is_what_the_visits_file_says(ipc2, me, form, visit):
    fill_in(form, FIRST, SECOND)
    done = ipc2("import", form, "--into", visit, "--yes")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("imported: 2 teachers\n")
    (teachers,) = rosters_in(visit)
    assert teachers == [
        {"id": "T01", "name": "王芳", "subject": "数学", "stage": "小学", "abilities": ["A1", "B2", "C2"],
         "grades": ["优秀", "合格", "不合格"], "online": 25.5, "offline": 30, "assessment": "合格",
         "practice": "未完成", "resources": 2},
        {"id": "李娜", "name": "李娜", "abilities": ["C7"]},
    ]  # fmt: skip


def test_every_choice_of_the_lists_can_be_imported(ipc2, me, form, visit):
    book = load_workbook(form)
    listed = [cell.value for cell in book["微能力"]["A"]]
    grades = GRADES.strip('"').split(",")
    fill_in(form, *[
        {"工号": f"T{n:02d}", "姓名": "王芳", "微能力1": text, "微能力1等次": grades[n % 3],
         "校本应用考核": grades[n % 3], "校本实践活动": DONE.strip('"').split(",")[n % 2]}
        for n, text in enumerate(listed)
    ])  # fmt: skip
    assert ipc2("import", form, "--into", visit, "--yes").code == 0
    (teachers,) = rosters_in(visit)
    assert [teacher["abilities"] for teacher in teachers] == [[text.split()[0]] for text in listed]
    assert [teacher["assessment"] for teacher in teachers] == [grades[n % 3] for n in range(len(listed))]


def test_the_example_row_is_nobody(ipc2, me, form, visit):
    assert load_workbook(form).worksheets[0]["B3"].value == "张三"
    fill_in(form, {"姓名": "王芳", "微能力1": "A1"})
    assert ipc2("import", form, "--into", visit, "--yes").code == 0
    (teachers,) = rosters_in(visit)
    assert [teacher["name"] for teacher in teachers] == ["王芳"]


def for_school(form, school):
    book = load_workbook(form)
    assert book.worksheets[0]["A1"].value == "学校"
    book.worksheets[0]["B1"] = school
    book.save(form)


@pytest.mark.parametrize("school", ["北坡小学", "370812-0102"])
def test_another_schools_roster_is_not_taken_without_a_word(ipc2, me, form, visit, school):
    fill_in(form, SECOND)
    for_school(form, school)
    before = visit.read_bytes()
    done = ipc2("import", form, "--into", visit, "--yes")
    assert (done.code, visit.read_bytes()) == (2, before) and "look at it first, without --yes" in done.err
    assert f"THE FORM IS OF ANOTHER SCHOOL: {school}; this visit is of 实验小学" in done.err


@pytest.mark.parametrize("school", ["实验小学", "某区实验小学", "370812-0101", "370812-0101 实验小学"])
def test_the_schools_own_name_or_code_above_its_roster_is_said(ipc2, me, form, visit, school):
    fill_in(form, FIRST, SECOND)
    for_school(form, school)
    done = ipc2("import", form, "--into", visit, "--yes")
    assert (done.code, done.err) == (0, f"the form says: {''.join(school.split())}\n")


def test_the_form_made_for_a_visit_has_its_schools_name(ipc2, form, tmp_path):
    visit = write(tmp_path / "visit.json", opened(name="=实验小学"))
    assert ipc2("form", "roster", "--visit", visit, "-o", form, "--force").code == 0
    cell = load_workbook(form).worksheets[0]["B1"]
    assert (cell.value, cell.data_type) == ("=实验小学", "s")


def test_a_form_that_nobody_filled_in_has_no_teachers(ipc2, me, form, visit):
    before = visit.read_bytes()
    done = ipc2("import", form, "--into", visit, "--yes")
    assert (done.code, done.out) == (2, "")
    assert f"{form}: 教师名册: has no teachers" in done.err
    assert visit.read_bytes() == before


# --- only when somebody agrees ----------------------------------------------------------------------------------------


def test_in_a_pipe_nothing_is_imported_without_yes(ipc2, me, form, visit):
    fill_in(form, FIRST, SECOND)
    before = folder_state(visit.parent)
    done = ipc2("import", form, "--into", visit)
    assert done.code == 2
    assert done.err == "ipc2: import: needs --yes where nobody can be asked\n"
    assert folder_state(visit.parent) == before


@pytest.mark.parametrize(("answer", "taken"), [("y", True), ("yes", True), ("是", True), ("", False), ("n", False)])
def test_at_a_terminal_it_asks_and_no_answer_is_no(ipc2, me, form, visit, monkeypatch, answer, taken):
    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or answer)
    fill_in(form, FIRST, SECOND)
    before = visit.read_bytes()
    done = ipc2("import", form, "--into", visit)
    assert done.code == 0
    assert [str(part) in asked[0] for part in ("2 teachers", form, visit)] == [True] * 3
    assert len(rosters_in(visit)) == taken
    assert taken or (visit.read_bytes() == before and done.err == "nothing was imported\n")


def test_the_same_roster_again_changes_nothing(ipc2, me, form, visit):
    fill_in(form, FIRST, SECOND)
    ipc2("import", form, "--into", visit, "--yes")
    before = visit.read_bytes()
    done = ipc2("import", form, "--into", visit, "--yes")
    assert (done.code, done.out) == (0, "all of it is in the visit already\n")
    assert visit.read_bytes() == before


def test_a_corrected_roster_comes_beside_the_first(ipc2, me, form, visit):
    for teacher in (SECOND, {**SECOND, "微能力1": "C6"}):
        fill_in(form, FIRST, teacher)
        assert ipc2("import", form, "--into", visit, "--yes").code == 0
    assert [teachers[1]["abilities"] for teachers in rosters_in(visit)] == [["C7"], ["C6"]]


@pytest.mark.parametrize("known", [1, 2, 3])
def test_another_number_of_teachers_than_the_visit_says_is_remarked_on(ipc2, me, form, tmp_path, known):
    visit = write(tmp_path / "visit.json", opened(teachers=known))
    fill_in(form, FIRST, SECOND)
    done = ipc2("import", form, "--into", visit, "--yes")
    remark = "" if known == 2 else f"the visit says {known} teachers, the roster has 2\n"
    assert (done.code, done.err) == (0, remark)
