"""A widget of plain lines: made for its width when it is painted, repainted only where a line has changed."""

from collections.abc import Callable, Sequence
from typing import Self

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.widgets.text import CURSOR, Line

Build = Callable[[int], Sequence[Line]]
EMPTY: Line = ()


class Lines(ScrollView, can_focus=False):
    """Shows the lines that a builder makes for its width; scrolls where they are more than fit."""

    DEFAULT_CSS = "Lines { height: auto; overflow-x: hidden; scrollbar-size-vertical: 1; }"

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._build: Build = lambda _width: ()
        self._made: dict[int, list[Line]] = {}
        self._lines: list[Line] = []
        self._room = Size()  # what they were made for
        self._scrolls = False
        self._row: int | None = None
        self._styles: dict[str, Style] = {}
        self._painted: tuple[Region, list[Strip]] | None = None

    def show(self, build: Build, row: int | None = None) -> None:
        """Show what `build` makes for a width in columns, and keep `row` in view, or the line under the cursor."""
        self._build, self._row, self._made = build, row, {}
        before, room = self._lines, self.container_size
        if not room.width:  # not laid out yet: the lines are made when they are
            return
        self._fit()
        if len(before) != len(self._lines) or self.virtual_size != Size(room.width, len(self._lines)):
            self.virtual_size = Size(room.width, len(self._lines))
            self.refresh(layout=self._is_auto or self._scrolls != self.show_vertical_scrollbar)
        else:
            for y, (old, new) in enumerate(zip(before, self._lines, strict=True)):
                if old != new:
                    self.refresh(Region(0, y - self.scroll_offset.y, self.size.width, 1))
        self._keep_in_view()

    def _fit(self) -> None:
        """Make the lines for the room that there is."""
        room = self._room = self.container_size
        lines = self.lines_for(room.width)
        self._scrolls = len(lines) > room.height
        if self._scrolls:  # the bar takes a column, whether it stands there already or not
            lines = self.lines_for(room.width - self.styles.scrollbar_size_vertical)
        # Filled up, so that another number of lines is no other size: a new layout costs more than all the rest.
        self._lines = lines + [EMPTY] * (0 if self._is_auto else room.height - len(lines))

    def lines_for(self, width: int) -> list[Line]:
        """The lines for a width, made once for each."""
        if width not in self._made:
            self._made[width] = list(self._build(width))
        return self._made[width]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As high as its lines."""
        return max(1, len(self.lines_for(width)))

    def on_resize(self) -> None:
        """The lines are made for the new width."""
        self.remake()

    def remake(self) -> None:
        """Make the lines anew: what they depend on has changed."""
        self.show(self._build, self._row)

    def notify_style_update(self) -> None:
        """Colours have changed: every line is painted anew."""
        super().notify_style_update()
        self._styles.clear()
        self.refresh()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint these regions anew, or all of it."""
        self._painted = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines as they were painted last where nothing has changed: all widgets are asked at every key."""
        if self._painted is None or self._painted[0] != crop:
            self._painted = crop, super().render_lines(crop)
        return self._painted[1]

    def render_line(self, y: int) -> Strip:
        """One line, cut or filled to the widget's width."""
        if self._room != self.container_size:  # it is painted before it is told of its size
            self._fit()
        row = y + self.scroll_offset.y
        pieces = self._lines[row] if row < len(self._lines) else EMPTY
        strip = Strip([Segment(text, self._style(style)) for text, style in pieces])
        return strip.adjust_cell_length(self.size.width, self._style(""))

    def _style(self, style: str) -> Style:
        """The style that its name means on this widget's background; worked out once."""
        if style not in self._styles:
            own = self.app.stylesheet.parse_style(style) if style else None
            self._styles[style] = (self.visual_style + own if own else self.visual_style).rich_style
        return self._styles[style]

    @property
    def _is_auto(self) -> bool:
        return self.styles.height is not None and self.styles.height.is_auto

    def _keep_in_view(self) -> None:
        height, row = self.size.height, self._row
        if row is None:
            row = next((y for y, pieces in enumerate(self._lines) if any(style == CURSOR for _, style in pieces)), None)
        if row is not None and height and not 0 <= row - self.scroll_offset.y < height:
            self.scroll_to(y=max(0, row - height // 2), animate=False, immediate=True)
