"""No room, or no right to write: what was typed waits on the screen until there is."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal that Python can open", allow_module_level=True)

import resource

from tests.bad_days.disks import disk_at, fill, make_read_only
from tests.terminal_visit import (
    FRESH,
    IPC2,
    ITEMS,
    NAME,
    NOT_SAVED,
    READ_ONLY,
    SAVED,
    keys,
    points,
    says,
    scores,
)  # fmt: skip

LONGEST_FILE = 8192  # bytes; a visit has more


@pytest.fixture
def command(env):
    """Runs a plain command in a folder; with a `limit`, no file can grow over it."""

    def run(folder, *words, limit=None):
        return subprocess.run(
            [*IPC2, "--lang", "en", *map(str, words)], env=env | {"IPC2_NAME": NAME}, cwd=folder, capture_output=True,
            text=True, check=False, preexec_fn=limit and (lambda: _limit(0, limit)),
        )  # fmt: skip

    return run


def _limit(pid, size):
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


def state(folder):
    """Every file with its bytes."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"}


# --- full -------------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["disk", "limit"])
def small(request, tmp_path):
    """A folder; functions that leave no room in it for a session, and make room again."""
    folder = tmp_path / "stick"
    if request.param == "disk":
        with disk_at(folder):
            yield folder, lambda _: fill(folder), lambda _: (folder / "films").unlink()
        return
    if not hasattr(resource, "prlimit"):
        pytest.skip("limits of running programs are known to Linux alone")
    folder.mkdir()
    free = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    yield folder, lambda s: _limit(s._child.pid, LONGEST_FILE), lambda s: _limit(s._child.pid, free)


def test_a_full_disk_while_scoring(small, start, figure):
    folder, no_room, room = small
    path = Path(shutil.copy(FRESH, folder))
    session = start(f"{folder.name}/{path.name}", IPC2_NAME=NAME)
    session.wait_for(says(SAVED, 0), "an unscored visit")
    session.press(keys(0, 2))
    session.wait_for(says(SAVED, 2), "two scores saved")
    before = path.read_bytes()
    no_room(session)
    session.press(keys(2, 12))
    session.wait_for(says(NOT_SAVED, 12), "scores that wait")
    assert path.read_bytes() == before
    session.wait_for(lambda _: not list(folder.glob(".*.tmp")), "nothing left behind, between one try and the next")
    room(session)
    session.wait_for(says(SAVED, 12), "all saved once there is room, by itself")
    assert scores(path) == points(12)
    session.press(keys(12, ITEMS))
    session.wait_for(says(SAVED, ITEMS), "the rest")
    assert session.leave("q") == 0
    assert scores(path) == points(ITEMS)
    figure("full disk while scoring: 10 scores waited as NOT SAVED and were saved by themselves once there was room")


def test_leaving_with_a_full_disk_asks_and_keeps_what_was_typed(small, tmp_path, env, start, command, figure):
    folder, no_room, _ = small
    path = Path(shutil.copy(FRESH, folder))
    session = start(f"{folder.name}/{path.name}", IPC2_NAME=NAME)
    session.wait_for(says(SAVED, 0), "an unscored visit")
    no_room(session)
    session.press(keys(0, 3))
    session.wait_for(says(NOT_SAVED, 3), "scores that wait")
    session.press("\x11")
    session.wait_text("有 3 条记录未保存")
    session.press("n")
    session.wait_for(lambda s: "有 3 条记录未保存" not in s.text, "back at the scores")
    session.press("\x11")
    session.wait_text("有 3 条记录未保存")
    assert session.leave("y") == 2
    kept = list(Path(env["IPC2_HOME"]).glob("unsaved/*.json"))
    if not kept:  # the limit is on every file of the process, so that nothing could be kept; and that is said
        assert "也没能存到别处".encode() in session.raw
        return
    assert "ipc2 merge" in session.raw.decode()
    (folder / "films").unlink()
    done = command(folder, "merge", path, kept[0], "-o", path, "--force")
    assert done.returncode == 0, done.stderr
    assert scores(path) == points(3)
    figure("left with a full disk: 3 scores kept in the settings folder, and merged in later")


