"""The tables of a Word file, row by row, read from its one part that has them; merged cells as in a workbook.

Read here and not by a library for documents, because those spread merged cells out without bound.
"""

import zipfile
from collections.abc import Iterator
from typing import IO, Any

from lxml.etree import iterparse

from scoring.tables.cells import Above, Before, value_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = _W + "document"
_TABLE, _ROW, _CELL, _PARAGRAPH, _TEXT = (_W + name for name in ("tbl", "tr", "tc", "p", "t"))
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_SYMBOL = _W + "sym"
# Ticks, crosses and boxes of the symbol fonts from which Word inserts them.
_SYMBOLS = {"F0FC": "✓", "F050": "✓", "F0FE": "☑", "F052": "☑", "F0FB": "×", "F04F": "×", "F0A8": "□", "F0A3": "□",
            "F06F": "□"}  # fmt: skip
_BESIDE = frozenset({_TABLE, *(_W + name for name in ("txbxContent", "tcPr", "pPr", "rPr", "del", "moveFrom"))})
_RUN, _FORMAT, *_UNSEEN = (_W + name for name in ("r", "rPr", "strike", "dstrike", "vanish"))
_OFF = frozenset({"0", "false", "off"})
_MOST_COLUMNS = 63  # of a Word table
_PART = "word/document.xml"


def word_rows(file: IO[bytes]) -> Iterator[list[Any]]:
    """The rows of all tables, one after the other: a table that goes over pages is often several.

    A table inside a cell is left out.  Raises what zipfile and lxml do of a damaged file; ValueError for merged cells
    that reach farther than Word's own.
    """
    with zipfile.ZipFile(file) as archive, archive.open(_PART) as part:
        depth = 0
        above: list[Any] = []
        events = iterparse(part, ("start", "end"), tag=(_TABLE, _ROW), resolve_entities=False, no_network=True)
        for event, element in events:
            if element.tag == _TABLE:
                depth += 1 if event == "start" else -1
                above = above if depth else []  # a table inside a cell ends nothing
            elif event == "end" and depth == 1:
                above = _cells(element, above)
                yield above
                element.clear(keep_tail=True)
        if events.root is None or events.root.tag != _DOCUMENT:
            raise ValueError("no document of Word")


def _cells(row: Any, above: list[Any]) -> list[Any]:
    """One row's cells, a merged one in every column that it covers; `above` is the row before it."""
    texts: list[Any] = [""] * _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
    for cell in row.iterfind(f".//{_CELL}"):
        if next(cell.iterancestors(_ROW)) is not row:  # of a table inside
            continue
        columns = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
        goes_on = cell.find(f"{_W}tcPr/{_W}vMerge")
        if goes_on is not None and goes_on.get(_W + "val", "continue") == "continue":
            shown = value_of(above[len(texts)]) if len(texts) < len(above) else ""
            texts += [Above(shown) if shown else ""] * columns
        else:
            text = "".join(_pieces(cell)).rstrip("\n")
            texts += [text, *[Before(text) if text else ""] * (columns - 1)][:columns]
        if len(texts) > _MOST_COLUMNS:
            raise ValueError("more columns than Word has")
    return texts


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == _SYMBOL:
            yield _SYMBOLS.get(child.get(_W + "char", "").upper(), "�")
        elif isinstance(child.tag, str) and child.tag not in _BESIDE and not _is_unseen(child):  # comments have no name
            yield from _pieces(child)
            if child.tag == _PARAGRAPH:
                yield "\n"


def _is_unseen(element: Any) -> bool:
    """Whether this is text that somebody hid or struck out: what stands beside it has taken its place."""
    if element.tag != _RUN or not len(element) or element[0].tag != _FORMAT:  # which stands first
        return False
    return any(mark.get(_W + "val") not in _OFF for mark in element[0].iterchildren(*_UNSEEN))


def _number(element: Any, default: int) -> int:
    value = default if element is None else int(element.get(_W + "val", default))
    if not 0 <= value <= _MOST_COLUMNS:
        raise ValueError("more columns than Word has")
    return value
