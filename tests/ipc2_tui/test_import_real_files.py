"""What schools really send: their own order, titles, sheets, habits and encodings; and every mistake with its place."""

import random

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from roster_files import HEAD, LI, RECORDED, TABLE, WANG, ZHANG, csv_text, rosters_in, workbook
from visit_files import folder_state, opened, write

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


@pytest.fixture
def visit(tmp_path):
    return write(tmp_path / "visit.json", opened(teachers=3))


@pytest.fixture
def take(ipc2, me, visit):
    """Import a file that is right; gives what was recorded and what was said."""

    def take_file(path):
        done = ipc2("import", path, "--into", visit, "--yes")
        assert done.code == 0, done.err
        (teachers,) = rosters_in(visit)
        return teachers, done

    return take_file


@pytest.fixture
def refused(ipc2, me, visit):
    """Import a file that is wrong; gives the places, without the file's name, and what was said of each."""

    def refuse_file(path):
        before = folder_state(visit.parent)
        done = ipc2("import", path, "--into", visit, "--yes")
        assert (done.code, done.out) == (2, "")
        assert folder_state(visit.parent) == before
        *lines, last = done.err.splitlines()
        assert last == f"{len(lines)} mistakes; nothing was imported"
        assert all(line.startswith(f"ipc2: {path}: ") for line in lines)
        return dict(line.removeprefix(f"ipc2: {path}: ").split(": ", 1) for line in lines)

    return refuse_file


# --- tables as they come ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_columns_stand_in_any_order(take, tmp_path, seed):
    order = random.Random(seed).sample(range(len(HEAD)), len(HEAD))
    rows = [[row[at] for at in order] for row in TABLE]
    assert take(workbook(tmp_path / "t.xlsx", rows))[0] == RECORDED


def test_columns_of_their_own_are_named_and_left_out(take, tmp_path):
    rows = [("序号", *HEAD, "备注"), (1, *ZHANG, "组长"), (2, *LI, None), (3, *WANG, "")]
    teachers, done = take(workbook(tmp_path / "t.xlsx", rows))
    assert teachers == RECORDED
    assert done.err == "columns not read: 序号, 备注\n"


def test_headings_are_understood_as_schools_write_them(take, tmp_path):
    head = ("教工号", " 姓 名 ", "任教\n学科", "选学微能力一", "微能力一考核等次", "线上学时（学时）", "校本研修学时",
            "校本应用考核结果", "校本实践活动完成情况*")  # fmt: skip
    assert take(workbook(tmp_path / "t.xlsx", [head, *TABLE[1:]]))[0] == RECORDED


def test_title_rows_and_merged_cells_above_the_heading(take, tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "名册"
    for row in (("松风中学教师微能力考核名册",), ("填报人：王芳", None, None, "2022年12月"), (), *TABLE):
        sheet.append(row)
    sheet.merge_cells("A1:I1")
    sheet.merge_cells("A2:C3")
    sheet.merge_cells("D2:I3")
    book.save(tmp_path / "t.xlsx")
    assert take(tmp_path / "t.xlsx")[0] == RECORDED


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_sheet_with_the_teachers_is_found_among_others(take, tmp_path, place):
    others = [("说明", [("一、请如实填写",), ("二、见下一张表",)]), ("Sheet3", [])]
    book = Workbook()
    book.remove(book.active)
    for name, rows in [*others[:place], ("教师", TABLE), *others[place:]]:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(book["教师"], min_col=6, min_row=1, max_row=4), titles_from_data=True)
    book.create_chartsheet("图").add_chart(chart)
    book.save(tmp_path / "t.xlsx")
    assert take(tmp_path / "t.xlsx")[0] == RECORDED


def test_gaps_and_totals_between_the_teachers_are_nobody(take, tmp_path):
    rows = [HEAD, (), ZHANG, ("", ""), LI, (None, "小计", None, None, None, 55), (), WANG, (None, "合计")]
    assert take(workbook(tmp_path / "t.xlsx", rows))[0] == RECORDED


