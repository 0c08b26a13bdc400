"""Cells of a table that are more than the text or number in them."""

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


def is_time(cell: Any) -> bool:
    """Whether an office program took what was typed for a day or an hour."""
    return isinstance(cell, (date, datetime, time, timedelta))


def is_empty(cells: Iterable[Any]) -> bool:
    """Whether a row has nothing of its own: what is merged down into it stands in a row above."""
    return all(cell in (None, "") or isinstance(cell, Above) for cell in cells)
