"""The self-check form that a school fills in: the official form with empty boxes, hints, and a sum that adds up."""

from collections.abc import Mapping
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

from ipc2_tui.files.rubrics import DEFAULT
from ipc2_tui.workbooks.book import book_bytes
from ipc2_tui.workbooks.form_sheet import (
    CLAIM,
    LETTERS,
    NAME,
    POINTS,
    SCORE,
    SECTION,
    TEXT,
    Filled,
    Places,
    draw_form,
    height_of,
    new_book,
    put,
    school_signs,
    width_of,
)  # fmt: skip
from ipc2_tui.workbooks.pages import keep_together, set_up_page
from scoring.mark import plain
from scoring.rubric import Rubric

TITLE = "校本应用考核表"
TOP = 4  # the heading's row
_APPENDIX = {DEFAULT: "附件1"}  # of the notice that a form came with
_LONGEST_HINT, _LONGEST_LIST = 220, 250  # Excel takes a file with more than 255 for damaged


def self_check_form(rubric: Rubric, school: str = "", day: str = "", claims: Mapping[str, Any] | None = None) -> bytes:
    """The workbook's bytes; `claims` are self-check scores by item id that are there already."""
    book, sheet = new_book(TITLE)
    put(sheet, 1, SECTION, _APPENDIX.get(rubric.id, ""), NAME, border=False, size=10)
    put(sheet, 2, SECTION, rubric.title, SCORE, bold=True, centre=True, size=14, border=False)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 16, 40
    put(sheet, 3, SECTION, "考核学校", centre=True)
    put(sheet, 3, NAME, school, TEXT)
    put(sheet, 3, POINTS, "时间", centre=True)
    put(sheet, 3, CLAIM, day, SCORE, centre=True)
    sheet.row_dimensions[3].height = max(24, height_of(school, width_of(NAME, TEXT)))
    places = draw_form(sheet, rubric, TOP, Filled(claims=claims))
    _foot(sheet, rubric, places)
    _validate(sheet, rubric, places)
    sheet.freeze_panes = f"A{TOP + 1}"
    set_up_page(sheet, "")
    return book_bytes(book)


def total_formula(rubric: Rubric, places: Places, column: int) -> str:
    """The formula of a column's total, each section times its weight; empty while nothing is filled in."""
    letter, parts = LETTERS[column - 1], []
    for section in rubric.sections:
        rows = [places.items[item.id] for item in section.items if item.points is not None]
        if rows:
            weight = "" if section.weight == 1 else f"*{section.weight}"
            parts.append(f"SUM({letter}{min(rows)}:{letter}{max(rows)}){weight}")
    boxes = f"{letter}{places.first}:{letter}{places.last}"
    return f'=IF(COUNT({boxes})=0,"",{"+".join(parts) or "0"})'


def _foot(sheet: Any, rubric: Rubric, places: Places) -> None:
    row = places.last + 1
    put(sheet, row, SECTION, "点评要点", centre=True)
    put(sheet, row, NAME, "", TEXT)
    put(sheet, row, POINTS, "得分", centre=True, bold=True)
    for column in (CLAIM, SCORE):
        cell = put(sheet, row, column, None, centre=True, bold=True)
        cell.value = total_formula(rubric, places, column)
    sheet.row_dimensions[row].height = 70
    put(sheet, row + 1, SECTION, rubric.note, SCORE, border=False)
    put(sheet, row + 2, SECTION, "验收组签字：_____________________________", SCORE, border=False)
    sheet.row_dimensions[row + 1].height = max(24, height_of(rubric.note, width_of(SECTION, SCORE)))
    sheet.row_dimensions[row + 2].height = 24
    school_signs(sheet, row + 3, SCORE)
    keep_together(sheet, row, row + 3)


def _validate(sheet: Any, rubric: Rubric, places: Places) -> None:
    """What each box takes, said when it is entered and when it is refused."""
    for item in rubric.items:
        row = places.items[item.id]
        if item.points is None:
            names = [grade.name for grade in item.grades]
            rule, hint = _one_of(names), f"{'、'.join(names)}，选一项"
        else:
            box, thousandths = f"{LETTERS[CLAIM - 1]}{row}", plain(item.step * 1000)
            fits = f"ISNUMBER({box}),{box}>=0,{box}<={plain(item.points)},MOD(ROUND({box}*1000,0),{thousandths})=0"
            rule = DataValidation(type="custom", formula1=f"AND({fits})", allow_blank=True)
            hint = f"0 到 {plain(item.points)} 分，以 {plain(item.step)} 分为一档"
        rule.error = rule.prompt = hint[:_LONGEST_HINT]
        rule.promptTitle = rule.errorTitle = item.label[:30]
        rule.showInputMessage = rule.showErrorMessage = True
        sheet.add_data_validation(rule)
        rule.add(f"{LETTERS[CLAIM - 1]}{row}:{LETTERS[SCORE - 1]}{row}")


def _one_of(names: list[str]) -> DataValidation:
    """A list to choose from; where the names cannot stand in one, any text: it is checked when it is read."""
    listed = ",".join(names)
    if len(listed) > _LONGEST_LIST or any('"' in name or "," in name for name in names):
        return DataValidation(type="textLength", operator="greaterThan", formula1="0", allow_blank=True)
    return DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
