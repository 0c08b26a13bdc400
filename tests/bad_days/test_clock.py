"""A laptop's clock that is set back two hours in the middle of a visit."""

import shutil
from argparse import Namespace
from itertools import pairwise

import pytest

from ipc2_tui.commands import score as score_command
from ipc2_tui.files.visit_file import read_visits
from scoring.entry import newest
from scoring.history import item_history
from scoring.roster import roster_of
from scoring.visit import SCORE, fold
from tests.terminal_visit import CODE, FRESH

MORNING = ["2022-12-05T11:40:00+08:00", "2022-12-05T09:41:00+08:00", "2022-12-05T09:42:00+08:00"]


@pytest.fixture
def clock(monkeypatch, tmp_path):
    """Sets the clock."""
    from ipc2_tui import recording

    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("IPC2_NAME", "Lin")
    return lambda at: monkeypatch.setattr(recording, "now", lambda: at)


def _score(path, item, points):
    given = Namespace(visit=path, item=item, points=points, note=None, self_check=False, code=None)
    assert score_command.run(given) == 0


def test_a_clock_set_back_changes_nothing_that_counts(tmp_path, clock, figure):
    path = shutil.copy(FRESH, tmp_path / FRESH.name)
    for at, points in zip(MORNING, ("1", "0", "0.5"), strict=True):
        clock(at)
        _score(path, "1.1", points)
    visit = read_visits(path).visits[CODE]
    assert (visit.forks, visit.gaps, visit.unlinked) == ((), (), ())
    [mine] = visit.latest[SCORE]["1.1"].values()
    assert [str(entry.body["points"]) for entry in mine] == ["0.5"]
    changes = [change for change in item_history(visit, "1.1") if change.column == SCORE]
    assert [change.entry.at for change in changes] == MORNING
    assert [str(change.after.value) for change in changes] == ["1", "0", "0.5"]
    assert all(after.before == before.after for before, after in pairwise(changes))
    figure("clock set back 2 h between entries: order, chains, newest score and history as they were made")


def test_a_roster_and_a_school_corrected_after_that_are_the_ones_in_force():
    visit = read_visits(FRESH).visits[CODE]
    for at, name in zip(MORNING, ("one", "two", "three"), strict=True):
        rows = [{"id": name, "name": name}]
        body = {"teachers": rows, "digest": "0" * 64, "salt": "00"}
        entries = [*visit.entries, visit.next_entry("Lin@00000000", at, "roster", body)]
        visit = fold(CODE, visit.rubric, entries)
        school = {"name": name, "date": "2022-12-05"}
        visit = fold(CODE, visit.rubric, [*entries, visit.next_entry("Lin@00000000", at, "open", school)])
    mine = [entry for entry in visit.entries if entry.by.startswith("Lin@")]
    assert [newest([entry for entry in mine if entry.kind == kind]).seq for kind in ("roster", "open")] == [5, 6]
    later = [entry for entry in visit.entries if entry.kind == "roster" and not entry.by.startswith("Lin@")]
    assert [teacher.name for teacher in roster_of(fold(CODE, visit.rubric, mine)).teachers] == ["three"]
    assert newest([*mine, *later]) == newest([*later, *reversed(mine)])
