"""Tables on a terminal: names and figures, the names below each other where the lines would be too long."""

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

_LEAST = 4  # columns of a name


def plain_console() -> Console:
    """A console that is 80 columns wide in a pipe, and leaves text alone."""
    return Console(highlight=False, markup=False, emoji=False)


def figures_table(*names: str, figures: tuple[str, ...]) -> Table:
    """A table with columns for names, of which the last is folded, and for figures."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in names:
        table.add_column(name, no_wrap=name != names[-1], overflow="fold")
    for figure in figures:
        table.add_column(figure, justify="right", no_wrap=True)
    return table


def print_folded(console: Console, table: Table, at: int) -> None:
    """Print `table`, whose names in column `at` give way to its figures: those that were cut are other figures.

    Where that leaves the names no room, all columns are cut alike, and no row is nameless.
    """
    whole = [max(cell_len(str(text)) for text in (each.header, *each.cells)) for each in table.columns if each.no_wrap]
    if console.width - sum(whole) - 2 * len(whole) < 2 * _LEAST:
        table.columns[at].width = _LEAST
    console.print(table)