def test_cells_as_people_type_them(take, tmp_path):
    rows = [
        HEAD,
        ("Ｔ０１", "张 三", "语文 ", "a-01 技术支持的学情分析", "优", "25学时", "26.0", "√", "已完成"),
        ("T02", "李　四", "数学", "微课程设计与制作", "通过", " ３０ ", "25.50小时", "×", "否"),
        ("T03", "欧阳 王五", "英语", "C3创新解决问题的方法", "未通过", 0, 25.0, "优秀", "✔"),
    ]
    assert take(workbook(tmp_path / "t.xlsx", rows))[0] == RECORDED


def test_ids_that_the_office_program_made_numbers_stay_as_they_read(take, tmp_path):
    rows = [("工号", "姓名"), (1001, "张三"), (1002.0, "李四"), ("0103", "王五")]
    teachers, _ = take(workbook(tmp_path / "t.xlsx", rows))
    assert [teacher["id"] for teacher in teachers] == ["0103", "1001", "1002"]


def test_two_of_one_name_are_told_apart_and_it_says_so(take, tmp_path):
    teachers, done = take(workbook(tmp_path / "t.xlsx", [("姓名",), ("王芳",), ("李娜",), ("王 芳",)]))
    assert {teacher["id"]: teacher["name"] for teacher in teachers} == {
        "王芳": "王芳",
        "李娜": "李娜",
        "王芳#2": "王芳",
    }
    assert done.err == "row 4: another 王芳, kept as 王芳#2: is it the same person?\n"


def test_several_abilities_in_one_cell(take, tmp_path):
    rows = [("姓名", "微能力"), ("张三", "A1、B2，C3"), ("李四", "A1 技术支持的学情分析\nB2"), ("王五", "a1;B2/c3")]
    teachers, _ = take(workbook(tmp_path / "t.xlsx", rows))
    found = {teacher["name"]: teacher["abilities"] for teacher in teachers}
    assert found == {"张三": ["A1", "B2", "C3"], "李四": ["A1", "B2"], "王五": ["A1", "B2", "C3"]}


# --- CSV --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [",", ";", "\t", "，"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_csv_in_every_encoding_of_an_office(take, tmp_path, encoding, mark):
    path = tmp_path / "t.csv"
    path.write_bytes(csv_text(mark=mark).encode(encoding))
    assert take(path)[0] == RECORDED


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_rare_characters_of_names_survive_every_encoding(take, tmp_path, encoding):
    path = tmp_path / "t.csv"
    path.write_bytes("姓名,学科\n𠮷㛃䶮,语文\n王·买买提,数学\n".encode(encoding))
    assert [teacher["name"] for teacher in take(path)[0]] == ["王·买买提", "𠮷㛃䶮"]