COMMANDS = {
    "score": ("score", "v.json", "1.1", "1"),
    "import": ("import", "roster.csv", "--into", "v.json", "--yes"),
    "merge": ("merge", "v.json", "other.json", "-o", "all.json"),
    "merge over": ("merge", "v.json", "other.json", "-o", "v.json", "--force"),
    "sign": ("sign", "other.json", "--yes"),
    "seal": ("draw", "v.json", "--seal"),
    "hand-in": ("hand-in", "v.json", "1"),
    "export": ("export", "other.json", "-o", "sheet.xlsx"),
}


@pytest.fixture
def some_files(command):
    """Copies a visit to be scored, one to be signed and a roster into a folder."""

    def copy(folder):
        shutil.copy(FRESH, folder / "v.json")
        shutil.copy(FRESH.with_name("370899-0110.json"), folder / "other.json")
        text = FRESH.with_name("370899-0102-roster.csv").read_bytes()
        (folder / "roster.csv").write_bytes(text)
        assert command(folder, "key", "show").returncode == 0  # the key is made while there is room for it

    return copy


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_and_a_plain_command(name, tmp_path, command, some_files):
    folder = tmp_path / "stick"
    with disk_at(folder):
        some_files(folder)
        fill(folder)
        _refused(folder, command(folder, *COMMANDS[name]), state(folder))


@pytest.mark.parametrize("name", COMMANDS)
def test_files_that_cannot_grow_and_a_plain_command(name, tmp_path, command, some_files):
    folder = tmp_path / "stick"
    folder.mkdir()
    some_files(folder)
    before = state(folder)
    _refused(folder, command(folder, *COMMANDS[name], limit=LONGEST_FILE // 4), before)


def _refused(folder, done, before):
    """One clear line, exit 2, and nothing written or left behind."""
    assert done.returncode == 2, (done.stdout, done.stderr)
    lines = done.stderr.splitlines()
    assert lines[-1].startswith("ipc2: ") and "Traceback" not in done.stderr
    assert state(folder) == before
    assert not list(folder.glob(".*.lock"))


# --- read-only --------------------------------------------------------------------------------------------------------


def _only_looks(session, why):
    session.wait_text(READ_ONLY, why)
    session.press(keys(0, 3))
    session.press("?")
    session.wait_text("esc 关闭")  # every key before it has been acted on
    session.press("\x1b")
    session.wait_for(lambda s: "esc 关闭" not in s.text, "the scores again")
    assert says(READ_ONLY, 0)(session)
    assert session.leave("q") == 0


def test_a_folder_that_cannot_be_written(tmp_path, start, command, some_files):
    folder = tmp_path / "stick"
    with unwritable(folder, some_files):
        before = state(folder)
        _only_looks(start(f"{folder.name}/v.json", IPC2_NAME=NAME), "文件夹不能写入")
        for words in COMMANDS.values():
            _refused(folder, command(folder, *words), before)


@contextmanager
def unwritable(folder, fill_in):
    """The files in a folder that nobody can write: on a read-only disk, for root may write in any other."""
    if os.geteuid() == 0:
        with disk_at(folder):
            fill_in(folder)
            make_read_only(folder)
            yield
        return
    folder.mkdir()
    fill_in(folder)
    folder.chmod(0o500)
    try:
        yield
    finally:
        folder.chmod(0o700)


def test_a_write_protected_file(tmp_path, start, command):
    path = Path(shutil.copy(FRESH, tmp_path / "v.json"))
    path.chmod(0o444)
    before = path.read_bytes()
    _only_looks(start("v.json", IPC2_NAME=NAME), "文件已设为只读")
    done = command(tmp_path, "score", "v.json", "1.1", "1")
    assert (done.returncode, "write-protected" in done.stderr) == (2, True)
    assert path.read_bytes() == before
    path.chmod(0o644)
    assert command(tmp_path, "score", "v.json", "1.1", "1").returncode == 0
