"""A district's list of schools, from the cells of its table: codes and names, wherever they stand."""

from collections.abc import Iterable, Sequence
from typing import Any

from scoring.codes import is_code
from scoring.problem import Problem
from scoring.tables.cells import text_of
from scoring.tables.roster_cells import HEADER_WITHIN, Rows
from scoring.tables.roster_columns import tidy
from scoring.tables.roster_texts import is_example_or_total, not_an_entry
from scoring.wording import brief, tr

_CODES = ("代码", "学校代码", "学校编码", "编码", "标识码", "学校标识码", "code")
_NAMES = ("学校", "学校名称", "校名", "名称", "单位", "单位名称", "school", "name")


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
            if number >= HEADER_WITHIN:
                break
    raise Problem(where, tr("has no list of schools: no row has the headings 代码 and 学校"))


def _schools(rows: Iterable[tuple[int, Sequence[Any]]], code: int, name: int, where: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, cells in rows:
        given, called = (_text(cells[place]) if place < len(cells) else "" for place in (code, name))
        if not (given or called) or _is_no_school(_text(cells[0]), given, called):
            continue
        at = where + tr("row {n}").format(n=number)
        if not given:
            raise Problem(at, tr("{name} has no code: give it one, or delete the row").format(name=brief(called, 40)))
        if not is_code(given):
            what = tr("{text} is no school's code, which is 1 to 24 of 0-9 A-Z and -: correct it, or delete the row")
            raise Problem(at, what.format(text=brief(given, 40)))
        if given in found:
            raise Problem(at, tr("{code} is there twice").format(code=given))
        found[given] = called
    return found


def _is_no_school(first: str, code: str, name: str) -> bool:
    """Whether a row with these texts is a heading once more, adds up, or is a group's heading or a line below."""
    if is_example_or_total((first, code, name)) or (tidy(code) in _CODES and tidy(name) in _NAMES):
        return True
    alone = name in ("", code)  # a cell merged over both says the same in both
    return alone and not code.isascii() and bool(not_an_entry((code, first)))


def _text(value: Any) -> str:
    """A cell's text in one line."""
    return " ".join(text_of(value).split())
