"""The score sheet: the official form with both scores, what was drawn and verified, the code, the lines to sign.

A hidden sheet holds what the printed one was made from, so that every figure on it can be checked (docs/FORMAT.md).
"""

import io
import json
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D

from ipc2_tui.files.visit_file import rubric_json
from ipc2_tui.qr import BOX_MM, qr_png
from ipc2_tui.workbooks.book import book_bytes
from ipc2_tui.workbooks.form_rows import Ticks
from ipc2_tui.workbooks.form_sheet import (
    CLAIM,
    NAME,
    PART,
    POINTS,
    SCORE,
    SECTION,
    TEXT,
    Filled,
    draw_form,
    height_of,
    in_rows,
    new_book,
    put,
    put_text,
    width_of,
)  # fmt: skip
from ipc2_tui.workbooks.pages import keep_together, page_foot, set_up_page
from scoring.draw_words import draw_facts, state_facts
from scoring.draws import draws_of
from scoring.entry import name_of
from scoring.mark import plain
from scoring.measures import measures
from scoring.record import SIGN, entries_digest, result_values, signable
from scoring.result import range_text
from scoring.roster import roster_of
from scoring.rubric import Rubric
from scoring.ruling import rulings
from scoring.statement import Statement
from scoring.tally import tally
from scoring.verification import Verified, verified
from scoring.visit import CLAIM as CLAIMS
from scoring.visit import SCORE as SCORES
from scoring.visit import Visit
from scoring.wording import commas, visible

TITLE, HIDDEN = "打分表", "ipc2"
FORMAT = "ipc2-sheet 1"
TOP = 8  # the heading's row; the code stands beside the rows above
UNSIGNED = "未签"
CHECK_CODE = "核对码"
_EMU = 36_000  # a millimetre
_OUTCOMES = {"passed": "合格", "failed": "不合格", "not_done": "未核验"}
_MET = {True: "达到", False: "未达到", None: "缺少数据"}
_NAMES_ABREAST = 2  # with a line to sign on behind each


class Signed(NamedTuple):
    """The signature that a sheet carries: the statement, the code's text, and the public key's line."""

    statement: Statement
    code: str
    key_line: str


def score_sheet(visit: Visit, signed: Signed | None, why_not: str) -> bytes:
    """The workbook's bytes.  Without a signature that holds it says 未签 on every page, and beside the title why."""
    book, sheet = new_book(TITLE)
    result = result_values(visit)
    _head(sheet, visit, result, signed, why_not)
    places = draw_form(sheet, visit.rubric, TOP, Filled(
        claims={item_id: pair[0] for item_id, pair in result["items"].items()},
        scores={item_id: pair[1] for item_id, pair in result["items"].items()},
        ticks={item.id: _ticks(visit, item.id) for item in visit.rubric.items},
    ))  # fmt: skip
    row = _foot(sheet, visit, result, places.last + 1)
    last = _facts(sheet, visit, row)
    _sign_here(sheet, visit, last)
    keep_together(sheet, row, last)  # no signature stands on a page of its own
    check_code = signed.statement.check_code if signed else UNSIGNED
    set_up_page(sheet, page_foot(visit.code, visible(visit.school.name), check_code))
    if signed is None:
        sheet.oddHeader.center.text, sheet.oddHeader.center.size = UNSIGNED, 16
        sheet.oddHeader.center.color = "C00000"
    _hide(book, visit, result, signed)
    return book_bytes(book)


def heading_total(rubric: Rubric, points: str, marked: Collection[str]) -> str:
    """A total at the sheet's head: of the form's points, or of what the `marked` items could have while others lack.

    A hyphen where none of them gives points.
    """
    pointed = any(item.id in marked and item.points is not None for item in rubric.items)
    points = points if pointed else "-"
    if len(marked) == len(rubric.items):
        return points if rubric.total is None else f"{points} / {plain(rubric.total)}"
    possible = sum(
        (section.weight * item.points for section in rubric.sections for item in section.items
         if item.id in marked and item.points is not None and not item.bonus), Decimal(0))  # fmt: skip
    so_far = f"{points} / {plain(possible)}" if pointed else "-"
    return f"{so_far}（{len(marked)}/{len(rubric.items)} 项）"


def level_printed(rubric: Rubric, level: str | None) -> str:
    """A level at the sheet's head: 未定 while it is undecided, a hyphen where the form has no levels."""
    return next((each.name for each in rubric.levels if each.id == level), "未定" if rubric.levels else "-")


