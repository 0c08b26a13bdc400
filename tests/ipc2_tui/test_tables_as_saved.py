"""Tables as office programs and people leave them: merged cells, hidden sheets, formulas, signature lines."""

import pytest
from openpyxl import Workbook, load_workbook
from roster_files import rosters_in, workbook
from visit_files import LI, SCHOOL, claims, opened, score, write

from ipc2_tui.files.rubrics import DEFAULT, built_in
from ipc2_tui.workbooks.form_sheet import places_of
from ipc2_tui.workbooks.self_check_form import TOP
from scoring.roster import Teacher, roster_body
from scoring.visit import CLAIM

ROWS = places_of(built_in(DEFAULT), TOP)
HEAD = ("姓名", "学科", "线上学时", "校本应用考核")


@pytest.fixture
def visit(tmp_path):
    return write(tmp_path / "visit.json", opened(teachers=0))


def test_a_cell_merged_downwards_counts_for_every_row(take, tmp_path):
    path = workbook(tmp_path / "t.xlsx", [HEAD, ("张三", "语文", 25, "合格"), ("李四",), ("王五",)])
    book = load_workbook(path)
    for column in "BCD":
        book.active.merge_cells(f"{column}2:{column}4")
    book.save(path)
    teachers, _ = take(path)
    assert [(each["name"], each["subject"], each["online"], each["assessment"]) for each in teachers] == [
        (name, "语文", 25, "合格") for name in ("张三", "李四", "王五")
    ]


def test_a_heading_whose_upper_cells_are_merged_over_groups_is_read(take, tmp_path):
    upper = ("姓名", "学时", None, "微能力1", None)
    path = workbook(
        tmp_path / "t.xlsx", [upper, (None, "线上", "线下", "名称", "等次"), ("张三", 25, 30, "A1", "优秀")]
    )
    book = load_workbook(path)
    for cells in ("A1:A2", "B1:C1", "D1:E1"):
        book.active.merge_cells(cells)
    book.save(path)
    teachers, _ = take(path)
    assert [(each["online"], each["offline"], each["abilities"], each["grades"]) for each in teachers] == [
        (25, 30, ["A1"], ["优秀"])
    ]


def test_a_name_merged_over_two_rows_is_refused(take, tmp_path):
    path = workbook(tmp_path / "t.xlsx", [HEAD, ("张三", "语文", 25, "合格"), (None, "数学", 5, "合格")])
    book = load_workbook(path)
    book.active.merge_cells("A2:A3")
    book.save(path)
    teachers, done = take(path)
    assert teachers is None and "A3: found a merged cell, expected a name of its own" in done.err


def test_a_teacher_merged_over_two_rows_is_one(take, tmp_path):
    path = workbook(tmp_path / "t.xlsx", [HEAD, ("张三", "语文", 25, "合格"), (), ("李四", "数学", 25, "合格")])
    book = load_workbook(path)
    for column in "ABCD":
        book.active.merge_cells(f"{column}2:{column}3")
    book.save(path)
    teachers, _ = take(path)
    assert {each["name"] for each in teachers} == {"张三", "李四"}


def test_the_sheet_in_sight_goes_before_a_hidden_one(take, tmp_path):
    book = Workbook()
    for title, name, state in (("旧", "旧人", "hidden"), ("新", "张三", "visible")):
        sheet = book.create_sheet(title)
        sheet.append(("姓名",))
        sheet.append((name,))
        sheet.sheet_state = state
    book.remove(book.worksheets[0])
    book.active = 1
    book.save(tmp_path / "t.xlsx")
    teachers, done = take(tmp_path / "t.xlsx")
    assert [each["name"] for each in teachers] == ["张三"] and "旧" in done.err


@pytest.mark.parametrize(("cell", "where"), [("=20+5", "C2"), ("=ROW()", "A2")])
def test_a_formula_that_nobody_calculated_is_named(take, tmp_path, cell, where):
    row = (cell, "语文", 25, "合格") if where == "A2" else ("张三", "语文", cell, "合格")
    teachers, done = take(workbook(tmp_path / "t.xlsx", [HEAD, row]))
    assert teachers is None and f"{where}: found =?, expected a value: open the file in Excel or WPS" in done.err


def test_a_number_shown_as_a_date_is_named(take, tmp_path):
    path = workbook(tmp_path / "t.xlsx", [("工号", "姓名"), (1001, "张三")])
    book = load_workbook(path)
    book.active["A2"].number_format = "yyyy-mm-dd"
    book.save(path)
    teachers, done = take(path)
    assert teachers is None and "A2: found 1902-09-27" in done.err and "formatted as a date" in done.err


