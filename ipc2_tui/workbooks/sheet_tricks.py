"""What a workbook shows beside its cells, and what makes it show something else than they hold."""

import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import QName
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from ipc2_tui.workbooks.form_sheet import POINTS, SCORE
from ipc2_tui.workbooks.sheet_looks import cells_in_use, has_odd_formats, has_odd_looks
from ipc2_tui.workbooks.sheet_order import BOOK, STYLES, has_odd_cells, has_odd_parts
from ipc2_tui.workbooks.sheet_picture import drawings, lies_oddly
from ipc2_tui.workbooks.sheet_xml import every, is_true, local, number, read_part, related
from scoring.wording import tr

LAST_ROW = 5000  # up to which a sheet is read
# What office programs write of a sheet like ours; whatever else there is shows something that no cell holds.
_PARTS = frozenset({
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "mergeCells", "phoneticPr", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
    "ignoredErrors", "drawing", "conditionalFormatting",
})  # fmt: skip
# How Excel for Mac shows pages on the screen: it adds that to every sheet, and no later Excel takes it away.
_MAC_VIEW = "{http://schemas.microsoft.com/office/mac/excel/2008/main}PLV"
_PLACES = frozenset({"from", "to", "ext", "pos", "clientData"})  # of a drawing, beside what is drawn
_LOWEST, _NARROWEST = 8.0, 2.0  # points of a row and characters of a column in which something can be read
_FIGURE = 5.0  # characters of a column in which no figure is rounded
_SMALLEST_PAGE = 40.0  # per cent
_MOST_MERGED = 100_000
_AREA = re.compile(r".*!(\$[A-Z]{1,3}\$\d{1,7}:\$[A-Z]{1,3}\$\d{1,7}|\$[A-Z]{1,3}:\$[A-Z]{1,3}|\$\d{1,7}:\$\d{1,7})")
# Where a header's text stands, in which font, colour and size; && is an & of the text.
_CODES = re.compile(r'&(?:[&LCRBIUESXY]|"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+)')


def tricks(raw: bytes, part: str, titles: tuple[str, str]) -> list[str]:
    """What is suspicious in the workbook whose printed sheet is the archive's `part`, in words.

    `titles` are the names of the printed sheet and of the hidden one.  Raises Problem.
    """
    sheet, styles, book = (read_part(raw, name) for name in (part, STYLES, BOOK))
    beside = {each.kind: read_part(raw, each.target) for each in related(raw, BOOK)
              if each.kind in ("sharedStrings", "theme")}  # fmt: skip
    strings, theme = beside.get("sharedStrings"), beside.get("theme")
    sheets = [(each.get("name"), each.get("state", "visible") == "visible") for each in every(book, "sheet")]
    strange = sorted({*_strange_parts(sheet), *_strange_company(raw, part, sheet)})
    found = {
        tr("there are formulas on it"): _has(sheet, "f"),
        tr("cells look otherwise on conditions"): _has(sheet, "conditionalFormatting"),
        tr("rows or columns are hidden"): _has_hidden(sheet),
        tr("cells with something in them lie under merged ones"): _has_covered(sheet),
        tr("figures are shown by a format of their own"): has_odd_formats(sheet, styles),
        tr("not everything in its cells can be read as it looks"): has_odd_looks(sheet, styles, strings, theme),
        tr("it is put together as no office program does it"): has_odd_parts(raw) or has_odd_cells(sheet, strings),
        tr("there are cells where nothing is read or printed"): _has_outside(sheet, book),
        tr("some pages have a header or footer of their own"): any(
            is_true(each.get(f"different{pages}"))
            for each in every(sheet, "headerFooter")
            for pages in ("First", "OddEven")
        ),
        tr("another sheet is to be seen"): sorted(sheets) != sorted(zip(titles, (True, False), strict=True)),
        tr("something lies over its cells or beside them: {names}").format(names=", ".join(strange)): bool(strange),
    }
    return [text for text, is_so in found.items() if is_so]


def page_texts(raw: bytes, part: str) -> dict[str, str]:
    """The header and footer of the pages, whatever they look like: office programs state that each in their own way."""
    sheet = read_part(raw, part)
    places = {tr("the pages' header"): "oddHeader", tr("the pages' footer"): "oddFooter"}
    return {place: _seen(" ".join(each.text or "" for each in every(sheet, name))) for place, name in places.items()}