def _head(sheet: Any, visit: Visit, result: dict[str, Any], signed: Signed | None, why_not: str) -> None:
    """Title and facts to the left, the code in its box to the right."""
    put(sheet, 1, SECTION, visit.rubric.title, TEXT, bold=True, centre=True, size=14, border=False)
    sheet.row_dimensions[1].height = 46
    school, tallied = visit.school, tally(visit)
    level = level_printed(visit.rubric, result["level"])
    marked = [{each for each, pair in result["items"].items() if pair[column] is not None} for column in (0, 1)]
    facts = (
        ("考核学校", school.name, "时间", school.date),
        ("学校代码", visit.code, "学段", school.stage),
        ("自查总分", heading_total(visit.rubric, range_text(tallied.self_check), marked[0]), "镇街", school.town),
        ("评估总分", heading_total(visit.rubric, range_text(tallied.evaluated), marked[1]), "等次", level),
        ("评估组", "、".join(_team(visit)), "记录", f"{len(visit.entries)} 条"),
    )
    for at, (label, text, other, more) in enumerate(facts, 2):
        put(sheet, at, SECTION, label, centre=True)
        put(sheet, at, NAME, text, PART, bold=at in (2, 5))
        put(sheet, at, TEXT, f"{other}  {more}", bold=at == 5)
        heights = height_of(text, width_of(NAME, PART)), height_of(f"{other}  {more}", width_of(TEXT, TEXT))
        sheet.row_dimensions[at].height = max(17, *heights)
    sheet.row_dimensions[7].height = 16
    if signed is None:
        put(sheet, 1, POINTS, UNSIGNED, SCORE, down=4, bold=True, centre=True, size=36, red=True, border=False)
        put(sheet, 5, POINTS, why_not, SCORE, down=3, centre=True, size=8, red=True, border=False)
        return
    check_code = f"{CHECK_CODE} {signed.statement.check_code}"
    put(sheet, 7, POINTS, check_code, SCORE, bold=True, centre=True, size=9, border=False)
    image = Image(io.BytesIO(qr_png(signed.code)))
    side = int(BOX_MM * _EMU)
    image.anchor = OneCellAnchor(AnchorMarker(col=POINTS - 1, colOff=_EMU // 3), XDRPositiveSize2D(side, side))
    sheet.add_image(image)


def _foot(sheet: Any, visit: Visit, result: dict[str, Any], row: int) -> int:
    """点评要点 beside the two totals; returns the next row."""
    remarks = "\n".join(
        f"{text}（{name_of(by)}）" if len(visit.remarks) > 1 else text
        for by, text in sorted(visit.remarks.items())
    )  # fmt: skip
    first, *others = in_rows(remarks, width_of(NAME, TEXT))
    put(sheet, row, SECTION, "点评要点", centre=True)
    put(sheet, row, NAME, first, TEXT)
    put(sheet, row, POINTS, "得分", centre=True, bold=True)
    tallied = tally(visit)
    for column, total, said in ((CLAIM, tallied.self_check, "self_check"), (SCORE, tallied.evaluated, "evaluated")):
        value = result[said] if total.pointed and total.low == total.high else range_text(total)
        put(sheet, row, column, value, centre=True, bold=True)
    sheet.row_dimensions[row].height = max(40, height_of(first, width_of(NAME, TEXT)))
    for more in others:
        row += 1
        put(sheet, row, SECTION, "点评要点\n（续）", centre=True)
        put(sheet, row, NAME, more, SCORE)
        sheet.row_dimensions[row].height = height_of(more, width_of(NAME, TEXT))
    if visit.rubric.note:
        put(sheet, row + 1, SECTION, visit.rubric.note, SCORE, border=False)
        sheet.row_dimensions[row + 1].height = max(20, height_of(visit.rubric.note, width_of(SECTION, SCORE)))
        row += 1
    return row + 1


def _facts(sheet: Any, visit: Visit, row: int) -> int:
    """What the form has no box for, rulings, the roster's figures, the draws, the drawn, a box each; the next row."""
    roster, state, rubric = roster_of(visit), draws_of(visit), visit.rubric
    asked: dict[str, list[str]] = {}
    for item in rubric.items:
        for name in item.measures:
            asked.setdefault(name, []).append(item.id)
    found = [(commas(ids), measures(roster, rubric, name)) for name, ids in asked.items()] if roster else []
    facts = {
        **_beside_scores(visit),
        "裁定": "；".join(
            f"{each.item.numbered}{'自查' if each.column == CLAIMS else ''} {plain(each.value)}："
            f"{each.reason}（{each.name}）"
            for each in rulings(visit)
        ),
        "数据": "\n".join(
            f"{ids}  " + "；".join(f"{each.text}（{_MET[each.met]}）" for each in these)
            for ids, these in found
            if these
        ),
        "抽取": "\n".join("；".join(map(str.strip, draw_facts(draw))) for draw in state.draws),
        "封签": "；".join(state_facts(state)),
        "验证": "；".join(map(_verified, verified(visit))),
    }
    for label, text in facts.items():
        for place, part in enumerate(in_rows(text, width_of(NAME, SCORE), 8) if text else ()):
            put(sheet, row, SECTION, label if not place else f"{label}（续）", centre=True)
            put(sheet, row, NAME, part, SCORE, size=8)
            sheet.row_dimensions[row].height = max(17, height_of(part, width_of(NAME, SCORE) * 1.1, 8))
            row += 1
    return row


def _verified(one: Verified) -> str:
    """A drawn teacher's outcome, and which steps it was reached without."""
    outcome = "有分歧" if one.conflict else _OUTCOMES[one.outcome]
    without = f"（{'、'.join(one.undone)} 未核验）" if one.undone and one.outcomes else ""
    return f"{one.draw.teacher(one.teacher).name} {outcome}{without}"


def _beside_scores(visit: Visit) -> dict[str, str]:
    """What evaluators wrote in the rubric's further columns, by column, and the deductions that they counted."""
    found: dict[str, list[str]] = {column: [] for column in ("扣分", *visit.rubric.columns)}
    for item in visit.rubric.items:
        people = sorted(visit.latest[SCORES].get(item.id, {}))
        for by in people:
            mark = visit.mark(SCORES, item.id, by)
            who = f"（{name_of(by)}）" if len(people) > 1 else ""
            times = "，".join(f"{name}×{count}" for name, count in mark.times.items() if count)
            for column, text in (("扣分", times), *mark.extra.items()):
                if text:
                    found.setdefault(column, []).append(f"{item.numbered}：{text}{who}")
    return {column: "；".join(texts) for column, texts in found.items()}


def _team(visit: Visit) -> Sequence[str]:
    """Who was sent, and whoever else has scored, settled or signed."""
    others = {entry.name for entry in visit.counting if entry.kind in ("ruling", SIGN)}
    return list(dict.fromkeys((*visit.school.team, *visit.evaluators, *sorted(others))))


def _sign_here(sheet: Any, visit: Visit, row: int) -> None:
    """Lines for the team to sign by hand, and room for the school's seal."""
    put(sheet, row, SECTION, "验收组签字：", NAME, border=False, bold=True)
    lines = [f"{name} __________" for name in _team(visit) or ("", "", "")]
    rows = ["   ".join(lines[at : at + _NAMES_ABREAST]) for at in range(0, len(lines), _NAMES_ABREAST)]
    names = "\n\n".join([*rows, "________ 年 ____ 月 ____ 日"])  # with room for handwriting
    put(sheet, row, PART, names, TEXT, border=False)
    put(sheet, row, POINTS, "学校盖章：", SCORE, border=False)
    sheet.row_dimensions[row].height = max(30 * 72 / 25.4, height_of(names, width_of(PART, TEXT)))


def _hide(book: Any, visit: Visit, result: dict[str, Any], signed: Signed | None) -> None:
    """What `ipc2 verify` needs besides the printed cells."""
    sheet = book.create_sheet(HIDDEN)
    sheet.sheet_state = "hidden"
    rows = {
        "format": FORMAT,
        "code": visit.code,
        "level": result["level"] or "",
        "entries": entries_digest(signable(visit)),
        "rubric": json.dumps(rubric_json(visit.rubric), ensure_ascii=False),
        "statement": signed.statement.text if signed else "",
        "signed": signed.code if signed else "",
        "key": signed.key_line if signed else "",
    }
    for name, text in rows.items():
        for at in range(0, max(1, len(text)), 30_000):  # a cell holds 32,767 characters
            sheet.append([name, ""])
            put_text(sheet.cell(sheet.max_row, 2), text[at : at + 30_000])


def _ticks(visit: Visit, item_id: str) -> Ticks:
    """What any evaluator has ticked; where nobody has, what the school has, which is said."""
    for column in (SCORES, CLAIMS):
        people = visit.latest[column].get(item_id, {})
        found = {tick for by in people for tick in visit.mark(column, item_id, by).ticks}
        if found:
            return Ticks(tuple(found), schools=column == CLAIMS)
    return Ticks()
