"""What stands on the score sheet beside the form: who was there, and what the lead settled, why."""

import io
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from visit_files import LI, WANG, add, known, opened, score, write

from ipc2_tui.files.rubrics import DEFAULT, built_in, find_rubric
from ipc2_tui.workbooks.score_sheet import HIDDEN, TITLE, TOP, score_sheet
from ipc2_tui.workbooks.sheet_reader import read_sheet
from scoring.mark import Mark, mark_body
from scoring.rubric_file import build_rubric
from scoring.ruling import ruling_body
from scoring.visit import CLAIM, SCORE

RUBRICS = Path(__file__).parents[1] / "rubrics"
REASON = "=现场核对任命文件"


def texts_on(visit):
    """The texts of the printed sheet's cells, row by row."""
    sheet = load_workbook(io.BytesIO(score_sheet(visit, None, "还没有签名")))[TITLE]
    return [[str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


def row_of(visit, label):
    return next((row for row in texts_on(visit) if row[:1] == [label]), None)


def ruled(visit, item, value, column=SCORE, by=WANG):
    return add(visit, by, "ruling", ruling_body(visit, column, visit.rubric.by_id[item], value, REASON))


def test_rulings_stand_on_the_sheet_with_their_reasons():
    visit = score(score(known(), "1.1", "0.5", LI), "1.2", "1", LI)
    assert row_of(visit, "裁定") is None
    visit = ruled(visit, "1.1", visit.cell(SCORE, "1.1").values[0])
    assert row_of(visit, "裁定")[1] == f"1.1 管理团队 0.5：{REASON}（王伟）"
    said = visit.cell(CLAIM, "1.1").value
    visit = add(visit, LI, "claim", mark_body("1.1", Mark(Decimal("0.5"))))
    visit = ruled(visit, "1.1", said, CLAIM, LI)
    assert row_of(visit, "裁定")[1] == f"1.1 管理团队自查 1：{REASON}（李娜）；1.1 管理团队 0.5：{REASON}（王伟）"


def test_a_ruling_that_was_ruled_over_is_not_printed():
    visit = ruled(score(known(), "1.1", "0.5", LI), "1.1", known().cell(SCORE, "1.1").value)
    visit = ruled(visit, "1.1", visit.cell(SCORE, "1.2").value, by=LI)
    assert row_of(visit, "裁定")[1] == f"1.1 管理团队 0.5：{REASON}（李娜）"


def test_a_level_of_two_words_is_read_back_whole(tmp_path):
    data = built_in(DEFAULT).data
    levels = [{**data["levels"][0], "name": "A 级"}, *data["levels"][1:]]
    visit = opened(build_rubric({**data, "id": "other", "levels": levels}, "other"))
    for item in visit.rubric.items:
        visit = score(visit, item.id, item.points)
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(score_sheet(visit, None, ""))
    assert read_sheet(path).level == "A 级"


def test_who_was_there_are_those_who_scored_where_nobody_wrote_it_down():
    visit = score(known(), "1.1", "0.5", LI)
    assert row_of(visit, "评估组")[1] == "李娜、王伟"
    assert row_of(visit, "验收组签字：")[1].startswith("李娜 __________   王伟 __________\n")
    sent = score(opened(team=["周予安"]), "1.1", "1")
    assert row_of(sent, "评估组")[1] == "周予安、王伟"  # whoever scored signs as well


def test_a_part_of_the_form_is_never_taken_for_the_whole():
    visit = score(score(opened(), "1.1", "0.5"), "1.2", "1")
    assert row_of(visit, "评估总分")[1] == "1.5 / 2（2/22 项）"
    assert row_of(visit, "自查总分")[1] == "-（0/22 项）"
    assert row_of(visit, "点评要点")[-2:] == ["-", "1.5"]
    visit = score(score(known(), "3.4", "11", LI, CLAIM), "3.4", "20", LI)
    assert row_of(visit, "自查总分")[1] == "91-100 / 100"
    assert row_of(opened(), "评估组") == ["评估组", "记录  1 条"]


def test_a_self_check_with_items_missing_is_held_against_what_those_could_have(tmp_path, ipc2, me):
    visit = opened()
    for item in visit.rubric.items:
        visit = score(visit, item.id, item.points)
    for item in visit.rubric.items[:-2]:
        visit = score(visit, item.id, item.points, column=CLAIM)
    path = write(tmp_path / "visit.json", visit)
    sheet = tmp_path / "visit-sheet.xlsx"
    assert ipc2("sign", path, "--yes").code == ipc2("export", path, "-o", sheet).code == 0
    book = load_workbook(sheet)
    assert [book[TITLE][place].value for place in ("B4", "B5")] == ["92 / 92（20/22 项）", "100 / 100"]
    assert ipc2("verify", sheet).code == 0
    book[TITLE]["B4"] = "92 / 96"
    book.save(sheet)
    assert "! a total or the level was changed" in ipc2("verify", sheet).out


def test_what_is_printed_on_the_sheet(sheet):
    book = load_workbook(sheet)
    page = book[TITLE]
    assert page["A1"].value == "兖州区中小学教师信息技术应用能力提升工程2.0校本应用考核表"
    texts = [cell.value for row in page.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert any("核对码" in text for text in texts) and any("学校盖章" in text for text in texts)
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert (page.page_setup.scale, page.page_setup.paperSize) == (100, 9)
    assert not page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == f"${TOP}:${TOP}"
    assert book[HIDDEN].sheet_state == "hidden"


def test_names_are_never_formulas_or_markup(tmp_path, ipc2, me):
    path = tmp_path / "v.json"
    ipc2("new", "--code", "X-1", "--name", '=HYPERLINK("http://x")', "-o", path)
    assert ipc2("export", path, "-o", tmp_path / "s.xlsx").code == 1
    cell = load_workbook(tmp_path / "s.xlsx")[TITLE]["B2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x")')


def test_what_a_form_asks_for_beside_the_score_is_printed():
    """Further columns of the form, and deductions counted: item by item, and whose where several scored it."""
    visit = opened(find_rubric(str(RUBRICS / "bands.toml")))
    first, second = visit.rubric.items[:2]
    assert row_of(visit, "扣分原因") is None
    visit = add(visit, LI, "score", mark_body(first.id, Mark(first.points, extra={"扣分原因": REASON})))
    visit = add(visit, LI, "score", mark_body(second.id, Mark(second.points, extra={"佐证材料": "盒 3"})))
    visit = add(visit, WANG, "score", mark_body(second.id, Mark(second.points, extra={"佐证材料": "盒 4"})))
    assert row_of(visit, "扣分原因")[1] == f"{first.id} {first.label}：{REASON}"
    said = f"{second.id} {second.label}"
    assert row_of(visit, "佐证材料")[1] == f"{said}：盒 3（李娜）；{said}：盒 4（王伟）"

    visit = opened(find_rubric(str(RUBRICS / "deductions.toml")))
    item = next(item for item in visit.rubric.items if item.deductions)
    times = {each.name: count for count, each in enumerate(item.deductions)}
    visit = add(visit, LI, "score", mark_body(item.id, Mark(item.points - 1, times=times)))
    assert row_of(visit, "扣分")[1] == f"{item.id} {item.label}：{item.deductions[1].name}×1"


def test_a_form_without_levels_prints_none():
    """A signed sheet that said 未定 would call the level of a form that has none undecided."""
    visit = opened(find_rubric(str(RUBRICS / "smallest.toml")))
    assert "等次  -" in row_of(visit, "评估总分")
    assert "等次  未定" in row_of(opened(), "评估总分")


def test_a_form_without_points_prints_no_zeros(ipc2, me, tmp_path):
    path, sheet = tmp_path / "v.json", tmp_path / "s.xlsx"
    ipc2("new", "--code", "X-1", "--name", "甲园", "--rubric", RUBRICS / "grades.toml", "-o", path)
    for item in find_rubric(str(RUBRICS / "grades.toml")).items:
        assert ipc2("score", path, item.id, item.grades[0].name).code == 0
    assert "evaluation -: Qualified  (合格 6, 不合格 0)" in ipc2("sign", path, "--yes").out
    assert ipc2("export", path, "-o", sheet).code == 0
    page = load_workbook(sheet)[TITLE]
    assert [page["B4"].value, page["B5"].value] == ["-（0/7 项）", "-"]
    assert "0/0" not in ipc2("summary", path).out
    assert ipc2("verify", path, sheet).code == 0
    assert "grades without points, check code" in ipc2("verify", sheet).out


def test_a_sections_weight_is_printed():
    """100 and 100 do not come to the total below them otherwise."""
    visit = opened(find_rubric(str(RUBRICS / "weights.toml")))
    assert row_of(visit, "办学愿景（100 分，权重 0.15）") is not None
    assert row_of(opened(), f"{built_in(DEFAULT).sections[0].name}（6 分）") is not None
