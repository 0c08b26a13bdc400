"""What somebody has to look at is one thing to every command and screen: each says it, and the commands end with 1."""

import json
import shutil

import pytest
from visit_files import LI, WANG, add, known, opened, score, write

from ipc2_tui.commands.district import district_json
from ipc2_tui.files.visit_file import read_visit, read_visits
from sample_data import VISITS
from scoring.attention import KINDS, to_look_at
from scoring.district import district_of
from scoring.district_words import to_do
from scoring.entry import make_entry
from scoring.mark import Mark, mark_body
from scoring.merge import withheld
from scoring.visit import fold


def folded(visit, *more, without=()):
    """The visit with more entries, or fewer."""
    return fold(visit.code, visit.rubric, [*(each for each in visit.entries if each not in without), *more])


def forked(visit):
    last = visit.entries[-1]
    body = {**last.body, "note": "另一份里的"}
    return folded(visit, make_entry(last.by, last.seq, last.at, last.kind, body, last.prev))


def gapped(visit):
    return folded(visit, without=[next(each for each in visit.entries if each.by == WANG and each.seq == 2)])


def unlinked(visit):
    body = mark_body("1.1", Mark(visit.rubric.by_id["1.1"].points))
    return folded(visit, make_entry(LI, 9, visit.entries[-1].at, "score", body, visit.entries[-1].hash))


TROUBLED = {
    "conflicts": lambda visit: score(visit, "1.1", "0", LI),
    "forks": forked,
    "gaps": gapped,
    "unlinked": unlinked,
    "withheld": lambda visit: withheld(add(visit, LI, "remark", {"text": "好"}), ("remark",)),
}


@pytest.fixture(params=KINDS)
def troubled(request, tmp_path, ipc2, me):
    """One kind of trouble, and a file with nothing else to look at."""
    path = tmp_path / "v.json"
    if request.param == "signatures":
        shutil.copy(VISITS / "370899-0108.json", path)
        assert ipc2("sign", path, "--yes").code == 0
        assert ipc2("hand-in", path, "1", "--on", "2022-11-24").code in (0, 1)
    else:
        write(path, TROUBLED[request.param](known()))
    return request.param, path


def test_every_command_looks_at_the_same(troubled, ipc2):
    kind, path = troubled
    visit = read_visit(path, None)
    assert to_look_at(visit) == (kind,)
    merged, summed, ranked = (
        ipc2(*words, "--json") for words in (("merge", path, "--dry-run"), ("summary", path), ("district", path))
    )
    assert (merged.code, summed.code, ranked.code) == (1, 1, 1)
    assert [each for each in KINDS if json.loads(merged.out)[each]] == [kind]
    assert json.loads(summed.out)["visits"][0]["look"] == [kind]
    found = json.loads(ranked.out)
    assert {each: found[each] for each in KINDS} == {each: [visit.code] * (each == kind) for each in KINDS}


def test_it_is_said_to_people_as_well(troubled, ipc2):
    kind, path = troubled
    visit = read_visit(path, None)
    said = [line for line in to_do(district_of([visit])) if visit.code in line]
    assert len(said) == (kind != "conflicts")  # which stand in the school's row
    assert ("in conflict" in ipc2("district", path).out) == (kind == "conflicts")
    words = {"conflicts": "conflict ", "forks": "two histories", "gaps": "are missing", "unlinked": "not counted",
             "withheld": "count for nothing", "signatures": "stale: entries added, changed"}  # fmt: skip
    assert words[kind] in ipc2("summary", path).out


def test_what_is_only_not_done_yet_is_nothing_to_look_at(tmp_path, ipc2):
    folder = tmp_path / "visits"
    folder.mkdir()
    write(folder / "begun.json", opened())
    write(folder / "half.json", score(opened(code="S-2", name="九小"), "1.1", "1"))
    (folder / "schools.csv").write_text("代码,学校\n370812-0101,实验小学\nS-2,九小\nS-3,十小\n", encoding="utf-8")
    for words in (("merge", folder, "--dry-run"), ("summary", folder), ("district", folder)):
        assert ipc2(*words).code == 0, words
    assert to_look_at(read_visit(folder / "half.json", None)) == ()


def test_a_signature_that_somebody_added_is_looked_at_beside_a_good_one(tmp_path, ipc2, me, signed):
    """It takes nothing from the good one, which is still valid; but somebody put it there."""
    (visit,) = read_visits(signed).visits.values()
    good = next(each for each in visit.entries if each.kind == "sign")
    write(signed, add(visit, LI, "sign", good.body))
    found = json.loads(ipc2("summary", signed, "--json").out)["visits"][0]
    assert (found["signature"], found["look"]) == ("valid", ["signatures"])
    for words in (("merge", signed, "--dry-run"), ("summary", signed), ("district", signed)):
        done = ipc2(*words)
        assert done.code == 1 and ("李娜" in done.out or visit.code in done.out), words


def test_a_school_that_is_not_on_the_list_is_to_be_looked_at(tmp_path, ipc2):
    write(tmp_path / "v.json", known())
    listed = tmp_path / "list.csv"
    listed.write_text("代码,学校\nS-2,九小\n", encoding="utf-8")
    done = ipc2("district", tmp_path / "v.json", "--schools", listed)
    assert done.code == 1 and "not on the district's list: 370812-0101" in done.out


def test_the_rows_say_of_which_the_signature_is_stale(tmp_path, ipc2, me, signed):
    (visit,) = read_visits(signed).visits.values()
    later = score(visit, "1.1", "0.5", visit.entries[-1].by)
    rows = [next(iter(district_json(district_of([each]))["rows"])) for each in (visit, later)]
    assert [row["stale_signature"] for row in rows] == [False, True]
