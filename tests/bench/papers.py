"""Papers beside their floors: a bare script that writes the same cells and picture, and the bare Ed25519 checks."""

import io
from collections.abc import Iterator
from copy import copy
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.drawing.image import Image

from ipc2_tui.files.visit_file import read_visit
from ipc2_tui.keys import sshsig
from ipc2_tui.keys.identity import evaluator
from ipc2_tui.keys.signing import checked, signing_body
from ipc2_tui.keys.sshsig import unarmor
from ipc2_tui.papers.exporting import sheet_of, signed_of
from ipc2_tui.qr import qr_png
from scoring.record import SIGN
from scoring.signatures import VISIT
from scoring.visit import Visit, with_entry
from tests.bench.districts import VISITS, visit_as
from tests.bench.rows import Row, compare


def measure() -> Iterator[Row]:
    """Export and verify: a signed sheet beside writing its cells, signatures beside the bare Ed25519 checks."""
    drawn = read_visit(VISITS / "370899-0108.json", None)
    visit = signed_visit(drawn, evaluator())
    sheets, code = sheets_of(visit)
    yield compare("export of a signed sheet / bare script, same cells and code", 1.5, 9,
                  lambda: sheet_of(visit), lambda: write_bare(sheets, code))  # fmt: skip
    visits = [signed_visit(visit_as(drawn, f"S-{number:04d}"), evaluator()) for number in range(1000)]
    assert check_ours(visits[:5]) == check_bare(visits[:5]) == 5
    # Nobody set this goal; beside the signature, what the entries come to is worked out and hashed again.
    yield compare("verify 1,000 signed visits / bare Ed25519 checks", 8, 3,
                  lambda: check_ours(visits), lambda: check_bare(visits))  # fmt: skip


class Cell(NamedTuple):
    """One cell as the sheet has it."""

    row: int
    column: int
    value: Any
    style: tuple[Any, ...]


def signed_visit(visit: Visit, by: str) -> Visit:
    """The visit with a signature of this device's key."""
    body = signing_body(visit, by, VISIT, lambda: "")
    return with_entry(visit, visit.next_entry(by, "2022-12-07T18:00:00+08:00", SIGN, body))


class Sheet(NamedTuple):
    """One sheet: its name, its cells and the ranges that are merged."""

    title: str
    cells: list[Cell]
    merged: list[str]


def sheets_of(visit: Visit) -> tuple[list[Sheet], str]:
    """What stands on the sheets of a visit's score sheet, and the code's text."""
    book = load_workbook(io.BytesIO(sheet_of(visit)[0]))
    signed = signed_of(visit)
    assert signed is not None
    known: dict[int, Any] = {}

    def shared(value: Any) -> Any:
        return known.setdefault(hash(repr(value)), copy(value))

    sheets = [
        Sheet(
            sheet.title,
            [
                Cell(
                    cell.row, cell.column, cell.value, (shared(cell.font), shared(cell.alignment), shared(cell.border))
                )
                for row in sheet.iter_rows()
                for cell in row
            ],
            [str(each) for each in sheet.merged_cells.ranges],
        )
        for sheet in book.worksheets
    ]
    return sheets, signed.code


def write_bare(sheets: list[Sheet], code: str) -> bytes:
    """The same cells, styles and picture, and nothing else thought of."""
    book = Workbook()
    book.remove(book.active)
    for title, cells, merged in sheets:
        sheet = book.create_sheet(title)
        for row, column, value, (font, alignment, border) in cells:
            cell = sheet.cell(row, column)
            cell.value, cell.font, cell.alignment, cell.border = value, font, alignment, border
        for place in merged:
            sheet.merge_cells(place)
    book.worksheets[0].add_image(Image(io.BytesIO(qr_png(code))), "E1")
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def check_bare(visits: list[Visit]) -> int:
    """The Ed25519 checks alone."""
    good = 0
    for visit in visits:
        for entry in visit.entries:
            if entry.kind == SIGN and entry.body is not None:
                blob, space, raw = unarmor(entry.body["sshsig"])
                good += sshsig.holds(blob, space, entry.body["statement"].encode(), raw)
    return good


def check_ours(visits: list[Visit]) -> int:
    """Every signature judged: that too, and whether the entries still say what was signed."""
    return sum(each.state == "valid" for visit in visits for each in checked(visit))
