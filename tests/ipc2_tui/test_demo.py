"""The sample district's copy: whole, or as far as it was copied, and never in the place of anybody's files."""

import errno
import shutil
from contextlib import suppress

import pytest

from sample_data import VISITS


def test_the_demo_without_a_terminal_says_which_file_is_damaged(ipc2, tmp_path):
    folder = tmp_path / "demo"
    assert ipc2("demo", "--into", folder).code == 0
    (folder / "370899-0101.json").write_text("{", encoding="utf-8")
    done = ipc2("demo", "--into", folder)
    assert done.code == 2 and "370899-0101.json" in done.err


def test_a_demo_that_the_disk_has_no_room_for_leaves_nothing_behind(ipc2, tmp_path, monkeypatch):
    copy, copied = shutil.copy2, []

    def copy_a_few(*arguments, **more):
        copied.append(arguments)
        if len(copied) > 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        return copy(*arguments, **more)

    with monkeypatch.context() as full:
        full.setattr(shutil, "copy2", copy_a_few)
        done = ipc2("demo", "--into", tmp_path / "demo")
    assert (done.code, done.err) == (2, f"ipc2: {tmp_path / 'demo'}: cannot be written: No space left on device\n")
    assert list(tmp_path.iterdir()) == []
    assert ipc2("demo", "--into", tmp_path / "demo").code == 0


@pytest.mark.parametrize("killed_at", [1, 3, 9, 17])
def test_a_demo_whose_copying_was_interrupted_goes_on(ipc2, tmp_path, monkeypatch, killed_at):
    folder, copy, copied = tmp_path / "demo", shutil.copy2, []

    def copy_until_killed(source, target):
        copied.append(source)
        if len(copied) == killed_at:
            half = source.read_bytes()[:200]
            (target / source.name if target.is_dir() else target).write_bytes(half)
            raise KeyboardInterrupt  # nothing is tidied up, as after a kill
        return copy(source, target)

    with monkeypatch.context() as killed, suppress(KeyboardInterrupt):
        killed.setattr(shutil, "copy2", copy_until_killed)
        ipc2("demo", "--into", folder)
    assert len(copied) == killed_at
    assert ipc2("demo", "--into", folder).code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in VISITS.iterdir()
    }


def test_a_demo_is_put_into_no_folder_that_holds_something_else(ipc2, tmp_path):
    (tmp_path / "letter.docx").write_bytes(b"")
    done = ipc2("demo", "--into", tmp_path)
    assert done.code == 2 and "is no copy of the sample" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.docx"]


def test_a_copy_that_finds_no_room_to_go_on_keeps_what_stands_there(ipc2, tmp_path, monkeypatch):
    folder = tmp_path / "demo"
    assert ipc2("demo", "--into", folder).code == 0
    (folder / "370899-0101.json").unlink()
    there = {path.name: path.read_bytes() for path in folder.iterdir()}

    def copy_none(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copy2", copy_none)
    assert ipc2("demo", "--into", folder).code == 2
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == there
