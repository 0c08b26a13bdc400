"""How sheets lie on A4, and where the pages of one upright end: every program breaks it there, however it rounds."""

from collections.abc import Iterable
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

_MARGIN_MM = 12
_ROW_POINTS = 12.5  # of a row without a height of its own
# Of A4 within its margins; programs round rows up, by less than 8 in all.
_PAGE_POINTS = (297 - 2 * _MARGIN_MM) * 72 / 25.4 - 8
_LONGEST_FOOT = 100  # Excel takes a file for damaged if a footer with its codes, & written twice, is over 255


def set_up_page(sheet: Any, foot: str) -> None:
    """A4 upright at 100 %, with narrow margins and the page's number."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.scale = "portrait", 9, 100
    margins = sheet.page_margins
    margins.left = margins.right = 10 / 25.4
    margins.top = margins.bottom = _MARGIN_MM / 25.4
    margins.header = margins.footer = 6 / 25.4
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "&P / &N"
    sheet.oddFooter.left.text = foot.replace("&", "&&")


def set_up_wide_page(sheet: Any, head: int, high: int = 0) -> None:
    """A4 across, one page wide and `high` pages high, 0: as many as it takes; the first `head` rows on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, high
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"1:{head}"
    sheet.oddFooter.center.text = "&P / &N"


def set_widths(sheet: Any, widths: Iterable[float]) -> None:
    """The columns' widths from the first on, in characters."""
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width


def page_foot(code: str, name: str, check: str) -> str:
    """The school and the check code of its sheet, as far as a footer has room."""
    return f"{code}  {name}  {check}"[:_LONGEST_FOOT]


def height_between(sheet: Any, first: int, last: int) -> float:
    """The points that the rows from `first` to `last` take."""
    return sum(sheet.row_dimensions[row].height or _ROW_POINTS for row in range(first, last + 1))


def room_on_page(sheet: Any) -> float:
    """The points of a page below the heading that every page but the first repeats."""
    repeated, _, _ = str(sheet.print_title_rows or "").strip("$").partition(":")
    return _PAGE_POINTS - (height_between(sheet, int(repeated), int(repeated)) if repeated else 0)


def room_below(sheet: Any, last: int) -> float:
    """The points that row `last` leaves of its page."""
    begun = {each.id + 1 for each in sheet.row_breaks.brk}
    left = _PAGE_POINTS
    for row in range(1, last + 1):
        height = height_between(sheet, row, row)
        if row in begun or height > left:
            left = room_on_page(sheet)
        left -= height
    return left


def begin_page(sheet: Any, row: int) -> None:
    """Begin a page at this row."""
    sheet.row_breaks.append(Break(id=row - 1))


def keep_together(sheet: Any, first: int, last: int) -> None:
    """Begin a page at row `first` where the rows up to `last` would be torn apart at a page's end and fit on one."""
    if room_below(sheet, first - 1) < height_between(sheet, first, last) <= room_on_page(sheet):
        begin_page(sheet, first)