def _seen(coded: str) -> str:
    return _CODES.sub(lambda code: "&" if code[0] == "&&" else " ", coded).strip()


def _has(tree: Any, name: str) -> bool:
    return next(every(tree, name), None) is not None


def _strange_parts(sheet: Any) -> Iterator[str]:
    """What is on the sheet beside the cells, or among them and of another kind."""
    own, parts = QName(sheet).namespace, [each for each in sheet if not _is_mac_view(each)]
    yield from (local(each) for each in parts if local(each) not in _PARTS)
    yield from (local(each) for part in parts for each in part.iter() if QName(each).namespace != own)
    yield from ("c" for each in every(sheet, "c") if not each.get("r"))  # then nobody knows which cell it is


def _is_mac_view(part: Any) -> bool:
    """Whether a part extends the sheet by a view of Excel for Mac and by nothing else."""
    return local(part) == "extLst" and all(
        local(extension) == "ext" and each.tag == _MAC_VIEW and not len(each)
        for extension in part
        for each in extension
    )


def _strange_company(raw: bytes, part: str, sheet: Any) -> Iterator[str]:
    """What belongs to the sheet without being one of its cells: all but the code's picture, and how it is printed."""
    yield from (each.kind for each in related(raw, part) if each.kind not in ("drawing", "printerSettings"))
    drawn = [(anchor, kind) for _, tree in drawings(raw, part) for anchor in tree for each in anchor
             if (kind := local(each)) not in _PLACES]  # fmt: skip
    yield from (
        kind for place, (anchor, kind) in enumerate(drawn) if kind != "pic" or place or lies_oddly(anchor, sheet)
    )


def _has_hidden(sheet: Any) -> bool:
    """Whether rows, columns or noughts cannot be seen, or all is too small."""
    rows, columns, defaults = (list(every(sheet, name)) for name in ("row", "col", "sheetFormatPr"))
    least = [
        *((each.get("ht"), _LOWEST) for each in rows),
        *((each.get("width"), _FIGURE if _has_figures(each) else _NARROWEST) for each in columns),
        *((each.get("defaultRowHeight"), _LOWEST) for each in defaults),
        *((each.get(name), _FIGURE) for each in defaults for name in ("defaultColWidth", "baseColWidth")),
        *((each.get("scale"), _SMALLEST_PAGE) for each in every(sheet, "pageSetup")),
    ]
    return (
        any(is_true(each.get("hidden")) for each in (*rows, *columns))
        or any(is_true(each.get("zeroHeight")) for each in defaults)
        or any(not is_true(each.get("showZeros", "1")) for each in every(sheet, "sheetView"))
        or any(not number(text, enough) >= enough for text, enough in least)
    )


def _has_figures(column: Any) -> bool:
    """Whether a column, or one of those described together, is one of the figures'."""
    return int(column.get("min")) <= SCORE and int(column.get("max")) >= POINTS


def _has_covered(sheet: Any) -> bool:
    """Whether a cell that holds something is not to be seen, for it was merged with one before it."""
    held = {coordinate_to_tuple(each.get("r")) for each in every(sheet, "c") if each.get("r") and len(each)}
    left = _MOST_MERGED
    for merged in every(sheet, "mergeCell"):
        first, top, last, bottom = range_boundaries(merged.get("ref"))
        left -= (last - first + 1) * (bottom - top + 1)
        if left < 0:
            return True
        cells = {(row, column) for row in range(top, bottom + 1) for column in range(first, last + 1)}
        if held & (cells - {(top, first)}):
            return True
    return False


def _has_outside(sheet: Any, book: Any) -> bool:
    """Whether a cell in use stands below all that is read, or outside of what is printed."""
    used = [coordinate_to_tuple(each.get("r")) for each in cells_in_use(sheet) if each.get("r")]
    areas = [
        each.text or "" for each in every(book, "definedName") if each.get("name", "").lower().endswith("print_area")
    ]
    return any(row > LAST_ROW for row, _ in used) or any(not _holds_all(area, used) for area in areas)


def _holds_all(area: str, used: list[tuple[int, int]]) -> bool:
    """Whether a print area is one rectangle, or whole rows or columns, and these cells are in it."""
    found = _AREA.fullmatch(area)
    if found is None:
        return False
    left, top, right, bottom = range_boundaries(found[1])
    return all(
        (top or row) <= row <= (bottom or row) and (left or column) <= column <= (right or column)
        for row, column in used
    )
