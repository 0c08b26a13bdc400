"""A district's list of schools, from the cells of its table: codes and names, wherever they stand."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from scoring.cells import value_of
from scoring.codes import check_code
from scoring.problem import Problem
from scoring.roster_cells import Rows
from scoring.roster_columns import tidy
from scoring.wording import tr

_CODES = ("代码", "学校代码", "学校编码", "编码", "标识码", "学校标识码", "code")
_NAMES = ("学校", "学校名称", "校名", "名称", "单位", "单位名称", "school", "name")
_HEADER_WITHIN = 30


def read_school_list(sheets: Iterable[tuple[str, Rows]], where: str) -> dict[str, str]:
    """Names by code, from the first sheet with a heading for both.  Raises Problem, naming the row, for a bad code."""
    for sheet, rows in sheets:
        numbered = enumerate(rows, 1)
        for number, cells in numbered:
            heads = [tidy(_text(cell)) for cell in cells]
            code = next((place for place, head in enumerate(heads) if head in _CODES), None)
            name = next((place for place, head in enumerate(heads) if head in _NAMES), None)
            if code is not None and name is not None:
                return _schools(numbered, code, name, f"{where}: {sheet}!" if sheet else f"{where}: ")
            if number >= _HEADER_WITHIN:
                break
    raise Problem(where, tr("has no list of schools: no row has the headings 代码 and 学校"))


def _schools(rows: Iterable[tuple[int, Sequence[Any]]], code: int, name: int, where: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, cells in rows:
        given, called = (_text(cells[place]) if place < len(cells) else "" for place in (code, name))
        if not given and not called:
            continue
        at = where + tr("row {n}").format(n=number)
        check_code(given, at)
        if given in found:
            raise Problem(at, tr("{code} is there twice").format(code=given))
        found[given] = called
    return found


def _text(value: Any) -> str:
    """A cell's text, with plain forms of full-width signs; spreadsheets hold codes that are digits as numbers."""
    value = value_of(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(unicodedata.normalize("NFKC", "" if value is None else str(value)).split())
