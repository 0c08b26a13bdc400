"""Word's tables: cells merged to the right and downwards, as in a workbook."""

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from roster_files import rosters_in
from visit_files import opened, write

from ipc2_tui.workbooks.word_tables import word_rows
from scoring.tables.cells import value_of


@pytest.fixture
def visit(tmp_path):
    return write(tmp_path / "visit.json", opened(teachers=0))


@pytest.fixture
def take(ipc2, me, visit, tmp_path):
    """Import a Word table of these rows; `merged` are the corners of merged cells, as rows and columns from 0."""

    def take_rows(rows, *merged):
        document = Document()
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        for top, left, bottom, right in merged:
            table.cell(top, left).merge(table.cell(bottom, right))
        document.save(tmp_path / "t.docx")
        return ipc2("import", tmp_path / "t.docx", "--into", visit, "--yes")

    return take_rows


def test_one_heading_merged_over_three_columns_of_abilities(take, visit):
    take(
        [["姓名", "微能力", "", ""], ["张三", "A1", "B2", "C7"], ["李四", "A1、B3", "", ""]], (0, 1, 0, 3), (2, 1, 2, 3)
    )
    assert {each["name"]: each["abilities"] for each in rosters_in(visit)[-1]} == {
        "张三": ["A1", "B2", "C7"], "李四": ["A1", "B3"]
    }  # fmt: skip


def test_a_heading_merged_over_two_columns_is_one(take, visit):
    done = take([["姓名", "", "学科", ""], ["张三", "", "语文", ""]], (0, 0, 0, 1), (0, 2, 0, 3), (1, 0, 1, 1))
    assert (done.code, [each["subject"] for each in rosters_in(visit)[-1]]) == (0, ["语文"])


def test_a_cell_merged_downwards_counts_for_every_row(take, visit):
    take([["姓名", "学科"], ["张三", "语文"], ["李四", ""], ["王五", ""]], (1, 1, 3, 1))
    assert [(each["name"], each["subject"]) for each in rosters_in(visit)[-1]] == [
        (name, "语文") for name in ("张三", "李四", "王五")
    ]


def test_a_table_inside_a_cell_ends_no_merged_cell(tmp_path):
    document = Document()
    table = document.add_table(3, 3)
    for row, texts in zip(table.rows, (["姓名", "学科", "学段"], ["张三", "语文", ""], ["李四", "", ""]), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    table.cell(2, 2).add_table(1, 1)
    document.save(tmp_path / "t.docx")
    with (tmp_path / "t.docx").open("rb") as file:
        assert [value_of(row[1]) for row in word_rows(file)] == ["学科", "语文", "语文"]


def test_a_teacher_merged_over_two_rows_is_one(take, visit):
    take([["姓名", "学科"], ["张三", "语文"], ["", ""], ["李四", "数学"]], (1, 0, 2, 0), (1, 1, 2, 1))
    assert [each["id"] for each in rosters_in(visit)[-1]] == ["张三", "李四"]


def test_a_name_merged_over_two_rows_is_refused(take):
    done = take([["姓名", "微能力1"], ["张三", "A1"], ["", "A2"]], (1, 0, 2, 0))
    assert done.code == 2 and "A3: found a merged cell, expected a name of its own" in done.err


def test_one_score_merged_over_two_items_is_the_first_ones(take):
    rows = [["考核指标", "分值", "自查得分"], ["管理团队", "1", "1"], ["教学现状", "1", ""]]
    done = take(rows, (1, 2, 2, 2))
    assert "self-check of 1 items" in done.out and "left empty: 1.2 教学现状" in done.err


def test_a_tick_from_words_list_of_symbols_is_a_tick(ipc2, me, visit, tmp_path):
    document = Document()
    table = document.add_table(5, 2)
    rows = [("姓名", "校本实践活动"), ("张三", "F050"), ("李四", "F0FE"), ("王五", "F0FB"), ("赵六", "F04A")]
    for row, (name, text) in zip(table.rows, rows, strict=True):
        row.cells[0].text = name
        if text.startswith("F"):
            symbol = OxmlElement("w:sym")
            symbol.set(qn("w:font"), "Wingdings")
            symbol.set(qn("w:char"), text)
            row.cells[1].paragraphs[0].add_run()._r.append(symbol)
        else:
            row.cells[1].text = text
    document.save(tmp_path / "t.docx")
    done = ipc2("import", tmp_path / "t.docx", "--into", visit, "--yes")
    assert done.code == 2 and "B5: found \ufffd, expected one of" in done.err and "1 mistakes" in done.err
    table.cell(4, 1).text = "√"
    document.save(tmp_path / "t.docx")
    assert ipc2("import", tmp_path / "t.docx", "--into", visit, "--yes").code == 0
    assert {each["name"]: each["practice"] for each in rosters_in(visit)[-1]} == {
        "张三": "完成", "李四": "完成", "王五": "未完成", "赵六": "完成"
    }  # fmt: skip
