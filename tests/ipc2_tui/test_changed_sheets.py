"""Any change shows: in a cell of the score sheet, in a character of its code."""

import io
import json
import shutil
import zipfile

import pytest
from openpyxl import load_workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from visit_files import code_on, opened

from ipc2_tui.files.rubrics import DEFAULT, built_in
from ipc2_tui.papers.code_report import check_code
from ipc2_tui.papers.verifying import check_sheet
from ipc2_tui.workbooks.form_sheet import places_of
from ipc2_tui.workbooks.score_sheet import TITLE, TOP, score_sheet
from ipc2_tui.workbooks.sheet_reader import read_sheet, sheet_in
from sample_data import VISITS
from scoring.canonical import digest_of
from scoring.problem import Problem


def test_every_character_of_a_statement_counts(sheet):
    code = code_on(sheet)
    assert check_code(code).holds
    for at, letter in enumerate(code):
        if letter == " ":
            continue
        for other in "0A" if letter not in "0A" else "1B":
            try:
                assert not check_code(code[:at] + other + code[at + 1 :]).holds, f"{at}: {letter} -> {other}"
            except Problem:
                continue


def scores_on(path):
    """Every cell with a figure that was signed."""
    places = places_of(built_in(DEFAULT), TOP)
    rows = [*places.items.values(), places.last + 1]
    return [f"{column}{row}" for row in rows for column in "FG"] + ["B2", "B3", "B4", "B5", "D2", "D5", "E7"]


def test_every_changed_cell_is_noticed(sheet):
    raw = sheet.read_bytes()
    again = sheet.with_name("again.xlsx")
    load_workbook(io.BytesIO(raw)).save(again)  # as an office program does
    assert check_sheet(read_sheet(again), "again").holds
    for place in scores_on(sheet):
        book = load_workbook(io.BytesIO(raw))
        cell = book[TITLE][place]
        cell.value = cell.value + 0.5 if isinstance(cell.value, (int, float)) else f"{cell.value}1"
        book.save(again)
        assert not check_sheet(read_sheet(again), "again").holds, place


def test_two_scores_exchanged_within_a_section_are_noticed(sheet):
    book = load_workbook(sheet)
    page, (one, two) = book[TITLE], ("F9", "F11")
    assert page[one].value != page[two].value
    page[one].value, page[two].value = page[two].value, page[one].value
    book.save(sheet)
    report = check_sheet(read_sheet(sheet), "sheet")
    assert [finding.text for finding in report.findings if finding.holds is False] == [
        "a score on the sheet was changed"
    ]


def wrong(report):
    return [finding.text for finding in report.findings if finding.holds is False]


def as_20(page):
    page["G22"].number_format = '"20"'


def by_formula(page):
    page["G22"] = "=IF(NOW()>0,20,0)"


def on_condition(page):
    style = DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode='"20"'))
    page.conditional_formatting.add("G22", Rule(type="expression", dxf=style, formula=["1"]))


def hidden_column(page):
    page.column_dimensions["G"].hidden = True


def hidden_row(page):
    page.row_dimensions[22].hidden = True


def another_first_page(page):
    page.HeaderFooter.differentFirst = True


def a_copy_in_sight(page):
    copy = page.parent.copy_worksheet(page)
    copy.title = f"{page.title} "
    page.sheet_state = "hidden"
    page.parent.active = page.parent.index(copy)


@pytest.mark.parametrize(
    ("trick", "named"),
    [
        (as_20, "a format of their own"),
        (by_formula, "formulas"),
        (on_condition, "on conditions"),
        (hidden_column, "are hidden"),
        (hidden_row, "are hidden"),
        (another_first_page, "some pages"),
        (a_copy_in_sight, "another sheet"),
    ],
)
def test_what_would_show_other_figures_than_the_cells_is_noticed(sheet, trick, named):
    book = load_workbook(sheet)
    trick(book[TITLE])
    book.save(sheet)
    report = check_sheet(read_sheet(sheet), "sheet")
    assert any(named in text for text in wrong(report)), wrong(report)


