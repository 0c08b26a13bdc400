"""Plain signs: what is painted without the characters whose width is left to the terminal.

Unicode calls the width of “ ” … · × and of all that boxes are drawn with "ambiguous": one column here, two on some East
Asian consoles, and then every column after it stands wrong.  Text stays as it is; only what reaches the screen changes.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

PLAIN = "-plain"  # the application's class while plain signs are painted

_SIGNS = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "…": ".", "—": "-", "–": "-", "―": "-", "·": ".", "•": "*", "−": "-",
    "×": "x", "÷": "/", "±": "+-", "≥": ">=", "≤": "<=", "≠": "!=", "≈": "~", "°": "o", "→": ">", "←": "<", "↑": "^",
    "↓": "v", "√": "v", "✓": "v", "✗": "x", "□": "o", "○": "o", "◇": "o", "△": "o", "☆": "o", "■": "*", "●": "*",
    "◆": "*", "▲": "*", "★": "*", "※": "*", "▔": "-", "▁": "-", "█": "#", "▌": "|", "▐": "|",
    "🔎": "> ",  # of one width everywhere, but few consoles have it
}  # fmt: skip


class PlainGlyphs(LineFilter):
    """Replaces what is ambiguous in every line that is painted, each line as wide as it was."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The line in plain signs; where one takes more columns, spaces further on make up for them."""
        if all(text.isascii() for text, _, _ in segments):
            return segments
        painted, owed = [], 0
        for text, style, control in segments:
            signs = list(_signs(text)) if not control else [text]
            plain, longer = "".join(signs), sum(map(cell_len, signs)) - cell_len(text)
            plain, owed = _shorter(plain, owed + longer)
            painted.append(Segment(plain, style, control))
        return painted if not owed else list(Strip(painted).adjust_cell_length(sum(cell_len(s.text) for s in segments)))


def plain(text: str) -> str:
    """`text` in plain signs."""
    return "".join(_signs(text))


def is_ambiguous(char: str) -> bool:
    """Whether terminals differ on the width of a character."""
    return unicodedata.east_asian_width(char) == "A"


def _signs(text: str) -> Iterator[str]:
    return (char if char.isascii() else _sign(char) for char in text)


@cache
def _sign(char: str) -> str:
    if char in _SIGNS:
        return _SIGNS[char]
    if not is_ambiguous(char):
        return char
    name = unicodedata.name(char, "")
    if name.startswith("BOX DRAWINGS"):
        upright = any(word in name for word in ("VERTICAL", "UP", "DOWN"))
        level = any(word in name for word in ("HORIZONTAL", "LEFT", "RIGHT"))
        return "+" if upright and level else "|" if upright else "-"
    if "BLOCK" in name or "SHADE" in name:
        return "="
    letters = unicodedata.normalize("NFKD", char).replace("\u2044", "/")
    return "".join(each for each in letters if each.isascii()) or "?"[: cell_len(char)]


def _shorter(text: str, columns: int) -> tuple[str, int]:
    """`text` with `columns` fewer spaces where two or more stand together, and how many are left to take away."""
    while columns > 0 and (gap := re.search(r" {2,}(?!.* {2,})", text)):
        text = text[: gap.start()] + text[gap.start() + 1 :]
        columns -= 1
    return text, columns
