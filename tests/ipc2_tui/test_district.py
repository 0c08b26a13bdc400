"""A district's totals, as JSON, table and workbook; and the spot check."""

import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from visit_files import write

from ipc2_tui.files.rubrics import DEFAULT, built_in, find_rubric
from ipc2_tui.workbooks.district_book import district_book
from sample_data import VISITS
from scoring.district import district_of
from scoring.district_words import level_word
from scoring.mark import Mark, mark_body
from scoring.visit import CLAIM, SCORE, fold, with_entry

RUBRIC = built_in(DEFAULT)
RUBRICS = Path(__file__).parents[1] / "rubrics"
BY, AT = "甲@00000001", "2022-12-05T09:00:00+08:00"


def visit_of(code, total, name=""):
    """A visit that comes to `total`: full points but on the item of 20."""
    visit = fold(code, RUBRIC, ())
    school = {"name": name or f"学校{code}", "date": "2022-12-05"}
    visit = fold(code, RUBRIC, [visit.next_entry(BY, AT, "open", school)])
    lost = 100 - Decimal(str(total))
    for item in RUBRIC.items:
        off = min(item.points, lost)
        lost -= off
        entry = visit.next_entry(BY, AT, SCORE, mark_body(item.id, Mark(item.points - off)))
        visit = fold(code, RUBRIC, [*visit.entries, entry])
    return visit


@pytest.fixture
def schools(tmp_path):
    """Write visits with these totals, one file each; codes S-01, S-02 ..."""

    def make(*totals, name=""):
        folder = tmp_path / "district"
        folder.mkdir(exist_ok=True)
        for number, total in enumerate(totals, 1):
            visit = visit_of(f"S-{number:02d}", total, name)
            write(folder / f"{visit.code}.json", visit)
        return folder

    return make


def district(ipc2, folder):
    done = ipc2("district", folder, "--json")
    return done.code, json.loads(done.out)


def test_qualified_from_80_and_excellent_within_30_percent(schools, ipc2):
    code, found = district(ipc2, schools(99, 95, 90, 85, 80, 79, 60, 50, 40, 30))
    assert (code, found["schools"], found["excellent_limit"]) == (0, 10, 3)
    assert found["counts"] == {"excellent": 3, "qualified": 2, "not_qualified": 5, "undecided": 0}
    assert [row["level"] for row in found["rows"]][:6] == ["excellent"] * 3 + ["qualified"] * 2 + ["not_qualified"]


def test_fewer_qualified_than_the_quota(schools, ipc2):
    _, found = district(ipc2, schools(90, 70, 60, 50, 40, 30, 20, 10, 5, 1))
    assert found["counts"]["excellent"] == 1


def test_a_tie_across_the_cut_takes_none_of_the_tied(schools, ipc2):
    code, found = district(ipc2, schools(99, 95, 90, 90, 80, 60, 50, 40, 30, 20))
    assert (code, found["tied_at_cut"]) == (1, ["S-03", "S-04"])
    assert [row["code"] for row in found["rows"] if row["level"] == "excellent"] == ["S-01", "S-02"]
    assert [row["rank"] for row in found["rows"]][:5] == [1, 2, 3, 3, 5]


def test_a_tie_within_the_quota_is_no_tie_across_it(schools, ipc2):
    code, found = district(ipc2, schools(90, 90, 90, 85, 80, 60, 50, 40, 30, 20))
    assert (code, found["tied_at_cut"], found["counts"]["excellent"]) == (0, [], 3)


def test_the_quota_is_rounded_down(schools, ipc2):
    _, found = district(ipc2, schools(99, 98, 97))
    assert (found["excellent_limit"], found["counts"]["excellent"]) == (0, 0)


def test_the_undecided_have_no_place_and_say_why(ipc2, tmp_path):
    _, found = district(ipc2, VISITS)
    last = {row["code"]: row for row in found["rows"] if row["rank"] is None}
    assert last["370899-0105"]["open"] == "2 in conflict"
    assert last["370899-0103"]["open"] == "13 unscored"
    assert found["participants"]["teachers"] == 57 + 64 + 131
    assert len(found["participants"]["without_roster"]) == 11


def test_files_and_a_merge_of_them_give_the_same(schools, tmp_path, ipc2):
    folder = schools(99, 80, 79.5)
    ipc2("merge", folder, "-o", tmp_path / "all.json")
    assert district(ipc2, folder) == district(ipc2, tmp_path / "all.json")
    together = ipc2("district", folder, tmp_path / "all.json", "--json")
    assert json.loads(together.out) == district(ipc2, folder)[1]


