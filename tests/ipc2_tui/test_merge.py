"""Merging files: a union of sets, to the byte the same whatever the order and the grouping."""

import json
import re
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from visit_files import as_bytes, entry_by_hand, file_json, opened, with_entries, write

from ipc2_tui.commands import merge as merge_command
from ipc2_tui.files.layout import dump_json
from ipc2_tui.files.merging import Files
from ipc2_tui.files.outputs import new_output
from ipc2_tui.files.rubrics import DEFAULT, built_in, find_rubric
from ipc2_tui.files.visit_file import document_of, read_visits
from scoring.entry import make_entry
from scoring.mark import Mark, mark_body
from scoring.merge import lookalikes, withheld
from scoring.ruling import ruling_body
from scoring.visit import SCORE, fold

FORMS = Path(__file__).parents[1] / "rubrics"
PEOPLE = ("甲@00000001", "乙@00000002", "丙@00000003")
CODES = ("S-1", "S-2")
AT = "2022-12-05T09:00:00+08:00"
ROSTER = {"digest": "0" * 64, "teachers": [{"id": "1", "name": "王伟"}], "salt": "00"}
RUBRIC = built_in(DEFAULT)


@st.composite
def histories(draw):
    """Some files of two schools: people go on from each other's copies, fork, rule, import rosters, use new kinds."""
    copies = [{code: fold(code, RUBRIC, ()) for code in CODES} for _ in range(3)]
    for _ in range(draw(st.integers(1, 14))):
        copy, code, by = draw(st.sampled_from(copies)), draw(st.sampled_from(CODES)), draw(st.sampled_from(PEOPLE))
        visit = copy[code]
        what = draw(st.sampled_from(["score", "score", "score", "ruling", "roster", "votes2030", "take", "edit"]))
        item = draw(st.sampled_from(RUBRIC.items[:3]))
        if what == "take":
            other = draw(st.sampled_from(copies))[code]
            copy[code] = fold(code, RUBRIC, [*visit.entries, *other.entries])
            continue
        if what == "score":
            body = mark_body(item.id, Mark(item.points * draw(st.integers(0, 1))))
        elif what == "ruling":
            cell = visit.cell(SCORE, item.id)
            if not (cell.conflict or cell.ruled):
                continue
            body = ruling_body(visit, SCORE, item, item.points, "合议")
        else:
            body = ROSTER if what == "roster" else {"n": draw(st.integers(0, 3))}
        kind = what if what in ("score", "ruling", "roster") else "votes2030"
        copy[code] = fold(code, RUBRIC, [*visit.entries, visit.next_entry(by, AT, kind, body)])
        if what == "edit":
            copy[code] = withheld(copy[code], ("roster",))
    return [{code: visit for code, visit in copy.items() if visit.entries} for copy in copies]


def as_another_tool(value, random):
    """JSON that means the same, its keys in another order and some of its whole numbers with a fraction."""
    if isinstance(value, dict):
        keys = random.sample(list(value), len(value))
        return {key: as_another_tool(value[key], random) for key in keys}
    if isinstance(value, list):
        return [as_another_tool(each, random) for each in value]
    return float(value) if type(value) is int and random.random() < 0.3 else value


def merged(paths, output):
    """The bytes that merging gives, and the report."""
    with new_output(output, force=True) as file, Files() as files:
        files.read(paths, skip_bad=False)
        report = merge_command._merge(files, file, with_rosters=False)
    return output.read_bytes(), report


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(), st.booleans(), st.randoms(use_true_random=False))
def test_the_order_and_the_grouping_make_no_difference(tmp_path, copies, respelled, random):
    paths = []
    for number, copy in enumerate(copy for copy in copies if copy):
        path = tmp_path / f"{number}.json"
        data = file_json(*copy.values())
        path.write_bytes(as_bytes(as_another_tool(data, random)) if respelled else dump_json(data))
        paths.append(path)
    if not paths:
        return
    together, _ = merged(paths, tmp_path / "all")
    for order in permutations(paths):
        assert merged(order, tmp_path / "other")[0] == together
        step = order[0]
        for number, path in enumerate(order[1:]):
            merged([step, path], tmp_path / f"step{number}")
            step = tmp_path / f"step{number}"
        assert merged([step], tmp_path / "last")[0] == together
    assert merged([tmp_path / "all", *paths, tmp_path / "all"], tmp_path / "again")[0] == together
    assert read_visits(tmp_path / "all").visits


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(FORMS.glob("*.toml"))), st.randoms(use_true_random=False))
def test_a_form_that_the_files_carry_is_written_in_one_way(tmp_path, form, random):
    visit = opened(find_rubric(str(form)))
    paths = [write(tmp_path / "0.json", visit), tmp_path / "1.json", tmp_path / "2.json"]
    for path in paths[1:]:
        path.write_bytes(as_bytes(as_another_tool(file_json(visit), random)))
    assert len({merged(order, tmp_path / "all")[0] for order in permutations(paths)}) == 1


