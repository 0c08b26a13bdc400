"""Text measured in terminal columns: a Chinese character takes two."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

from scoring.wording import visible

# The style of the row under the cursor; `Lines` keeps the line that wears it in view.
CURSOR = "bold $block-cursor-foreground on $block-cursor-background"

Piece = tuple[str, str]
Line = tuple[Piece, ...]

# A run of Latin text or a single character, with what may not end a line before it, or begin one after it.
_TOKEN = re.compile(r"[（《“‘「『【]*(?:[!-~]+(?: %)?|\s+|.)[，。；：、？！）》”’」』】％…,.;:?!)%]*", re.DOTALL)


def line(*parts: str | Piece) -> Line:
    """A line of pieces, each a text and its style; plain text has none.  What would not show is made visible."""
    return tuple((visible(part), "") if isinstance(part, str) else (visible(part[0]), part[1]) for part in parts)


def fit(text: str, width: int) -> str:
    """`text` padded or cut to exactly `width` columns; two dots mark a cut."""
    text = visible(text)
    if cell_len(text) > width:  # the dots follow at once where half a character's room is left over
        text = set_cell_size(text, max(0, width - 2)).rstrip() + ".."[: max(0, width)]
    return text + " " * (width - cell_len(text))


def fit_name(text: str, width: int) -> str:
    """As :func:`fit`, but cut in the middle: what a school is stands at its name's end."""
    text = visible(text)
    end = text
    while end and cell_len(end) > (width - 2) // 2:
        end = end[1:]
    return fit(text if cell_len(text) <= width else fit(text, width - cell_len(end)).rstrip() + end, width)


def right(text: str, width: int) -> str:
    """`text` set to the right of `width` columns."""
    return " " * (width - cell_len(text)) + text if cell_len(text) <= width else fit(text, width)


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns (four at least), Chinese broken anywhere but inside punctuation."""
    return [row for paragraph in text.split("\n") for row in _wrap(visible(paragraph), max(4, width))]


def wrapped(text: str, width: int, style: str = "", indent: int = 0) -> list[Line]:
    """`text` in lines of at most `width` columns, `indent` of them blank in front."""
    return [line((" " * indent + row, style)) for row in wrap(text, width - indent)]


def beside(label: str, rows: Sequence[str], columns: int, style: str = "") -> list[Line]:
    """`rows` as lines, to the left of the first a label of so many columns."""
    heads = [fit(label, columns)] + [" " * columns] * (len(rows) - 1)
    return [line((f" {head} ", "$foreground-muted"), (row, style)) for head, row in zip(heads, rows, strict=True)]


def wrap_between(entries: Iterable[str], width: int) -> list[str]:
    """`entries` three spaces apart, in lines of at most `width` columns that break between entries where they can."""
    rows = [""]
    for entry in entries:
        longer = f"{rows[-1]}   {entry}" if rows[-1] else entry
        if cell_len(longer) <= width:
            rows[-1] = longer
        else:
            rows = [*(row for row in rows if row), *wrap(entry, width)]
    return rows


def _wrap(text: str, width: int) -> Iterator[str]:
    row, size = "", 0
    for token in (piece for whole in _TOKEN.findall(text) for piece in chop_cells(whole, width)):
        length = cell_len(token)
        if size + length > width:
            yield row.rstrip()
            row, size = "", 0
        if row or not token.isspace():
            row, size = row + token, size + length
    yield row.rstrip()


def bar(share: float, width: int, style: str) -> Line:
    """A bar of `width` columns; told by its signs where there are no colours.  Only nothing is empty, only all full."""
    filled = round(share * width)
    filled = max(filled, 1) if share > 0 else 0
    filled = min(filled, max(0, width - 1)) if share < 1 else width
    return line(("=" * filled, style), ("." * (width - filled), "$foreground-disabled"))
