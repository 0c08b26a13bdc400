"""What openpyxl does not tell of a sheet that it streams: cells merged downwards, bare formulas, hidden rows."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from scoring.tables.cells import Above, HiddenRow, Uncalculated, is_empty

# Tencent Docs and Microsoft's own library write a prefix before every name.
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"')
_ROW = re.compile(rb"<(?:\w+:)?row\s([^<>]*)>")
_UNSEEN = re.compile(rb'(?:^|\s)hidden="(?:1|true)"')
_NUMBER = re.compile(rb'(?:^|\s)r="([0-9]{1,7})"')
_MOST_COLUMNS = 100  # of a table that people filled in
_BARE_FORMULA = re.compile(
    rb'<(?:\w+:)?c\s+r="([A-Z]{1,3}[0-9]{1,7})"([^<>]*)>\s*<(?:\w+:)?f(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"\s*(<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def completed(rows: Iterator[Sequence[Any]], part: bytes) -> Iterator[Sequence[Any]]:
    """The rows of the sheet in `part`, with `Above` and `Uncalculated` in the cells that openpyxl leaves empty.

    One that is not to be seen is a HiddenRow.
    """
    starts = _merged_down(part)
    bare: dict[int, list[int]] = defaultdict(list)
    for found in _BARE_FORMULA.finditer(part) if b"<f" in part or b":f" in part else ():
        if found[3] and b't="str"' in found[2]:
            continue  # it was calculated, and gives an empty text, as =IF(A1="","",...) does
        letters, row = coordinate_from_string(found[1].decode())
        bare[row].append(column_index_from_string(letters) - 1)
    hidden = _hidden_rows(part)
    if not (starts or bare or hidden):
        yield from rows
        return
    held: dict[int, tuple[int, Any]] = {}
    for number, cells in enumerate(rows, 1):
        filled = cells
        if number in bare or not is_empty(cells):  # else it stays empty: cells are merged down to a sheet's last row
            held = {column: (bottom, value) for column, (bottom, value) in held.items() if number <= bottom}
            filled = _filled(cells, held, bare.get(number, ()))
        for column, bottom in starts.get(number, ()):
            held[column] = (bottom, filled[column] if column < len(filled) else None)
        yield HiddenRow(filled) if number in hidden else filled


def _hidden_rows(part: bytes) -> set[int]:
    if b' hidden="' not in part:
        return set()
    unseen = (found[1] for found in _ROW.finditer(part) if _UNSEEN.search(found[1]))
    return {int(number[1]) for row in unseen if (number := _NUMBER.search(row))}


def _merged_down(part: bytes) -> dict[int, list[tuple[int, int]]]:
    """The columns, from 0, that cells of each row are merged down in, each with the last row of it."""
    starts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    merged = part.find(b"mergeCell")  # most tables have none, and no time is lost
    for found in _MERGED.finditer(part, merged) if merged >= 0 else ():
        top, bottom, column = int(found[2]), int(found[3]), column_index_from_string(found[1].decode())
        if bottom > top and column <= _MOST_COLUMNS:
            starts[top].append((column - 1, bottom))
    return starts


def _filled(cells: Sequence[Any], held: dict[int, tuple[int, Any]], bare: Sequence[int]) -> list[Any]:
    filled = list(cells)
    filled += [None] * (max((*held, *bare), default=-1) + 1 - len(filled))
    for column, (_, value) in held.items():
        if filled[column] is None and value is not None:
            filled[column] = value if isinstance(value, Above) else Above(value)
    for column in bare:
        filled[column] = Uncalculated()
    return filled
