"""The sample district: made anew byte for byte, every state a clerk meets, nothing wrong but what is meant to be."""

from decimal import Decimal

import pytest

from ipc2_tui.files.visit_file import read_visits
from sample_data import VISITS, make
from scoring.tally import tally

FILES = sorted(VISITS.glob("*.json"))
CONFLICT, RULED, FORKED = "370899-0105", "370899-0106", "370899-0113"


@pytest.fixture(scope="module")
def visits():
    """Every visit by its code."""
    return {code: visit for path in FILES for code, visit in read_visits(path).visits.items()}


def test_made_anew_it_is_the_same_to_the_byte(tmp_path, monkeypatch):
    kept = {path.name: path.read_bytes() for folder in (make.VISITS, make.TEAM) for path in folder.iterdir()}
    monkeypatch.setattr(make, "VISITS", tmp_path / "visits")
    monkeypatch.setattr(make, "TEAM", tmp_path / "team")
    make.main()
    made = {path.name: path.read_bytes() for folder in tmp_path.iterdir() for path in folder.iterdir()}
    assert made == kept


def test_the_files_of_three_evaluators_merge_to_their_schools(ipc2, tmp_path):
    visits = [visit for path in sorted(make.TEAM.iterdir()) for visit in read_visits(path).visits.values()]
    assert all(visit.gaps == () for visit in visits)
    scored_by = [{entry.name for entry in visit.entries if entry.kind == "score"} for visit in visits]
    assert scored_by == [{make.LEAD}, {make.SECOND}, {make.THIRD}]
    assert ipc2("merge", make.TEAM, "-o", tmp_path / "all.json").code == 0
    merged, whole = (read_visits(path).visits[make.SCORED_BY_THREE].entries
                     for path in (tmp_path / "all.json", VISITS / f"{make.SCORED_BY_THREE}.json"))  # fmt: skip
    assert merged == whole


def test_there_are_enough_different_schools(visits):
    assert len(visits) >= 12
    assert list(visits) == [path.stem for path in FILES]
    assert len({visit.school.name for visit in visits.values()}) == len(visits)
    assert len({visit.school.stage for visit in visits.values()}) >= 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_whole_and_says_what_its_entries_say(path):
    file = read_visits(path)
    (visit,) = file.visits.values()
    assert (file.outdated, visit.problems, visit.gaps) == ((), (), ())


def test_only_the_conflict_and_the_fork_that_are_meant(visits):
    assert {code for code, visit in visits.items() if visit.forks} == {FORKED}
    assert {code for code, visit in visits.items() if tally(visit).conflicts} == {CONFLICT, FORKED}


def test_every_state_is_there(visits):
    totals = {code: tally(visit) for code, visit in visits.items()}
    scored = {code: (t.self_check.marked, t.evaluated.marked) for code, t in totals.items()}
    assert (0, 0) in scored.values()  # not begun
    assert (22, 0) in scored.values()  # fresh, with the school's self-check
    assert any(0 < evaluated < 22 for _, evaluated in scored.values())
    assert any(count == 22 for _, count in scored.values())
    assert {t.level.id for t in totals.values() if t.level} == {"qualified", "not_qualified"}
    assert any(t.undecided for t in totals.values())
    assert visits[RULED].counts["ruling"] == 1
    assert any(visit.remarks for visit in visits.values())
    shared = [{by for cell in v.cells["score"].values() for by in cell.given} for v in visits.values()]
    assert max(map(len, shared)) == 3


def test_one_school_stands_exactly_on_the_line(visits):
    assert Decimal(80) in [tally(visit).evaluated.low for visit in visits.values() if not tally(visit).conflicts]


def test_every_score_is_within_bounds_and_on_the_step(visits):
    for visit in visits.values():
        for item in visit.rubric.items:
            for column in ("claim", "score"):
                for value in visit.cell(column, item.id).values:
                    assert 0 <= value <= item.points
                    assert value % item.step == 0
        assert 0 <= tally(visit).evaluated.high <= visit.rubric.total
