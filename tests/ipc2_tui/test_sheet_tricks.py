"""A workbook that shows something else than its cells hold is told, however its parts are written."""

import io
import re
import zipfile

import pytest
from openpyxl import load_workbook
from PIL import Image, ImageDraw

from ipc2_tui.papers.verifying import check_sheet
from ipc2_tui.workbooks.score_sheet import TITLE
from ipc2_tui.workbooks.sheet_reader import read_sheet, sheet_in
from scoring.problem import Problem

SHEET, DRAWING, PICTURE = "xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml", "xl/media/image1.png"
STYLES, BOOK, THEME = "xl/styles.xml", "xl/workbook.xml", "xl/theme/theme1.xml"
BOOK_LEADS, DRAWING_LEADS = "xl/_rels/workbook.xml.rels", "xl/drawings/_rels/drawing1.xml.rels"
KINDS = "[Content_Types].xml"
GROUND = '<patternFill patternType="solid"><fgColor theme="{}"/></patternFill>'
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
    before = old.read(part) if part == PICTURE else old.read(part).decode()
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


def with_format(number, code, more="", used=None):
    """The bold figures in a format of their own."""

    def change(xml):
        xml = xml.replace(
            '<numFmts count="0"/>', f'<numFmts><numFmt numFmtId="{number}" formatCode="{code}"/>{more}</numFmts>'
        )
        return xml.replace('numFmtId="0" fontId="3"', f'numFmtId="{used or number}" fontId="3"')

    return change


def in_two_places(xml):
    """A format that is one thing in the table of formats, another in that of conditions."""
    end = "<tableStyles"
    other = f'<dxfs><dxf><numFmt numFmtId="164" formatCode="0.0"/></dxf></dxfs>{end}'
    return with_format(164, "&quot;98.5&quot;")(xml).replace(end, other)


def as_picture(image):
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def written_on(raw):
    image = Image.open(io.BytesIO(raw)).convert("L")
    ImageDraw.Draw(image).text((40, 2), "98.5 / 100", fill=0, font_size=24)
    return as_picture(image)


def smaller(raw):
    return as_picture(Image.open(io.BytesIO(raw)).convert("RGB").resize((338, 338), Image.Resampling.LANCZOS))


def by_two_corners(xml):
    """The picture's place as LibreOffice and Excel state it."""
    to = "<to><col>6</col><colOff>463680</colOff><row>4</row><rowOff>169200</rowOff></to>"
    xml = xml.replace('<ext cx="1404000" cy="1404000"/>', to)
    return xml.replace("oneCellAnchor", "twoCellAnchor")