@pytest.mark.parametrize("change", ["remark", "verified", "beside", "head"])
def test_every_other_text_is_held_against_the_visits_file(sheet, ipc2, signed, change):
    """What the signature does not cover on the paper alone; without the file it is said that nobody looked."""
    assert ipc2("verify", signed, sheet).code == 0
    alone = ipc2("verify", sheet)
    assert alone.code == 0 and "names) was not checked" in alone.out
    book = load_workbook(sheet)
    page = book[TITLE]
    rows = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    if change == "remark":
        page.cell(rows["点评要点"], 2).value = "无可挑剔"
    elif change == "verified":
        page.cell(rows["验证"], 2).value = page.cell(rows["验证"], 2).value.replace("不合格", "合格")
    elif change == "beside":
        page["H22"] = 20
    else:
        page.cell(6, 2).value = "某人"
    book.save(sheet)
    done = ipc2("verify", signed, sheet)
    assert done.code == 1 and "the visit's file" in done.out and " says " in done.out


@pytest.mark.parametrize("change", ["footer", "header", "number"])
def test_what_stands_on_every_page_is_held_against_the_visits_file(sheet, ipc2, signed, change):
    book = load_workbook(sheet)
    page = book[TITLE]
    if change == "footer":
        page.oddFooter.left.text = page.oddFooter.left.text.replace("370899-0108", "370899-0109")
    elif change == "header":
        page.oddHeader.center.text = "未签"
    else:
        page.oddFooter.center.text = None
    book.save(sheet)
    done = ipc2("verify", signed, sheet)
    place = "the pages' header says 未签, " if change == "header" else "the pages' footer says 370899-010"
    assert done.code == 1 and place in done.out, done.out


def test_fonts_that_an_office_program_gives_a_footer_do_not_matter(sheet, ipc2, signed):
    book = load_workbook(sheet)
    left = book[TITLE].oddFooter.left
    left.font, left.size, left.color = "宋体,Regular", 12, "0000FF"
    book.save(sheet)
    assert ipc2("verify", signed, sheet).code == 0


def test_an_ampersand_in_a_schools_name_is_no_code_of_the_footer():
    found = sheet_in(score_sheet(opened(name="A&B&K&8 小学"), None, ""), "").texts
    assert found["the pages' header"] == "未签"
    assert found["the pages' footer"].split() == ["370812-0101", "A&B&K&8", "小学", "未签", "&P", "/", "&N"]


def test_another_sheets_code_in_the_place_of_its_own_is_noticed(sheet, ipc2, tmp_path):
    other = tmp_path / "other.json"
    shutil.copy(VISITS / "370899-0107.json", other)
    assert ipc2("sign", other, "--yes").code == 0
    assert ipc2("export", other, "-o", tmp_path / "other.xlsx").code == 0
    with zipfile.ZipFile(tmp_path / "other.xlsx") as archive:
        picture = archive.read("xl/media/image1.png")
    raw = io.BytesIO(sheet.read_bytes())
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(sheet, "w") as new:
        for name in old.namelist():
            new.writestr(name, picture if name == "xl/media/image1.png" else old.read(name))
    done = ipc2("verify", sheet)
    assert done.code == 1 and "the code to be scanned is another one" in done.out


@pytest.mark.parametrize("kinds", [{"verify"}, {"score"}, {"claim"}])
def test_withheld_contents_are_told_everywhere(signed, ipc2, kinds):
    """Anybody can withhold them without touching a hash; what they said then counts for nothing."""
    data = json.loads(signed.read_bytes())
    (visit,) = data["visits"].values()
    for entry in visit["entries"]:
        if entry["kind"] in kinds:
            entry["body_sha256"] = digest_of("ipc2-body-v1", entry.pop("body"))
    signed.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    for words in (("verify", signed), ("summary", signed), ("merge", signed, "--dry-run"), ("district", signed)):
        done = ipc2(*words)
        assert done.code == 1 and "withheld" in done.out, words
    if kinds == {"verify"}:
        assert "nothing can be said of the rate" in ipc2("inspect", signed).out
        assert json.loads(ipc2("inspect", signed, "--json").out)["evidence"] == []


def test_a_school_that_the_file_states_otherwise_is_told(signed, ipc2):
    data = json.loads(signed.read_bytes())
    (visit,) = data["visits"].values()
    visit["school"]["name"] = "别校"
    signed.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    assert ipc2("verify", signed).code == 1 and ipc2("summary", signed).code == 1
    del visit["result"]
    signed.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    assert "states no totals" in ipc2("verify", signed).out
    signed.write_text(json.dumps({**data, "visits": {}}), encoding="utf-8")
    assert ipc2("verify", signed).code == 2
