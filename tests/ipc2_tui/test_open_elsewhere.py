"""Files that another program has open, which Windows lets nobody replace, and sometimes not even read."""

import errno
import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from visit_files import CODE, known, opened, write

from ipc2_tui.files import durable
from ipc2_tui.files.reasons import reason
from ipc2_tui.files.store import VisitStore
from ipc2_tui.files.visit_file import read_visits
from scoring.problem import Problem

SAID = "another program has it open, such as Excel, WPS or a synchroniser; close it there, or wait, and try again"
DENIED, HELD = 5, 32  # ERROR_ACCESS_DENIED and ERROR_SHARING_VIOLATION of winerror.h


def refusal(number, file, place=None):
    """Windows' error of this number, in Windows' own language."""
    error = PermissionError(errno.EACCES, "另一个程序正在使用此文件，进程无法访问。", file and str(file))
    error.winerror, error.filename2 = number, place and str(place)
    return error


@pytest.fixture
def held(monkeypatch):
    """A context in which another program has the file at a path open, by all of its names, and Windows refuses."""

    @contextmanager
    def hold(path, readable=True):
        number = path.stat().st_ino

        def is_held(name):
            return Path(name).exists() and Path(name).stat().st_ino == number

        def refusing(real):
            def touch(file, place=None):
                if is_held(file):
                    raise refusal(HELD, file, place)
                if place and is_held(place):
                    raise refusal(DENIED, file, place)
                return real(file, place) if place else real(file)

            return touch

        def opening(file, *arguments, real=Path.open, **options):
            if not readable and is_held(file):  # the C library tells no number
                raise PermissionError(errno.EACCES, "Permission denied", str(file))
            return real(file, *arguments, **options)

        with monkeypatch.context() as patched:
            for name in ("rename", "replace", "unlink"):
                patched.setattr(os, name, refusing(getattr(os, name)))
            patched.setattr(Path, "open", opening)
            patched.setattr(durable, "_WINDOWS_PATIENCE", (0, 0))
            yield

    return hold


def test_a_paper_that_is_open_stays_and_how_to_cure_it_is_said(ipc2, tmp_path, held):
    visit, sheet = write(tmp_path / f"{CODE}.json", known()), tmp_path / "sheet.xlsx"
    ipc2("export", visit, "-o", sheet)
    before = sheet.read_bytes()
    with held(sheet):
        done = ipc2("form", "roster", "-o", sheet, "--force")
    assert (done.code, done.err) == (2, f"ipc2: {sheet}: cannot be written: {SAID}\n")
    assert sheet.read_bytes() == before
    assert {file.name for file in tmp_path.iterdir()} == {visit.name, sheet.name}


def test_a_file_that_is_open_for_its_reader_alone_is_not_called_forbidden(ipc2, tmp_path, held):
    visit = write(tmp_path / f"{CODE}.json", opened())
    with held(visit, readable=False):
        assert ipc2("summary", visit).err == f"ipc2: {visit}: cannot be read: {SAID}\n"
        assert "正由另一个程序打开" in ipc2("summary", visit, "--lang", "zh").err


def test_a_visit_that_is_held_is_saved_once_it_is_let_go_and_leaves_no_second_name(tmp_path, held):
    path = write(tmp_path / f"{CODE}.json", opened())
    store = VisitStore(path)
    with held(path), pytest.raises(Problem, match="could not be saved: another program has it open"):
        store.save(known())
    assert {file.name for file in tmp_path.iterdir()} == {path.name, f".{path.name}.lock"}
    store.save(known())
    store.close()
    assert read_visits(path).visits[CODE] == known()


def test_what_windows_refuses_for_other_reasons_is_said_in_the_readers_language(tmp_path, monkeypatch):
    protected = tmp_path / "protected.xlsx"
    protected.touch()
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write all the same
    assert reason(refusal(DENIED, tmp_path / "new", protected)) == "Permission denied"
    assert reason(refusal(DENIED, tmp_path)) == "Permission denied"
    protected = refusal(19, tmp_path)  # ERROR_WRITE_PROTECT, of which only Windows' words say more
    assert reason(protected) == protected.strerror
    assert reason(OSError(errno.EINVAL, "?")) == "Invalid argument"


def test_a_folder_in_a_files_place_is_called_one_where_windows_only_forbids_it(tmp_path):
    assert reason(refusal(None, tmp_path)) == "Is a directory"
    assert reason(refusal(None, None)) == "Permission denied"  # of a handle
