"""Whether a workbook is put together as office programs do it, so that all of them read the same cells in it."""

import zipfile
from io import BytesIO
from itertools import pairwise
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.xml.constants import SHARED_STRINGS, XLSM, XLSX, XLTM, XLTX

from ipc2_tui.workbooks.sheet_xml import every, local, read_part, related

BOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"


def has_odd_parts(raw: bytes) -> bool:
    """Whether a program may open other parts than are read here.

    One finds them by their names, another by their kinds or by the relations that lead to them; names that differ only
    in capitals are one for some.
    """
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        names = [each.lower() for each in archive.namelist()]
    manifest = read_part(raw, "[Content_Types].xml")
    kinds = [(each.get("ContentType"), each.get("PartName")) for each in every(manifest, "Override")]
    books = [part for kind, part in kinds if kind in (XLTM, XLTX, XLSM, XLSX)]
    strings = [part for kind, part in kinds if kind == SHARED_STRINGS]
    inside = related(raw, BOOK)
    return (
        len(set(names)) < len(names)
        or books not in ([], [f"/{BOOK}"])
        or _targets(raw, "", "officeDocument") != [BOOK]
        or _targets(raw, BOOK, "styles") != [STYLES]
        or len(_targets(raw, BOOK, "theme")) > 1
        or strings not in ([], [f"/{STRINGS}"])
        or [f"/{each}" for each in _targets(raw, BOOK, "sharedStrings")] != strings
        or len({each.id for each in inside}) < len(inside)
    )


def has_odd_cells(sheet: Any, strings: Any | None) -> bool:
    """Whether programs may differ in which cell is which: rows or cells twice or out of turn, or with two values."""
    tables = list(every(sheet, "sheetData"))
    rows = [row for table in tables for row in table]
    cells = [cell for row in rows for cell in row]
    trees = [sheet] if strings is None else [sheet, strings]
    texts = [each for tree in trees for name in ("is", "si") for each in every(tree, name)]
    return (
        len(tables) != 1
        or rows != list(every(sheet, "row"))
        or cells != list(every(sheet, "c"))
        or not _rises([0, *(int(row.get("r", "0")) for row in rows)])
        or any(not _stands_in_turn(row) for row in rows)
        or any(not _holds_one_value(cell) for cell in cells)
        or any(not _is_one_text(each) for each in texts)
        or any(len(each) for tree in trees for name in ("v", "t") for each in every(tree, name))
    )


def _targets(raw: bytes, part: str, kind: str) -> list[str]:
    return [each.target for each in related(raw, part) if each.kind == kind]


def _rises(numbers: list[int]) -> bool:
    return all(one < other for one, other in pairwise(numbers))


def _stands_in_turn(row: Any) -> bool:
    """Whether the cells of a row are its own, from left to right."""
    places = [coordinate_to_tuple(each.get("r")) for each in row if each.get("r")]
    return all(at == int(row.get("r", "0")) for at, _ in places) and _rises([0, *(column for _, column in places)])


def _holds_one_value(cell: Any) -> bool:
    """Whether a cell holds nothing, or one value of its kind."""
    return [local(each) for each in cell] in ([], ["is" if cell.get("t") == "inlineStr" else "v"])


def _is_one_text(text: Any) -> bool:
    """Whether a text is whole or in pieces, not both, and without any to be read beside it."""
    names = [local(each) for each in text if local(each) != "phoneticPr"]
    return names == ["t"] or set(names) <= {"r"}
