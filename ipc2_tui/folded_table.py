"""A table on a terminal whose names go on below their row where its lines would be too long."""

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

_LEAST = 4  # columns of a name


def print_folded(console: Console, table: Table, at: int) -> None:
    """Print `table`, whose names in column `at` give way to its figures: those that were cut are other figures.

    Where that leaves the names no room, all columns are cut alike, and no row is nameless.
    """
    whole = [max(cell_len(str(text)) for text in (each.header, *each.cells)) for each in table.columns if each.no_wrap]
    if console.width - sum(whole) - 2 * len(whole) < 2 * _LEAST:
        table.columns[at].width = _LEAST
    console.print(table)
