"""A clerk who opens a score sheet in Excel or WPS and saves it has not changed it; one who changes it still has."""

import io
import zipfile
from pathlib import Path

import pytest
from office_programs import A14, DRAWING, EXCEL, MAC_2011, SHEET, SWITCHED_OFF, WPS, packed, saved
from openpyxl import load_workbook
from visit_files import WANG, add, opened, score, write

from ipc2_tui.files.rubrics import find_rubric
from ipc2_tui.files.visit_file import read_visit
from ipc2_tui.papers.verifying import check_sheet
from ipc2_tui.workbooks.score_sheet import TITLE
from ipc2_tui.workbooks.sheet_reader import read_sheet
from scoring.visit import CLAIM, SCORE

RUBRICS = Path(__file__).parents[1] / "rubrics"
REMARK = "“整校推进”工作扎实，_x0041_ & <b>资料齐全</b>。\n\n  建议继续。 A1～C7 😀 é " * 30
BY_CLERKS = {
    "only saved": {},
    "a wider column": {"wider": 12.7109375},
    "seen page by page": {"view": 'tabSelected="1" view="pageBreakPreview" zoomScale="60" zoomScaleNormal="100"'},
    "printed": {"printed": True},
    "an .xls once": {"picture": SWITCHED_OFF},
}


def wrong(path, visit):
    return [each.text for each in check_sheet(read_sheet(path), "sheet", [visit]).findings if each.holds is False]


def with_part(path, name, change):
    """Write one part of the archive anew."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    after = change(parts[name].decode())
    assert after != parts[name].decode()
    path.write_bytes(packed(parts | {name: after.encode()}))


@pytest.mark.parametrize("program", [EXCEL, MAC_2011, WPS])
@pytest.mark.parametrize("done", BY_CLERKS)
def test_a_sheet_that_was_only_opened_and_saved(sheet, signed, program, done):
    sheet.write_bytes(saved(sheet.read_bytes(), program, **BY_CLERKS[done]))
    assert wrong(sheet, read_visit(signed, None)) == []


@pytest.mark.parametrize("program", [EXCEL, WPS])
def test_long_remarks_and_figures_of_another_form(tmp_path, ipc2, me, program):
    visit = opened(find_rubric(str(RUBRICS / "weights.toml")), name=" 河&湾 “小学” _x0041_ ")
    for item in visit.rubric.items:
        for column in (CLAIM, SCORE):
            visit = score(visit, item.id, item.points, column=column)
    path, sheet = write(tmp_path / "v.json", add(visit, WANG, "remark", {"text": REMARK})), tmp_path / "s.xlsx"
    assert ipc2("sign", path, "--yes").code == ipc2("export", path, "-o", sheet).code == 0
    sheet.write_bytes(saved(sheet.read_bytes(), program))
    assert wrong(sheet, read_visit(path, None)) == []


@pytest.mark.parametrize("program", [EXCEL, MAC_2011, WPS])
def test_a_score_changed_there_is_told(sheet, signed, program):
    book = load_workbook(sheet)
    book[TITLE]["G9"] = 1.5
    book.save(sheet)
    sheet.write_bytes(saved(sheet.read_bytes(), program))
    assert any("G9 says 1.5" in text for text in wrong(sheet, read_visit(signed, None)))


VIEW = '<mx:PLV Mode="0" OnePage="0" WScale="0"/>'


@pytest.mark.parametrize(
    "instead",
    [
        f"{VIEW}<conditionalFormatting/>",
        f'{VIEW}<x14:sparklineGroups xmlns:x14="x14"/>',
        VIEW.replace("/>", "><c/></mx:PLV>"),
        VIEW.replace("PLV", "other"),
    ],
)
def test_nothing_else_is_in_the_place_of_the_macs_view(sheet, signed, instead):
    sheet.write_bytes(saved(sheet.read_bytes(), MAC_2011))
    with_part(sheet, SHEET, lambda xml: xml.replace(VIEW, instead))
    assert wrong(sheet, read_visit(signed, None))


@pytest.mark.parametrize(
    ("text", "instead"),
    [("hiddenLine", "line"), ("a14:hiddenFill", "a:hiddenFill"), (f' xmlns:a14="{A14}" w=', ' xmlns:a14="a14" w=')],
)
def test_nothing_that_shows_is_taken_for_switched_off(sheet, signed, text, instead):
    sheet.write_bytes(saved(sheet.read_bytes(), EXCEL, picture=SWITCHED_OFF))
    with_part(sheet, DRAWING, lambda xml: xml.replace(text, instead))
    assert any("beside them: pic" in each for each in wrong(sheet, read_visit(signed, None)))


def test_a_sheet_kept_as_an_old_workbook_is_told_so(tmp_path, ipc2):
    path = tmp_path / "sheet.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    done = ipc2("verify", path)
    assert done.code == 2 and "is of an old kind (.xls, .et, .doc), or has a password" in done.err