def test_two_tables_side_by_side_are_refused(take, tmp_path):
    rows = [("姓名", "学科", None, "姓名", "学科"), ("张三", "语文", None, "李四", "数学")]
    teachers, done = take(workbook(tmp_path / "t.xlsx", rows))
    assert teachers is None and "D: a second column of names" in done.err


def test_headings_repeated_and_lines_to_sign_are_no_teachers(take, tmp_path):
    rows = [HEAD, ("张三", "语文", 25, "合格"), HEAD, ("合计民", "数学", 25, "合格"), ("合计", None, 50, None),
            ("填表人：王主任", "2022年12月5日"), ("备注：线上学时以平台为准",)]  # fmt: skip
    teachers, done = take(workbook(tmp_path / "t.xlsx", rows))
    assert {each["name"] for each in teachers} == {"张三", "合计民"}
    assert "row 6 was left out, it is no teacher's: 填表人:王主任" in done.err and "row 7" in done.err


def test_an_error_in_place_of_a_name_is_refused(take, tmp_path):
    teachers, done = take(workbook(tmp_path / "t.xlsx", [("姓名", "学科"), ("#N/A", "语文")]))
    assert teachers is None and "A2: found #N/A" in done.err


def test_full_width_commas_inside_cells_separate_none(take, tmp_path):
    text = "姓名,微能力,学科\n张三,A1，A2，B2，C3,语文\n李四,A1，A3，B3，C4,数学\n"
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    teachers, _ = take(tmp_path / "t.csv")
    assert [(each["subject"], each["abilities"]) for each in teachers] == [
        ("语文", ["A1", "A2", "B2", "C3"]), ("数学", ["A1", "A3", "B3", "C4"])
    ]  # fmt: skip


@pytest.mark.parametrize("inside", ["A1,A2,B1", "A1;A2;B1", "A1，A2，B1"])
def test_lists_inside_cells_part_no_columns_between_tabs(take, tmp_path, inside):
    (tmp_path / "t.csv").write_text(f"姓名\t微能力\n张三\t{inside}\n李四\t{inside}\n", encoding="utf-8")
    teachers, _ = take(tmp_path / "t.csv")
    assert [each["abilities"] for each in teachers] == [["A1", "A2", "B1"]] * 2


def test_a_newer_roster_of_somebody_else_stays_in_force_and_is_named(ipc2, me, visit, tmp_path):
    """Their clock is ahead."""
    theirs = opened(teachers=0)
    body = roster_body((Teacher("旧", "旧"),), "00" * 16)
    theirs = theirs._replace(
        entries=(*theirs.entries, theirs.next_entry(LI, "2031-01-01T00:00:00+08:00", "roster", body))
    )
    write(visit, theirs)
    done = ipc2("import", workbook(tmp_path / "t.xlsx", [("姓名",), ("张三",)]), "--into", visit, "--yes")
    assert done.code == 1 and "another roster, recorded by 李娜 at 2031-01-01 00:00, is newer" in done.err


def form_with(ipc2, path, value):
    """Our own blank form, every score of it `value`."""
    assert ipc2("form", "self-check", "-o", path).code == 0
    book = load_workbook(path)
    for row in ROWS.items.values():
        book.worksheets[0].cell(row, 6).value = value
    return book


def test_a_note_right_of_the_form_moves_no_column(ipc2, me, visit, tmp_path):
    book = form_with(ipc2, tmp_path / "form.xlsx", 0)
    book.worksheets[0].cell(TOP, 8).value = "备注"
    book.save(tmp_path / "form.xlsx")
    assert ipc2("import", tmp_path / "form.xlsx", "--into", visit, "--yes").code == 0
    assert set(claims(visit).values()) == {0} and len(claims(visit)) == 22


def test_one_score_merged_over_two_items_is_the_first_ones(ipc2, me, visit, tmp_path):
    book = form_with(ipc2, tmp_path / "form.xlsx", 1)
    page, first = book.worksheets[0], ROWS.items["1.1"]
    for row in ROWS.items.values():
        page.cell(row, 6).value = None
    page.cell(first, 6).value = 1
    page.merge_cells(start_row=first, end_row=ROWS.items["1.2"], start_column=6, end_column=6)
    book.save(tmp_path / "form.xlsx")
    done = ipc2("import", tmp_path / "form.xlsx", "--into", visit, "--yes")
    assert claims(visit) == {"1.1": 1} and "left empty: 1.2 教学现状" in done.err


def test_a_first_column_of_offices_leaves_nobody_out(take, tmp_path):
    teachers, _ = take(workbook(tmp_path / "t.xlsx", [("职务", "姓名"), ("校长(书记)", "张三"), ("负责人", "李四")]))
    assert {each["name"] for each in teachers} == {"张三", "李四"}


