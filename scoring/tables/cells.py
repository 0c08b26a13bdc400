"""Cells of a table: as text, and those that are more than the text or number in them."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple


class Above(NamedTuple):
    """What a cell shows that is merged with the one above it."""

    value: Any


class Before(NamedTuple):
    """What a cell shows that is merged with the one before it."""

    value: Any


OF_OTHERS = (Above, Before)


class Uncalculated:
    """A cell with a formula that no office program has calculated yet."""

    def __str__(self) -> str:
        """As it is named to people."""
        return "=?"


class HiddenRow(list[Any]):
    """The cells of a row that the sheet does not show, for it was hidden or filtered out."""


def value_of(cell: Any) -> Any:
    """What a cell shows, whichever cell it stands in."""
    return cell.value if isinstance(cell, OF_OTHERS) else cell


def text_of(cell: Any) -> str:
    """A cell as text: full-width forms plain, whole floats without their point, no space around it."""
    if isinstance(cell, str):  # as most are
        return unicodedata.normalize("NFKC", cell).strip()
    cell = value_of(cell)
    if cell is None:
        return ""
    if isinstance(cell, float):  # what a formula adds up has a long tail
        cell = int(cell) if cell.is_integer() else round(cell, 6)
    return unicodedata.normalize("NFKC", str(cell)).strip()


def is_time(cell: Any) -> bool:
    """Whether an office program took what was typed for a day or an hour."""
    return isinstance(cell, (date, datetime, time, timedelta))


def is_empty(cells: Iterable[Any]) -> bool:
    """Whether a row has nothing of its own: what is merged down into it stands in a row above."""
    return all(cell in (None, "") or isinstance(cell, Above) for cell in cells)
