"""What a workbook shows beside its cells, and what makes it show something else than they hold."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml.etree import QName, XMLParser, XMLSyntaxError, fromstring
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from scoring.problem import Problem
from scoring.wording import tr

# What office programs write of a sheet like ours; whatever else there is shows something that no cell holds.
_PARTS = frozenset({
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "mergeCells",
    "phoneticPr", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
    "ignoredErrors", "drawing", "conditionalFormatting",
})  # fmt: skip
_PLACES = frozenset({"from", "to", "ext", "pos", "clientData"})  # of a drawing, beside what is drawn
_TRUE = frozenset({"1", "true"})
_LOWEST, _NARROWEST = 8.0, 2.0  # points of a row and characters of a column in which something can be read
_LARGEST, _MOST_MERGED = 5_000_000, 100_000
_PLAIN_IDS = {0, 1, 2, 49}  # General, 0, 0.00, text
_PLAIN_CODE = re.compile(r"General|GENERAL|@|[#0?.,]+")
# Where a header's text stands, in which font, colour and size; && is an & of the text.
_CODES = re.compile(r'&(?:[&LCRBIUESXY]|"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+)')


def tricks(raw: bytes, part: str, titles: tuple[str, str]) -> list[str]:
    """What is suspicious in the workbook whose printed sheet is the archive's `part`, in words.

    `titles` are the names of the printed sheet and of the hidden one.  Raises Problem.
    """
    sheet, styles, book = (_read(raw, name) for name in (part, "xl/styles.xml", "xl/workbook.xml"))
    sheets = [(each.get("name"), each.get("state", "visible") == "visible") for each in _all(book, "sheet")]
    strange = sorted({*_strange_parts(sheet), *_strange_company(raw, part)})
    found = {
        tr("there are formulas on it"): _has(sheet, "f"),
        tr("cells look otherwise on conditions"): _has(sheet, "conditionalFormatting"),
        tr("rows or columns are hidden"): _has_hidden(sheet),
        tr("cells with something in them lie under merged ones"): _has_covered(sheet),
        tr("figures are shown by a format of their own"): _has_formats(sheet, styles),
        tr("some pages have a header or footer of their own"): any(
            each.get(f"different{pages}") in _TRUE
            for each in _all(sheet, "headerFooter")
            for pages in ("First", "OddEven")
        ),
        tr("another sheet is to be seen"): sorted(sheets) != sorted(zip(titles, (True, False), strict=True)),
        tr("something lies over its cells or beside them: {names}").format(names=", ".join(strange)): bool(strange),
    }
    return [text for text, is_so in found.items() if is_so]


def page_texts(raw: bytes, part: str) -> dict[str, str]:
    """The header and footer of the pages, whatever they look like: office programs state that each in their own way."""
    sheet = _read(raw, part)
    places = {tr("the pages' header"): "oddHeader", tr("the pages' footer"): "oddFooter"}
    return {place: _seen(next((each.text or "" for each in _all(sheet, name)), "")) for place, name in places.items()}


def _seen(coded: str) -> str:
    return _CODES.sub(lambda code: "&" if code[0] == "&&" else " ", coded).strip()


def pictures(raw: bytes) -> list[bytes]:
    """The pictures in a workbook."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("xl/media/")]


def _read(raw: bytes, part: str) -> Any:
    """The tree of one part.  Raises Problem where it is none, or larger than of any score sheet."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        if archive.getinfo(part).file_size > _LARGEST:
            raise Problem(part, tr("is larger than such a table can be"))
        xml = archive.read(part)
    parser = XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return fromstring(xml, parser)
    except XMLSyntaxError as error:
        raise Problem(part, tr("is a damaged workbook; open it in its program and save it again")) from error


def _all(tree: Any, name: str) -> Iterator[Any]:
    """The elements of this name, whatever their prefix."""
    return (each for each in tree.iter("{*}" + name))


def _has(tree: Any, name: str) -> bool:
    return next(_all(tree, name), None) is not None


def _strange_parts(sheet: Any) -> Iterator[str]:
    """What is on the sheet beside the cells, or among them and of another kind."""
    own = QName(sheet).namespace
    yield from (QName(each).localname for each in sheet if QName(each).localname not in _PARTS)
    yield from (QName(each).localname for each in sheet.iter() if QName(each).namespace != own)
    yield from ("c" for each in _all(sheet, "c") if not each.get("r"))  # then nobody knows which cell it is


def _strange_company(raw: bytes, part: str) -> Iterator[str]:
    """What belongs to the sheet without being one of its cells: all but one picture, and how it is printed."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        beside = get_rels_path(part).removeprefix("/")
        related = get_dependents(archive, beside) if beside in archive.namelist() else ()
        found = [(each.Type.rpartition("/")[2], each.target) for each in related]
    yield from (kind for kind, _ in found if kind not in ("drawing", "printerSettings"))
    drawings = [_read(raw, target) for kind, target in found if kind == "drawing"]
    kinds = [kind for each in drawings for anchor in each for drawn in anchor
             if (kind := QName(drawn).localname) not in _PLACES]  # fmt: skip
    yield from (kind for place, kind in enumerate(kinds) if kind != "pic" or place)


def _has_hidden(sheet: Any) -> bool:
    """Whether rows or columns cannot be seen."""
    rows, columns = list(_all(sheet, "row")), list(_all(sheet, "col"))
    return (
        any(each.get("hidden") in _TRUE for each in (*rows, *columns))
        or any(each.get("zeroHeight") in _TRUE for each in _all(sheet, "sheetFormatPr"))
        or any(_number(each.get("ht"), _LOWEST) < _LOWEST for each in rows)
        or any(_number(each.get("width"), _NARROWEST) < _NARROWEST for each in columns)
    )


def _has_covered(sheet: Any) -> bool:
    """Whether a cell that holds something is not to be seen, for it was merged with one before it."""
    held = {coordinate_to_tuple(each.get("r")) for each in _all(sheet, "c") if each.get("r") and len(each)}
    left = _MOST_MERGED
    for merged in _all(sheet, "mergeCell"):
        first, top, last, bottom = range_boundaries(merged.get("ref"))
        left -= (last - first + 1) * (bottom - top + 1)
        if left < 0:
            return True
        cells = {(row, column) for row in range(top, bottom + 1) for column in range(first, last + 1)}
        if held & (cells - {(top, first)}):
            return True
    return False


def _has_formats(sheet: Any, styles: Any) -> bool:
    """Whether a cell in use has a number format that may show another figure than the cell's."""
    plain = {str(number) for number in _PLAIN_IDS}
    plain |= {
        each.get("numFmtId") for each in _all(styles, "numFmt") if _PLAIN_CODE.fullmatch(each.get("formatCode", ""))
    }
    formats = [each.get("numFmtId", "0") for table in _all(styles, "cellXfs") for each in _all(table, "xf")]
    used = {int(each.get("s", "0")) for each in _all(sheet, "c")}
    return any(style >= len(formats) or formats[style] not in plain for style in used)


def _number(text: str | None, default: float) -> float:
    return default if text is None else float(text)
