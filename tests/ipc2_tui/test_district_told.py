"""What a district's totals leave open is said where the figures stand."""

import io
import json
import shutil

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from rich.cells import cell_len
from test_district import visit_of
from visit_files import add, opened, write

from ipc2_tui.files.store import VisitStore
from ipc2_tui.files.visit_file import read_visits
from ipc2_tui.workbooks.district_book import district_book
from sample_data import VISITS
from scoring.district import district_of
from scoring.district_words import provisional, quota_text, to_do
from scoring.verification import proof
from scoring.visit import with_entry

LIST = {f"S-{number:02d}": "" for number in range(1, 17)}


def test_the_quota_is_of_all_schools_of_the_list():
    found = district_of([visit_of("S-01", 96), visit_of("S-02", 82)], LIST)
    assert (found.excellent_limit, found.counts["excellent"]) == (4, 2)
    assert district_of([visit_of("S-01", 96), visit_of("S-02", 82)]).excellent_limit == 0


def test_schools_that_are_not_on_the_list_make_the_quota_no_larger():
    mistyped = [visit_of(f"X-{number:02d}", 96) for number in range(1, 17)]
    found = district_of([*mistyped, visit_of("S-01", 96)], LIST)
    assert (found.excellent_limit, found.quota_of, len(found.rows)) == (4, 16, 17)
    assert quota_text(found) == "at most 4 excellent: 30 % of 16 schools"


def test_a_school_under_a_code_that_is_not_listed_is_led_to_the_one_that_has_its_name(ipc2, tmp_path):
    write(tmp_path / "a.json", opened(name="杏林 学校"))
    (tmp_path / "schools.csv").write_text("代码,学校\nS-01,杏林学校\nS-02,河湾小学\nS-03,\n", encoding="utf-8")
    code = opened().code
    done = ipc2("district", tmp_path)
    assert f"not on the district's list: {code} (= S-01?)" in done.out
    assert "3 schools of the list have no visit here that can be read: S-01 杏林学校  S-02 河湾小学  S-03" in done.out
    assert json.loads(ipc2("district", tmp_path, "--json").out)["unlisted"] == [code]


def test_the_list_is_that_of_the_folder_also_where_its_files_are_given(ipc2, tmp_path):
    file = write(tmp_path / "merged.json", visit_of("S-01", 96), visit_of("S-02", 82))
    (tmp_path / "schools.csv").write_text("代码,学校\n" + "".join(f"{code},\n" for code in LIST), encoding="utf-8")
    asked = [json.loads(ipc2("district", given, "--json").out) for given in (tmp_path, file, tmp_path / "*.json")]
    assert asked[0] == asked[1] == asked[2] and asked[0]["quota_of"] == 16


def test_schools_of_one_name_that_the_list_has_by_it_are_not_taken_for_one(ipc2, tmp_path):
    write(tmp_path / "a.json", opened(code="S-01", name="中心小学"))
    write(tmp_path / "b.json", opened(code="S-02", name="中心 小学"))
    write(tmp_path / "c.json", opened(code="S-03", name="中心小学"))
    (tmp_path / "schools.csv").write_text("代码,学校\nS-01,中心小学\nS-02,中心小学\nS-03,\n", encoding="utf-8")
    done = ipc2("district", tmp_path)
    assert "one school under two codes? S-01 S-03" in done.out and "S-01 S-02" not in done.out
    (tmp_path / "c.json").unlink()
    assert ipc2("district", tmp_path).code == 0
    (tmp_path / "schools.csv").unlink()
    assert ipc2("district", tmp_path).code == 1  # nobody says that they are two


def test_excellence_is_provisional_also_while_nobody_is_excellent():
    found = district_of([visit_of("S-01", 70)], LIST)
    assert (found.counts["excellent"], provisional(found)) == (0, 15)
    assert "excellent is provisional: 15 schools are undecided or not visited yet" in to_do(found)
    assert provisional(district_of([opened()])) == 0  # nobody has come to anything yet


def test_a_school_whose_level_is_sure_changes_no_excellence(ipc2, tmp_path):
    """It is in conflict, but not qualified in any case."""
    lost = add(visit_of("S-01", 60), "李娜@22222222", "score", {"item": "1.1", "points": 0.5})
    found = district_of([lost, visit_of("S-02", 96)])
    assert (found.counts["undecided"], provisional(found)) == (1, 0)
    near = add(visit_of("S-03", 80), "李娜@22222222", "score", {"item": "1.1", "points": 0.5})
    assert provisional(district_of([lost, near, visit_of("S-02", 96)])) == 1


@pytest.fixture
def names_only(ipc2, me, tmp_path):
    """A school whose roster has names and nothing else."""
    path, roster = write(tmp_path / "v.json", opened()), tmp_path / "r.csv"
    roster.write_text("姓名\n甲\n乙\n丙\n", encoding="utf-8")
    assert ipc2("import", roster, "--into", path, "--yes").code == 0
    return path


def test_teachers_of_whom_nothing_is_known_are_told_from_those_who_failed(names_only, ipc2, tmp_path):
    said = "3 teachers lack data and count as not reached"
    assert said in ipc2("summary", names_only).out
    assert f"Appendix 2: {said}: 370812-0101" in ipc2("district", names_only, "-o", tmp_path / "book.xlsx").out
    rows = list(load_workbook(tmp_path / "book.xlsx")["附件2"].iter_rows(values_only=True))
    assert [row[:3] for row in rows[1:]] == [
        ("实验小学", 3, 0),
        ("合计（3 人缺少数据，按未达到计）", 3, 0),
    ]


