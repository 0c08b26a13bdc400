"""Appendix 2 for a school to fill in: ten columns, of which the rates add themselves up."""

from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ipc2_tui.workbooks.book import book_bytes
from ipc2_tui.workbooks.form_sheet import new_book, put, school_signs
from ipc2_tui.workbooks.pages import set_up_page, set_widths

_TITLE = "兖州区中小学教师信息技术应用能力提升工程 2.0参训人员情况汇总表"
COLUMNS = ("学校名称", "老师人数", "合格人数", "合格率", "课程学时合格人数", "课程学时合格率",
           "校本应用考核合格人数", "校本应用合格率", "校本实践活动完成数", "校本实践活动完成率")  # fmt: skip
_WIDTHS = (22, *[12] * 9)
_HEAD, _LAST = 3, 13


def participants_form(school: str = "") -> bytes:
    """The workbook's bytes; the rows below the first are for schools with several campuses."""
    book, sheet = new_book("参训人员情况汇总表")
    put(sheet, 1, 1, "附件2", border=False, size=10)
    put(sheet, 2, 1, _TITLE, len(COLUMNS), bold=True, centre=True, size=14, border=False)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 16, 40
    for at, heading in enumerate(COLUMNS, 1):
        put(sheet, _HEAD, at, heading, bold=True, centre=True)
    sheet.row_dimensions[_HEAD].height = 42
    set_widths(sheet, _WIDTHS)
    first = _HEAD + 1
    for row in range(first, _LAST + 1):
        _row(sheet, row, school if row == first else "")
    school_signs(sheet, _LAST + 1, len(COLUMNS))
    heads = DataValidation(type="whole", operator="between", formula1="0", formula2="100000", allow_blank=True)
    heads.error = heads.prompt = "人数，只填整数；比率会自动算出"
    heads.showErrorMessage = heads.showInputMessage = True
    sheet.add_data_validation(heads)
    for letter in "BCEGI":
        heads.add(f"{letter}{first}:{letter}{_LAST}")
    sheet.freeze_panes = f"B{first}"
    set_up_page(sheet, "")
    sheet.page_setup.orientation = "landscape"
    return book_bytes(book)


def _row(sheet: Any, row: int, school: str) -> None:
    for at in range(1, len(COLUMNS) + 1):
        cell = put(sheet, row, at, school if at == 1 else None, centre=at > 1)
        if at in (4, 6, 8, 10):
            cell.value = f'=IF($B{row}>0,{get_column_letter(at - 1)}{row}/$B{row},"")'
            cell.number_format = "0.0%"
    sheet.row_dimensions[row].height = 24
