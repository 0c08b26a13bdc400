"""The blank roster that a school's office fills in."""

from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ipc2_tui.workbooks.book import book_bytes
from ipc2_tui.workbooks.form_sheet import put_text
from ipc2_tui.workbooks.pages import set_up_wide_page, set_widths
from scoring.abilities import Ability
from scoring.roster import DONE, GRADES, NOT_DONE
from scoring.wording import visible

ROWS = 2000
_HEAD = 2  # the row of the headings; the school's name stands above
_SCHOOL_TO = 5  # the last column of the box for it
SUBJECTS = ("语文", "数学", "英语", "物理", "化学", "生物", "政治", "道德与法治", "历史", "地理", "科学", "信息技术",
            "音乐", "体育", "美术", "综合实践", "心理健康", "幼儿教育", "其他")  # fmt: skip
STAGES = ("幼儿园", "小学", "初中", "高中", "特教", "职教")
_ABILITIES = ("微能力1", "微能力2", "微能力3")
_ABILITY, _GRADE = 24, 12
# Heading, width in characters, what the example row shows.
_COLUMNS: tuple[tuple[str, int, Any], ...] = (
    ("工号", 10, "示例"),
    ("姓名", 10, "张三"),
    ("学科", 11, "语文"),
    ("学段", 8, "小学"),
    ("微能力1", _ABILITY, 0),
    ("微能力1等次", _GRADE, "优秀"),
    ("微能力2", _ABILITY, 13),
    ("微能力2等次", _GRADE, "合格"),
    ("微能力3", _ABILITY, 23),
    ("微能力3等次", _GRADE, "合格"),
    ("线上学时", 9, 25),
    ("线下学时", 9, 26),
    ("校本应用考核", 13, "合格"),
    ("校本实践活动", 13, DONE),
    ("上报资源", 9, 1),
)
_HINTS = (
    "1. 第 1 行填学校名称；每位教师一行，从第 4 行填起；第 3 行是示例，不必删除，导入时会略过。",
    "2. 只有姓名必填；有工号请填工号，重名的教师凭工号区分。",
    "3. 微能力从下拉列表中选，也可只写编号，如 A1；每位教师选三项。",
    "4. 等次和校本应用考核填 优秀、合格、不合格；校本实践活动填 完成、未完成。",
    "5. 学时只填数字；上报资源填件数，没有填 0。",
    "6. 可以增加列、调整列的顺序；不要合并教师各行的单元格。",
)


def roster_form(abilities: tuple[Ability, ...], school: str = "") -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "教师名册"
    listed = book.create_sheet("微能力")
    for row, ability in enumerate(abilities, 1):
        listed.append((f"{ability.code} {ability.name}", ability.environment.name, ability.dimension))
        listed.row_dimensions[row].height = 16
    set_widths(listed, (30, 18, 12))
    hints = book.create_sheet("填写说明")
    for hint in _HINTS:
        hints.append((hint,))
    set_widths(hints, (90,))
    _name_school(sheet, school)
    _fill(sheet, abilities)
    _validate(sheet, f"微能力!$A$1:$A${len(abilities)}")
    set_up_wide_page(sheet, _HEAD)
    return book_bytes(book)


def _name_school(sheet: Any, school: str) -> None:
    """Whose roster it is, in the row above the headings."""
    line = Side(style="thin", color="000000")
    sheet.cell(1, 1, "学校").font = Font(bold=True)
    put_text(sheet.cell(1, 2), visible(school))
    sheet.merge_cells(start_row=1, start_column=2, end_row=1, end_column=_SCHOOL_TO)
    for at in range(1, _SCHOOL_TO + 1):
        cell = sheet.cell(1, at)
        cell.border = Border(bottom=line)
        cell.alignment = Alignment(vertical="center")
    sheet.row_dimensions[1].height = 26


def _fill(sheet: Any, abilities: tuple[Ability, ...]) -> None:
    thin = Side(style="thin", color="999999")
    set_widths(sheet, (width for _, width, _ in _COLUMNS))
    for at, (heading, _, example) in enumerate(_COLUMNS, 1):
        head = sheet.cell(_HEAD, at, heading)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor="1F5C7A")
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        head.border = Border(bottom=thin, right=thin)
        chosen = abilities[min(example, len(abilities) - 1)] if heading in _ABILITIES else None
        cell = sheet.cell(_HEAD + 1, at, f"{chosen.code} {chosen.name}" if chosen else example)
        cell.font = Font(italic=True, color="808080")
        cell.fill = PatternFill("solid", fgColor="F0F0F0")
    sheet.row_dimensions[_HEAD].height, sheet.row_dimensions[_HEAD + 1].height = 30, 18
    sheet.freeze_panes = f"C{_HEAD + 1}"


def _validate(sheet: Any, abilities: str) -> None:
    """Lists and bounds, said when a cell is entered; what may be any text is never refused."""
    lists: dict[str, tuple[str, str]] = {
        "学科": (_list(SUBJECTS), "可从列表选，也可自己填"),
        "学段": (_list(STAGES), "可从列表选，也可自己填"),
        "校本应用考核": (_list(GRADES), "优秀、合格或不合格"),
        "校本实践活动": (_list((DONE, NOT_DONE)), "完成或未完成"),
        **dict.fromkeys(_ABILITIES, (abilities, "从列表选一项；也可只写编号，如 A1")),
        **{f"{name}等次": (_list(GRADES), "优秀、合格或不合格") for name in _ABILITIES},
    }
    hours = ("decimal", "1000", "学时数，0 到 1000")
    bounds = {"线上学时": hours, "线下学时": hours, "上报资源": ("whole", "10000", "件数，没有填 0")}
    for at, (heading, _, _) in enumerate(_COLUMNS, 1):
        if heading in lists:
            formula, hint = lists[heading]
            rule = DataValidation(type="list", formula1=formula, allow_blank=True)
        elif heading in bounds:
            kind, most, hint = bounds[heading]
            rule = DataValidation(type=kind, operator="between", formula1="0", formula2=most, allow_blank=True)
        else:
            continue
        rule.error = rule.prompt = hint
        rule.promptTitle, rule.showInputMessage = heading, True
        rule.showErrorMessage = heading not in ("学科", "学段", *_ABILITIES)
        sheet.add_data_validation(rule)
        rule.add(f"{get_column_letter(at)}{_HEAD + 2}:{get_column_letter(at)}{ROWS}")


def _list(words: tuple[str, ...]) -> str:
    return f'"{",".join(words)}"'
