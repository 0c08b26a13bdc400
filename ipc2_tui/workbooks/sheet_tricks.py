"""What a workbook shows beside its cells, and what makes it show something else than they hold."""

import re
import zipfile
from html import unescape
from io import BytesIO

from scoring.wording import tr

_HIDDEN = re.compile(rb'<(?:row|col)\b[^>]*\bhidden="(?:1|true)"')
_STYLE = re.compile(rb'<c\b[^>]*\bs="([0-9]{1,6})"')
_SHEET = re.compile(rb"<sheet\b[^>]*>")
_FORMAT = re.compile(rb"<numFmt\b[^>]*>")
_XF = re.compile(rb'<xf\b[^>]*\bnumFmtId="([0-9]{1,6})"')
_ID, _CODE = re.compile(rb'\bnumFmtId="([0-9]{1,6})"'), re.compile(rb'\bformatCode="([^"]*)"')
_PLAIN_IDS = {0, 1, 2, 49}  # General, 0, 0.00, text
_OTHER_PAGES = re.compile(rb'<headerFooter\b[^<>]*\bdifferent(?:First|OddEven)="(?:1|true)"')
_PAGE_TEXT = re.compile(rb"<odd(Header|Footer)\b[^<>]*>([^<]*)<")
# Where a header's text stands, in which font, colour and size; && is an & of the text.
_CODES = re.compile(r'&(?:[&LCRBIUESXY]|"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+)')
_PLAIN_CODE = re.compile(rb"General|GENERAL|@|[#0?.,]+")


def tricks(raw: bytes, part: str, title: str) -> list[str]:
    """What is suspicious in the workbook whose printed sheet `title` is the archive's `part`, in words."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        sheet, styles = archive.read(part), archive.read("xl/styles.xml")
        seen = [each for each in _SHEET.findall(archive.read("xl/workbook.xml")) if b"idden" not in each]
    found = {
        tr("there are formulas on it"): b"<f>" in sheet or b"<f " in sheet,
        tr("cells look otherwise on conditions"): b"<conditionalFormatting" in sheet,
        tr("rows or columns are hidden"): _HIDDEN.search(sheet) is not None,
        tr("figures are shown by a format of their own"): _has_formats(sheet, styles),
        tr("some pages have a header or footer of their own"): _OTHER_PAGES.search(sheet) is not None,
        tr("another sheet is to be seen"): len(seen) != 1 or f'name="{title}"'.encode() not in seen[0],
    }
    return [text for text, is_so in found.items() if is_so]


def page_texts(raw: bytes, part: str) -> dict[str, str]:
    """The header and footer of the pages, whatever they look like: office programs state that each in their own way."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        found = dict(_PAGE_TEXT.findall(archive.read(part)))
    places = {tr("the pages' header"): b"Header", tr("the pages' footer"): b"Footer"}
    return {place: _seen(found.get(name, b"")) for place, name in places.items()}


def _seen(text: bytes) -> str:
    coded = unescape(text.decode(errors="replace"))
    return _CODES.sub(lambda code: "&" if code[0] == "&&" else " ", coded).strip()


def pictures(raw: bytes) -> list[bytes]:
    """The pictures in a workbook."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("xl/media/")]


def _has_formats(sheet: bytes, styles: bytes) -> bool:
    """Whether a cell in use has a number format that may show another figure than the cell's."""
    plain = set(_PLAIN_IDS)
    for each in _FORMAT.findall(styles):
        number, code = _ID.search(each), _CODE.search(each)
        if number and code and _PLAIN_CODE.fullmatch(code[1]):
            plain.add(int(number[1]))
    cells = styles.partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0]
    formats = [int(number) for number in _XF.findall(cells)]
    used = {int(style) for style in _STYLE.findall(sheet)}
    return any(style >= len(formats) or formats[style] not in plain for style in used)
