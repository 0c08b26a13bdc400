"""The self-check's way: a blank form out, filled in, imported after a look, as a workbook or as Word's tables."""

import json

import pytest
from docx import Document
from lxml.etree import fromstring
from openpyxl import load_workbook
from visit_files import claims, opened, write

from ipc2_tui.files.rubrics import DEFAULT, built_in
from ipc2_tui.workbooks.form_sheet import places_of
from ipc2_tui.workbooks.self_check_form import TOP

RUBRIC = built_in(DEFAULT)
ROWS = places_of(RUBRIC, TOP)


@pytest.fixture
def visit(tmp_path):
    return write(tmp_path / "visit.json", opened())


@pytest.fixture
def form(tmp_path, ipc2):
    path = tmp_path / "form.xlsx"
    assert ipc2("form", "self-check", "-o", path).code == 0
    return path


def fill(path, values):
    book = load_workbook(path)
    for item_id, value in values.items():
        book.worksheets[0].cell(ROWS.items[item_id], 6).value = value
    book.save(path)


def test_the_blank_form(form):
    sheet = load_workbook(form).worksheets[0]
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    for item in RUBRIC.items:
        assert item.parts or item.name in texts
        assert not item.criteria or item.criteria in texts
    assert {"考核项目", "考核指标", "分值", "自查得分", "评估得分", "点评要点", "得分", RUBRIC.note} <= texts
    total = sheet.cell(ROWS.last + 1, 6).value
    assert total.startswith(f'=IF(COUNT(F5:F{ROWS.last})=0,"",SUM(F5:F8)+SUM(')
    assert len(sheet.data_validations.dataValidation) == 22
    box = f"F{ROWS.items['3.4']}"
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if box in rule.sqref]
    assert rule.formula1 == f"AND(ISNUMBER({box}),{box}>=0,{box}<=20,MOD(ROUND({box}*1000,0),500)=0)"
    assert (sheet.page_setup.scale, sheet.page_setup.orientation) == (100, "portrait")
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet["A1"].value, sheet["A2"].value) == ("附件1", RUBRIC.title)
    signs = [sheet.cell(ROWS.last + n, 1).value for n in (2, 3, 4)]
    assert [text.partition("：")[0] for text in signs] == ["说明", "验收组签字", "学校（盖章）"]


def test_filled_in_and_imported(form, visit, ipc2, me):
    fill(form, {item.id: item.points for item in RUBRIC.items} | {"3.4": "18．5分", "1.2": None})
    before = visit.read_bytes()
    done = ipc2("import", form, "--into", visit)
    assert (done.code, visit.read_bytes()) == (2, before)
    assert "3.4 线下校本研修实践  18.5" in done.out
    assert "left empty: 1.2 教学现状" in done.err
    assert ipc2("import", form, "--into", visit, "--yes").code == 0
    found = claims(visit)
    assert len(found) == 21 and found["3.4"] == 18.5
    again = ipc2("import", form, "--into", visit, "--yes")
    assert "in the visit already" in again.out