ROW = '<row r="10" '
LAST = '<row r="{}"><c r="{}" s="8"><v>98.5</v></c></row></sheetData>'
INK, TOTAL = '<b val="1"/><color rgb="00000000"/><sz val="9"/>', "<t>88.5 / 100</t>"
AREA = '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">\'打分表\'!$A$1:${}</definedName>'
COLUMNS = AREA.replace("$A$1:", "$A:")
LEAD = '<Relationship Id="{}" Type="x/{}" Target="{}"/>'
LOOKS, FIGURES, ORDER, OUTSIDE = "as it looks", "a format of their own", "no office program", "is read or printed"
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
    "white letters": (STYLES, instead(INK, '<color rgb="FFFFFFFF"/><sz val="9"/>'), LOOKS),
    "a tint": (STYLES, instead(INK, '<color theme="1" tint="0.9"/><sz val="9"/>'), LOOKS),
    "a theme with white letters": (THEME, instead('<a:sysClr val="windowText"', '<a:sysClr val="window"'), LOOKS),
    "tiny letters": (STYLES, instead(INK, '<sz val="2"/>'), LOOKS),
    "crossed out": (STYLES, instead(INK, f"{INK}<strike/>"), LOOKS),
    "crossed by a line": (STYLES, instead("<border><left style", '<border diagonalUp="1"><left style'), LOOKS),
    "raised": (STYLES, instead(INK, f'{INK}<vertAlign val="superscript"/>'), LOOKS),
    "other signs": (STYLES, instead(f'<name val="SimSun"/>{INK}', f'<name val="Wingdings"/>{INK}'), LOOKS),
    "a ground": (STYLES, instead("<patternFill/>", GROUND.format(1)), LOOKS),
    "a shade": (STYLES, instead("<fill><patternFill/>", '<fill><gradientFill degree="90"/>'), LOOKS),
    "a white piece": (SHEET, instead(TOTAL, f'<r><rPr><color rgb="FFFFFFFF"/></rPr>{TOTAL}</r>'), LOOKS),
    "repeated": (STYLES, instead('horizontal="center"', 'horizontal="fill"'), LOOKS),
    "turned": (STYLES, instead("<alignment ", '<alignment textRotation="180" '), LOOKS),
    "from the right": (STYLES, instead("<alignment ", '<alignment readingOrder="2" '), LOOKS),
    "rounded": (STYLES, with_format(164, "0"), FIGURES),
    "rounded by the book": (STYLES, instead('numFmtId="0" fontId="3"', 'numFmtId="1" fontId="3"'), FIGURES),
    "in thousands": (STYLES, with_format(164, "0.0,"), FIGURES),
    "a format twice": (STYLES, with_format(164, "0.0", '<numFmt numFmtId="164" formatCode="x"/>'), FIGURES),
    "a format twice, once plain": (STYLES, in_two_places, FIGURES),
    "a plain format made another": (STYLES, with_format(2, "0.0"), FIGURES),
    "by the style behind": (STYLES, instead('Xfs count="1"><xf numFmtId="0"', 'Xfs><xf numFmtId="9"'), FIGURES),
    "another book": ("_rels/.rels", instead("xl/workbook.xml", "xl/book.xml"), ORDER),
    "other styles": (BOOK_LEADS, instead('"styles.xml"', '"other.xml"'), ORDER),
    "two themes": (BOOK_LEADS, before_end(LEAD.format("rId99", "theme", "theme/theme1.xml")), ORDER),
    "two parts of one id": (BOOK_LEADS, before_end(LEAD.format("rId4", "customXml", "x.xml")), ORDER),
    "a row twice": (SHEET, instead("</sheetData>", LAST.format(34, "G34")), ORDER),
    "a row earlier": (SHEET, instead("</sheetData>", LAST.format(5, "B5")), ORDER),
    "in another's row": (SHEET, instead("</sheetData>", LAST.format(40, "G34")), ORDER),
    "a cell twice": (SHEET, instead('<c r="G34" ', '<c r="G34"/><c r="G34" '), ORDER),
    "two values": (SHEET, instead("<v>88.5</v>", "<v>88.5</v><v>98.5</v>"), ORDER),
    "a divided value": (SHEET, instead("<v>88.5</v>", "<v>88.5<f/>1</v>"), ORDER),
    "a value and a text": (SHEET, instead("<v>88.5</v>", "<v>88.5</v><is><t>98.5</t></is>"), ORDER),
    "a text beside a text": (SHEET, instead(TOTAL, f'{TOTAL}<rPh sb="0" eb="4"><t>98.5</t></rPh>'), ORDER),
    "cells twice": (SHEET, instead("</sheetData>", "</sheetData><sheetData/>"), ORDER),
    "far below": (SHEET, instead("</sheetData>", LAST.format(5001, "A5001")), OUTSIDE),
    "some rows printed": (BOOK, instead("<definedNames>", AREA.format("G$20")), OUTSIDE),
    "some columns printed": (BOOK, instead("<definedNames>", AREA.format("F$39")), OUTSIDE),
    "some columns printed to their end": (BOOK, instead("<definedNames>", COLUMNS.format("F")), OUTSIDE),
    "some rows printed to their end": (
        BOOK,
        instead("<definedNames>", AREA.replace("$A$1:", "$1:").format("20")),
        OUTSIDE,
    ),
    "true in another word": (SHEET, instead(ROW, f'{ROW}hidden="t" '), "hidden"),
    "a height that is none": (SHEET, instead(f'{ROW}ht="19"', f'{ROW}ht="nan"'), "hidden"),
    "rows without a height": (SHEET, instead('defaultRowHeight="15"', 'defaultRowHeight="0.5"'), "hidden"),
    "columns without a width": (SHEET, instead("<sheetFormatPr ", '<sheetFormatPr defaultColWidth="0.1" '), "hidden"),
    "too narrow for a figure": (SHEET, instead('width="8"', 'width="2.6"'), "hidden"),
    "no noughts": (SHEET, instead("<sheetView ", '<sheetView showZeros="0" '), "hidden"),
    "a page too small": (SHEET, instead('scale="100"', 'scale="10"'), "hidden"),
    "the picture below": (DRAWING, instead("<row>0</row>", "<row>35</row>"), "beside them: pic"),
    "a larger picture": (DRAWING, instead('cy="1404000"', 'cy="9404000"'), "beside them: pic"),
    "a cut picture": (
        DRAWING,
        instead("<a:stretch", '<a:srcRect xmlns:a="a" l="50000"/><a:stretch'),
        "beside them: pic",
    ),
    "a thick frame": (DRAWING, instead("</spPr>", '<ln w="20000000"><solidFill/></ln></spPr>'), "beside them: pic"),
    "corners apart": (DRAWING, lambda xml: by_two_corners(xml).replace(">4</row>", ">9</row>"), "beside them: pic"),
    "rows lower than the picture": (SHEET, instead('ht="46"', 'ht="12"'), "beside them: pic"),
    "something on the code": (PICTURE, written_on, "another one"),
    "no code": (PICTURE, lambda _: as_picture(Image.new("1", (520, 520), 1)), "another one"),
    "no picture": (PICTURE, lambda _: b"98.5", "another one"),
    "another part for the picture": (DRAWING_LEADS, instead("media/image1.png", "workbook.xml"), "another one"),
    "a page header": (
        SHEET,
        instead("<oddHeader>", "<oddHeader>&amp;C98.5"),
        "the pages' header says 98.5, the form -",
    ),
    "a page footer": (SHEET, instead("&amp;C&amp;P", "&amp;C98.5 &amp;P"), "the pages' footer says"),
}


