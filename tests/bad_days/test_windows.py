"""Two windows on one file: with locks, and where the folder knows none."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal that Python can open", allow_module_level=True)

from ipc2_tui.files.visit_file import read_visits
from scoring.visit import SCORE
from tests.terminal_visit import CODE, FRESH, ITEMS, NAME, READ_ONLY, ROOT, SAVED, counted, keys, says, scores, steps

HALF = ITEMS // 2
# As a folder on a network may answer.  Python runs this at every start where it finds it.
NO_LOCKS = """
import errno, fcntl, os
def flock(*_):
    raise OSError(errno.{name}, os.strerror(errno.{name}))
fcntl.flock = flock
"""


def test_the_second_window_looks_on_and_may_write_once_the_first_is_closed(tmp_path, start, figure):
    path = Path(shutil.copy(FRESH, tmp_path))
    first = start(path.name, IPC2_NAME=NAME)
    first.wait_for(says(SAVED, 0), "an unscored visit")
    second = start(path.name, IPC2_NAME="李娜")
    second.wait_text(READ_ONLY, "另一个窗口")
    second.press(keys(0, 3))
    first.press(keys(0, 4))
    first.wait_for(says(SAVED, 4), "four scores saved")
    second.wait_for(says(READ_ONLY, 4), "the first window's scores in the second one")
    assert first.leave("q") == 0
    second.wait_for(says(SAVED, 4), "the second window may write")
    second.press("\t" + keys(4, 8))
    second.wait_for(says(SAVED, 8), "its own scores")
    assert second.leave("q") == 0
    given = read_visits(path).visits[CODE].latest[SCORE]
    people = [next(iter(given[step.item])).partition("@")[0] for step in steps()[:8]]
    assert people == [NAME] * 4 + ["李娜"] * 4
    assert sorted(file.name for file in tmp_path.iterdir()) == [path.name, f"{path.name}.bak", "home"]
    figure("second window: read-only while the first was open, saw its 4 scores, wrote 4 of its own once it was closed")


@pytest.mark.parametrize("name", ["ENOLCK", "ENOTSUP", "ENOSYS"])
def test_two_windows_where_there_are_no_locks(name, tmp_path, start, figure):
    """Both write, at the same time and in turns; each takes in what the other wrote, and nothing is lost."""
    (tmp_path / "sitecustomize.py").write_text(NO_LOCKS.format(name=name))
    more = {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    path = Path(shutil.copy(FRESH, tmp_path))
    windows = [start(path.name, IPC2_NAME=who, **more) for who in (NAME, "李娜")]
    for window in windows:
        window.wait_for(says(SAVED, 0), "an unscored visit, open for writing")
        window.wait_text("不支持文件锁")
    # One goes on from the front, one from the middle, so that none comes to an item that the other has just scored.
    form = steps()
    windows[1].press("\x1b[B" * HALF)
    for begin, end in ((0, 3), (3, 6), (6, 9), (9, HALF)):
        windows[0].press(keys(begin, end))
        windows[1].press(keys(HALF + begin, HALF + end))
    for window in windows:
        window.wait_for(says(SAVED, ITEMS), "both people's scores")
    assert windows[0].leave("q") == 0
    assert windows[1].leave("q") == 0
    visit = read_visits(path).visits[CODE]
    given = visit.latest[SCORE]
    by = {
        who: {item for item, people in given.items() if any(p.startswith(who) for p in people)}
        for who in (NAME, "李娜")
    }
    assert by[NAME] >= {step.item for step in form[:10]}
    assert by["李娜"] >= {step.item for step in form[12:]}
    assert scores(path) == {step.item: step.points for step in form}
    assert not visit.forks and not visit.gaps and not visit.unlinked
    assert not list(tmp_path.glob(".*.lock"))
    figure(f"two windows without locks ({name}): {visit.counts[SCORE]} scores by two people at once, 0 lost")


def test_one_person_in_two_windows_without_locks_loses_nothing(tmp_path, start):
    """The same chain goes on twice: a fork, which is kept whole and reported."""
    (tmp_path / "sitecustomize.py").write_text(NO_LOCKS.format(name="ENOLCK"))
    more = {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]), "IPC2_NAME": NAME}
    path = Path(shutil.copy(FRESH, tmp_path))
    windows = [start(path.name, **more) for _ in range(2)]
    for window in windows:
        window.wait_for(says(SAVED, 0), "an unscored visit, open for writing")
    windows[1].press("\x1b[B" * 12)
    windows[0].press(keys(0, 6))
    windows[1].press(keys(12, 18))
    for window in windows:
        window.wait_for(lambda s: counted(s.top) == 12 and SAVED in s.top, "all scores in both windows")
    for window in windows:
        assert window.leave("q") == 0
    entries = json.loads(path.read_bytes())["visits"][CODE]["entries"]
    assert len([entry for entry in entries if entry["kind"] == "score"]) == 12
