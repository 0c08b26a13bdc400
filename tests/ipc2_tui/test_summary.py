"""What `ipc2 summary` says of visits, to people and to programs."""

import json
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len
from visit_files import CODE, LI, NAME, WANG, as_bytes, file_json, known, opened, score, write

from ipc2_tui.files.rubrics import DEFAULT, built_in

RUBRICS = Path(__file__).parents[1] / "rubrics"


@pytest.fixture
def visit_file(tmp_path):
    return write(tmp_path / f"{CODE}.json", known())


@pytest.fixture
def conflict(tmp_path):
    return write(tmp_path / "conflict.json", score(known(), "3.4", 12, LI))


def test_summary_of_one_visit(ipc2, visit_file):
    done = ipc2("summary", visit_file)
    assert (done.code, done.err) == (0, "")
    lines = [line.split() for line in done.out.splitlines()]
    assert [NAME, CODE, "2022-12-05", "小学", "望岳镇", "86", "teachers"] in lines
    assert ["total", "100", "100", "20/22", "3/22"] in lines
    assert "Undecided" in done.out
    assert "王伟@0a1b2c3d 3" in done.out


def test_summary_fits_80_columns(ipc2, visit_file, conflict):
    for files in ([visit_file], [conflict], [visit_file, conflict]):
        assert max(cell_len(line) for line in ipc2("summary", *files).out.splitlines()) <= 80


@pytest.mark.parametrize("columns", range(70, 100))
def test_whatever_nobody_has_scored_is_named_and_nothing_cut(ipc2, tmp_path, monkeypatch, columns):
    """The first four with their names, whole also where they just fill a line."""
    monkeypatch.setenv("COLUMNS", str(columns))
    visit = opened()
    text = ipc2("summary", write(tmp_path / "visit.json", visit)).out
    said = text[text.index("not scored") :].split()
    items = visit.rubric.items
    assert said[2:] == [
        "22",
        *" ".join([each.numbered for each in items[:4]] + [each.id for each in items[4:]]).split(),
    ]


def test_summary_json_of_a_known_visit(ipc2, visit_file):
    done = ipc2("summary", visit_file, "--json")
    assert (done.code, done.err) == (0, "")
    (visit,) = json.loads(done.out)["visits"]
    sections = visit.pop("sections")
    assert visit == {
        "code": CODE,
        "name": NAME,
        "date": "2022-12-05",
        "rubric": DEFAULT,
        "total": 100,
        "self_check": 100,
        "evaluated": 20,
        "evaluated_range": [20, 20],
        "possible": 22,
        "scored": 3,
        "claimed": 22,
        "items": 22,
        "level": "undecided",
        "conflicts": [],
        "signature": "none",
        "forks": [],
        "gaps": [],
        "withheld": {},
        "look": [],
        "outdated": False,
    }
    assert [(s["id"], s["points"], s["self_check"], s["evaluated"]) for s in sections[:3]] == [
        ("1", 6, 6, 1.5),
        ("2", 6, 6, 0),
        ("3", 45, 45, 18.5),
    ]
    assert sections[0]["name"] == built_in(DEFAULT).sections[0].name


def test_a_conflict_is_a_range_and_wants_a_look(ipc2, conflict):
    done = ipc2("summary", conflict, "--json")
    (visit,) = json.loads(done.out)["visits"]
    assert done.code == 1
    assert (visit["conflicts"], visit["evaluated_range"]) == (["3.4"], [13.5, 20])


def test_a_stored_result_that_is_wrong_wants_a_look(ipc2, visit_file):
    data = file_json(known())
    data["visits"][CODE]["result"]["evaluated"] = 99
    visit_file.write_bytes(as_bytes(data))
    done = ipc2("summary", visit_file, "--json")
    (visit,) = json.loads(done.out)["visits"]
    assert (done.code, visit["evaluated"], visit["outdated"]) == (1, 20, True)


def test_many_visits_are_a_line_each(ipc2, visit_file, tmp_path):
    write(tmp_path / "b.json", opened(code="B", name="第二小学"))
    done = ipc2("summary", tmp_path)
    lines = [line.split() for line in done.out.splitlines()]
    assert done.code == 0
    assert [CODE, NAME, "100", "20/22", "3/22", "Undecided"] in lines
    assert ["B", "第二小学", "-", "-", "0/22", "Undecided"] in lines
    assert ["2", "visits,", "0", "complete"] in lines


def test_summary_reads_only(ipc2, visit_file):
    before = visit_file.read_bytes(), visit_file.stat().st_mtime_ns
    ipc2("summary", visit_file)
    assert (visit_file.read_bytes(), visit_file.stat().st_mtime_ns) == before
    assert [path.name for path in visit_file.parent.iterdir()] == [visit_file.name]


def test_copies_of_a_school_are_told_apart_and_count_once(tmp_path, ipc2):
    full = opened()
    for item in full.rubric.items:
        full = score(full, item.id, item.points)
    write(tmp_path / f"{CODE}.json", opened())
    write(tmp_path / f"{CODE} 李娜.json", full)
    other = opened(code="S-1")
    for item in other.rubric.items:
        other = score(other, item.id, "0" if item.id == "3.4" else item.points)
    write(tmp_path / "S-1.json", other)
    lines = ipc2("summary", tmp_path).out.splitlines()
    assert [line.split()[:2] for line in lines[1:3]] == [[CODE, NAME], [CODE, NAME]]
    assert [f"{NAME} (李娜)" in line for line in lines[1:4]].count(True) == 1
    assert lines[-2:] == ["2 schools, copies counted together, 2 complete", "mean of the complete ones: 90"]


def test_copies_that_differ_want_a_look_though_neither_does_alone(tmp_path, ipc2):
    for name, by, points in (("a", WANG, "0.5"), ("b", LI, "1")):
        write(tmp_path / f"{name}.json", score(opened(), "1.1", points, by))
        assert ipc2("summary", tmp_path / f"{name}.json").code == 0
    alone = write(tmp_path / "c.json", score(score(opened(code="S-01"), "1.1", "1", WANG), "1.1", "0", LI))
    assert json.loads(ipc2("summary", alone, "--json").out)["copies"] == []  # there is but one
    done = ipc2("summary", tmp_path)
    assert done.code == 1 and f"the copies of {CODE} together: people differ" in done.out
    done = ipc2("summary", tmp_path, "--json")
    assert (done.code, json.loads(done.out)["copies"]) == (1, [{"code": CODE, "look": ["conflicts"]}])


def test_points_of_several_forms_have_no_mean(tmp_path, ipc2, me):
    files = []
    for name, grade in (("smallest", "满意"), ("yanzhou-2022", "")):
        rubric = RUBRICS / f"{name}.toml" if grade else name
        files.append(tmp_path / f"{name}.json")
        ipc2("new", "--code", f"S-{len(files)}", "--name", name, "--rubric", rubric, "-o", files[-1])
        for item in json.loads(ipc2("rubric", "show", rubric, "--json").out)["sections"]:
            for each in item["items"]:
                given = grade if each["points"] is None else each["points"]
                assert ipc2("score", files[-1], each["id"], given).code == 0
    assert "mean of the complete ones" not in ipc2("summary", *files).out
    copy = shutil.copy(files[0], tmp_path / "copy.json")
    assert "mean of the complete ones: 5" in ipc2("summary", files[0], copy).out
