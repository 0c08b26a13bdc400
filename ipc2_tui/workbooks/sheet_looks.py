"""How the cells in use look: whether what they hold can be read, and as the figure that it is."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ipc2_tui.workbooks.archives import damaged
from ipc2_tui.workbooks.sheet_order import STYLES
from ipc2_tui.workbooks.sheet_xml import every, is_true, local, number

_TABLES = {
    "numFmts": "numFmt", "fonts": "font", "fills": "fill", "borders": "border", "cellStyleXfs": "xf", "cellXfs": "xf",
}  # fmt: skip
_SMALLEST, _LARGEST = 6.0, 36.0  # points of a letter
_BLACK: tuple[Mapping[str, str], ...] = (
    {},
    {"auto": "1"},
    {"auto": "true"},
    {"theme": "1"},
    {"indexed": "64"},
    {"indexed": "8"},
)
_INK = 8  # the number of black among the colours that have one
_WHITE = ({"theme": "0"}, {"indexed": "65"})
_SIGNS = re.compile("dings|^symbol$|marlett|mt extra", re.IGNORECASE)  # fonts that show a figure as something else
_SIGN_SET = "2"
_PLAIN_ALIGNMENT = {
    "horizontal": ("general", "left", "center"),
    "textRotation": ("0",),
    "indent": ("0",),
    "shrinkToFit": ("0", "false"),
    "readingOrder": ("0", "1"),  # from the right, 88.5 / 100 would be 100 / 88.5
}
_BUILT_IN = {0: "General", 1: "0", 2: "0.00", 49: "@"}
_FIRST_OWN = 164  # below it, programs show their own format whatever the file says
_DECIMALS = re.compile(r"#?0(?:\.([0#?]*))?")


def cells_in_use(sheet: Any) -> list[Any]:
    """The cells that hold something."""
    return [each for each in every(sheet, "c") if len(each)]


def has_odd_looks(sheet: Any, styles: Any, strings: Any | None, theme: Any | None) -> bool:
    """Whether something in a cell is there without being seen, or seen otherwise than it is read here."""
    formats = list({id(each): each for _, each in _formats(sheet, styles)}.values())
    fonts, fills, borders = (_used(styles, kind, formats) for kind in ("font", "fill", "border"))
    fonts += [each for tree in (sheet, strings) if tree is not None for each in every(tree, "rPr")]
    return (
        any(_is_odd_font(each) for each in fonts)
        or not _has_black_ink(styles, theme)
        or any(not _is_blank(each) for each in fills)
        or any(is_true(each.get(f"diagonal{way}")) for each in borders for way in ("Up", "Down"))
        or any(
            each.get(name, plain[0]) not in plain
            for xf in formats
            for each in every(xf, "alignment")
            for name, plain in _PLAIN_ALIGNMENT.items()
        )
    )


def has_odd_formats(sheet: Any, styles: Any) -> bool:
    """Whether a cell in use has a number format that may show another figure than the cell's."""
    codes = _codes(styles)
    return any(
        not _shows(codes.get(int(each.get("numFmtId", "0")), ""), cell) for cell, each in _formats(sheet, styles)
    )


def _formats(sheet: Any, styles: Any) -> Iterator[tuple[Any, Any]]:
    """The cells in use, each with its format and with the named one behind that, which some programs prefer."""
    owns, named = _table(styles, "cellXfs"), _table(styles, "cellStyleXfs")
    for cell in cells_in_use(sheet):
        own = _entry(owns, cell.get("s", "0"))
        yield cell, own
        yield cell, _entry(named, own.get("xfId", "0"))


def _table(styles: Any, name: str) -> list[Any]:
    """The entries of one table.  Raises Problem where it is there twice or not as programs count it."""
    tables = [each for each in styles if local(each) == name]
    entries = [each for table in tables for each in table]
    if len(tables) > 1 or any(local(each) != _TABLES[name] for each in entries):
        raise damaged(STYLES)
    return entries


def _used(styles: Any, kind: str, formats: list[Any]) -> list[Any]:
    """The fonts, fills or borders of some formats.  Raises Problem where one is missing."""
    entries = _table(styles, f"{kind}s")
    return [_entry(entries, each.get(f"{kind}Id", "0")) for each in formats]


def _entry(entries: list[Any], said: str) -> Any:
    """The entry of a table that is named by its number.  Raises Problem where there is none."""
    at = int(said)
    if not 0 <= at < len(entries):
        raise damaged(STYLES)
    return entries[at]


def _is_odd_font(font: Any) -> bool:
    """Whether what is written in this font is not to be seen, or crossed out, or shown in other signs."""
    names = [each.get("val", "") for name in ("name", "rFont") for each in every(font, name)]
    return (
        any(not _has_colour(each, _BLACK, "000000") for each in every(font, "color"))
        or any(not _SMALLEST <= number(each.get("val"), 0) <= _LARGEST for each in every(font, "sz"))
        or any(is_true(each.get("val", "1")) for each in every(font, "strike"))
        or any(each.get("val") != "baseline" for each in every(font, "vertAlign"))
        or any(each.get("val") == _SIGN_SET for each in every(font, "charset"))
        or any(_SIGNS.search(each) for each in names)
    )


def _has_colour(element: Any, named: tuple[Mapping[str, str], ...], rgb: str) -> bool:
    """Whether a colour is one of the `named`, or this one."""
    said = dict(element.attrib)
    plain = number(said.pop("tint", None), 0) == 0
    return plain and (said in named or (list(said) == ["rgb"] and said["rgb"][-6:].upper() == rgb))


def _has_black_ink(styles: Any, theme: Any | None) -> bool:
    """Whether the theme's colour of text is black, and so is the one that has black's number."""
    inks = [ink for each in every(theme, "dk1") for ink in each] if theme is not None else []
    numbered = [each.get("rgb", "")[-6:] for each in every(styles, "rgbColor")]
    return numbered[_INK : _INK + 1] in ([], ["000000"]) and all(
        ink.get("val") in ("windowText", "000000") and ink.get("lastClr", "000000") == "000000" and not len(ink)
        for ink in inks
    )


def _is_blank(fill: Any) -> bool:
    """Whether a cell filled so is white."""
    return all(local(each) == "patternFill" and _is_white(each) for each in fill)


def _is_white(pattern: Any) -> bool:
    kind, colours = pattern.get("patternType", "none"), every(pattern, "fgColor")
    return kind == "none" or (kind == "solid" and all(_has_colour(each, _WHITE, "FFFFFF") for each in colours))


def _codes(styles: Any) -> dict[int, str]:
    """The number formats by id, without those on which programs may differ."""
    own = [(int(each.get("numFmtId")), each.get("formatCode", "")) for each in _table(styles, "numFmts")]
    times = Counter(at for at, _ in own)
    built_in = {at: code for at, code in _BUILT_IN.items() if at not in times}
    return built_in | {at: code for at, code in own if at >= _FIRST_OWN and times[at] == 1}


def _shows(code: str, cell: Any) -> bool:
    """Whether a format shows a cell's text, or all of its number."""
    if code in ("General", "GENERAL", "@"):
        return True
    plain = _DECIMALS.fullmatch(code)
    if plain is None:
        return False
    values = [each.text for each in every(cell, "v") if cell.get("t", "n") == "n" and each.text]
    return all(_decimals(each) <= len(plain[1] or "") for each in values)


def _decimals(text: str) -> int:
    """How many decimals a number has that was written down with the error of its binary form."""
    exponent = Decimal(str(float(text))).normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
