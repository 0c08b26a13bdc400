"""Tables as clerks at schools make them with Excel and WPS: what they type is taken as they see it, or refused."""

import zipfile

import pytest
from docx import Document
from openpyxl import load_workbook
from roster_files import rosters_in, workbook
from visit_files import opened, write

from ipc2_tui.files.rubrics import DEFAULT, built_in
from ipc2_tui.workbooks.form_sheet import places_of
from ipc2_tui.workbooks.self_check_form import TOP

ROWS = places_of(built_in(DEFAULT), TOP)


@pytest.fixture
def visit(tmp_path):
    return write(tmp_path / "visit.json", opened(teachers=0))


def changed(path, old, new):
    """The workbook with another text in the part of its first sheet."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for each, raw in parts.items():
            archive.writestr(each, raw)
    return path


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(take, tmp_path):
    path = workbook(tmp_path / "t.xlsx", [("姓名", "线上学时", "校本应用考核"), ("张三", 25, '=IF(B2>25,"合格","")')])
    teachers, done = take(path)
    assert teachers is None and "C2: found =?" in done.err
    teachers, _ = take(changed(path, b'<c r="C2">', b'<c r="C2" t="str">'))
    assert teachers == [{"id": "张三", "name": "张三", "online": 25}]


@pytest.mark.parametrize("shown", ["0%", "0.00%", "0.0%"])
def test_a_percentage_is_no_number_of_hours(take, tmp_path, shown):
    path = workbook(tmp_path / "t.xlsx", [("姓名", "线上学时", "线下学时"), ("张三", 1, 0.96)])
    book = load_workbook(path)
    for place in ("B2", "C2"):
        book.active[place].number_format = shown
    book.save(path)
    teachers, done = take(path)
    assert teachers is None
    assert "B2: found 100%, expected a number" in done.err and "C2: found 96%, expected a number" in done.err


def test_a_rate_is_no_score(ipc2, me, visit, tmp_path):
    """Excel keeps 1 of the 100 % that somebody types for the share of teachers who passed."""
    path = tmp_path / "form.xlsx"
    assert ipc2("form", "self-check", "-o", path).code == 0
    book = load_workbook(path)
    cell = book.worksheets[0].cell(ROWS.items["4.3"], 6)
    cell.value, cell.number_format = 1, "0%"
    book.save(path)
    done = ipc2("import", path, "--into", visit, "--yes")
    assert done.code == 2 and "4.3 合格率: 100%: not a number from 0 to 15" in done.err


def with_teachers(path, place):
    """Our own form with a sheet of teachers, such as the school's team, before or behind it."""
    book = load_workbook(path)
    book.worksheets[0].cell(ROWS.items["3.1"], 6).value = 5
    for row in (("姓名", "职务"), ("王校长", "组长"), ("李四", "组员")):
        (book["管理团队"] if "管理团队" in book.sheetnames else book.create_sheet("管理团队", place)).append(row)
    book.save(path)


@pytest.mark.parametrize("place", [0, 1])
def test_a_self_check_and_teachers_in_one_file_are_not_taken_for_a_roster(ipc2, me, visit, tmp_path, place):
    path = tmp_path / "form.xlsx"
    assert ipc2("form", "self-check", "-o", path).code == 0
    with_teachers(path, place)
    done = ipc2("import", path, "--into", visit, "--yes")
    assert (done.code, rosters_in(visit)) == (2, [])
    assert "校本应用考核表, 管理团队: has a self-check and a table of teachers; make a file of each" in done.err


def test_the_schools_team_above_the_form_in_word_is_no_roster(ipc2, me, visit, tmp_path):
    word = Document()
    for rows in ([("姓名", "职务"), ("王校长", "组长")], [("考核指标", "分值", "自查得分"), ("线上选学", "5", "4")]):
        table = word.add_table(len(rows), len(rows[0]))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
    word.save(tmp_path / "t.docx")
    done = ipc2("import", tmp_path / "t.docx", "--into", visit, "--yes")
    assert (done.code, rosters_in(visit)) == (2, []) and "a self-check and a table of teachers" in done.err


def test_teachers_in_rows_that_nobody_sees_are_said_to_be_there(take, tmp_path):
    path = workbook(tmp_path / "t.xlsx", [("姓名",), ("张三",), ("李四",), (), ("王五",)])
    book = load_workbook(path)
    for row in (3, 4, 5):
        book.active.row_dimensions[row].hidden = True
    book.save(path)
    teachers, done = take(path)
    assert {each["name"] for each in teachers} == {"张三", "李四", "王五"}
    assert done.err == "rows that the sheet does not show, hidden or filtered out, were read: 3, 5\n"
