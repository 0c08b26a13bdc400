"""What comes next is said to people at a terminal, and nothing of it to scripts; errors name the cure."""

import shutil
import sys
from pathlib import Path

import pytest

from sample_data import VISITS

STEPS = [
    (("new", "--code", "X-1", "--name", "甲", "-o", "x.json"), "next: ipc2 x.json"),
    (("form", "roster", "-o", "r.xlsx"), "then ipc2 import r.xlsx --into VISIT"),
    (("import", "r.csv", "--into", "b.json", "--yes"), "next: ipc2 b.json"),
    (("sign", "v.json", "--yes"), "next: ipc2 export v.json -o SHEET.xlsx"),
    (("sign", "b.json", "--mine", "--yes"), "next: give b.json to the team lead"),
    (("export", "v.json", "-o", "s.xlsx"), "ipc2 verify s.xlsx v.json"),
    (("merge", "c.json", "-o", "m.json"), "next: ipc2 m.json, then v settles the items"),
]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch, me, ipc2):
    """Three visits, one with a score of ours, and a roster."""
    for name, code in (("v", "0108.json"), ("c", "0105.json"), ("b", "0102.json"), ("r", "0102-roster.csv")):
        shutil.copy(VISITS / f"370899-{code}", tmp_path / f"{name}{Path(code).suffix}")
    monkeypatch.chdir(tmp_path)
    assert ipc2("score", "b.json", "1.1", "1").code == 0


@pytest.mark.parametrize(("words", "hint"), STEPS, ids=[" ".join(words[:2]) for words, _ in STEPS])
def test_a_person_is_told_the_next_step(ipc2, monkeypatch, words, hint):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert hint in ipc2(*words).err


@pytest.mark.parametrize(("words", "_"), STEPS, ids=[" ".join(words[:2]) for words, _ in STEPS])
def test_a_script_is_not(ipc2, words, _):
    done = ipc2(*words)
    assert done.code in (0, 1) and "next:" not in done.err + done.out


def test_errors_name_what_cures_them(ipc2):
    assert "ipc2 import FILE --into VISIT" in ipc2("draw", "b.json", "--seal").err
    assert "(ipc2 c.json opens it)" in ipc2("sign", "c.json", "--yes").err
    Path("bad.json").write_text('{"half', encoding="utf-8")
    for words in (("merge", ".", "-o", "m.json"), ("district", "."), ("spot-check", ".", "--words", "1")):
        done = ipc2(*words)
        assert done.code == 2 and "bad.json" in done.err and "--skip-bad leaves it out" in done.err


def test_the_systems_reasons_are_said_in_chinese(ipc2):
    assert "没有这个文件或文件夹" in ipc2("--lang", "zh", "summary", "nowhere.json").err


def test_district_and_spot_check_take_the_folder_they_are_in(ipc2):
    assert "370899-0108" in ipc2("district").out
    assert "1 of 3 schools" in ipc2("spot-check", "--words", "03 09").out