def test_a_score_by_a_formula_that_nobody_calculated_is_named(ipc2, me, visit, tmp_path):
    book = form_with(ipc2, tmp_path / "form.xlsx", 0)
    book.worksheets[0].cell(ROWS.items["3.3"], 6).value = "=2+3"
    book.save(tmp_path / "form.xlsx")
    done = ipc2("import", tmp_path / "form.xlsx", "--into", visit, "--yes")
    assert done.code == 2 and "3.3 线上选学: the formula was never calculated" in done.err and not claims(visit)


def test_a_self_check_beside_another_persons_is_said_to_differ(ipc2, me, visit, tmp_path):
    write(visit, score(opened(), "1.1", "1", SCHOOL, CLAIM))
    book = form_with(ipc2, tmp_path / "form.xlsx", 0)
    book.save(tmp_path / "form.xlsx")
    done = ipc2("import", tmp_path / "form.xlsx", "--into", visit, "--yes")
    assert done.code == 0 and "others have imported another self-check: 1.1 管理团队;" in done.err


def test_rows_are_printed_when_they_are_recorded(ipc2, me, visit, tmp_path, monkeypatch):
    """Whoever reads them may stop reading: what is left to be done then is nothing."""
    path = workbook(tmp_path / "t.xlsx", [("姓名",), ("张三",)])
    monkeypatch.setattr("builtins.print", lambda *words, **_: (_ for _ in ()).throw(BrokenPipeError()))
    with pytest.raises(BrokenPipeError):
        from ipc2_tui.commands.import_ import run

        run(type("Given", (), {"file": path, "into": visit, "code": None, "yes": True}))
    assert [each["name"] for each in rosters_in(visit)[-1]] == ["张三"]


def test_words_and_names_spread_out_or_broken_are_read(take, tmp_path):
    rows = [
        (*HEAD, "校本实践活动"),
        ("张\n三", "语文", 25, "合 格", "完 成"),
        ("李 四", "数学", 25, "优 秀", "未 完成"),
    ]
    teachers, _ = take(workbook(tmp_path / "t.xlsx", rows))
    assert {(each["name"], each["assessment"], each["practice"]) for each in teachers} == {
        ("张三", "合格", "完成"), ("李四", "优秀", "未完成")
    }  # fmt: skip


@pytest.mark.parametrize("cell", ['="0001"', '"=""0001"""'])
def test_excels_way_to_keep_an_ids_zeros_in_csv(take, tmp_path, cell):
    (tmp_path / "t.csv").write_text(f'工号,姓名,线上学时\n{cell},张三,="25"\n="12",李四,\n', encoding="utf-8")
    teachers, done = take(tmp_path / "t.csv")
    assert (done.code, done.err) == (0, "")
    assert [(each["id"], each.get("online")) for each in teachers] == [("0001", 25), ("12", None)]


@pytest.mark.parametrize("cell", ["=1+1", '="1"&"2"', "=0001", "='0001'"])
def test_nothing_else_in_csv_is_worked_out(take, tmp_path, cell):
    (tmp_path / "t.csv").write_text(f"工号,姓名\n{cell},张三\n", encoding="utf-8")
    teachers, _ = take(tmp_path / "t.csv")
    assert [each["id"] for each in teachers] == [cell]


def test_ids_are_read_with_the_zeros_that_their_format_shows(take, tmp_path):
    ids = [1, 12, 12345, 7.0, -3, 2.5, "9", 8]
    path = workbook(tmp_path / "t.xlsx", [("工号", "姓名"), *[(id_, f"张{n}") for n, id_ in enumerate(ids)]])
    book = load_workbook(path)
    for row in range(2, len(ids) + 1):
        book.active.cell(row, 1).number_format = "0000"
    book.active.cell(len(ids) + 1, 1).number_format = "0000.0"
    book.save(path)
    teachers, _ = take(path)
    assert [each["id"] for each in sorted(teachers, key=lambda each: each["name"])] == [
        "0001", "0012", "12345", "0007", "-3", "2.5", "9", "8"
    ]  # fmt: skip


def test_a_score_shown_with_a_zero_before_it_is_the_same_score(ipc2, me, visit, tmp_path):
    book = form_with(ipc2, tmp_path / "form.xlsx", 1)
    book.worksheets[0].cell(ROWS.items["3.1"], 6).number_format = "00"
    book.save(tmp_path / "form.xlsx")
    assert ipc2("import", tmp_path / "form.xlsx", "--into", visit, "--yes").code == 0
    assert claims(visit)["3.1"] == 1
