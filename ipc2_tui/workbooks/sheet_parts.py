"""What openpyxl does not tell of a sheet that it streams: cells merged downwards, formulas nobody has calculated."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from scoring.cells import Above, Uncalculated, is_empty

_MERGED = re.compile(rb'<mergeCell\s+ref="([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"')
_MOST_COLUMNS = 100  # of a table that people filled in
# One that gives an empty text, as =IF(A1="","",...) does, was calculated: its cell is a text's, with an empty value.
_BARE_FORMULA = re.compile(
    rb'<c\s+r="([A-Z]{1,3}[0-9]{1,7})"(?![^>]*\st="str"[^>]*>\s*<f[^<]*(?:</f>)?\s*<v)[^>]*>'
    rb"\s*<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)


def completed(rows: Iterator[Sequence[Any]], part: bytes) -> Iterator[Sequence[Any]]:
    """The rows of the sheet in `part`, with `Above` and `Uncalculated` in the cells that openpyxl leaves empty."""
    starts = _merged_down(part)
    bare: dict[int, list[int]] = defaultdict(list)
    for found in _BARE_FORMULA.finditer(part) if b"<f" in part else ():
        letters, row = coordinate_from_string(found[1].decode())
        bare[row].append(column_index_from_string(letters) - 1)
    if not (starts or bare):
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
        yield filled


def _merged_down(part: bytes) -> dict[int, list[tuple[int, int]]]:
    """The columns, from 0, that cells of each row are merged down in, each with the last row of it."""
    starts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    merged = part.find(b"<mergeCell")  # most tables have none, and no time is lost
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
