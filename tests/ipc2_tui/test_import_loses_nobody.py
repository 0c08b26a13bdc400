"""Nobody, and nothing of theirs, gets lost on the way in without a word; and no total comes in as a teacher."""

import pytest
from openpyxl import Workbook
from roster_files import HEAD, LI, TABLE, ZHANG, rosters_in, workbook
from visit_files import opened, write


@pytest.fixture
def imported(ipc2, me, tmp_path):
    """Import a file; gives the command's answer and the teachers that the visit then has, none if it was refused."""

    def import_file(path):
        visit = write(tmp_path / "visit.json", opened(teachers=3))
        done = ipc2("import", path, "--into", visit, "--yes")
        teachers = [teacher for teachers in rosters_in(visit) for teacher in teachers]
        assert done.code == 0 or (done.code, teachers) == (2, [])
        return done, teachers

    return import_file


@pytest.mark.parametrize("heading", ["微能力{}", "选学微能力点{}名称", "微能力（{}）", "微能力 ({})"])
@pytest.mark.parametrize("figures", ["123", "一二三", "①②③"])
def test_three_abilities_are_three_however_they_are_numbered(imported, tmp_path, heading, figures):
    rows = [("姓名", *map(heading.format, figures)), ("张三", "A1", "B2", "C3")]
    _, (teacher,) = imported(workbook(tmp_path / "t.xlsx", rows))
    assert teacher["abilities"] == ["A1", "B2", "C3"]


def test_one_merged_heading_over_three_columns_of_abilities_loses_none(imported, tmp_path):
    book = Workbook()
    for row in (("姓名", "微能力"), ("张三", "A1", "B2", "C3")):
        book.active.append(row)
    book.active.merge_cells("B1:D1")
    book.save(tmp_path / "t.xlsx")
    done, teachers = imported(tmp_path / "t.xlsx")
    taken = [teacher["abilities"] for teacher in teachers]
    assert done.code == 2 or taken == [["A1", "B2", "C3"]] or "C1" in done.err


@pytest.mark.parametrize("row", [("合计", "3人"), ("合计", 3, None, None, None, 55, 76.5), ("总计：3 人",)])
@pytest.mark.parametrize("columns", [3, len(HEAD)])
def test_a_total_in_the_first_column_is_nobody(imported, tmp_path, row, columns):
    rows = [row[:columns] for row in (*TABLE, row)]
    _, teachers = imported(workbook(tmp_path / "t.xlsx", rows))
    assert [teacher["name"] for teacher in teachers] == ["张三", "李四", "欧阳王五"]


@pytest.mark.parametrize("gap", [10, 900, 1500, 5000])
def test_nobody_is_lost_below_a_gap(imported, tmp_path, gap):
    book = Workbook()
    for row in (HEAD, ZHANG):
        book.active.append(row)
    for at, value in enumerate(LI, 1):
        book.active.cell(gap, at, value)
    book.save(tmp_path / "t.xlsx")
    done, teachers = imported(tmp_path / "t.xlsx")
    taken = [teacher["name"] for teacher in teachers]
    assert done.code == 2 or taken == ["张三", "李四"] or "empty rows" in done.err


def test_teachers_of_a_second_sheet_are_taken_refused_or_said_to_be_left_out(imported, tmp_path):
    book = Workbook()
    book.active.title = "低年级"
    for sheet, teacher in ((book.active, ZHANG), (book.create_sheet("高年级"), LI)):
        sheet.append(HEAD)
        sheet.append(teacher)
    book.save(tmp_path / "t.xlsx")
    done, teachers = imported(tmp_path / "t.xlsx")
    assert done.code == 2 or len(teachers) == 2 or "高年级" in done.err