def test_two_schools_under_one_code_are_told(ipc2, tmp_path):
    one = opened(name="第五小学")
    write(tmp_path / "a.json", one)
    write(tmp_path / "b.json", add(one, "李娜@22222222", "open", {"name": "河湾中学", "date": "2022-12-05"}))
    done = ipc2("district", tmp_path)
    assert done.code == 1 and f"two schools under one code? {one.code}: 河湾中学, 第五小学" in done.out
    assert json.loads(ipc2("district", tmp_path, "--json").out)["named_twice"] == [[one.code, "河湾中学", "第五小学"]]


def test_a_name_that_was_corrected_is_no_second_school_once_the_visit_is_signed(ipc2, me, tmp_path):
    path = tmp_path / "a.json"
    shutil.copy(VISITS / "370899-0107.json", path)
    store = VisitStore(path)
    said = {"name": "听泉中心幼儿园", "date": "2022-12-05"}
    entry = store.visit.next_entry("李娜@22222222", "2099-01-01T08:00:00+08:00", "open", said)
    store.save(with_entry(store.visit, entry))
    store.close()
    assert "two schools under one code?" in ipc2("district", path).out
    assert ipc2("sign", path, "--yes").code == 0
    assert "two schools under one code?" not in ipc2("district", path).out


def test_one_name_written_in_two_ways_is_one(ipc2, tmp_path):
    one = opened(name="第五小学")
    write(tmp_path / "a.json", add(one, "李娜@22222222", "open", {"name": "第五 小学", "date": "2022-12-06"}))
    assert ipc2("district", tmp_path).code == 0


def test_whose_means_they_are_stands_over_them():
    """A school that left one section of its self-check empty counts in all others."""
    visit = visit_of("S-01", 96)
    for item in visit.rubric.sections[0].items:
        visit = add(visit, "李娜@22222222", "claim", {"item": item.id, "points": 1})
    found = district_of([visit])
    assert [claimed for claimed, _ in found.means] == [4, *[None] * 7]
    book = load_workbook(io.BytesIO(district_book(found)))
    heads = [row[2:4] for row in book["总表"].iter_rows(values_only=True)]
    assert ("自查平均（已定学校中该项填全的）", "评估平均（已定学校）") in heads


def test_an_open_school_whose_level_is_sure_says_so(ipc2, tmp_path):
    """As its own screen does; it has no place until nothing is open."""
    visit = visit_of("S-01", 60)
    path = write(tmp_path / "a.json", add(visit, "李娜@22222222", "score", {"item": "1.1", "points": 0.5}))
    (row,) = json.loads(ipc2("district", path, "--json").out)["rows"]
    assert (row["level"], row["rank"], row["open"]) == ("undecided", None, "1 in conflict, Not qualified in any case")
    assert json.loads(ipc2("summary", path, "--json").out)["visits"][0]["level"] == "not_qualified"


def test_what_the_verified_teachers_of_all_schools_prove_is_said(ipc2, tmp_path):
    """In the sample one school's four were verified, one of them failed, and one was absent."""
    done = ipc2("district", VISITS, "--lang", "en", "-o", tmp_path / "book.xlsx")
    assert "1 of 4 verified teachers failed (1 schools). If 95 % passed in every school, 18 % of such draws" in done.out
    assert "Counting every absent teacher as failing: 2 of 4 verified teachers failed (1 schools)." in done.out
    found = json.loads(ipc2("district", VISITS, "--json").out)
    proofs = [
        one for path in VISITS.glob("*.json") for each in read_visits(path).visits.values() for one in proof(each)
    ]
    alone = {each.absent_as_failed: each.evidence for each in proofs if each.evidence.tested}
    for field, absent in (("evidence", False), ("evidence_absent_failed", True)):
        assert found[field]["chance"] == float(alone[absent].chance), field
    rows = [row[0] for row in load_workbook(tmp_path / "book.xlsx")["说明"].iter_rows(values_only=True)]
    assert any(row.startswith("共核验教师 4 名") for row in rows)
    assert any(row.startswith("名单上 2 所学校在这里没有可读的考核档案：370899-0115") for row in rows)


def test_a_district_that_verified_nobody_proves_nothing(ipc2, tmp_path):
    found = json.loads(ipc2("district", write(tmp_path / "a.json", opened()), "--json").out)
    assert (found["evidence"], found["evidence_absent_failed"]) == (None, None)


def test_long_texts_of_the_workbook_stand_in_rows_that_show_all_of_them(names_only):
    """Not every office program makes a row higher when it opens a book: then the end of a verdict is not seen."""
    long = opened(code="S-02", name="某市某区龙桥街道办事处中心小学教育集团城南校区")
    schools = [*read_visits(names_only).visits.values(), visit_of("S-01", 96), long]
    listed = {f"X-{number:03d}": "石桥镇第一实验小学" for number in range(300)}
    book = load_workbook(io.BytesIO(district_book(district_of(schools, listed))))
    for name, column in (("附件2", 1), ("说明", 1), ("排名", 3), ("各项得分", 2), ("未定与分歧", 2), ("上报材料", 2)):
        sheet = book[name]
        width = sheet.column_dimensions[get_column_letter(column)].width
        assert name == "说明" or long.school.name in [row[column - 1].value for row in sheet.iter_rows()]
        for row in range(2, sheet.max_row + 1):
            high = sheet.row_dimensions[row].height or 15  # a row of one line has the height that all have
            assert 15 <= high <= 409 and high >= 15 * cell_len(sheet.cell(row, column).value) / width
            assert high == 15 or sheet.cell(row, column).alignment.wrap_text
    shown = "".join(str(row[0]) for row in book["说明"].iter_rows(values_only=True))
    assert all(f"{code} " in shown for code in listed)
