"""The heading of a school's table: one row, or several whose upper cells group the columns below them."""

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from scoring.tables.cells import OF_OTHERS, Above, text_of
from scoring.tables.roster_columns import WIDEST, Columns, find_columns, names_column, numberless_result, tidy

_MOST = 4  # rows; a name merged over very many would have them all read together


class Heading(NamedTuple):
    """Its cells, of several rows as of one, the columns that they name, and the texts of its rows."""

    cells: Sequence[Any]
    columns: Columns
    rows: tuple[list[str], ...]

    def repeated(self, cells: Sequence[Any]) -> bool:
        """Whether a row is one of the heading's once more, as on each page of a table."""
        pairs = (zip_longest(map(text_of, cells[:WIDEST]), row, fillvalue="") for row in self.rows)
        return any(all(one == other for one, other in each) for each in pairs)


def heading_in(above: Sequence[Any], cells: Sequence[Any]) -> Heading | None:
    """The heading whose 姓名 stands in a row, with the row above where that groups columns; None without."""
    columns = find_columns(cells)
    if columns is None:
        return None
    both = _joined(above, cells)
    grouped = find_columns(both)
    if grouped is not None and len(grouped.fields()) > len(columns.fields()):
        return Heading(both, grouped, (_texts(above), _texts(cells)))
    return Heading(cells, columns, (_texts(cells),))


def continued(heading: Heading, lower: Sequence[Any], ticked: Callable[[Columns], Iterable[int]]) -> Heading | None:
    """The heading with the row below it, where that is its lower part; `ticked` are the columns of one ability each.

    姓名 is merged with the cell below it or stands above none, and something in the row is a heading.  A row that takes
    a column's meaning is none that we understand; that of abilities only below a merged 姓名: it may be a teacher's.
    """
    at = heading.columns.single["name"]
    name = lower[at] if at < len(lower) else None
    merged = isinstance(name, Above)
    own = {place for place, cell in enumerate(lower) if not isinstance(cell, OF_OTHERS) and text_of(cell)}
    if len(heading.rows) == _MOST or not (merged or text_of(name) == ""):
        return None
    cells = _joined(heading.cells, lower)
    columns = find_columns(cells)
    if columns is None or not columns.single.keys() >= heading.columns.single.keys():
        return None
    known = own & {*columns.fields(), *ticked(columns)}
    kept = merged or columns.abilities.keys() >= heading.columns.abilities.keys()
    if not (known and kept):
        return None
    return Heading(cells, columns, (*heading.rows, _texts(lower)))


def _joined(upper: Sequence[Any], lower: Sequence[Any]) -> list[Any]:
    """Two rows as one; a group is merged over its columns, or stands above the first of them."""
    heads: list[Any] = []
    group = ""
    for top, below in zip_longest(upper, lower):
        group = text_of(top) or group
        own = "" if isinstance(below, OF_OTHERS) else text_of(below)
        heads.append(_together(group, own) if own else top)
    return heads


def _together(group: str, own: str) -> str:
    """What a group and its column mean together, else what the column says by itself."""
    both = (text for text in (group + own, own + group) if names_column(tidy(text)))
    return next((text for text in both if not numberless_result(own, tidy(text))), own)


def _texts(cells: Sequence[Any]) -> list[str]:
    return list(map(text_of, cells[:WIDEST]))
