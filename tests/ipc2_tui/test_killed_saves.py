"""A save that is killed at any step leaves a whole file, and the next opening sweeps what it left behind."""

import os
import subprocess
import sys

import pytest
from visit_files import CODE, known, opened, write

from ipc2_tui.files.store import VisitStore
from ipc2_tui.files.visit_file import read_visits


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / f"{CODE}.json", opened())


def names(path):
    """What lies in the folder, without the lock."""
    return {file.name for file in path.parent.iterdir()} - {f".{CODE}.json.lock"}


CRASH = """
import os, sys
from pathlib import Path
from ipc2_tui.files.store import VisitStore
from visit_files import known
count, step = 0, int(sys.argv[2])
def dying(real):
    def call(*arguments, **more):
        global count
        count += 1
        if count > step:
            os._exit(9)
        return real(*arguments, **more)
    return call
store = VisitStore(Path(sys.argv[1]))
for name in ("open", "fsync", "link", "replace"):
    setattr(os, name, dying(getattr(os, name)))
store.save(known())
"""


STEPS = 6 if os.name == "posix" else 5


@pytest.mark.parametrize("step", range(STEPS))
def test_a_crash_at_any_step_leaves_a_whole_file_and_the_next_opening_sweeps(path, step):
    """The steps: open the new file, fsync it, link the old one, rename that, rename the new one, open the folder.

    Windows has no folders to open.
    """
    folders = os.pathsep.join([os.path.dirname(__file__), *filter(None, sys.path)])  # noqa: PTH120
    command = [sys.executable, "-c", CRASH, str(path), str(step)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": folders}, capture_output=True, check=False)
    assert done.returncode == 9, done.stderr.decode()
    assert read_visits(path).visits[CODE] == (known() if step > 4 else opened())
    next_one = VisitStore(path)
    assert next_one.read_only == ""
    next_one.close()
    assert names(path) <= {path.name, f"{path.name}.bak"}


def test_opening_sweeps_stale_temporary_files_and_nothing_else(path):
    others = {".other.json-77.tmp", "notes.tmp", f".{CODE}.json.swp"}
    for name in {f".{path.name}-77.tmp", f".{path.name}-bak.tmp"} | others:
        path.with_name(name).write_bytes(b"half")
    store = VisitStore(path)
    store.close()
    assert names(path) == {path.name} | others


def test_who_may_only_read_does_not_sweep(store, path):
    path.with_name(f".{path.name}-77.tmp").write_bytes(b"another window is writing this")
    VisitStore(path).close()
    assert f".{path.name}-77.tmp" in names(path)
