"""What a clerk must be told of a district: what was left out, who is missing, and whose word on a school counts."""

import io
import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from visit_files import opened, write

from ipc2_tui.files.joining import joined_from
from ipc2_tui.files.visit_file import read_visit
from sample_data import VISITS
from scoring.district import district, district_of
from scoring.district_school import school_of

CLEAN, DIFFERS, FORKED = "370899-0108.json", "370899-0105.json", "370899-0113.json"


@pytest.fixture
def folder(tmp_path):
    """A folder with one visit in order."""
    folder = tmp_path / "visits"
    folder.mkdir()
    shutil.copy(VISITS / CLEAN, folder)
    return folder


@pytest.fixture
def colleague(ipc2, monkeypatch, tmp_path):
    """Run a command as somebody else on another laptop."""

    def run(*words):
        with monkeypatch.context() as other:
            other.setenv("IPC2_HOME", str(tmp_path / "other"))
            other.setenv("IPC2_NAME", "李娜")
            return ipc2(*words)

    return run


def texts(path, page=0):
    """Every text on one of a workbook's sheets, the first if none is said."""
    sheet = load_workbook(io.BytesIO(path.read_bytes())).worksheets[page]
    return [[str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


def test_a_district_in_order_has_nothing_to_look_at(ipc2, folder):
    done = ipc2("district", folder)
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(("sample", "field"), [(DIFFERS, "conflicts"), (FORKED, "forks")])
def test_differences_and_two_histories_are_to_be_looked_at(ipc2, folder, sample, field):
    shutil.copy(VISITS / sample, folder)
    done = ipc2("district", folder, "--json")
    assert (done.code, json.loads(done.out)[field]) == (1, [sample.removesuffix(".json")])


def test_the_workbook_names_what_was_left_out(ipc2, folder, tmp_path):
    (folder / "broken.json").write_text('{"ipc2": ', encoding="utf-8")
    tampered = json.loads((VISITS / DIFFERS).read_text(encoding="utf-8"))
    entry = tampered["visits"]["370899-0105"]["entries"][-1]
    entry["at"] = "2000-01-01T00:00:00Z"
    (folder / "tampered.json").write_text(json.dumps(tampered), encoding="utf-8")
    done = ipc2("district", folder, "--skip-bad", "-o", tmp_path / "book.xlsx")
    assert done.code == 1
    assert f"set aside from {folder / 'tampered.json'}: 370899-0105 {entry['by']} {entry['seq']}: " in done.out
    left_out = [row[1] for row in texts(tmp_path / "book.xlsx") if row[:1] == ["未计入"]]
    assert left_out == [
        f"{folder / 'tampered.json'}: 370899-0105 {entry['by']} {entry['seq']}",
        str(folder / "broken.json"),
    ]


def test_the_folders_own_list_says_who_is_missing_and_who_is_too_many(ipc2, folder):
    (folder / "schools.csv").write_text("代码,学校\n370899-0199,松林小学\n", encoding="utf-8")
    done = ipc2("district", folder)
    assert "1 schools of the list have no visit here that can be read: 370899-0199 松林小学" in done.out
    assert "not on the district's list: 370899-0108" in done.out
    (folder / "schools.csv").write_text("代码,学校\n1,甲\n1,乙\n", encoding="utf-8")
    done = ipc2("district", folder)
    assert (done.code, done.out) == (2, "") and str(folder / "schools.csv") in done.err


@pytest.mark.parametrize(
    ("listed", "same"),
    [("河湾小学", True), (" 河 湾\u3000小学 ", True), ("", True), ("河湾小学东校区", False), ("河湾中学", False)],
)
def test_a_code_that_is_another_schools_on_the_list(ipc2, folder, listed, same):
    (folder / "schools.csv").write_text(f"代码,学校\n370899-0108,{listed}\n", encoding="utf-8")
    done = ipc2("district", folder)
    found = json.loads(ipc2("district", folder, "--json").out)
    assert found["renamed"] == ([] if same else [["370899-0108", listed, "河湾小学"]])
    assert done.code == int(not same)
    said = f"370899-0108 is {listed} on the district's list, but 河湾小学 in its visit: is the code right?"
    assert (said in done.out) == (not same)


def test_full_width_names_are_no_others():
    visit = read_visit(VISITS / CLEAN, None)
    assert district_of([visit], {visit.code: "河湾小学"}).renamed == ()
    school = school_of(visit)._replace(name="ＡＢ 小学")
    assert district(visit.rubric, [school], {visit.code: "ab小学"}).renamed == ()
    assert district(visit.rubric, [school._replace(name="")], {visit.code: "ab小学"}).renamed == ()


def test_one_school_under_two_codes(ipc2, folder, me):
    name = read_visit(folder / CLEAN, None).school.name
    assert ipc2("new", "--code", "370899-0999", "--name", name, "-o", folder / "twice.json").code == 0
    done = ipc2("district", folder)
    assert done.code == 1 and "one school under two codes? 370899-0108 370899-0999" in done.out


def test_a_colleagues_bare_file_takes_nothing_from_the_schools_details(colleague, ipc2, folder, tmp_path):
    ours = read_visit(folder / CLEAN, None).school
    other = folder / "other.json"
    words = ("--code", "370899-0108", "--name", "河湾学校", "--date", ours.date, "-o", other)
    assert colleague("new", *words).code == 0
    done = ipc2("merge", folder, "-o", tmp_path / "all.json")
    assert read_visit(tmp_path / "all.json", None).school == ours._replace(name="河湾学校")
    said = "  ".join(sorted([f"{ours.name} {ours.date}", f"河湾学校 {ours.date}"]))
    assert f"the school is named or dated differently, the newest counts: 370899-0108  {said}" in done.out


def test_a_copy_says_beforehand_what_it_changes_of_the_school(colleague, folder):
    visit, other = read_visit(folder / CLEAN, None), folder / "other.json"
    words = ("--code", visit.code, "--name", "河湾学校", "--date", visit.school.date, "-o", other)
    assert colleague("new", *words).code == 0
    said = f"! the school's details will change: school {visit.school.name} -> 河湾学校 (e corrects them)"
    assert joined_from(other, visit).notes == (said,)
    assert joined_from(folder / CLEAN, visit).notes == ()


def test_a_wrong_code_is_no_damage(ipc2, me, folder):
    shutil.copy(folder / CLEAN, folder / f"{CLEAN}.bak")
    done = ipc2("score", folder / CLEAN, "1.1", "1", "--code", "X")
    assert (done.code, done.err) == (2, f"ipc2: {folder / CLEAN}: holds no visit of X, but of 370899-0108\n")


def test_nothing_is_ruled_on_where_nobody_differs(ipc2, me, folder):
    before = (folder / CLEAN).read_bytes()
    done = ipc2("rule", folder / CLEAN, "1.1", "0.5", "--reason", "because")
    assert (done.code, done.err) == (2, "ipc2: 1.1: nobody differs on it, so there is nothing to settle\n")
    assert (folder / CLEAN).read_bytes() == before


def test_what_a_colleague_received_stands(colleague, ipc2, me, folder):
    assert colleague("hand-in", folder / CLEAN, "1", "--on", "2022-11-20").code in (0, 1)
    done = ipc2("hand-in", folder / CLEAN, "1", "--missing")
    assert "李娜@" in done.err and "received it on 2022-11-20, which stands" in done.err
    assert ipc2("hand-in", folder / CLEAN, "2", "--on", "2022-11-20").err == ""
    assert ipc2("hand-in", folder / CLEAN, "1", "--missing", "--on", "2022-11-20").code == 2


def test_a_visit_file_is_merged_not_imported(ipc2, me, folder):
    done = ipc2("import", folder / CLEAN, "--into", folder / CLEAN, "--yes")
    assert done.code == 2 and "a colleague's visit file is merged (ipc2 merge)" in done.err


def test_whom_one_trusts_is_compared_by_eye(colleague, ipc2, me, tmp_path):
    line = tmp_path / "li.pub"
    assert colleague("key", "export", "-o", line).code == 0
    groups = next(row for row in colleague("key").out.splitlines() if row.startswith("to compare"))
    done = ipc2("key", "trust", line)
    assert done.code == 0 and groups.removeprefix("to compare").strip() in done.out
    line.write_text(line.read_text(encoding="utf-8").replace("李娜@", "李娜@0"), encoding="utf-8")
    name, _, rest = line.read_text(encoding="utf-8").partition(" ")
    line.write_text(f"{name[:11]} {rest}", encoding="utf-8")
    done = ipc2("key", "trust", line)
    assert done.code == 2 and "the key is not that of 李娜@0" in done.err


def test_a_summary_goes_on_past_a_broken_file_where_that_is_asked_for(ipc2, folder):
    (folder / "broken.json").write_text('{"half', encoding="utf-8")
    assert "--skip-bad" in ipc2("summary", folder).err
    done = ipc2("summary", folder, "--skip-bad", "--json")
    report = json.loads(done.out)
    assert (done.code, len(report["visits"]), report["skipped"][0]["file"]) == (1, 1, str(folder / "broken.json"))
    assert "skipped: " in ipc2("summary", folder, "--skip-bad").out


def test_nobody_signs_the_same_twice(ipc2, me, folder):
    assert ipc2("sign", folder / CLEAN, "--yes").code == 0
    before = (folder / CLEAN).read_bytes()
    done = ipc2("sign", folder / CLEAN, "--yes")
    assert done.code == 2 and "your signature covers all of it already" in done.err
    assert (folder / CLEAN).read_bytes() == before


def test_every_mistake_of_a_row_without_a_name_is_named(ipc2, me, folder, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("姓名,微能力1,线上学时\n王伟,A1,25\n,A99,many\n", encoding="utf-8")
    done = ipc2("import", roster, "--into", folder / CLEAN, "--yes")
    assert done.code == 2 and "A99" in done.err and "many" in done.err and "a name" in done.err


def test_what_nobody_recorded_of_any_school_fills_no_screen_with_codes(ipc2, me, folder):
    for code in ("370899-0901", "370899-0902"):
        assert ipc2("new", "--code", code, "--name", code, "-o", folder / f"{code}.json").code == 0
    assert ipc2("hand-in", folder / "370899-0901.json", "1").code == 1
    (folder / CLEAN).unlink()
    said = ipc2("district", folder).out
    assert "《应用考核表》: not recorded as handed in by 1 schools: 370899-0902\n" in said
    assert "工作总结: not recorded as handed in by any school\n" in said


def test_the_appendix_that_schools_fill_in_is_told_from_what_is_imported(ipc2, me, folder, tmp_path):
    form = tmp_path / "附件2.xlsx"
    assert ipc2("form", "participants", "-o", form).code == 0
    done = ipc2("import", form, "--into", folder / CLEAN, "--yes")
    assert done.code == 2 and "is a filled-in Appendix 2, whose figures come from the rosters" in done.err
    (tmp_path / "other.csv").write_text("学校,人数\n甲,3\n", encoding="utf-8")
    assert "neither a table of teachers" in ipc2("import", tmp_path / "other.csv", "--into", folder / CLEAN).err


@pytest.mark.parametrize(("says", "code"), [("", 2), ("学校,河湾小学\n", 0)])
def test_a_table_named_after_another_school_is_not_taken_unless_it_says_whose_it_is(ipc2, me, folder, says, code):
    roster = folder / "370899-0102 名册.csv"
    roster.write_text(f"{says}姓名,学科\n王伟,语文\n", encoding="utf-8")
    before = (folder / CLEAN).read_bytes()
    done = ipc2("import", roster, "--into", folder / CLEAN, "--yes")
    assert done.code == code and "THE FILE'S NAME HAS ANOTHER SCHOOL'S CODE: 370899-0102" in done.err
    assert ((folder / CLEAN).read_bytes() == before) == bool(code)


@pytest.mark.parametrize(
    "command", [("district",), ("merge", "--dry-run"), ("summary",), ("spot-check", "--words", "1")]
)
def test_archives_and_renamed_visits_are_not_passed_over_in_silence(ipc2, folder, command):
    (folder / "王芳.zip").write_bytes(b"PK")
    (folder / "below").mkdir()
    (folder / "below" / "370899-0101.JSON.txt").write_text("{}", encoding="utf-8")
    done = ipc2(command[0], folder, *command[1:])
    renamed = Path("below", "370899-0101.JSON.txt")
    assert f"not read: 王芳.zip (unpack it), {renamed} (take the .txt off its name)" in done.err
    assert ipc2(command[0], folder / CLEAN, *command[1:]).err == ""


@pytest.mark.parametrize("command", [("district",), ("merge", "--dry-run"), ("summary",), ("verify",)])
def test_what_was_deleted_from_a_stick_is_not_read(ipc2, folder, command):
    before = ipc2(command[0], folder, *command[1:])
    deleted = folder / "王芳" / ".Trash-1000" / "files"
    deleted.mkdir(parents=True)
    write(deleted / "WRONG-1.json", opened(code="WRONG-1"))
    (deleted / "old.zip").write_bytes(b"PK")
    assert ipc2(command[0], folder, *command[1:]) == before


def test_the_workbook_names_an_archive_that_nobody_unpacked(ipc2, folder, tmp_path):
    (folder / "王芳.zip").write_bytes(b"PK")
    assert ipc2("--lang", "zh", "district", folder, "-o", tmp_path / "book.xlsx").code == 0
    assert ["未计入", "王芳.zip (请先解压)"] in texts(tmp_path / "book.xlsx")
    assert ["未计入：王芳.zip (请先解压)"] in texts(tmp_path / "book.xlsx", page=-1)


def test_a_file_that_is_skipped_is_named_once_and_as_the_folder_shows_it(ipc2, folder, monkeypatch):
    (folder / "broken.json").write_text('{"half', encoding="utf-8")
    monkeypatch.chdir(folder)
    for given in ((), (f"./{CLEAN}", "./broken.json")):
        assert "skipped: broken.json: is not whole JSON" in ipc2("district", *given, "--skip-bad").out


@pytest.mark.parametrize("command", [("district",), ("merge", "--dry-run"), ("summary",)])
def test_every_file_that_cannot_be_read_is_named_at_once(ipc2, folder, command):
    for name in ("a.json", "b.json"):
        (folder / name).write_text('{"half', encoding="utf-8")
    done = ipc2(command[0], folder, *command[1:])
    assert (done.code, done.out) == (2, "") and f"ipc2: {folder / 'a.json'}: is not whole JSON" in done.err
    assert f"; wrong as well: {folder / 'b.json'} (--skip-bad leaves them out)" in done.err


def test_the_spot_check_draws_among_the_schools_that_are_ranked(colleague, ipc2, folder):
    """A school on another form is left out of the district on the screen: the command would draw other schools."""
    draw = ("spot-check", folder, "--words", "03 09 12")
    shutil.copy(VISITS / DIFFERS, folder)
    without = ipc2(*draw, "--json").out
    rubric = Path(__file__).parents[1] / "rubrics" / "bands.toml"
    assert colleague("new", "--code", "X-1", "--name", "甲", "--rubric", rubric, "-o", folder / "x.json").code == 0
    done = ipc2(*draw)
    assert (done.code, done.out) == (2, "") and "x.json: X-1: is on the form bands" in done.err
    done = ipc2(*draw, "--skip-bad", "--json")
    assert done.code == 1 and json.loads(done.out)["drawn"] == json.loads(without)["drawn"]
    assert [each["file"] for each in json.loads(done.out)["skipped"]] == [f"{folder / 'x.json'}: X-1"]
