"""The district's workbook: totals, ranking, items by schools, Appendix 2, what is open, and charts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from openpyxl.styles import Alignment, Font, PatternFill
from rich.cells import cell_len, chop_cells

from ipc2_tui.language import catalogue
from ipc2_tui.workbooks.book import book_bytes, room_for_sheets
from ipc2_tui.workbooks.pages import set_up_wide_page, set_widths
from ipc2_tui.workbooks.participants_form import COLUMNS
from scoring.district import District
from scoring.district_words import evaluated_text, evidence_texts, open_text, provisional, quota_text, to_do
from scoring.mark import DIFFERING
from scoring.participants import Participants
from scoring.rubric import EXCELLENT, UNDECIDED
from scoring.wording import commas, speaking, visible

_BANDS = (0, 60, 70, 80, 85, 90, 95)  # hundredths of the form's total
_BLUE = "1F5C7A"
_HEAD, _HEAD_FILL = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=_BLUE)
_BOLD = Font(bold=True)
_LINE = 15  # points, of a row's height
_NAME, _TEXT = 24, 100  # widths of columns whose texts may need several lines
_MOST_LINES = 25  # of one row, which can be 409 points high
_LEFT = Alignment(horizontal="left")
_RIGHT, _CENTRE = Alignment(horizontal="right", shrink_to_fit=True), Alignment(horizontal="center", wrap_text=True)
_HEADING = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_RATE, _SHARE = "0.00%", "0.0%"


@room_for_sheets()
def district_book(found: District) -> bytes:
    """The workbook's bytes, in Chinese.  Names are text, whatever they begin with; points and heads are numbers."""
    book = Workbook(write_only=True)
    with speaking(catalogue("zh")):
        totals, free_row = _totals(book, found)
        ranking = _ranking(book, found)
        if any(row.rank is not None and row.school.gap is not None for row in found.rows):
            totals.add_chart(_scatter(ranking, found), f"A{free_row}")
        _items(book, found)
        _appendix(book, found)
        _open(book, found)
        _hand_ins(book, found)
        _to_do(book, found)
    return book_bytes(book)


def _totals(book: Any, found: District) -> tuple[Any, int]:
    """Counts, section averages (their shares compare), the totals' distribution, charts; with the first free row."""
    sheet = _sheet(book, "总表", (26, 10, 12, 12, 12, 12), frozen="A2", one_page=True)
    title = " ".join(f"{found.rubric.title} 全区汇总".split())
    sheet.append([_styled(sheet, title, font=Font(bold=True, size=13))])
    _rows(sheet, [("学校数", len(found.rows)), ("优秀名额上限", found.excellent_limit, quota_text(found))])
    _rows(sheet, [(_level(found, name), count) for name, count in found.counts.items()])
    notes = [("名额界线处同分，待定", " ".join(found.tied_at_cut))] if found.tied_at_cut else []
    if open_ := provisional(found):
        notes.append(("优秀为暂定", f"尚有 {open_} 校未定或未评估"))
    notes += [("未计入", each) for each in found.uncounted]
    _rows(sheet, notes)
    start = 4 + len(found.counts) + len(notes) + 1
    sheet.append([])
    sheet.row_dimensions[start].height = 3 * _LINE
    means = ("自查平均（已定学校中该项填全的）", "评估平均（已定学校）")
    sheet.append(_head(sheet, ("考核项目", "分值", *means, "自查得分率", "评估得分率")))
    for section, pair in zip(found.rubric.sections, found.means, strict=True):
        shares = [mean / section.points if mean is not None and section.points else None for mean in pair]
        _rows(
            sheet,
            [(section.label, section.points, *pair, *(_styled(sheet, each, number_format=_SHARE) for each in shares))],
        )
    last = start + len(found.rubric.sections)
    full, bands = found.rubric.total or 100, last + 2
    ranked = (row.school.total for row in found.rows if row.rank is not None)
    totals = [total / full * 100 for total in ranked if total is not None]
    if not totals:  # as on a form without points: noughts would say that there are no schools
        return sheet, bands
    sheet.append([])
    sheet.append(_head(sheet, ("总分" if full == 100 else "总分（满分的 %）", "学校数")))
    for low, high in pairwise(_BANDS):
        _rows(sheet, [(f"{low} 至不足 {high}", sum(low <= total < high for total in totals))])
    _rows(sheet, [(f"{_BANDS[-1]} 以上", sum(total >= _BANDS[-1] for total in totals))])
    averages = _bars(sheet, "各项平均得分率", start, last, columns=(5, 6))
    averages.y_axis.number_format, averages.y_axis.scaling.min, averages.y_axis.scaling.max = "0%", 0, 1
    sheet.add_chart(averages, "H2")
    sheet.add_chart(_bars(sheet, "总分分布", bands, bands + len(_BANDS), columns=(2,)), "H20")
    return sheet, bands + len(_BANDS) + 2


