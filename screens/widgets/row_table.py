"""A table of rows to choose from."""

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.widgets import DataTable


class RowTable(DataTable[Text], inherit_bindings=False):
    """A table whose Enter is the screen's own, so that the key bar, the help and the palette know it.

    Home and end go to the first and last row.
    """

    BINDINGS: ClassVar = [
        *(each for each in DataTable.BINDINGS if getattr(each, "key", "") not in ("enter", "home", "end")),
        Binding("home", "scroll_top", show=False),
        Binding("end", "scroll_bottom", show=False),
    ]