def test_the_workbook_has_numbers_as_numbers_and_names_as_text(schools, tmp_path, ipc2):
    folder, path = schools(99, 80.5, name='=HYPERLINK("http://x")'), tmp_path / "book.xlsx"
    assert ipc2("district", folder, "-o", path).code == 1  # for both have one name
    book = load_workbook(io.BytesIO(path.read_bytes()))
    assert book.sheetnames == ["总表", "排名", "各项得分", "附件2", "未定与分歧", "上报材料", "说明"]
    came = [[cell.value for cell in row] for row in book["上报材料"].iter_rows(min_row=2)]
    assert came == [["S-01", '=HYPERLINK("http://x")', *["没有登记"] * 4], ["S-02", came[1][1], *["没有登记"] * 4]]
    assert {cell.alignment.horizontal for cell in book["上报材料"][2][2:]} == {
        "left"
    }  # as the days that something came
    ranking = book["排名"]
    assert [cell.value for cell in ranking[2]][:3] == [1, "S-01", '=HYPERLINK("http://x")']
    assert (ranking["C2"].data_type, ranking["G3"].data_type, ranking["G3"].value) == ("s", "n", 80.5)
    assert ranking.freeze_panes == "D2"
    assert [cell.value for cell in book["附件2"][1]][:3] == ["学校名称", "老师人数", "合格人数"]
    assert len(book["附件2"][1]) == 10
    assert ipc2("district", folder, "-o", path).code == 2


def test_what_is_missing_and_who_was_not_visited(schools, tmp_path, ipc2, me):
    folder = schools(99, 80)
    path = next(iter(sorted(folder.glob("*.json"))))
    assert ipc2("hand-in", path, "1", "--on", "2022-11-24").code == 1
    done = ipc2("hand-in", path, "2", "--on", "2022-11-26")
    assert "received 2022-11-24" in done.out and "received 2022-11-26, late" in done.out
    assert [ipc2("hand-in", path, "2", "--on", day).code for day in ("26.11.", "")] == [2, 2]
    assert ipc2("hand-in", path, "--on", "").err == "ipc2: hand-in: say which thing; without one they are listed\n"
    listed = tmp_path / "list.csv"
    listed.write_text("代码,学校\nS-01,一小\nS-09,九小\n", encoding="gb18030")
    found = json.loads(ipc2("district", folder, "--schools", listed, "--json").out)
    assert found["unvisited"] == [{"code": "S-09", "name": "九小"}]
    rows = {row["code"]: row for row in found["rows"]}
    assert rows["S-01"]["missing"] == ["《情况汇总表》", "档案资料"] and rows["S-01"]["late"] == ["工作总结"]
    assert len(rows["S-02"]["missing"]) == 4
    assert "九小" in ipc2("district", folder, "--schools", listed).out


def test_a_part_of_a_self_check_is_held_against_nothing(tmp_path, ipc2):
    for code, claims in (("S-01", RUBRIC.items), ("S-02", RUBRIC.items[:-2])):
        visit = visit_of(code, 90)
        for item in claims:
            visit = with_entry(visit, visit.next_entry(BY, AT, CLAIM, mark_body(item.id, Mark(item.points))))
        write(tmp_path / f"{code}.json", visit)
    rows = district(ipc2, tmp_path)[1]["rows"]
    assert [(row["self_check"], row["gap"]) for row in rows] == [(100, -10), (92, None)]
    assert "92/92" in ipc2("district", tmp_path).out
    ipc2("district", tmp_path, "-o", tmp_path / "book.xlsx")
    ranking = load_workbook(tmp_path / "book.xlsx")["排名"]
    figures = [[row[5], row[6], row[7], row[9]] for row in ranking.iter_rows(min_row=2, values_only=True)]
    assert figures == [[100, 90, -10, None], [None, 90, None, "自查 92/92"]]


def on_another_form(code):
    from ipc2_tui.files.rubrics import find_rubric

    visit = fold(code, find_rubric("tests/rubrics/smallest.toml"), ())
    return fold(code, visit.rubric, [visit.next_entry(BY, AT, "open", {"name": "x", "date": "2022-12-05"})])


def test_two_rubrics_do_not_compare(schools, ipc2):
    folder, other = schools(99, 98), on_another_form("A-1")
    path = write(folder / "first.json", other)
    what = "is on the form smallest, most schools are on yanzhou-2022: total it separately"
    done = ipc2("district", folder)
    assert (done.code, done.out) == (2, "") and f"{path}: A-1: {what} (--skip-bad leaves it out)" in done.err
    done = ipc2("district", folder, "--skip-bad", "--json")
    found = json.loads(done.out)
    assert (done.code, found["schools"]) == (1, 2)
    assert found["skipped"] == [{"file": f"{path}: A-1", "why": what}]
    on_screen = district_of([visit_of("S-01", 99), other, visit_of("S-02", 98)])
    assert (len(on_screen.rows), on_screen.left_out) == (2, (f"A-1 {what}",))