def head(path, school="", ticked=""):
    """Write whose form it is, and tick a choice of where the school stands."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.cell(3, 2).value = school
    if ticked:
        cell = next(c for c in sheet[ROWS.items["2.1"]] if "□" in str(c.value))
        cell.value = cell.value.replace(f"□ {ticked}", f"☑ {ticked}")
    book.save(path)


def test_what_the_school_has_ticked_comes_along(form, visit, ipc2, me):
    choice = RUBRIC.by_id["2.1"].choices[1]
    fill(form, {"2.1": 1})
    head(form, ticked=choice)
    assert f"2.1 定位学校环境类别  1  [x] {choice}" in ipc2("import", form, "--into", visit, "--yes").out
    (found,) = json.loads(visit.read_bytes())["visits"].values()
    assert [e["body"]["ticks"] for e in found["entries"] if e["kind"] == "claim"] == [[choice]]
    assert "in the visit already" in ipc2("import", form, "--into", visit, "--yes").out


def test_another_schools_form_is_not_taken_without_a_word(form, visit, ipc2, me):
    fill(form, {"2.1": 1})
    head(form, school="北坡小学")
    done = ipc2("import", form, "--into", visit)
    assert "THE FORM IS OF ANOTHER SCHOOL: 北坡小学" in done.err
    before = visit.read_bytes()
    done = ipc2("import", form, "--into", visit, "--yes")
    assert done.code == 2 and "look at it first, without --yes" in done.err and visit.read_bytes() == before
    (found,) = json.loads(visit.read_bytes())["visits"].values()
    head(form, school="某区" + found["school"]["name"])
    done = ipc2("import", form, "--into", visit)
    assert "ANOTHER" not in done.err and "the form says: 某区" in done.err


def test_a_name_that_the_form_has_in_other_spaces_and_brackets_is_the_schools(tmp_path, ipc2, me):
    visit, form = tmp_path / "S-01.json", tmp_path / "form.xlsx"
    ipc2("new", "--code", "S-01", "--name", "某市 实验小学（东校区）", "-o", visit)
    ipc2("form", "self-check", "--visit", visit, "-o", form)
    fill(form, {"1.1": 1})
    done = ipc2("import", form, "--into", visit, "--yes")
    assert (done.code, "ANOTHER" in done.err) == (0, False)
    head(form, school="实验小学(东校区)")
    fill(form, {"1.1": 0.5})
    assert ipc2("import", form, "--into", visit, "--yes").code == 0


def test_only_what_differs_is_imported(form, visit, ipc2, me):
    fill(form, {"1.1": 1, "1.3": 2})
    ipc2("import", form, "--into", visit, "--yes")
    fill(form, {"1.3": 1.5})
    done = ipc2("import", form, "--into", visit, "--yes")
    assert "2 -> 1.5" in done.out and "1.1" not in done.out
    assert claims(visit)["1.3"] == 1.5


def test_points_over_the_maximum_import_nothing(form, visit, ipc2, me):
    fill(form, {"1.1": 2, "1.2": 1, "3.1": "五"})
    before = visit.read_bytes()
    done = ipc2("import", form, "--into", visit, "--yes")
    assert (done.code, visit.read_bytes()) == (2, before)
    assert f"校本应用考核表!F{ROWS.items['1.1']}" in done.err and f"F{ROWS.items['3.1']}" in done.err


def test_an_empty_form_says_so(form, visit, ipc2, me):
    done = ipc2("import", form, "--into", visit, "--yes")
    assert done.code == 2 and "no self-check score is filled in" in done.err


def test_scores_in_the_evaluators_column_are_said_to_be_there(form, visit, ipc2, me):
    book = load_workbook(form)
    for row in ROWS.items.values():
        book.worksheets[0].cell(row, 7).value = 1
    book.save(form)
    done = ipc2("import", form, "--into", visit, "--yes")
    assert done.code == 2 and "the scores stand under 评估得分, which is for the evaluators" in done.err


def test_the_form_with_a_visits_self_check_reads_back(form, visit, tmp_path, ipc2, me):
    fill(form, {item.id: item.points for item in RUBRIC.items})
    ipc2("import", form, "--into", visit, "--yes")
    assert ipc2("form", "self-check", "--visit", visit, "-o", tmp_path / "known.xlsx").code == 0
    done = ipc2("import", tmp_path / "known.xlsx", "--into", visit, "--yes")
    assert "in the visit already" in done.out
    assert load_workbook(tmp_path / "known.xlsx").worksheets[0]["B3"].value == "实验小学"


def test_words_tables_broken_over_pages(visit, tmp_path, ipc2, me):
    document = Document()
    table = document.add_table(rows=1, cols=5)
    for cell, text in zip(table.rows[0].cells, ["考核项目", "考核指标", "分值", "自查得分", "评估得分"], strict=True):
        cell.text = text
    for place, item in enumerate(RUBRIC.items):
        if place in (7, 15):
            document.add_paragraph("续表")
            table = document.add_table(rows=0, cols=5)
        for cell, text in zip(table.add_row().cells, ["", item.name, str(item.points), "满分", ""], strict=True):
            cell.text = text
    document.save(tmp_path / "form.docx")
    assert ipc2("import", tmp_path / "form.docx", "--into", visit, "--yes").code == 0
    assert claims(visit) == {item.id: item.points for item in RUBRIC.items}


RUN = '<w:r xmlns:w="{w}"><w:rPr>{marks}</w:rPr><w:t>1</w:t></w:r>'


@pytest.mark.parametrize(
    ("around", "marks", "value"),
    [
        ("", "<w:strike/>", 8),
        ("", "<w:dstrike/>", 8),
        ("", "<w:vanish/>", 8),
        ("moveFrom", "", 8),
        ("del", "", 8),
        ("moveTo", "", 18),
        ("ins", '<w:strike w:val="0"/><w:vanish w:val="false"/>', 18),
    ],
)
def test_words_that_were_struck_out_hidden_or_moved_away_count_for_nothing(
    around, marks, value, visit, tmp_path, ipc2, me
):
    document = Document()
    table = document.add_table(rows=2, cols=3)
    for row, texts in zip(table.rows, (["考核指标", "分值", "自查得分"], ["线下校本研修实践", "20", "8"]), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    paragraph = table.rows[1].cells[2].paragraphs[0]._p
    w = paragraph.nsmap["w"]
    run = fromstring(RUN.format(w=w, marks=marks))
    if around:
        outer = paragraph.makeelement(f"{{{w}}}{around}")
        outer.append(run)
        run = outer
    paragraph.insert(0, run)
    document.save(tmp_path / "form.docx")
    assert ipc2("import", tmp_path / "form.docx", "--into", visit, "--yes").code == 0
    assert claims(visit) == {"3.4": value}


@pytest.mark.parametrize("rubric", ["weights", "bands", "deductions", "grades", "smallest"])
def test_every_rubric_has_a_form(rubric, tmp_path, ipc2):
    path = tmp_path / "f.xlsx"
    assert ipc2("form", "self-check", "--rubric", f"tests/rubrics/{rubric}.toml", "-o", path).code == 0
    sheet = load_workbook(path).worksheets[0]
    assert sheet.max_row > 5 and sheet["A1"].value is None  # whose appendix it is, its district knows


def test_appendix_2(tmp_path, ipc2):
    path = tmp_path / "p.xlsx"
    assert ipc2("form", "participants", "-o", path).code == 0
    sheet = load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[3]][:4] == ["学校名称", "老师人数", "合格人数", "合格率"]
    assert sheet["D4"].value == '=IF($B4>0,C4/$B4,"")'
    assert (sheet["A1"].value, sheet["A14"].value[:7]) == ("附件2", "学校（盖章）：")
