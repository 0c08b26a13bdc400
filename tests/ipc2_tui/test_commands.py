"""The commands that write a visit or show a rubric or the key."""

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from visit_files import CODE, ME, NAME, known, opened, write

from ipc2_tui.files.rubrics import DEFAULT, built_in, find_rubric
from ipc2_tui.files.visit_file import read_visits
from ipc2_tui.keys.identity import device_key
from scoring.canonical import digest_of

RUBRICS = sorted((Path(__file__).parents[1] / "rubrics").glob("*.toml"))


@pytest.fixture
def visit_file(tmp_path):
    return write(tmp_path / f"{CODE}.json", known())


# --- new --------------------------------------------------------------------------------------------------------------


def test_new_writes_the_visit_and_prints_where(ipc2, me, tmp_path):
    path = tmp_path / "new.json"
    done = ipc2("new", "--code", CODE, "--name", NAME, "--date", "2022-12-05", "--stage", "小学", "--town", "望岳镇",
                "--teachers", 86, "--team", "王伟", "李娜", "-o", path)  # fmt: skip
    assert done == (0, f"{path}\n", "")
    visit = read_visits(path).visits[CODE]
    assert visit.school == (NAME, "2022-12-05", "小学", "望岳镇", 86, ("王伟", "李娜"))
    assert [(entry.kind, entry.by) for entry in visit.entries] == [("open", f"{ME}@{device_key().short}")]


def test_new_names_the_file_after_the_school(ipc2, me, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert ipc2("new", "--code", CODE, "--name", NAME).out == f"{CODE}.json\n"
    assert [path.name for path in tmp_path.iterdir()] == [f"{CODE}.json"]


def test_new_takes_a_schools_name_from_the_folders_list(ipc2, me, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schools.csv").write_text(f"代码,学校\n{CODE},{NAME}\nX-2,\n", encoding="utf-8")
    assert ipc2("new", "--code", CODE).code == 0
    assert read_visits(tmp_path / f"{CODE}.json").visits[CODE].school.name == NAME
    assert "give the school's name" in ipc2("new", "--code", "X-2").err
    assert ipc2("new", "--code", "X-2", "--name", "另一所").code == 0
    assert read_visits(tmp_path / "X-2.json").visits["X-2"].school.name == "另一所"


def test_new_takes_another_districts_form(ipc2, me, tmp_path):
    path = tmp_path / "new.json"
    assert ipc2("new", "--code", CODE, "--name", NAME, "--rubric", RUBRICS[0], "-o", path).code == 0
    assert read_visits(path).visits[CODE].rubric.id == RUBRICS[0].stem


def test_new_and_form_take_the_folders_form_as_the_screen_does(ipc2, me, tmp_path):
    """That of most visits there, else the rubric lying there; of two nobody knows which, until one is named."""
    first, second = RUBRICS[:2]

    def begun(code, *more):
        done = ipc2("new", "--code", code, "--name", NAME, "-o", tmp_path / f"{code}.json", *more)
        return done.err if done.code else read_visits(tmp_path / f"{code}.json").visits[code].rubric.id

    assert begun("S-1", "--rubric", first) == begun("S-2") == first.stem
    shutil.copy(second, tmp_path / "本区.TOML")
    assert begun("S-3") == second.stem
    assert ipc2("form", "self-check", "-o", tmp_path / "form.xlsx").code == 0
    title = load_workbook(tmp_path / "form.xlsx").worksheets[0]["A2"].value
    assert title == find_rubric(str(second)).title
    shutil.copy(first, tmp_path)
    assert "holds several forms" in begun("S-4")
    assert "holds several forms" in ipc2("form", "self-check", "-o", tmp_path / "other.xlsx").err
    assert not (tmp_path / "S-4.json").exists() and not (tmp_path / "other.xlsx").exists()
    assert begun("S-4", "--rubric", first) == first.stem


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--code", "a b", "--name", NAME), "0-9 A-Z and -"),
        (("--code", CODE, "--name", " "), "give the school's name"),
        (("--code", CODE, "--name", "a\x1b[31m"), "control characters"),
        (("--code", CODE, "--name", "a" * 101), "longer than 100"),
        (("--code", CODE, "--name", NAME, "--date", "5.12.2022"), "must be a date"),
        (("--code", CODE, "--name", NAME, "--teachers", "-1"), "whole number"),
        (("--code", CODE, "--name", NAME, "--teachers", "many"), "invalid int value"),
        (("--code", CODE, "--name", NAME, "--rubric", "nowhere"), "neither a file nor a built-in rubric"),
        (("--code", CODE), "give the school's name"),
        (("--name", NAME), "the following arguments are required: --code"),
    ],
)
def test_new_refuses_what_cannot_be_and_writes_nothing(ipc2, me, tmp_path, monkeypatch, words, why):
    monkeypatch.chdir(tmp_path)
    done = ipc2("new", *words)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert why in done.err
    assert list(tmp_path.iterdir()) == []