@pytest.mark.parametrize("command", [("district",), ("spot-check", "--words", "1")])
def test_how_to_leave_out_another_form_is_said_of_one_merged_file_too(schools, ipc2, tmp_path, command):
    merged = write(tmp_path / "merged.json", visit_of("S-01", 99), visit_of("S-02", 98), on_another_form("A-1"))
    assert "(--skip-bad leaves it out)" in ipc2(command[0], merged, *command[1:]).err
    assert ipc2(command[0], merged, *command[1:], "--skip-bad").code == 1
    broken = tmp_path / "broken.json"
    broken.write_text('{"half', encoding="utf-8")
    assert "--skip-bad" not in ipc2(command[0], broken, *command[1:]).err  # nothing would be left


def test_a_school_in_several_files_is_on_one_form(schools, ipc2):
    folder, other = schools(99, 98), on_another_form("A-1")
    for name in ("one.json", "two.json"):
        write(folder / name, other)
    found = json.loads(ipc2("district", folder, "--skip-bad", "--json").out)
    assert [each["file"] for each in found["skipped"]] == [f"{folder / 'one.json'}: A-1"]
    assert [row["code"] for row in found["rows"]] == ["S-01", "S-02"]


def test_the_spot_check_calls_its_words_what_the_clerk_announced(schools, ipc2):
    said = ipc2("--lang", "zh", "spot-check", schools(*range(60, 85)), "--words", "02 05 11").out
    assert "号码 02 05 11" in said and "报数" not in said


def test_the_spot_check_is_what_sha256_says(schools, ipc2):
    """Derived again without our code: tickets by hashing text."""
    folder = schools(*range(60, 85))
    found = json.loads(ipc2("spot-check", folder, "--words", "02 05 11", "--json").out)
    bad = folder.parent / "bad.json"
    bad.write_text("{}")
    done = ipc2("spot-check", folder, bad, "--words", "02 05 11", "--skip-bad")
    assert done.code == 1 and f"skipped: {bad}: " in done.out
    report = json.loads(ipc2("spot-check", folder, bad, "--words", "02 05 11", "--skip-bad", "--json").out)
    assert ([each["file"] for each in report["skipped"]], report["drawn"]) == ([str(bad)], found["drawn"])
    assert (found["population"], found["count"]) == (25, 3)
    script = (
        "import hashlib,json,sys\n"
        "codes=[f'S-{n:02d}' for n in range(1,26)]\n"
        "h=lambda t,b: hashlib.sha256(t.encode()+b'\\n'+b).hexdigest()\n"
        "j=lambda x: json.dumps(x,separators=(',',':'),sort_keys=True).encode()\n"
        "r=h('ipc2-roster-v1',j([{'id':c} for c in codes]))\n"
        "k=h('ipc2-seed-v1',j({'count':3,'nonce':'','roster':r,'words':'02 05 11'}))\n"
        "print(*sorted(codes,key=lambda c: hashlib.sha256(f'ipc2-ticket-v1:{k}:{c}'.encode()).hexdigest())[:3])"
    )
    by_hand = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert [each["code"] for each in found["drawn"]] == by_hand


def test_a_better_level_stands_before_more_points():
    """A veto takes the level and leaves the points; grades that are counted have none at all."""
    rubric = find_rubric(str(RUBRICS / "deductions.toml"))

    def school(code, points, fraud):
        visit = fold(code, rubric, ())
        for item in rubric.items:
            value = fraud if item.points is None else Decimal(0) if item.bonus else points(item)
            visit = with_entry(visit, visit.next_entry(BY, AT, SCORE, mark_body(item.id, Mark(value))))
        return visit

    vetoed, poorer = school("S-1", lambda item: item.points, "有"), school("S-2", lambda item: item.points - 1, "无")
    found = district_of([vetoed, poorer])
    assert [(row.rank, row.school.code, row.level) for row in found.rows] == [
        (1, "S-2", "commended"), (2, "S-1", "to_improve"),
    ]  # fmt: skip


def test_a_level_called_excellent_is_told_from_the_quotas():
    """Else a clerk reads of two counts that both are of the excellent."""
    rubric = find_rubric(str(RUBRICS / "bands.toml"))
    assert (level_word(rubric, "best"), level_word(rubric, "excellent")) == ("Excellent", "Excellent (quota)")
    assert level_word(RUBRIC, "excellent") == "Excellent"
    found = district_of([fold("S-1", rubric, ())])
    totals = load_workbook(io.BytesIO(district_book(found)))["总表"]
    names = [cell.value for cell in totals["A"]]
    assert "优秀" in names and "优秀（限额内）" in names