@pytest.mark.parametrize("one", ["1.0", "1e0", "10E-1"])
def test_a_whole_number_is_one_however_it_is_written(tmp_path, one):
    data = with_entries(entry_by_hand({"item": "1.1", "points": 1, "times": {"缺页": 1}}))
    plain, other = tmp_path / "plain.json", tmp_path / "other.json"
    plain.write_bytes(as_bytes(data))
    other.write_bytes(re.sub(rb": 1(?=[,}])", f": {one}".encode(), plain.read_bytes()))
    assert other.read_bytes().count(one.encode()) > 5
    assert merged([other], tmp_path / "out")[0] == merged([plain], tmp_path / "out")[0]
    (visit,) = read_visits(other).visits.values()
    assert repr(visit) == repr(read_visits(plain).visits[visit.code])


@pytest.fixture
def two(tmp_path):
    """One school scored by two people in two files."""
    item = RUBRIC.items[0]
    paths = []
    for by, points in ((PEOPLE[0], 1), (PEOPLE[1], "0.5")):
        visit = fold("S-1", RUBRIC, ())
        entry = visit.next_entry(by, AT, SCORE, {"item": item.id, "points": float(points)})
        paths.append(write(tmp_path / f"{by[0]}.json", fold("S-1", RUBRIC, [entry])))
    return paths


def test_where_people_differ_it_says_who_and_what(two, tmp_path, ipc2):
    done = ipc2("merge", *map(str, two), "-o", str(tmp_path / "out.json"), "--json")
    assert done.code == 1
    report = json.loads(done.out)
    assert report["conflicts"] == [
        {"code": "S-1", "item": "1.1", "column": "score", "scores": {PEOPLE[0]: 1, PEOPLE[1]: 0.5}, "ruling": {}}
    ]
    assert (report["visits"], report["entries"]) == (1, 2)


def test_an_edited_entry_is_set_aside_and_named(two, tmp_path, ipc2):
    text = two[0].read_text(encoding="utf-8").replace('"points": 1', '"points": 0')
    two[0].write_text(text, encoding="utf-8")
    done = ipc2("merge", *map(str, two), "-o", str(tmp_path / "out.json"), "--json")
    assert done.code == 1
    (refused,) = json.loads(done.out)["refused"]
    assert (refused["code"], refused["by"], refused["seq"]) == ("S-1", PEOPLE[0], 1)
    (visit,) = read_visits(tmp_path / "out.json").visits.values()
    assert [entry.by for entry in visit.entries] == [PEOPLE[1]]


def test_an_entry_with_a_field_too_many_is_set_aside_whatever_else_is_in_its_file(two, tmp_path, ipc2):
    data = json.loads(two[0].read_bytes())
    data["visits"]["S-1"]["entries"][0]["extra"] = 1
    two[0].write_text(json.dumps(data), encoding="utf-8")
    other = {**data, "visits": {**data["visits"], "S-2": document_of(fold("S-2", RUBRIC, ()))}}
    (tmp_path / "both.json").write_text(json.dumps(other), encoding="utf-8")
    reports = [json.loads(ipc2("merge", path, "--dry-run", "--json").out) for path in (two[0], tmp_path / "both.json")]
    assert [[(each["code"], each["seq"], each["why"]) for each in report["refused"]] for report in reports] == [
        [("S-1", 1, "unknown field extra")]
    ] * 2


def test_an_unreadable_file_stops_it_or_is_skipped_by_name(two, tmp_path, ipc2):
    bad, out = tmp_path / "bad.json", tmp_path / "out.json"
    bad.write_text('{"ipc2": ')
    done = ipc2("merge", *map(str, two), str(bad), "-o", str(out))
    assert (done.code, out.exists()) == (2, False)
    assert "bad.json" in done.err and done.err.count("\n") == 1
    done = ipc2("merge", *map(str, two), str(bad), "-o", str(out), "--skip-bad", "--json")
    assert done.code == 1 and out.exists()
    assert json.loads(done.out)["skipped"][0]["file"] == str(bad)


def test_an_output_that_is_an_input_is_safe(two, ipc2):
    before = two[0].read_bytes()
    assert ipc2("merge", *map(str, two), "-o", str(two[0])).code == 2
    assert two[0].read_bytes() == before
    assert ipc2("merge", *map(str, two), "-o", str(two[0]), "--force").code == 1
    (visit,) = read_visits(two[0]).visits.values()
    assert len(visit.entries) == 2


def test_a_dry_run_writes_nothing(two, tmp_path, ipc2):
    before = sorted(tmp_path.iterdir())
    assert ipc2("merge", str(tmp_path), "--dry-run").code == 1
    assert sorted(tmp_path.iterdir()) == before


def test_one_visit_on_two_rubrics_is_refused(two, tmp_path, ipc2):
    other = make_other_rubric_file(tmp_path)
    done = ipc2("merge", str(two[0]), str(other), "-o", str(tmp_path / "out.json"))
    assert done.code == 2
    assert "rubric" in done.err


def make_other_rubric_file(tmp_path):
    rubric = find_rubric(str(FORMS / "smallest.toml"))
    visit = fold("S-1", rubric, ())
    entry = make_entry(
        PEOPLE[0], 1, AT, "remark", {"text": "x"}, visit.next_entry(PEOPLE[0], AT, "remark", {"text": "x"}).prev
    )
    return write(tmp_path / "other.json", fold("S-1", rubric, [entry]))


def test_schools_that_look_like_one():
    names = {"1": "实验小学", "2": "实验 小学", "3": "实验小学。", "4": "ＡＢＣ学校", "5": "abc学校", "6": "实验中学"}
    assert lookalikes(names) == [("1", "2"), ("1", "3"), ("4", "5")]
