"""Totals over many files: the same by one process and by several, with every problem reported as by one."""

import json
import os
from pathlib import Path

import pytest
from visit_files import CODE, known, write

from ipc2_tui import totals
from ipc2_tui.files.rubrics import DEFAULT, built_in
from sample_data import VISITS


@pytest.fixture
def folder(tmp_path):
    """All samples, one of them twice with an entry changed by hand, a file that is none, and one with a wrong form."""
    for path in VISITS.glob("*.json"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    data = json.loads((tmp_path / "370899-0101.json").read_bytes())
    data["visits"]["370899-0101"]["entries"][3]["at"] = "2022-12-06T00:00:00+08:00"
    (tmp_path / "copy.json").write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "twice.json").write_text('{"ipc2": 1, "ipc2": 2}', encoding="utf-8")
    form = built_in(DEFAULT)
    data["visits"]["370899-0101"]["rubric"]["data"] = {**form.data, "total": -1, "levels": []}
    (tmp_path / "wrong form.json").write_text(json.dumps(data), encoding="utf-8")
    return tmp_path


def test_several_processes_give_what_one_gives(folder, ipc2, monkeypatch):
    alone = ipc2("district", folder, "--json", "--skip-bad"), ipc2("district", folder, "--json")
    monkeypatch.setattr(totals, "MANY", 1)
    monkeypatch.setattr(totals, "CHUNK", 2)
    assert (ipc2("district", folder, "--json", "--skip-bad"), ipc2("district", folder, "--json")) == alone
    found = json.loads(alone[0].out)
    assert [each["seq"] for each in found["refused"]] == [4]
    assert [Path(each["file"]).name for each in found["skipped"]] == ["twice.json", "wrong form.json"]
    assert alone[1].code == 2 and "twice" in alone[1].err


def test_a_school_on_two_forms_is_counted_by_that_of_most_schools(tmp_path, ipc2, monkeypatch):
    """As on the screen of the district; one other file took the whole district from everybody."""
    monkeypatch.setenv("IPC2_NAME", "林知远")
    code, others = "370899-0101", ("370899-0102", "370899-0103")
    for each in (code, *others):
        (tmp_path / f"{each}.json").write_bytes((VISITS / f"{each}.json").read_bytes())
    (tmp_path / "copy.json").write_bytes((VISITS / f"{code}.json").read_bytes())
    for name in ("a.json", "z.json"):
        form = ("--rubric", Path("tests/rubrics/smallest.toml"), "-o", tmp_path / name)
        assert ipc2("new", "--code", code, "--name", "甲", *form).code == 0
    assert "is on the form smallest, most" in ipc2("district", tmp_path).err
    found = json.loads(ipc2("district", tmp_path, "--json", "--skip-bad").out)
    assert [each["code"] for each in found["rows"]] == sorted((code, *others))
    (skipped,) = found["skipped"]
    assert skipped["file"] == f"{tmp_path / 'a.json'}: {code}" and found["refused"] == []
    whole = json.loads(ipc2("district", *(tmp_path / f"{each}.json" for each in (code, *others)), "--json").out)
    assert found["rows"] == whole["rows"]


def test_the_language_is_spoken_by_all_processes(folder, ipc2, monkeypatch):
    monkeypatch.setattr(totals, "MANY", 1)
    assert "twice in one object" in ipc2("district", folder, "--lang", "en").err


def test_a_process_that_the_system_ends_is_told_in_one_line(folder, ipc2, monkeypatch):
    monkeypatch.setattr(totals, "MANY", 1)
    monkeypatch.setattr(totals, "language_in_use", lambda: 9)
    monkeypatch.setattr(totals, "_begin", os._exit)
    done = ipc2("district", folder)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1) and "for want of memory" in done.err


def test_hashes_are_taken_at_their_word_where_asked(tmp_path, ipc2):
    path = write(tmp_path / f"{CODE}.json", known())
    data = json.loads(path.read_bytes())
    data["visits"][CODE]["entries"][-1]["at"] = "2022-12-06T00:00:00+08:00"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert ipc2("district", path, "--json").code == 1
    trusted = ipc2("district", path, "--json", "--no-verify")
    assert trusted.code == 0 and json.loads(trusted.out)["refused"] == []
    data["visits"][CODE]["entries"][-1]["at"] = "yesterday"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert ipc2("district", path, "--no-verify").code == 1
