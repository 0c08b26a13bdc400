"""What stands in a window in which nothing can be read: its size, and the size that is needed."""

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen

from scoring.wording import tr
from screens.widgets.lines import Lines
from screens.widgets.text import Line, wrapped

LEAST = Size(60, 20)


def is_too_small(size: Size) -> bool:
    """Whether a window has fewer columns or rows than the screens need."""
    return size.width < LEAST.width or size.height < LEAST.height


class TooSmallScreen(Screen[None]):
    """Covers whatever is open, and keeps keys from it, until the window has grown; what is typed there stays."""

    DEFAULT_CSS = "TooSmallScreen { background: $background; } TooSmallScreen Lines { height: 1fr; }"

    def compose(self) -> ComposeResult:
        """One page of lines."""
        yield Lines(id="size")

    def on_resize(self) -> None:
        """Say the size that it has now."""
        self.query_one(Lines).show(self._lines)

    def _lines(self, width: int) -> list[Line]:
        if not is_too_small(self.size):
            return []  # a dialog that opened above it has still to be closed
        said = tr("too small: {width} x {height}, needs {columns} x {rows}").format(
            width=self.size.width, height=self.size.height, columns=LEAST.width, rows=LEAST.height)  # fmt: skip
        return wrapped(said, width, "bold $text-warning")
