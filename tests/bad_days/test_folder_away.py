"""The folder goes away, as a stick is pulled out, and comes back; or another program has its file."""

import shutil
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal that Python can open", allow_module_level=True)

from ipc2_tui.files.store import VisitStore
from ipc2_tui.files.visit_file import read_visits
from scoring.mark import Mark, mark_body
from scoring.visit import SCORE, with_entry
from tests.bad_days.disks import pull_out, put_in
from tests.terminal_visit import CODE, FRESH, NAME, NOT_SAVED, SAVED, counted, keys, points, says, scores, steps


def _newer(path):
    """The file as somebody else has gone on with it: two more scores of theirs."""
    visit = read_visits(path).visits[CODE]
    for step in steps()[-2:]:
        body = mark_body(step.item, Mark(step.points))
        visit = with_entry(visit, visit.next_entry("李娜@11111111", "2022-12-05T14:00:00+08:00", SCORE, body))
    return visit


def _begun(start, folder):
    """A session with two scores saved."""
    session = start(f"{folder.name}/{FRESH.name}", IPC2_NAME=NAME)
    session.wait_for(says(SAVED, 0), "an unscored visit")
    session.press(keys(0, 2))
    session.wait_for(says(SAVED, 2), "two scores saved")
    return session


def test_a_folder_that_goes_away_and_comes_back(tmp_path, start, figure):
    folder, away = tmp_path / "stick", tmp_path / "away"
    folder.mkdir()
    path = Path(shutil.copy(FRESH, folder))
    session = _begun(start, folder)
    for turn in range(3):
        folder.rename(away)
        first, last = 2 + 4 * turn, 6 + 4 * turn
        session.press(keys(first, last))
        session.wait_for(says(NOT_SAVED, last), "scores that wait")
        assert not folder.exists(), "a folder was made that nobody had asked for"
        away.rename(folder)
        session.wait_for(says(SAVED, last), "all saved once the folder is back, by itself")
        assert scores(path) == points(last)
    assert session.leave("q") == 0
    assert sorted(file.name for file in folder.iterdir()) == [path.name, f"{path.name}.bak"]
    figure("folder gone 3 times while scoring: 12 scores waited and were saved by themselves when it was back")


@pytest.mark.parametrize("kind", ["folder", "disk"])
def test_a_folder_that_comes_back_with_a_newer_file(kind, tmp_path, start, figure):
    """The stick went to a colleague's laptop in between: both people's scores are in the file afterwards."""
    folder, other = tmp_path / "stick", tmp_path / "other"
    other.mkdir()
    put_in(folder) if kind == "disk" else folder.mkdir()
    try:
        shutil.copy(FRESH, folder)
        session = _begun(start, folder)
        theirs = Path(shutil.copy(folder / FRESH.name, other))
        store = VisitStore(theirs)
        store.save(_newer(theirs))
        store.close()
        pull_out(folder) if kind == "disk" else folder.rename(tmp_path / "away")
        session.press(keys(2, 5))
        session.wait_for(says(NOT_SAVED, 5), "scores that wait")
        assert not list(folder.rglob("*")), "something was written where the stick had been"
        put_in(folder) if kind == "disk" else folder.mkdir()
        shutil.copy(theirs, folder)
        session.wait_for(says(SAVED, 7), "both people's scores, on the screen and saved")
        session.press(keys(5, 8))
        session.wait_for(says(SAVED, 10), "three more")
        assert session.leave("q") == 0
        visit = read_visits(folder / FRESH.name).visits[CODE]
        mine = [step.item for step in steps()[:8]]
        given = {item: [by.partition("@")[0] for by in people] for item, people in visit.latest[SCORE].items()}
        assert given == {item: [NAME] for item in mine} | {step.item: ["李娜"] for step in steps()[-2:]}
        assert not visit.forks and not visit.gaps
    finally:
        if kind == "disk":
            pull_out(folder)
    figure(f"{kind} back with a colleague's newer file: 3 waiting scores and 2 of theirs, none lost, nothing forked")


def test_a_file_that_was_moved_away_is_written_anew(tmp_path, start):
    folder = tmp_path / "stick"
    folder.mkdir()
    path = Path(shutil.copy(FRESH, folder))
    session = _begun(start, folder)
    path.rename(tmp_path / "elsewhere.json")
    session.press(keys(2, 4))
    session.wait_for(says(SAVED, 4), "all saved")
    assert session.leave("q") == 0
    assert scores(path) == points(4)


def test_a_file_that_another_program_broke_is_not_saved_over(tmp_path, start):
    folder = tmp_path / "stick"
    folder.mkdir()
    path = Path(shutil.copy(FRESH, folder))
    session = _begun(start, folder)
    path.write_bytes(b"<html>sign in to your cloud</html>")
    session.press(keys(2, 4))
    session.wait_for(says(NOT_SAVED, 4), "scores that wait")
    session.wait_text("已被别的程序改写")
    assert path.read_bytes() == b"<html>sign in to your cloud</html>"
    path.unlink()
    session.wait_for(says(SAVED, 4), "all saved")
    assert counted(session.top) == 4
    assert session.leave("q") == 0
    assert scores(path) == points(4)
