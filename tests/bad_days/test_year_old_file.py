"""Files of format version 1 that were written a year ago: they are read, come to the same, and lose nothing.

The figures are worked by hand from what was typed:  sections 1 to 8 come to 5.5 + 5.5 + 43 + 23.5 + 4 + 3 + 2.5 + 3.5,
of which 6.1 is 3 after an undone 5, 7.1 the colleague's 2.5 after a 4 that was taken back, and 8.1 a ruling of 3.5
between 4 and 3; the self-check is full points everywhere.
"""

import hashlib
import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from ipc2_tui.cli import run
from ipc2_tui.files.store import VisitStore
from ipc2_tui.files.visit_file import read_visits
from ipc2_tui.keys.signing import VALID, checked
from scoring.draws import draws_of
from scoring.hand_ins import hand_ins
from scoring.mark import Mark, mark_body, plain
from scoring.tally import section_tally, tally
from scoring.verification import verified
from scoring.visit import SCORE, with_entry

FOLDER = Path(__file__).parents[1] / "data" / "version-1"
CODE = "370812-0101"
BYTES = {  # nobody writes them anew
    "visit.json": "aa8c80018c6bf73176de58ab1559655516cb27ec21d654bf4d6e44d009f7d7e1",
    "colleague.json": "b8582bd6814a9ebcba8f7d7c1409f31ab4f06b1e1e365900b6530ef6e8677f4a",
    "other-rubrics.json": "8a707d465d189d35d303edecf2eb6fef51fe4f03088a73110087ed3214ec4e11",
}
KINDS = {
    "open": 1, "claim": 22, "score": 27, "ruling": 1, "remark": 2, "roster": 1, "seal": 1, "draw": 1, "stand_in": 1,
    "verify": 2, "sign": 2, "hand_in": 2, "weather_2027": 1,
}  # fmt: skip
SECTIONS = ["5.5", "5.5", "43", "23.5", "4", "3", "2.5", "3.5"]


