"""A table of rows to choose from."""

from rich.text import Text
from textual.widgets import DataTable


class RowTable(DataTable[Text], inherit_bindings=False):
    """A table whose Enter is the screen's own, so that the key bar, the help and the palette know it."""

    BINDINGS = [each for each in DataTable.BINDINGS if getattr(each, "key", "") != "enter"]  # noqa: RUF012
