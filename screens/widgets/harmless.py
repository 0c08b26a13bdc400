"""The last word on what reaches the terminal: whatever a widget paints, nothing in it is obeyed, or there unseen."""

from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from scoring.wording import visible


class Harmless(LineFilter):
    """Takes out of every line what a terminal would obey or not show; the columns stay as they were counted.

    What we paint ourselves has it made visible before; fields to type in and notices hold text as it is.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments of a line, most often as they are."""
        if all(_is_harmless(text) for text, _, _ in segments):
            return segments
        return [Segment(_shown(text), style, control) for text, style, control in segments]


@lru_cache(maxsize=4096)
def _is_harmless(text: str) -> bool:
    return visible(text) == text


def _shown(text: str) -> str:
    return "".join(char if visible(char) == char else "?" * cell_len(char) for char in text)
