"""Every save: two fsyncs, the copy before it kept, and a failure at any step loses nothing."""

import errno
import os
import stat
from pathlib import Path

import pytest
from visit_files import CODE, folder_state, known, opened, score, write

from ipc2_tui.files import durable
from ipc2_tui.files.durable import write_durably
from ipc2_tui.files.outputs import write_output
from ipc2_tui.files.store import VisitStore
from ipc2_tui.files.visit_file import read_visits
from scoring.problem import Problem

LOCK, BACKUP = f".{CODE}.json.lock", f"{CODE}.json.bak"


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "visits"
    folder.mkdir()
    return write(folder / f"{CODE}.json", opened())


def names(path):
    """What lies in the folder, without the lock."""
    return {file.name for file in path.parent.iterdir()} - {LOCK}


# --- a save that goes well --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("save", ["a visit", "a paper"])
def test_a_save_is_exactly_two_fsyncs_the_file_then_its_folder(store, tmp_path, monkeypatch, save):
    synced = []
    fsync = os.fsync

    def counting(handle):
        synced.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", counting)
    if save == "a visit":
        store.save(known())
    else:
        write_output(tmp_path / "paper", b"1", force=False)
    assert synced == (["file"] if os.name == "nt" else ["file", "folder"])


def test_the_name_changes_hands_only_after_the_bytes_are_on_disk(store, path, monkeypatch):
    steps = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: steps.append("fsync") or fsync(handle))

    def renaming(old, new):
        if old != new:  # as Windows is asked whether anybody has the file open
            steps.append(Path(new).name)
        replace(old, new)

    monkeypatch.setattr(os, "replace", renaming)
    store.save(known())
    assert steps[:3] == ["fsync", BACKUP, path.name]


def test_the_file_before_the_last_save_is_kept_byte_for_byte(store, path):
    first = path.read_bytes()
    store.save(known())
    second = path.read_bytes()
    assert path.with_name(BACKUP).read_bytes() == first
    store.save(score(known(), "1.3", 2))
    assert path.with_name(BACKUP).read_bytes() == second
    assert names(path) == {path.name, BACKUP}


def test_the_first_save_has_no_copy_before_it(tmp_path):
    write_durably(tmp_path / "new", b"1")
    assert folder_state(tmp_path) == {"new": b"1"}


def test_where_hard_links_are_not_known_the_copy_is_a_copy(store, path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    before = path.read_bytes()
    for points in (1, 2):
        store.save(score(known(), "1.3", points))
    assert path.with_name(BACKUP).read_bytes() != before
    assert read_visits(path.with_name(BACKUP)).visits[CODE] == score(known(), "1.3", 1)
    assert names(path) == {path.name, BACKUP}


def test_who_reads_the_file_on_windows_is_waited_for(store, path, monkeypatch):
    refused, replace = [], os.replace

    def in_use(old, new):
        if len(refused) < 2:
            refused.append(new)
            raise PermissionError(errno.EACCES, "being used by another process")
        replace(old, new)

    monkeypatch.setattr(durable, "_WINDOWS_PATIENCE", (0, 0))
    monkeypatch.setattr(os, "replace", in_use)
    store.save(known())
    assert len(refused) == 2
    assert read_visits(path).visits[CODE] == known()


# --- a save that fails ------------------------------------------------------------------------------------------------


class FullDisk:
    """A file on a disk that has room for half of what is written."""

    def __init__(self, handle, mode):
        self.file = open(handle, mode)  # noqa: PTH123, SIM115 - a handle, not a path

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def write(self, data):
        self.file.write(data[: len(data) // 2])
        self.file.flush()
        raise OSError(errno.ENOSPC, "No space left on device")


def failing_with(code):
    def fail(*_, **__):
        raise OSError(code, os.strerror(code))

    return fail


def fails_for(ending, function):
    """`function(old, new)`, but not where the new name ends in `ending`."""

    def fail(old, new):
        if str(new).endswith(ending):
            raise OSError(errno.EIO, "Input/output error")
        function(old, new)

    return fail


FAILURES = {
    "opening refused": ("open", failing_with(errno.EACCES)),
    "disk full": ("fdopen", FullDisk),
    "fsync fails": ("fsync", failing_with(errno.EIO)),
    "every rename fails": ("replace", failing_with(errno.EACCES)),
    "keeping the copy fails": ("replace", fails_for(".bak", os.replace)),
    "taking the name fails": ("replace", fails_for(".json", os.replace)),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failed_save_leaves_the_old_file_and_no_litter(store, path, monkeypatch, failure):
    before = path.read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(os, *FAILURES[failure])
        with pytest.raises(Problem, match="could not be saved"):
            store.save(known())
    assert path.read_bytes() == before
    assert names(path) <= {path.name, BACKUP}


@pytest.mark.parametrize("failure", FAILURES)
def test_the_save_after_a_failed_one_works_and_clears_up(store, path, monkeypatch, failure):
    before = path.read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(os, *FAILURES[failure])
        with pytest.raises(Problem):
            store.save(known())
    store.save(known())
    assert read_visits(path).visits[CODE] == known()
    assert path.with_name(BACKUP).read_bytes() == before
    assert names(path) == {path.name, BACKUP}


def sync_no_folder(monkeypatch, number):
    """Files are synced as ever, folders answer with the error `number`."""
    fsync = os.fsync

    def files_only(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", files_only)


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folder")
def test_a_share_whose_folders_cannot_be_synced_is_no_trouble(store, path, monkeypatch):
    sync_no_folder(monkeypatch, errno.EINVAL)
    store.save(known())
    assert read_visits(path).visits[CODE] == known()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_stick_that_gives_every_file_one_mode_is_no_trouble(store, path, monkeypatch):
    real, asked = os.open, []

    def open_as_a_stick(name, flags, mode=0o777, **more):
        handle = real(name, flags, mode, **more)
        if flags & os.O_CREAT:
            change(handle, 0o755)
        return handle

    change = os.fchmod
    path.chmod(0o755)
    monkeypatch.setattr(os, "open", open_as_a_stick)
    monkeypatch.setattr(os, "fchmod", lambda *_: asked.append(_))
    store.save(known())
    assert asked == []


def test_a_folder_that_cannot_be_looked_into_is_scored_in(path, monkeypatch):
    def refuse(_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    store = VisitStore(path)
    store.save(known())
    store.close()
    assert read_visits(path).visits[CODE] == known()


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folder")
def test_a_folder_that_will_not_sync_is_a_trouble_but_the_file_is_whole(store, path, monkeypatch):
    """The rename has happened by then: the file is the new one, and only its name may not survive a power cut."""
    sync_no_folder(monkeypatch, errno.EIO)
    with pytest.raises(Problem, match="could not be saved"):
        store.save(known())
    assert read_visits(path).visits[CODE] in (opened(), known())


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permissions")
def test_a_folder_without_permission_to_write(path, monkeypatch):
    """Root may write everywhere, so root goes on as nobody; from inside the folder, for nobody may not walk there."""
    before, nobody = path.read_bytes(), 65534
    monkeypatch.chdir(path.parent)
    path.parent.chmod(0o500)
    root = os.geteuid() == 0
    if root:
        os.chown(path.parent, nobody, nobody)
        os.chown(path, nobody, nobody)
        os.seteuid(nobody)
    try:
        store = VisitStore(Path(path.name))
        assert "cannot be written" in store.read_only
        store.close()
    finally:
        if root:
            os.seteuid(0)
        path.parent.chmod(0o700)
    assert folder_state(path.parent) == {path.name: before}