def _ranking(book: Any, found: District) -> Any:
    """The schools by their places; returns the sheet."""
    sheet = _sheet(book, "排名", (6, 16, _NAME, 14, 12, 10, 10, 10, 12, 20), frozen="D2")
    at_cut = frozenset(found.tied_at_cut)
    sheet.append(_head(sheet, ("名次", "代码", "学校", "镇街", "学段", "自查", "评估", "差", "等次", "说明")))
    for at, row in enumerate(found.rows, 2):
        school = row.school
        # Text, so that nobody adds it up, where the figures stand.
        unranked = _styled(sheet, evaluated_text(school), alignment=_RIGHT) if school.scored else None
        points = unranked if row.rank is None else school.total
        rank, level = (_styled(sheet, each, alignment=_CENTRE) for each in (row.rank, _level(found, row.level)))
        part = 0 < school.unclaimed < len(found.rubric.items)  # which compares with no other school's
        open_ = open_text(found.rubric, school)
        tied = ["优秀名额界线处同分，待定"] * (school.code in at_cut)
        remark = commas([open_] * bool(open_) + [f"自查 {school.claimed}"] * part + tied)
        name = _whole(sheet, at, school.name, _NAME)
        _rows(sheet, [(rank, school.code, name, school.town, school.stage, None if part else school.self_check,
                       points, school.gap, level, remark)])  # fmt: skip
    return sheet


def _scatter(ranking: Any, found: District) -> ScatterChart:
    """Self-check and evaluation of the schools that have a place; the undecided stand below them."""
    chart = ScatterChart(scatterStyle="lineMarker")
    chart.title, chart.style, chart.width = "自查与评估", 13, 11.5
    chart.x_axis.title, chart.y_axis.title = "自查", "评估"
    chart.x_axis.delete = chart.y_axis.delete = False
    count = 1 + sum(row.rank is not None for row in found.rows)
    series = Series(Reference(ranking, min_col=7, min_row=2, max_row=count),
                    Reference(ranking, min_col=6, min_row=2, max_row=count), title="学校")  # fmt: skip
    series.marker.symbol, series.graphicalProperties.line.noFill = "circle", True
    series.marker.graphicalProperties.solidFill = _BLUE
    chart.series.append(series)
    return chart


def _items(book: Any, found: District) -> None:
    items = found.rubric.items
    sheet = _sheet(book, "各项得分", (13, _NAME, *[6.5] * len(items)), frozen="C2", head_lines=5)
    sheet.append(_head(sheet, ("代码", "学校", *[item.numbered for item in items])))
    _school_rows(sheet, ((row.school.code, row.school.name, *[
        _styled(sheet, DIFFERING.join(map(str, value)) if isinstance(value, list) else value, alignment=_RIGHT)
        if isinstance(value, list | str) else value  # a grade or several scores: made smaller, not cut
        for value in row.school.items]) for row in found.rows))  # fmt: skip


def _appendix(book: Any, found: District) -> None:
    """Appendix 2 in its official columns, then the district's total."""
    sheet = _sheet(book, "附件2", (_NAME, *[12] * 9), frozen="B2", head_lines=2)
    sheet.append(_head(sheet, COLUMNS))
    often = Counter(row.school.name for row in found.rows)
    for at, row in enumerate(found.rows, 2):
        name = row.school.name  # bare, for it is looked up by; but of two schools of one name nobody could tell which
        name = name if often[name] == 1 else f"{name} {row.school.code}"
        _rows(sheet, [_participants(sheet, at, name, row.school.participants)])
    without, lacking = len(found.without_roster), found.participants.unknown
    remarks = [f"{without} 校没有名册，未计入"] * bool(without) + [f"{lacking} 人缺少数据，按未达到计"] * bool(lacking)
    name = f"合计（{'；'.join(remarks)}）" if remarks else "合计"
    total = _participants(sheet, len(found.rows) + 2, name, found.participants)
    sheet.append([_styled(sheet, value, font=_BOLD) for value in total])


def _participants(sheet: Any, at: int, name: str, row: Participants | None) -> tuple[Any, ...]:
    head = _whole(sheet, at, name, _NAME)
    if row is None:
        return (head, *[None] * 9)
    cells = []
    for heads in (row.qualified, row.course, row.assessment, row.practice):
        cells += [heads, _styled(sheet, row.rate(heads) / 100, number_format=_RATE)]
    return (head, row.teachers, *cells)


def _open(book: Any, found: District) -> None:
    sheet = _sheet(book, "未定与分歧", (16, _NAME, 18, 10, 60), frozen="A2")
    sheet.append(_head(sheet, ("代码", "学校", "原因", "指标", "各评估人")))
    rows: list[tuple[Any, ...]] = []
    for row in found.rows:
        school = row.school
        if open_ := open_text(found.rubric, school):
            rows.append((school.code, school.name, open_, None, None))
        rows += [(school.code, school.name, "分歧", item_id, said) for item_id, said in school.conflicts]
    _school_rows(sheet, rows)


