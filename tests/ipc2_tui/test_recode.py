"""A visit that was begun under a mistyped code goes on under the right one, with what one has recorded oneself."""

import json
import shutil

import pytest

from ipc2_tui.files.visit_file import read_visit
from sample_data import VISITS
from scoring.visit import CLAIM, SCORE

WRONG, RIGHT = "370812-0101", "370812-0110"


@pytest.fixture
def mistyped(ipc2, me, tmp_path, monkeypatch):
    """A visit with scores, one of them taken back, a note, a self-check and a hand-in of one's own."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / f"{WRONG}.json"
    assert ipc2("new", "--code", WRONG, "--name", "实验小学", "--date", "2022-12-05", "--town", "龙泉").code == 0
    for words in (("1.1", "1"), ("1.1", "0.5", "--note", "缺任命文件"), ("3.4", "18"), ("3.4", "-"),
                  ("4.3", "14", "--self-check")):  # fmt: skip
        assert ipc2("score", path, *words).code == 0
    ipc2("hand-in", path, "1", "--on", "2022-11-24")
    return path


def test_ones_own_words_are_taken_over_and_the_wrong_file_stays(ipc2, me, mistyped):
    before = mistyped.read_bytes()
    done = ipc2("new", "--from", mistyped, "--code", RIGHT, "--town", "泉林")
    assert done == (0, f"{RIGHT}.json\n", "")
    old, new = read_visit(mistyped, None), read_visit(mistyped.with_name(f"{RIGHT}.json"), None)
    assert mistyped.read_bytes() == before
    assert new.code == RIGHT and new.school == old.school._replace(town="泉林")
    assert new.cells == old.cells and new.cell(SCORE, "1.1").values and new.cell(CLAIM, "4.3").values
    assert new.mark(SCORE, "1.1", *new.heads).note == "缺任命文件"
    assert [entry.kind for entry in new.entries].count("hand_in") == 1
    assert not any("undoes" in entry.body for entry in new.entries)  # what it names stays in the old file
    assert "stored totals are what the entries come to" in ipc2("verify", f"{RIGHT}.json").out


def test_what_others_recorded_and_what_is_bound_to_the_code_stays_behind_and_is_counted(ipc2, me, mistyped):
    document = json.loads(mistyped.read_bytes())
    entries = document["visits"][WRONG]["entries"]
    assert (
        ipc2("rule", mistyped, "1.1", "1", "--reason", "x").code == 2
    )  # nobody differs: nothing bound to the code yet
    assert ipc2("sign", mistyped, "--mine", "--yes").code == 0
    assert len(json.loads(mistyped.read_bytes())["visits"][WRONG]["entries"]) == len(entries) + 1
    done = ipc2("new", "--from", mistyped, "--code", RIGHT, "--name", "实验二小")
    assert done.code == 0 and "1 entries, of others or bound to its code" in done.err
    assert read_visit(mistyped.with_name(f"{RIGHT}.json"), None).school.name == "实验二小"
    done = ipc2("new", "--from", VISITS / "370899-0105.json", "--code", "X-1")
    assert done.code == 0 and "50 entries" in done.err, done.err
    assert not read_visit(mistyped.with_name("X-1.json"), None).cells[SCORE]["1.1"].values


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--code", WRONG), "is the code that the visit has already"),
        (("--code", "a b"), "0-9 A-Z and -"),
        (("--code", RIGHT, "--rubric", "yanzhou-2022"), "the visit keeps its form"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(ipc2, me, mistyped, words, why):
    done = ipc2("new", "--from", mistyped, *words)
    assert done.code == 2 and why in done.err
    assert sorted(path.name for path in mistyped.parent.glob("*.json")) == [mistyped.name]


def test_a_file_of_that_name_is_left_alone(ipc2, me, mistyped):
    other = mistyped.with_name(f"{RIGHT}.json")
    shutil.copy(mistyped, other)
    assert ipc2("new", "--from", mistyped, "--code", RIGHT).code == 2
    assert other.read_bytes() == mistyped.read_bytes()