@pytest.fixture(autouse=True)
def _settings(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("IPC2_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("IPC2_NAME", "Lin")
    monkeypatch.setenv("LANGUAGE", "en")


def lines(path):
    """The entries of a file as they stand in it, byte for byte."""
    return {line.strip().removesuffix(b",") for line in path.read_bytes().splitlines() if line.startswith(b'    {"by"')}


def entries(path, code=CODE):
    return {entry["hash"]: entry for entry in json.loads(path.read_bytes())["visits"][code]["entries"]}


@pytest.mark.parametrize("name", BYTES)
def test_the_files_are_those_of_the_first_year(name):
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == BYTES[name]


def test_it_comes_to_the_figures_worked_by_hand():
    file = read_visits(FOLDER / "visit.json")
    assert file.outdated == ()
    visit = file.visits[CODE]
    assert Counter(entry.kind for entry in visit.entries) == KINDS
    assert (visit.forks, visit.gaps, visit.unlinked, visit.problems) == ((), (), (), ())
    tallied = tally(visit)
    assert [plain(section_tally(visit, section).evaluated.low) for section in visit.rubric.sections] == SECTIONS
    assert (tallied.evaluated.low, tallied.evaluated.high, tallied.self_check.low) == (90.5, 90.5, 100)
    assert (tallied.evaluated.marked, tallied.conflicts) == (22, ())
    assert visit.school.name == "实验小学 \u2028[b]“2.0”"
    wang = next(entry.by for entry in visit.entries if entry.kind == "ruling")
    assert visit.mark(SCORE, "2.1", wang).ticks == ("混合学习环境",)
    assert visit.mark(SCORE, "3.4", wang).note == "缺两次记录, <b>见</b> “附件” 📎"
    assert visit.mark(SCORE, "7.1", wang).value is None
    assert visit.remarks == {wang: "亮点: 校本研修扎实。\n差距: 资源建设。"}  # the colleague's is withheld
    assert [each.on and each.on.isoformat() for each in hand_ins(visit)][:2] == ["2022-11-24", None]


def test_its_draw_is_derived_again_and_its_signatures_hold():
    visit = read_visits(FOLDER / "visit.json").visits[CODE]
    [draw] = draws_of(visit).draws
    assert (draw.valid, draw.drawn, draw.standing) == (True, ("T01", "T10"), ("T02", "T10"))
    assert [(each.absent, each.teacher, each.reason) for each in draw.stand_ins] == [("T01", "T02", "外出学习")]
    assert [(each.teacher, each.outcome) for each in verified(visit)] == [("T02", "passed"), ("T10", "failed")]
    assert [each.state for each in checked(visit)] == [VALID, VALID]


def test_scoring_goes_on_in_it_without_losing_a_byte(tmp_path):
    path = Path(shutil.copy(FOLDER / "visit.json", tmp_path))
    before = lines(path)
    assert len(before) == 64
    store = VisitStore(path)
    body = mark_body("1.2", Mark(store.visit.rubric.by_id["1.2"].points))
    store.save(
        with_entry(store.visit, store.visit.next_entry("Lin@00000000", "2023-12-05T09:00:00+08:00", SCORE, body))
    )
    store.close()
    assert before < lines(path)
    assert len(lines(path)) == 65
    assert json.loads(path.read_bytes())["notes"] == {"1": {"of another program": "kept"}}


def test_it_merges_with_a_colleagues_without_losing_a_byte(tmp_path, capsys, figure):
    out = tmp_path / "merged.json"
    both = [FOLDER / "visit.json", FOLDER / "colleague.json"]
    assert run(["merge", *map(str, both), "-o", str(out), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["visits"], report["entries"], report["refused"], report["forks"]) == (1, 65, [], [])
    [conflict] = report["conflicts"]
    assert (conflict["item"], sorted(conflict["scores"].values())) == ("6.1", [3, 4])
    assert lines(out) == lines(both[0]) | lines(both[1])
    tallied = tally(read_visits(out).visits[CODE])
    assert (tallied.evaluated.low, tallied.evaluated.high) == (90.5, 91.5)
    again = tmp_path / "again.json"
    run(["merge", str(out), *map(str, reversed(both)), "-o", str(again)])
    assert again.read_bytes() == out.read_bytes()
    figure("file of format version 1: 64 entries of 13 kinds read to the figures of then, saved and merged to the byte")


def test_a_district_leaves_its_roster_out_and_keeps_every_hash(tmp_path, capsys):
    out = tmp_path / "district.json"
    files = [FOLDER / "visit.json", FOLDER / "other-rubrics.json"]
    run(["merge", *map(str, files), "-o", str(out)])
    capsys.readouterr()
    kept, was = entries(out), entries(files[0])
    assert kept.keys() == was.keys()
    changed = [was[each]["kind"] for each in was if kept[each] != was[each]]
    assert changed == ["roster"]
    assert [each.state for each in checked(read_visits(out).visits[CODE])] == [VALID, VALID]


def test_it_is_verified(capsys):
    assert run(["--lang", "en", "verify", str(FOLDER / "visit.json")]) in (0, 1)  # nobody here knows the key
    said = capsys.readouterr().out
    assert "64 entries are what their hashes say" in said
    assert "draw 1: derived again: right" in said
    assert said.count(": the signature is good, but its key") == 2


def test_forms_that_the_file_carries():
    file = read_visits(FOLDER / "other-rubrics.json")
    assert file.outdated == ()
    grades, deductions = file.visits["X-GRADES"], file.visits["X-DEDUCTIONS"]
    assert len(grades.entries) == len(deductions.entries) == 4
    assert [grades.cell(SCORE, item).value for item in ("A1", "A2", "B1")] == ["合格"] * 3
    assert tally(deductions).evaluated.low == 22
