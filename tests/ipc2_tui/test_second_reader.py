"""A second reader, in another language, written from docs/FORMAT.md alone: it agrees, or the page is wrong."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from any_visits import any_visit
from second_reader import READER, agree, needs_node, read, same_state
from visit_files import AT, CODE, entry_by_hand, file_json, opened, score, with_entries, write

from ipc2_tui.files.rubrics import DEFAULT, built_in
from ipc2_tui.files.visit_file import read_visits
from sample_data import VISITS
from scoring.rubric_file import parse_rubric
from scoring.visit import CLAIM

pytestmark = needs_node

SAMPLES = sorted(VISITS.glob("*.json"))
OTHERS = sorted((Path(__file__).parents[1] / "rubrics").glob("*.toml"))
# A form whose lowest grade is not nothing, and whose section has an id that its items do not take up.
ODD = """
format = 1
id = "odd"
title = "另表"
levels = [{ id = "good", name = "好", min = 2.45 }, { id = "rest", name = "其余" }]
[[sections]]
id = "Z"
points = 10
weight = 0.35
[[sections.items]]
name = "甲"
points = 6
grades = [{ name = "高", from = 5, to = 6 }, { name = " 低 ", from = 3, to = 4 }]
[[sections.items]]
name = "乙"
points = 4
"""


# --- files as they should be ------------------------------------------------------------------------------------------


def test_the_samples(ipc2):
    code, found, unreadable = read(*SAMPLES)
    assert (code, len(found), unreadable) == (1, len(SAMPLES), [])  # of one the history forks
    for path in SAMPLES:
        agree(ipc2, {path.stem: found[path.stem]}, path)
        same_state(found[path.stem], read_visits(path).visits[path.stem])
    assert sum(len(each["draws"]["draws"]) for each in found.values()) >= 2


def test_one_sample_holds():
    assert read(VISITS / "370899-0108.json")[0] == 0


@pytest.fixture(params=[*OTHERS, "odd", DEFAULT], ids=lambda form: getattr(form, "stem", form))
def rubric(request):
    if request.param == DEFAULT:
        return built_in(DEFAULT)
    return parse_rubric(ODD if request.param == "odd" else request.param.read_text(encoding="utf-8"), "form.toml")


def test_visits_of_every_sort(tmp_path, rubric):
    """Means, weights, grades, vetoes and bands; forks, gaps, strays and rulings; draws by strata and stand-ins."""
    visits = [any_visit(seed, rubric) for seed in range(40)]
    _, found, unreadable = read(write(tmp_path / "many.json", *visits))
    assert not unreadable
    for visit in visits:
        same_state(found[visit.code], visit)
    assert {bool(visit.forks) for visit in visits} == {bool(visit.unlinked) for visit in visits} == {True, False}
    assert len({found[visit.code]["result"]["level"] for visit in visits}) > bool(rubric.levels)
    draws = [draw for visit in found.values() for draw in visit["draws"]["draws"]]
    assert any(draw["stand_ins"] for draw in draws) and {draw["sealed"] for draw in draws} == {True, False}


def test_a_merged_district_with_rosters_withheld_and_people_who_differ(ipc2, me, tmp_path):
    mine, hers = (
        Path(shutil.copy(VISITS / "370899-0109.json", tmp_path / name)) for name in ("mine.json", "hers.json")
    )
    ipc2("score", mine, "1.1", "1")
    assert ipc2("sign", mine, "--mine", "--yes").code == 0
    ipc2("score", hers, "1.1", "0")
    ipc2("score", hers, "2.1", "0.5")
    merged = tmp_path / "merged.json"
    assert ipc2("merge", mine, hers, VISITS / "370899-0108.json", VISITS / "370899-0105.json", "-o", merged).code == 1
    code, found, _ = read(merged)
    assert code == 1
    agree(ipc2, found, merged)
    assert found["370899-0109"]["forks"] and "1.1" in found["370899-0109"]["result"]["conflicts"]
    assert [draw["valid"] for draw in found["370899-0108"]["draws"]["draws"]] == [None]
    for visit in read_visits(merged).visits.values():
        same_state(found[visit.code], visit)
    kept = tmp_path / "kept.json"
    ipc2("merge", mine, VISITS / "370899-0108.json", "-o", kept, "--with-rosters")
    assert [draw["valid"] for draw in read(kept)[1]["370899-0108"]["draws"]["draws"]] == [True]


def test_of_two_copies_the_one_with_its_body_counts(tmp_path):
    visit = score(opened(), "1.1", "1")
    data = file_json(visit)
    for entry in list(data["visits"][visit.code]["entries"]):
        copy = {key: value for key, value in entry.items() if key != "body"}
        digest = next(each.body_sha256 for each in visit.entries if each.hash == entry["hash"])
        data["visits"][visit.code]["entries"].insert(0, copy | {"body_sha256": digest})
    path = tmp_path / "twice.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    code, found, _ = read(path)
    assert code == 0
    same_state(found[visit.code], visit)


def test_a_level_that_what_is_open_cannot_change(tmp_path):
    """Not scored yet, the first item can still take 3 to 6; with 4 for the second that is enough for the best level."""
    visit = score(opened(parse_rubric(ODD, "odd.toml")), "1.2", "4")
    _, found, _ = read(write(tmp_path / "odd.json", visit))
    same_state(found[CODE], visit)
    assert (found[CODE]["result"]["level"], found[CODE]["result"]["scored"]) == ("good", 1)


@pytest.mark.parametrize(
    ("given", "mean"),
    [(("0", "0", "0", "0.5"), 0.13), (("0.125", "0.125"), 0.125), (("0.0005", "0.001", "0.001"), 0.0008)],
)
def test_means_are_rounded_halves_up(tmp_path, given, mean):
    visit = opened(parse_rubric(f'combine = "mean"\nstep = 0.0005\n{ODD}', "odd.toml"))
    for n, points in enumerate(given):
        visit = score(visit, "1.2", points, f"甲@0000000{n}")
    _, found, _ = read(write(tmp_path / "mean.json", visit))
    same_state(found[CODE], visit)
    assert found[CODE]["result"]["by_item"]["1.2"]["score"] == mean


# --- entries and files as they should not be --------------------------------------------------------------------------

ENTRIES = {
    "another visit": entry_by_hand({"item": "1.1", "points": 1}, prev="0" * 64),
    "no item": entry_by_hand({"item": "9.9", "points": 1}),
    "too many points": entry_by_hand({"item": "1.1", "points": 1.5}),
    "off the step": entry_by_hand({"item": "1.1", "points": 0.25}),
    "a grade": entry_by_hand({"item": "1.1", "points": None, "grade": "好"}),
    "no points": entry_by_hand({"item": "1.1"}),
    "points as text": entry_by_hand({"item": "1.1", "points": "1"}),
    "five decimals": entry_by_hand({"item": "1.1", "points": 0.00001}),
    "a long note": entry_by_hand({"item": "1.1", "points": 1, "note": "长" * 2001}),
    "half a teacher": entry_by_hand({"digest": "", "salt": "", "teachers": [{"id": "T1"}]}, kind="roster"),
    "an id twice": entry_by_hand(
        {"digest": "", "salt": "", "teachers": [{"id": "1", "name": "王"}] * 2}, kind="roster"
    ),
    "no day": entry_by_hand({"what": "工作总结", "on": "2022-02-30"}, kind="hand_in"),
    "no person": entry_by_hand({"text": ""}, kind="remark", by="李娜"),
    "no time": entry_by_hand({"text": ""}, kind="remark", at="2022-12-05 09:30"),
    "no such day": entry_by_hand({"text": ""}, kind="remark", at="2022-02-30T09:30:00+08:00"),
    "no such hour": entry_by_hand({"text": ""}, kind="remark", at="2022-12-05T24:00:00+08:00"),
    "no such offset": entry_by_hand({"text": ""}, kind="remark", at="2022-12-05T09:30:00+08:60"),
    "no such year": entry_by_hand({"text": ""}, kind="remark", at="0000-12-05T09:30:00+08:00"),
    "no number": entry_by_hand({"text": ""}, kind="remark", seq=0),
    "no kind": entry_by_hand({}, kind="re mark"),
    "one field more": entry_by_hand({"text": ""}, kind="remark") | {"more": 1},
    "both": entry_by_hand({"text": ""}, kind="remark") | {"body_sha256": "0" * 64},
}
SOUND = {
    "both points and grade": entry_by_hand({"item": "1.1", "points": 1, "grade": "好"}),
    "nothing said": entry_by_hand({"item": "1.1", "points": None}),
    "more in the body": entry_by_hand({"item": "1.1", "points": 1, "column": CLAIM, "x": {"y": []}}),
    "to the letter": entry_by_hand({"item": "1.1", "points": 1, "note": "𝟙" * 2000}),
    "another kind": entry_by_hand({"points": "?"}, kind="голос"),
    "a fraction of a second": entry_by_hand({"text": ""}, kind="remark", at=AT.replace("+", ".123456+")),
}


@pytest.mark.parametrize("what", [*ENTRIES, *SOUND])
def test_which_entries_can_count(ipc2, tmp_path, what):
    """Both readers set aside the same ones, whoever wrote them and with whatever hash."""
    path = tmp_path / "f.json"
    path.write_text(json.dumps(with_entries((ENTRIES | SOUND)[what])), encoding="utf-8")
    _, found, _ = read(path)
    assert len(found["370812-0101"]["set_aside"]) == int(what in ENTRIES)
    agree(ipc2, found, path, ok=what in SOUND)


FILE = json.dumps(file_json(opened()))
WRONG_FILES = {
    "a key twice": FILE.replace('"version": 1', '"version": 1, "version": 1'),
    "a key twice, written differently": FILE.replace('"version": 1', '"version": 1, "v\\u0065rsion": 1'),
    "not a number": FILE.replace('"version": 1', '"version": 1, "x": NaN'),
    "too large a number": FILE.replace('"version": 1', '"version": 1, "x": 1e999'),
    "cut off": FILE[:-5],
    "another program's": "{}",
    "nothing": "",
    "a newer one": FILE.replace('"version": 1', '"version": 2'),
    "a byte order mark": "\ufeff" + FILE,
    "no such form": FILE.replace(f'"{DEFAULT}"', '"nowhere"'),
    "another form": FILE.replace(built_in(DEFAULT).digest, "0" * 64),
    "no code": FILE.replace('"370812-0101": ', '"370812_0101": '),
}


@pytest.mark.parametrize("what", WRONG_FILES)
def test_files_that_cannot_be_read(ipc2, tmp_path, what):
    path = tmp_path / "f.json"
    path.write_text(WRONG_FILES[what], encoding="utf-8")
    assert WRONG_FILES[what] != FILE
    code, found, unreadable = read(path, SAMPLES[0])
    assert (code, list(found), len(unreadable)) == (2, [SAMPLES[0].stem], 1)
    assert str(path) in unreadable[0]
    assert ipc2("verify", path).code == 2


def test_the_form_comes_from_the_program_where_nobody_gives_it(tmp_path):
    """As the page says: `ipc2 rubric show ID --json`; here a stand-in of that name says it."""
    shown = tmp_path / "shown.json"
    shown.write_text(json.dumps({"data": built_in(DEFAULT).data}), encoding="utf-8")
    program = tmp_path / "ipc2"
    program.write_text(f'#!/bin/sh\n[ "$*" = "rubric show {DEFAULT} --json" ] && cat "{shown}"\n')
    program.chmod(0o700)
    path = f"{tmp_path}:{Path(shutil.which('node')).parent}:/usr/bin:/bin"
    done = subprocess.run(["node", READER, SAMPLES[0]], env={"PATH": path}, capture_output=True, text=True, check=False)
    assert (done.returncode, json.loads(done.stdout)["visits"][0]["holds"]) == (0, True)
