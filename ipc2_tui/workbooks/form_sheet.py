"""The official form drawn on an A4 sheet: one layout for the blank form, the self-check and the score sheet."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from rich.cells import cell_len, chop_cells

from ipc2_tui.workbooks.form_rows import FormRow, Ticks, blocks, form_rows, section_title, ticked
from ipc2_tui.workbooks.pages import begin_page, height_between, room_below, room_on_page, set_widths
from scoring.mark import DIFFERING
from scoring.rubric import Rubric, Value
from scoring.wording import visible

# Widths in digits of the book's own font; 179 mm together in Excel and 187 in LibreOffice, which measures them wider,
# so that the page prints at 100 % within margins of 10 mm.
WIDTHS = (9.5, 13.5, 12, 40, 6, 7.5, 8)
SECTION, NAME, PART, TEXT, POINTS, CLAIM, SCORE = range(1, 8)
LETTERS = "ABCDEFG"
_SIZE = 9
_LINE_POINTS = 12.5
HIGHEST = 360  # points of one row, so that two of them and what stands around them share a page
_THIN = Side(style="thin", color="000000")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONT = "SimSun"


class Filled(NamedTuple):
    """What stands in the boxes: values and ticks by item id; a column that is left to be filled in is None."""

    claims: Mapping[str, Any] | None = None
    scores: Mapping[str, Any] | None = None
    ticks: Mapping[str, Ticks] = {}


class Places(NamedTuple):
    """Where things stand: each item's row, and the first and last row of the items."""

    items: dict[str, int]
    first: int
    last: int


def places_of(rubric: Rubric, top: int) -> Places:
    """Where the items stand when the heading is in row `top`."""
    rows = form_rows(rubric)
    items = {row.item.id: top + 1 + at for at, row in enumerate(rows) if row.item is not None and row.first}
    return Places(items, top + 1, top + len(rows))


def new_book(title: str) -> tuple[Any, Any]:
    """A workbook and its one sheet.  Widths are measured in the book's font: one that every office program has."""
    book = Workbook()
    book._fonts[0] = Font(name="Arial", size=10)
    book.properties.creator = "ipc2"
    sheet = book.active
    sheet.title = title
    return book, sheet


def draw_form(sheet: Any, rubric: Rubric, top: int, filled: Filled) -> Places:
    """Draw heading and items from row `top` on."""
    set_widths(sheet, WIDTHS)
    put(sheet, top, SECTION, "考核项目", bold=True, centre=True)
    put(sheet, top, NAME, "考核指标", TEXT, bold=True, centre=True)
    for column, text in ((POINTS, "分值"), (CLAIM, "自查得分"), (SCORE, "评估得分")):
        put(sheet, top, column, text, bold=True, centre=True)
    sheet.row_dimensions[top].height = 28
    rows = form_rows(rubric)
    for at, row in enumerate(rows, top + 1):
        _draw_row(sheet, at, row, filled)
    sheet.print_title_rows = f"{top}:{top}"
    _draw_sections(sheet, rows, top + 1)
    return places_of(rubric, top)


def put(
    sheet: Any, row: int, column: int, value: Any, to: int = 0, down: int = 1, bold: bool = False,
    centre: bool = False, size: float = _SIZE, border: bool = True, red: bool = False,
) -> Any:  # fmt: skip
    """Write a cell that may reach to column `to` and `down` rows; text stays text, whatever it begins with."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        put_text(cell, "\n".join(visible(line) for line in value.split("\n")))
    elif value is not None:
        cell.value = float(value) if isinstance(value, Decimal) else value
    cell.font = Font(name=_FONT, size=size, bold=bold, color="C00000" if red else "000000")
    cell.alignment = Alignment(horizontal="center" if centre else "left", vertical="center", wrap_text=True, indent=0)
    last = max(column, to)
    if last > column or down > 1:
        sheet.merge_cells(start_row=row, start_column=column, end_row=row + down - 1, end_column=last)
    if border:
        for each in range(row, row + down):
            for across in range(column, last + 1):
                sheet.cell(each, across).border = BOX
    return cell


def school_signs(sheet: Any, row: int, to: int) -> None:
    """The line below a school's own form, with room for its seal."""
    lines = "学校（盖章）：______________    负责人（签字）：______________    日期：______ 年 ____ 月 ____ 日"
    put(sheet, row, 1, lines, to, border=False)
    sheet.row_dimensions[row].height = 48