def test_csv_with_quotes_line_ends_of_its_own_and_no_last_one(take, tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes('"名册, 共 3 人"\n姓名,微能力\n"张三","A1\nB2"\n李四,"C3,A2"'.encode())
    assert [teacher["abilities"] for teacher in take(path)[0]] == [["A1", "B2"], ["C3", "A2"]]


def test_a_workbook_named_csv_and_csv_named_xlsx_are_what_they_hold(ipc2, me, tmp_path):
    workbook(tmp_path / "t.xlsx").rename(tmp_path / "a.csv")
    (tmp_path / "b.xlsx").write_bytes(csv_text().encode("gb18030"))
    for name in ("a.csv", "b.xlsx"):
        visit = write(tmp_path / f"{name}.json", opened(teachers=3))
        assert ipc2("import", tmp_path / name, "--into", visit, "--yes").code == 0
        assert rosters_in(visit) == [RECORDED]


# --- mistakes ---------------------------------------------------------------------------------------------------------

WRONG = [
    ("某校名册",),
    HEAD,
    ZHANG,
    ("T02", None, "数学", "B2", "合格", 30, 25, "合格", "完成"),
    ("T04", "赵六", "数学", "D9", "良", "很多", 1001, "及格", "快了"),
    (),
    ("T01", "钱七", "数学", None, None, -1, "25.1.5", "合格", "完成"),
    ("T08", "孙八", "数学", "A1 微课程设计与制作", "合格", 25, 25, "合格", "完成"),
    ("T09", "周九", "数学", "A1、A1", "合格", 25, 25, "合格", "完成"),
]
PLACES = {
    "B4": "is empty, expected a name",
    "D5": "found D9, expected an ability from A1 to C7, or its name",
    "E5": "found 良, expected one of 优秀 合格 不合格",
    "F5": "found 很多, expected a number from 0 to 1000",
    "G5": "found 1001, expected a number from 0 to 1000",
    "H5": "found 及格, expected one of 优秀 合格 不合格",
    "I5": "found 快了, expected one of 完成 未完成",
    "A7": "found T01, which row 3 has already, expected an id of nobody else",
    "D7": "is empty, expected at least one ability, such as A1",
    "F7": "found -1, expected a number from 0 to 1000",
    "G7": "found 25.1.5, expected a number from 0 to 1000",
    "D8": "found A1 微课程设计与制作, expected A1 技术支持的学情分析",
    "D9": "found A1、A1, expected another ability than the ones before it",
}


def test_every_mistake_of_a_workbook_at_once_with_sheet_row_and_column(refused, tmp_path):
    path = workbook(tmp_path / "t.xlsx", WRONG, "教师 名册")
    assert refused(path) == {f"教师 名册!{place}": what for place, what in PLACES.items()}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_mistake_of_csv_at_once_with_row_and_column(refused, tmp_path, encoding):
    path = tmp_path / "t.csv"
    rows = [["" if cell is None else cell for cell in row] for row in WRONG]
    path.write_bytes(csv_text(rows).encode(encoding))
    assert refused(path) == PLACES


def test_places_follow_the_columns_wherever_they_stand(refused, tmp_path):
    rows = [[*[None] * 26, *reversed(row)] for row in (HEAD, ZHANG, ("T02", "李四", "数学", "Z1"))]
    rows[2] = [*[None] * 31, "Z1", "数学", "李四", "T02"]
    assert list(refused(workbook(tmp_path / "t.xlsx", rows))) == ["名册!AF3"]


def test_one_mistake_among_many_teachers_lets_nobody_in(refused, tmp_path):
    rows = [("工号", "姓名", "线上学时"), *[(f"T{n}", "张三", 25) for n in range(500)], ("T500", "李四", "x")]
    assert list(refused(workbook(tmp_path / "t.xlsx", rows))) == ["名册!C502"]


def test_of_very_many_mistakes_all_are_counted(ipc2, me, visit, tmp_path):
    rows = [("姓名", "线上学时"), *[("张三", "x")] * 1000]
    done = ipc2("import", workbook(tmp_path / "t.xlsx", rows), "--into", visit, "--yes")
    *_, more, last = done.err.splitlines()
    assert more.endswith("名册: 700 mistakes more") and last == "1000 mistakes; nothing was imported"


def test_text_that_would_steer_a_terminal_is_shown_not_done(ipc2, me, visit, tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("姓名,线上学时\n张三,\x1b[2J\u202e9\n".encode())
    done = ipc2("import", path, "--into", visit, "--yes")
    assert done.code == 2 and "B2: found " in done.err
    assert all(line.isprintable() for line in done.err.splitlines())


def test_a_table_without_names_is_refused_with_what_to_do(ipc2, me, visit, tmp_path):
    before = visit.read_bytes()
    done = ipc2("import", workbook(tmp_path / "t.xlsx", [("班级", "人数"), (1, 40)]), "--into", visit, "--yes")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "a row with the heading 姓名" in done.err and "b in the list of schools" in done.err
    assert visit.read_bytes() == before
