"""The picture of the code on a score sheet: where it lies, and whether it is the code that was signed."""

import warnings
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ipc2_tui.qr import BOX_MM, qr_png
from ipc2_tui.workbooks.archives import DAMAGE
from ipc2_tui.workbooks.form_sheet import POINTS
from ipc2_tui.workbooks.sheet_xml import every, is_true, local, number, read_part, related

_EMU = 36_000  # a millimetre
_EMU_POINT = 12_700
_EMU_LETTER = 7 * 9_525  # of a column's width, in the font that the sheet's widths are measured in
_SIDE = BOX_MM * _EMU
_ROUGHLY = 6 * _EMU  # programs measure columns by fonts of their own
_ROWS = 6  # beside which the code has its room
_FURTHEST = 40  # cell that the picture may be said to reach to
# What office programs write of a picture that is shown whole and plain.
_PLAIN = frozenset({
    "pic", "nvPicPr", "cNvPr", "cNvPicPr", "picLocks", "blipFill", "blip", "srcRect", "stretch", "fillRect", "spPr",
    "xfrm", "off", "ext", "prstGeom", "avLst", "ln", "noFill", "prstDash", "extLst", "useLocalDpi", "creationId",
})  # fmt: skip
_UNSAID = frozenset({"srcRect", "fillRect", "xfrm"})  # a cut, a stretch, a turn
# What Excel keeps of a fill, a line and effects that are switched off, as of each picture that was in an .xls once.
_SWITCHED_OFF = frozenset(
    f"{{http://schemas.microsoft.com/office/drawing/2010/main}}hidden{what}" for what in ("Fill", "Line", "Effects")
)
_MOST_PIXELS = 16_000_000
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP")
_BLUR, _NEAR = 3, 32  # pixels and shades in which pictures of another size may differ at the edges


def drawings(raw: bytes, part: str) -> list[tuple[str, Any]]:
    """What is drawn on the sheet that is this part: the parts and their trees."""
    return [(each.target, read_part(raw, each.target)) for each in related(raw, part) if each.kind == "drawing"]


def pictures(raw: bytes, part: str) -> list[bytes]:
    """The pictures that are shown on the sheet that is this part."""
    found = []
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        for drawing, tree in drawings(raw, part):
            targets = {each.id: each.target for each in related(raw, drawing)}
            embedded = [value for blip in every(tree, "blip") for name, value in blip.attrib.items()
                        if name.endswith("}embed")]  # fmt: skip
            found += [archive.read(targets[each]) for each in embedded]
    return found


def lies_oddly(anchor: Any, sheet: Any) -> bool:
    """Whether a picture is not in the code's box, of its size, whole and plain."""
    drawn = [each for pic in anchor if local(pic) == "pic" for each in _shown(pic)]
    sizes = [each for each in every(anchor, "ext") if "cx" in each.attrib]
    return (
        any(local(each) not in _PLAIN for each in drawn)
        or any(local(each) in _UNSAID and each.attrib for each in drawn)
        or any(each.get("prst") != "rect" for each in drawn if local(each) == "prstGeom")
        or any(is_true(each.get("hidden")) for each in drawn)
        or any(abs(number(each.get(side), 0) - _SIDE) > _EMU for each in sizes for side in ("cx", "cy"))
        or not _begins_in_its_box(anchor)
        or not _ends_in_its_box(anchor, sheet)
        or _height(sheet, _ROWS) < _SIDE
    )


def _shown(element: Any) -> Iterator[Any]:
    """An element and those in it, without what is switched off."""
    yield element
    for each in element:
        if each.tag not in _SWITCHED_OFF:
            yield from _shown(each)


def is_code(picture: bytes, code: str) -> bool:
    """Whether a picture is the code of this text and nothing else, whatever its size."""
    from PIL import Image, ImageChops, ImageFilter

    with Image.open(BytesIO(qr_png(code))) as opened:
        made = opened.convert("RGB")
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(picture), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return False
            shown = opened.convert("RGBA")
    except (Image.DecompressionBombError, *DAMAGE):
        return False
    white = Image.new("RGBA", shown.size, "white")
    flat = Image.alpha_composite(white, shown).convert("RGB").resize(made.size, Image.Resampling.BOX)
    blurred = [each.filter(ImageFilter.GaussianBlur(_BLUR)) for each in (made, flat)]
    return ImageChops.difference(*blurred).point(lambda shade: max(0, shade - _NEAR)).getbbox() is None


def _begins_in_its_box(anchor: Any) -> bool:
    column, row, right, down = _corner(anchor, "from")
    return (column, row) == (POINTS - 1, 0) and 0 <= right <= _EMU and 0 <= down <= _EMU


def _ends_in_its_box(anchor: Any, sheet: Any) -> bool:
    """Whether a picture has a size of its own, or ends at the cell where that would end."""
    if next(every(anchor, "to"), None) is None:
        return any(local(each) == "ext" for each in anchor)
    column, row, right, down = _corner(anchor, "to")
    return (
        max(column, row) <= _FURTHEST
        and abs(_width(sheet, POINTS - 1, column) + right - _SIDE) <= _ROUGHLY
        and abs(_height(sheet, row) + down - _SIDE) <= _EMU
    )


def _corner(anchor: Any, name: str) -> tuple[int, int, int, int]:
    """Column and row of a corner, and how far it is within them.  A corner that is not stated is nowhere."""
    said = [int(each.text) for corner in every(anchor, name) for part in ("col", "row", "colOff", "rowOff")
            for each in every(corner, part)]  # fmt: skip
    column, row, right, down = said if len(said) == 4 else (-1, -1, 0, 0)
    return column, row, right, down


def _height(sheet: Any, rows: int) -> float:
    """What the first so many rows take."""
    heights = {int(row.get("r", "0")): number(row.get("ht"), 0) for row in every(sheet, "row")}
    return sum(heights.get(at, 0) for at in range(1, rows + 1)) * _EMU_POINT


def _width(sheet: Any, first: int, last: int) -> float:
    """What the columns from `first` up to `last` take, counted from 0."""
    widths = [number(each.get("width"), 0) for at in range(first, last) for each in every(sheet, "col")
              if int(each.get("min")) <= at + 1 <= int(each.get("max"))]  # fmt: skip
    return sum(widths) * _EMU_LETTER