def put_text(cell: Any, text: str) -> None:
    """Text that stays text, whatever it begins with."""
    cell.value = text
    if text:
        cell.data_type = "s"


def height_of(text: str, width: float, size: float = _SIZE) -> float:
    """The points that a text of this size takes in a column of `width` characters."""
    room = max(2, int(width * 1.16) - 1)  # the letters are smaller than those that the width is measured in
    lines = sum(max(1, -(-cell_len(line) // (room - room % 2))) for line in text.split("\n"))
    return lines * _LINE_POINTS * size / _SIZE + 5


def in_rows(text: str, width: float, size: float = _SIZE) -> list[str]:
    """The text in pieces, of which each has room in one row: office programs make none higher than 409 points."""
    pieces: list[str] = []
    room = max(2, int(width))
    for line in text.split("\n"):
        for place, part in enumerate(chop_cells(line, room) or [""]):
            longer = pieces[-1] + ("" if place else "\n") + part if pieces else part
            if pieces and height_of(longer, width, size) <= HIGHEST:
                pieces[-1] = longer
            else:
                pieces.append(part)
    return pieces


def width_of(first: int, last: int) -> float:
    """The characters from one column to another."""
    return sum(WIDTHS[first - 1 : last])


def _draw_row(sheet: Any, at: int, row: FormRow, filled: Filled) -> None:
    item = row.item
    if item is None:
        put(sheet, at, NAME, row.name, SCORE, bold=True)
        sheet.row_dimensions[at].height = 18
        return
    text = row.text or ticked(item, filled.ticks.get(item.id, Ticks()))
    if row.part:
        if row.first:
            put(sheet, at, NAME, row.name, down=row.rows)
        put(sheet, at, PART, row.part)
        put(sheet, at, TEXT, text)
        heights = [height_of(row.part, WIDTHS[PART - 1]), height_of(text, WIDTHS[TEXT - 1])]
    else:
        put(sheet, at, NAME, row.name)
        put(sheet, at, PART, text, TEXT)
        heights = [height_of(row.name, WIDTHS[NAME - 1]), height_of(text, width_of(PART, TEXT))]
    if row.first:
        put(sheet, at, POINTS, item.points, down=row.rows, centre=True)
        for column, values in ((CLAIM, filled.claims), (SCORE, filled.scores)):
            put(sheet, at, column, shown((values or {}).get(item.id)), down=row.rows, centre=True, bold=column == SCORE)
    sheet.row_dimensions[at].height = max(19, *heights)


def shown(value: Value | list[Value] | None) -> Any:
    """A value as a cell holds it: points as a number, several on which people differ as text."""
    if isinstance(value, list):
        return DIFFERING.join(str(each) for each in value)
    return value


def _draw_sections(sheet: Any, rows: list[FormRow], first: int) -> None:
    """The sections' cells, each beside all of its rows on a page: where a page ends within a section, one more begins.

    A cell's last row grows where the name needs more room.
    """
    at, room = first, room_below(sheet, first - 1)
    for section, together in groupby(blocks(rows), lambda block: block[0].section):
        top, used, title = at, 0.0, section_title(section)
        for block in together:
            height, need = height_between(sheet, at, at + len(block) - 1), height_of(title, WIDTHS[SECTION - 1])
            if max(used + height, need) > room:
                if used:
                    _draw_section(sheet, top, at - 1, title)
                    title = section_title(section, again=True)
                begin_page(sheet, at)
                top, used, room = at, 0.0, room_on_page(sheet)
            used += height
            at += len(block)
        _draw_section(sheet, top, at - 1, title)
        room -= height_between(sheet, top, at - 1)


def _draw_section(sheet: Any, first: int, last: int, title: str) -> None:
    put(sheet, first, SECTION, title, down=last - first + 1, centre=True)
    lacking = height_of(title, WIDTHS[SECTION - 1]) - height_between(sheet, first, last)
    sheet.row_dimensions[last].height += max(0, lacking)
