"""Reading a score sheet back: what is printed on it, and what its hidden sheet says it was made from."""

import json
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from ipc2_tui.files.reading import read_bytes
from ipc2_tui.files.visit_file import rubric_in
from ipc2_tui.workbooks.form_sheet import CLAIM, NAME, POINTS, SCORE, TEXT, places_of
from ipc2_tui.workbooks.score_sheet import CHECK_CODE, FORMAT, HIDDEN, TITLE, TOP
from ipc2_tui.workbooks.sheet_picture import pictures
from ipc2_tui.workbooks.sheet_tricks import LAST_ROW, page_texts, tricks
from ipc2_tui.workbooks.tables import LARGEST, sheet_parts, sheets_in
from scoring.problem import Problem
from scoring.rubric import Rubric
from scoring.tables.cells import Above
from scoring.tables.roster_columns import letter
from scoring.wording import tr


class Printed(NamedTuple):
    """A sheet: `said` is the hidden sheet; the rest is what a reader of the paper sees.

    `items` has self-check and evaluation by item id; `totals` the two in the last row, `heads` the two at the top;
    `texts` every cell's text by its place, and the pages' header and footer; `odd` what makes it show something else
    than its cells hold; `pictures` are those on it.
    """

    rubric: Rubric
    said: dict[str, str]
    code: str
    name: str
    day: str
    level: str
    check_code: str
    items: dict[str, list[Any]]
    totals: list[Any]
    heads: list[str]
    texts: dict[str, str]
    odd: list[str]
    pictures: list[bytes]


def read_sheet(path: Path) -> Printed:
    """The score sheet in the workbook at `path`.  Raises Problem where it is none."""
    return sheet_in(read_bytes(path, LARGEST), str(path))


def sheet_in(raw: bytes, where: str) -> Printed:
    """The score sheet in a workbook; `where` names it.  Raises Problem where it is none."""
    with sheets_in(raw, where) as sheets:
        cells = {
            name: [list(row) for row in islice(rows, LAST_ROW)] for name, rows in sheets if name in (TITLE, HIDDEN)
        }
        if TITLE not in cells or HIDDEN not in cells:
            raise Problem(where, tr("is no score sheet of this program: it has no sheets {title} and {hidden}").format(
                title=TITLE, hidden=HIDDEN))  # fmt: skip
        part = sheet_parts(raw, where)[TITLE]
        odd, shown, pages = tricks(raw, part, (TITLE, HIDDEN)), pictures(raw, part), page_texts(raw, part)
    said: dict[str, str] = {}
    for row in cells[HIDDEN]:
        if row and row[0] is not None:
            said[str(row[0])] = said.get(str(row[0]), "") + str(row[1] if len(row) > 1 and row[1] is not None else "")
    if said.get("format") != FORMAT:
        what = tr("is a score sheet of another version; this program reads {version}")
        raise Problem(where, what.format(version=FORMAT))
    try:
        rubric = rubric_in(json.loads(said.get("rubric", "")), f"{where}: {HIDDEN}")
    except (ValueError, RecursionError) as error:
        raise Problem(f"{where}: {HIDDEN}", tr("the rubric on it is damaged")) from error
    printed = _printed(rubric, said, cells[TITLE])
    return printed._replace(texts=printed.texts | pages, odd=odd, pictures=shown)


def _printed(rubric: Rubric, said: dict[str, str], rows: Sequence[Sequence[Any]]) -> Printed:
    def at(row: int, column: int) -> Any:
        cells = rows[row - 1] if row <= len(rows) else ()
        cell = cells[column - 1] if column <= len(cells) else None
        return None if isinstance(cell, Above) else cell

    def text(row: int, column: int) -> str:
        value = at(row, column)
        return "" if value is None else str(value)

    places = places_of(rubric, TOP)
    return Printed(
        rubric=rubric,
        said=said,
        code=text(3, NAME),
        name=text(2, NAME),
        day=text(2, TEXT).partition("  ")[2],
        level=text(5, TEXT).partition("  ")[2],
        check_code=text(TOP - 1, POINTS).removeprefix(f"{CHECK_CODE} "),
        items={item_id: [at(row, CLAIM), at(row, SCORE)] for item_id, row in places.items.items()},
        totals=[at(places.last + 1, CLAIM), at(places.last + 1, SCORE)],
        heads=[text(4, NAME), text(5, NAME)],
        texts={
            f"{letter(at_column)}{at_row}": str(cell)
            for at_row, cells in enumerate(rows, 1)
            for at_column, cell in enumerate(cells)
            if cell not in (None, "") and not isinstance(cell, Above)
        },
        odd=[],
        pictures=[],
    )
