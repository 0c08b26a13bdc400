"""A workbook that shows something else than its cells hold is told, however its parts are written."""

import io
import re
import zipfile

import pytest
from openpyxl import load_workbook

from ipc2_tui.verifying import check_sheet
from ipc2_tui.workbooks.score_sheet import TITLE
from ipc2_tui.workbooks.sheet_reader import read_sheet, sheet_in
from scoring.problem import Problem

SHEET, DRAWING = "xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml"
NAMES = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NEWER = f'<extLst><ext uri="x"><conditionalFormatting xmlns="{MAIN}x14"/></ext></extLst>'
BOX = f"""<xdr:twoCellAnchor {NAMES}><xdr:from><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>33</xdr:row>
<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>34</xdr:row>
<xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp/><xdr:clientData/></xdr:twoCellAnchor>"""


def wrong(path):
    return [each.text for each in check_sheet(read_sheet(path), "sheet").findings if each.holds is False]


def rewrite(path, part, change):
    """Write one part of the archive anew, as no library would."""
    old = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    before = old.read(part).decode()
    after = change(before)
    assert after != before
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, after if name == part else old.read(name))


def prefixed(xml):
    """The same sheet with a prefix before every name, and a formula in it."""
    xml = re.sub(r"<(/?)([A-Za-z])", r"<\1x:\2", xml.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"'))
    return xml.replace("<x:v>88.5</x:v>", "<x:f>100</x:f><x:v>88.5</x:v>")


def instead(text, other):
    return lambda xml: xml.replace(text, other)


def before_end(text):
    return lambda xml: xml[: xml.rindex("</")] + text + xml[xml.rindex("</") :]


ROW = '<row r="10" '
RAW = {
    "a text box": (DRAWING, before_end(BOX), "lies over its cells or beside them: sp"),
    "a second picture": (DRAWING, before_end(BOX.replace("<xdr:sp/>", "<xdr:pic/>")), "beside them: pic"),
    "an odd formula": (SHEET, instead("<v>88.5</v>", "<f\n>100</f><v>88.5</v>"), "formulas"),
    "prefixed names": (SHEET, prefixed, "formulas"),
    "a row hidden in other quotes": (SHEET, instead(ROW, "<row r='10' hidden='1' "), "hidden"),
    "no height": (SHEET, instead(f'{ROW}ht="19"', f'{ROW}ht="0.1"'), "hidden"),
    "rows without a height hidden": (SHEET, instead("<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" '), "hidden"),
    "a condition of newer programs": (SHEET, before_end(NEWER), "on conditions"),
    "a drawing of older programs": (SHEET, before_end('<legacyDrawing r:id="rId9" xmlns:r="r"/>'), "legacyDrawing"),
    "cells without a place": (SHEET, instead('<c r="G34" ', "<c "), "beside them: c"),
}


@pytest.mark.parametrize("trick", RAW)
def test_whatever_the_parts_look_like(sheet, trick):
    part, change, named = RAW[trick]
    assert wrong(sheet) == []
    rewrite(sheet, part, change)
    assert any(named in text for text in wrong(sheet)), wrong(sheet)


def a_second_sheet(book):
    copy = book.copy_worksheet(book[TITLE])
    copy.title, copy["G34"] = "打分表 hidden", 100
    book.active = book.index(copy)


def a_note(book):
    from openpyxl.comments import Comment

    book[TITLE]["G34"].comment = Comment("100", "x")


def covered(book):
    book[TITLE].merge_cells("F34:G34")
    book[TITLE]["F34"] = "100"


@pytest.mark.parametrize(
    ("trick", "named"), [(a_second_sheet, "another sheet"), (a_note, "comments"), (covered, "total")]
)
def test_what_office_programs_can_add(sheet, trick, named):
    book = load_workbook(sheet)
    trick(book)
    book.save(sheet)
    assert any(named in text for text in wrong(sheet)), wrong(sheet)


def test_a_cell_that_lies_under_another_is_told(sheet):
    rewrite(sheet, SHEET, lambda xml: xml.replace("</mergeCells>", '<mergeCell ref="F34:G34"/></mergeCells>'))
    assert wrong(sheet) == [
        "it may show something else than it holds: cells with something in them lie under merged ones"
    ]


def test_a_sheet_larger_than_any_is_refused(sheet):
    rewrite(sheet, SHEET, before_end(" " * 6_000_000))
    with pytest.raises(Problem, match="larger than such a table"):
        sheet_in(sheet.read_bytes(), "s.xlsx")


@pytest.mark.parametrize(
    ("place", "text"), [("F8", "评估得分"), ("A5", "自查总分"), ("B9", "别的"), ("E22", 25), ("D2", "日期  2022-12-07")]
)
def test_the_forms_own_words_are_held_against_its_rubric(sheet, place, text):
    book = load_workbook(sheet)
    book[TITLE][place] = text
    book.save(sheet)
    assert any(f"{place} says " in said and "the form" in said for said in wrong(sheet)), wrong(sheet)