def _hand_ins(book: Any, found: District) -> None:
    """What each school has handed in and when, and the schools that nobody has visited."""
    wanted = found.rubric.deadlines
    sheet = _sheet(book, "上报材料", (16, _NAME, *[20] * len(wanted)), frozen="C2", head_lines=2)
    sheet.append(_head(sheet, ("代码", "学校", *[f"{each.what} {each.by or ''}".strip() for each in wanted])))
    rows: list[tuple[Any, ...]] = []
    for row in sorted(found.rows, key=lambda row: row.school.code):
        states = [f"{each.on} 迟交" if each.late else each.on or "没有登记" for each in row.school.hand_ins]
        # A day stands below the words of its column, not against those of the next.
        rows.append((row.school.code, row.school.name, *(_styled(sheet, each, alignment=_LEFT) for each in states)))
    _school_rows(sheet, rows + [(code, name, "未评估") for code, name in found.unvisited])


def _to_do(book: Any, found: District) -> None:
    """What the verified teachers prove, and what somebody has to see to, as the screen says it."""
    sheet = _sheet(book, "说明", (_TEXT,), frozen="A2")
    sheet.append(_head(sheet, ("抽样核验的结论，与须处理的事项",)))
    texts = (*evidence_texts(found), *to_do(found), *(f"未计入：{each}" for each in found.uncounted))
    longest = _MOST_LINES * _room(_TEXT)
    parts = [part for text in texts for part in (chop_cells(visible(text), longest) if len(text) > _TEXT else [text])]
    for at, part in enumerate(parts, 2):
        _rows(sheet, [(_whole(sheet, at, part, _TEXT),)])


def _school_rows(sheet: Any, rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows below the heading, each a school's code, its name, and more; names that begin alike differ at the end."""
    for at, (code, name, *more) in enumerate(rows, 2):
        _rows(sheet, [(code, _whole(sheet, at, name, _NAME), *more)])


def _whole(sheet: Any, at: int, text: str, width: int) -> Any:
    """A text for row `at`, which is made high enough: not every office program does that when it opens the book."""
    lines = -(-cell_len(text) // _room(width))
    if lines < 2:
        return text  # as most: a cell of its own look takes its time
    sheet.row_dimensions[at].height = lines * _LINE
    return _styled(sheet, text, alignment=_WRAPPED)


def _room(width: int) -> int:
    """How many letters surely fit a line of a column: words that stay whole leave some of it."""
    return width * 5 // 6


def _sheet(
    book: Any, title: str, widths: Sequence[float], frozen: str, head_lines: int = 1, one_page: bool = False
) -> Any:
    """A sheet with its widths, the height of its heading row, and A4 print set-up.

    `one_page` is for charts, behind which no grid runs.  Write-only sheets want all that before their rows.
    """
    sheet = book.create_sheet(title)
    if head_lines > 1:
        sheet.row_dimensions[1].height = head_lines * _LINE
    set_widths(sheet, widths)
    sheet.freeze_panes = frozen
    set_up_wide_page(sheet, 1, int(one_page))
    sheet.print_options.gridLines = not one_page
    sheet.oddHeader.center.text = title  # every page says what it is
    return sheet


def _rows(sheet: Any, rows: Iterable[Sequence[Any]]) -> None:
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any) -> Any:
    """Text stays text even if it begins with =, its control characters shown; points are numbers."""
    if not isinstance(value, str):
        return float(value) if isinstance(value, Decimal) else value
    shown = visible(value)
    if not shown.startswith(("=", "#")):  # neither a formula nor the name of an error, such as #N/A
        return shown
    cell = WriteOnlyCell(sheet, shown)
    cell.data_type = "s"
    return cell


def _styled(sheet: Any, value: Any, **look: Any) -> Any:
    """A cell with a look of its own: font, fill, alignment, number_format."""
    shown = _cell(sheet, value)
    cell = shown if isinstance(shown, Cell) else WriteOnlyCell(sheet, shown)
    for name, setting in look.items():
        setattr(cell, name, setting)
    return cell


def _head(sheet: Any, texts: Sequence[str]) -> list[Any]:
    return [_styled(sheet, text, font=_HEAD, fill=_HEAD_FILL, alignment=_HEADING) for text in texts]


def _bars(sheet: Any, title: str, head: int, last: int, columns: tuple[int, ...]) -> BarChart:
    chart = BarChart()
    chart.type, chart.style, chart.title = "col", 10, title
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = "0"
    for column in columns:
        chart.add_data(Reference(sheet, min_col=column, min_row=head, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=head + 1, max_row=last))
    return chart


def _level(found: District, level: str) -> str:
    named = {each.id: each.name for each in found.rubric.levels}
    excellent = "优秀（限额内）" if "优秀" in named.values() else "优秀"
    return {EXCELLENT: excellent, UNDECIDED: "未定", "": "-"}.get(level) or named[level]