def test_new_never_overwrites(ipc2, me, visit_file):
    before = visit_file.read_bytes()
    done = ipc2("new", "--code", CODE, "--name", "别的学校", "-o", visit_file)
    assert (done.code, done.err) == (
        2,
        f"ipc2: {visit_file}: exists already; open it, or choose another code or file name\n",
    )
    assert visit_file.read_bytes() == before


def test_new_needs_to_know_who_is_scoring(ipc2, tmp_path):
    done = ipc2("new", "--code", CODE, "--name", NAME, "-o", tmp_path / "new.json")
    assert done.code == 2
    assert "ipc2 key name NAME" in done.err
    assert list(tmp_path.iterdir()) == []


# --- score ------------------------------------------------------------------------------------------------------------


def test_score_by_id_by_name_and_taken_back(ipc2, me, visit_file):
    item = built_in(DEFAULT).by_id["1.3"]
    assert ipc2("score", visit_file, "1.3", "1.5", "--note", "有计划") == (0, "", "")
    by = f"{ME}@{device_key().short}"
    mark = read_visits(visit_file).visits[CODE].mark("score", "1.3", by)
    assert (str(mark.value), mark.note) == ("1.5", "有计划")
    assert ipc2("score", visit_file, item.name, "2").code == 0
    assert ipc2("score", visit_file, "1.3", "-").code == 0
    visit = read_visits(visit_file).visits[CODE]
    assert visit.cell("score", "1.3").values == ()
    assert visit.heads[by].seq == 3


def test_score_of_the_self_check_column(ipc2, me, tmp_path):
    path = write(tmp_path / "v.json", opened())
    assert ipc2("score", path, "1.1", "1", "--self-check").code == 0
    visit = read_visits(path).visits[CODE]
    assert (len(visit.cell("claim", "1.1").values), len(visit.cell("score", "1.1").values)) == (1, 0)


# --- rubric and key ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rubric", [DEFAULT, *RUBRICS], ids=lambda rubric: Path(rubric).stem)
def test_every_rubric_is_right_and_can_be_shown(ipc2, rubric):
    name = Path(rubric).stem
    assert ipc2("rubric", "check", rubric).out.startswith(f"{name}: ")
    assert json.loads(ipc2("rubric", "check", rubric, "--json").out) == {"problems": [], "id": name}
    shown = ipc2("rubric", "show", rubric)
    data = json.loads(ipc2("rubric", "show", rubric, "--json").out)
    assert (shown.code, shown.err, data["id"]) == (0, "", name)
    assert data["digest"] == digest_of("ipc2-rubric-v1", data["data"])
    for section in data["sections"]:
        for item in section["items"]:
            assert item["id"] in shown.out
            assert all(grade in shown.out for grade in item["grades"])


def test_what_decides_is_shown_of_a_rubric(ipc2):
    """Weights, grades and what a veto is, deductions, bonus, levels: what the clerk typed besides texts."""
    shown = {Path(rubric).stem: ipc2("rubric", "show", rubric).out for rubric in RUBRICS}
    assert "100 x 0.15" in shown["weights"] and "model" not in shown["weights"] and "示范校  >= 85" in shown["weights"]
    assert "1 无 / 2 有 (veto)" in shown["grades"] and "合格  合格 >= 5, 不合格 <= 0" in shown["grades"]
    assert "缺1次 -1 / 登记不全1次 -1" in shown["deductions"] and "on top of the full points" in shown["deductions"]
    assert "差 0-1.5" in shown["bands"]


def test_the_built_in_rubric_is_the_official_form(ipc2):
    data = json.loads(ipc2("rubric", "show", DEFAULT, "--json").out)
    items = [item for section in data["sections"] for item in section["items"]]
    assert (data["total"], len(data["sections"]), len(items)) == (100, 8, 22)
    assert sum(item["points"] for item in items) == 100


def test_every_mistake_of_a_rubric_is_a_line_with_its_place(ipc2, tmp_path):
    path = tmp_path / "wrong.toml"
    text = RUBRICS[0].read_text(encoding="utf-8").replace("total = 30", "total = 31\nstpe = 1")
    path.write_text(text, encoding="utf-8")
    done = ipc2("rubric", "check", path)
    assert (done.code, done.out) == (2, "")
    assert [line.rpartition(".toml: ")[2].partition(":")[0] for line in done.err.splitlines()] == ["stpe", "total"]
    problems = json.loads(ipc2("rubric", "check", path, "--json").out)["problems"]
    assert [problem["where"] for problem in problems] == [f"{path}: stpe", f"{path}: total"]


def test_key_show_names_the_person_the_key_and_a_picture_of_it(ipc2, me):
    done = ipc2("key", "show")
    key = device_key()
    assert (done.code, done.err) == (0, "")
    for text in (me, key.fingerprint, key.groups, key.public_line, str(key.path), "not encrypted"):
        assert text in done.out
    assert "▄" in done.out
