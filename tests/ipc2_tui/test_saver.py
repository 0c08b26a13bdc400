"""The saver thread: on disk before it says saved, tries again by itself, and nothing is lost by closing."""

import threading

import pytest
from visit_files import CODE, known, opened, score, write

from ipc2_tui.files.store import VisitStore
from ipc2_tui.files.visit_file import read_visits
from ipc2_tui.interface import saver as saver_module
from ipc2_tui.interface.saver import Saver
from scoring.problem import Problem

PATIENCE = 10  # seconds until a test gives a hung thread up; never waited for in full


class Reports:
    """What the saver tells, as it tells it; `look` is called in its thread at every report."""

    def __init__(self, look=lambda: None):
        self.look = look
        self.told = []
        self._news = threading.Condition()

    def saved(self, visit):
        self._tell(("saved", len(visit.entries), self.look()))

    def trouble(self, problem):
        self._tell(("trouble", problem.what, self.look()))

    def _tell(self, report):
        with self._news:
            self.told.append(report)
            self._news.notify_all()

    def wait_for(self, what, times=1):
        """Wait until `what` was told so often."""
        with self._news:
            enough = self._news.wait_for(lambda: [t[0] for t in self.told].count(what) >= times, PATIENCE)
        assert enough, self.told


class Disk:
    """A store whose disk fails as often as told, and waits at the gate while that is shut."""

    def __init__(self, failures=0):
        self.failures = failures
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()
        self.written = []
        self.closed = False
        self.visit = opened()

    def look(self, visit):
        return None

    def save(self, visit):
        self.entered.set()
        assert self.gate.wait(PATIENCE)
        assert not self.closed
        if self.failures:
            self.failures -= 1
            raise Problem("visit.json", "could not be saved: No space left on device")
        self.written.append(len(visit.entries))
        return visit

    def close(self):
        self.closed = True


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(saver_module, "RETRY_SECONDS", 0.001)


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / f"{CODE}.json", opened())


def test_saved_is_said_only_when_the_file_has_it(path):
    reports = Reports(look=lambda: len(read_visits(path).visits[CODE].entries))
    saver = Saver(VisitStore(path), reports.saved, reports.trouble)
    visit = opened()
    for n, item in enumerate(visit.rubric.items[:5], 1):
        visit = score(visit, item.id, item.points)
        saver.keep(visit)
        reports.wait_for("saved", n)
    saver.close()
    assert reports.told == [("saved", n, n) for n in range(2, 7)]


def test_closing_at_once_still_writes_the_newest_state(path):
    reports = Reports()
    saver = Saver(VisitStore(path), reports.saved, reports.trouble)
    saver.keep(known())
    saver.close()
    assert read_visits(path).visits[CODE] == known()
    assert reports.told[-1][:2] == ("saved", len(known().entries))


def test_closing_lets_others_write(path):
    saver = Saver(VisitStore(path), lambda _: None, lambda _: None)
    saver.close()
    second = VisitStore(path)
    assert second.read_only == ""
    second.close()


def test_closing_without_anything_recorded_writes_nothing():
    disk, reports = Disk(), Reports()
    Saver(disk, reports.saved, reports.trouble).close()
    assert (disk.written, disk.closed, reports.told) == ([], True, [])


def test_states_that_were_overtaken_are_not_written():
    disk, reports = Disk(), Reports()
    disk.gate.clear()
    saver = Saver(disk, reports.saved, reports.trouble)
    saver.keep(opened())
    assert disk.entered.wait(PATIENCE)
    middle = score(opened(), "1.1", 1)
    saver.keep(middle)
    saver.keep(score(middle, "1.2", 1))
    disk.gate.set()
    reports.wait_for("saved", 2)
    saver.close()
    assert disk.written == [1, 3]


def test_a_failing_disk_is_reported_each_time_and_tried_again():
    disk, reports = Disk(failures=3), Reports()
    saver = Saver(disk, reports.saved, reports.trouble)
    saver.keep(known())
    reports.wait_for("saved")
    saver.close()
    assert [told[0] for told in reports.told] == ["trouble", "trouble", "trouble", "saved"]
    assert "No space left" in reports.told[0][1]
    assert disk.written == [len(known().entries)]


def test_after_a_failure_the_newest_state_is_written_not_the_failed_one():
    disk, reports = Disk(failures=1), Reports()
    disk.gate.clear()
    saver = Saver(disk, reports.saved, reports.trouble)
    saver.keep(opened())
    assert disk.entered.wait(PATIENCE)
    saver.keep(known())
    disk.gate.set()
    reports.wait_for("saved")
    saver.close()
    assert disk.written == [len(known().entries)]


def test_closing_on_a_dead_disk_tries_once_more_says_so_and_ends():
    disk, reports = Disk(failures=10**9), Reports()
    saver = Saver(disk, reports.saved, reports.trouble)
    saver.keep(known())
    reports.wait_for("trouble")
    closing = threading.Thread(target=saver.close, daemon=True)
    closing.start()
    closing.join(PATIENCE)
    assert not closing.is_alive()
    assert disk.closed
    assert {told[0] for told in reports.told} == {"trouble"}


def test_a_read_only_visit_is_a_trouble_not_a_save(path):
    first = VisitStore(path)
    before = path.read_bytes()
    reports = Reports()
    saver = Saver(VisitStore(path), reports.saved, reports.trouble)
    saver.keep(known())
    reports.wait_for("trouble")
    saver.close()
    first.close()
    assert path.read_bytes() == before
    assert "open in another window" in reports.told[0][1]


def test_what_nobody_foresaw_is_told_and_tried_again():
    """The thread lives on: else every later score would be lost without a word."""

    class Odd(Disk):
        def save(self, visit):
            if self.failures:
                self.failures -= 1
                raise MemoryError("out of memory")
            return super().save(visit)

    reports, disk = Reports(), Odd(failures=2)
    disk.path = "visit.json"
    saver = Saver(disk, reports.saved, reports.trouble)
    saver.keep(known())
    reports.wait_for("saved")
    assert [what for what, *_ in reports.told] == ["trouble", "trouble", "saved"]
    assert "out of memory" in reports.told[0][1]
    assert saver.close() is None and disk.written == [len(known().entries)]


def test_what_nobody_foresaw_while_looking_leaves_the_thread_alive(monkeypatch):
    looked = threading.Event()

    class Odd(Disk):
        def look(self, visit):
            looked.set()
            raise MemoryError("out of memory")

    monkeypatch.setattr(saver_module, "LOOK_SECONDS", 0.01)
    reports, disk = Reports(), Odd()
    saver = Saver(disk, reports.saved, reports.trouble)
    assert looked.wait(PATIENCE)
    saver.keep(known())
    reports.wait_for("saved")
    assert saver.close() is None and disk.written == [len(known().entries)]