@pytest.mark.parametrize("trick", RAW)
def test_whatever_the_parts_look_like(sheet, trick):
    part, change, named = RAW[trick]
    assert wrong(sheet) == []
    rewrite(sheet, part, change)
    assert any(named in text for text in wrong(sheet)), wrong(sheet)


PLAIN = {
    "pieces": (SHEET, instead(TOTAL, f'<r><rPr><sz val="9"/><color rgb="FF000000"/></rPr>{TOTAL}</r>')),
    "all decimals": (STYLES, with_format(164, "0.0")),
    "more decimals than there are": (STYLES, with_format(164, "#0.00##")),
    "a white ground": (STYLES, instead("<patternFill/>", GROUND.format(0))),
    "all printed": (BOOK, instead("<definedNames>", AREA.format("G$39"))),
    "all columns printed to their end": (BOOK, instead("<definedNames>", COLUMNS.format("G"))),
    "a smaller picture": (PICTURE, smaller),
    "two corners": (DRAWING, by_two_corners),
    "formats that nobody uses": (STYLES, with_format(43, "_ * #,##0.00_ ", used=2)),
}  # fmt: skip


@pytest.mark.parametrize("change", PLAIN)
def test_what_office_programs_make_of_it_is_no_trick(sheet, change):
    rewrite(sheet, *PLAIN[change])
    assert wrong(sheet) == []


@pytest.mark.parametrize(
    ("part", "kind", "of"),
    [("xl/theme/theme1.xml", "sharedStrings", "sharedStrings+xml"), ("xl/styles.xml", "sheet", "sheet.main+xml")],
)
def test_parts_that_are_found_by_their_kind_alone(sheet, part, kind, of):
    """A part that one program finds by its kind, another does not find for want of a relation."""
    said = (
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{of}"/>'
    )
    rewrite(sheet, KINDS, before_end(said))
    assert any(ORDER in text for text in wrong(sheet)), (kind, wrong(sheet))


@pytest.mark.parametrize("part", [SHEET, STYLES])
def test_comments_are_nothing_that_programs_write(sheet, part):
    """Of a value that a comment divides, one program reads a half, another all."""
    rewrite(sheet, part, before_end("<!-- -->"))
    with pytest.raises(Problem, match="damaged"):
        read_sheet(sheet)


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
    with pytest.raises(Problem, match="larger than such a file"):
        sheet_in(sheet.read_bytes(), "s.xlsx")
