"""Merging and totalling where something is in the way: one line says what, nothing is half-written, nothing is lost."""

import errno
import os
import subprocess
import sys
import tempfile

import pytest
from openpyxl import load_workbook
from visit_files import (
    CODE,
    SCHOOL_BODY,
    as_bytes,
    entry_by_hand,
    folder_state,
    known,
    opened,
    score,
    with_entries,
    write,
)

from ipc2_tui.commands import merge as merging_command
from ipc2_tui.files import outputs
from ipc2_tui.files.merging import Files
from ipc2_tui.files.store import VisitStore
from ipc2_tui.files.visit_file import read_visits
from sample_data import VISITS
from scoring.problem import Problem

posix = pytest.mark.skipif(os.name == "nt", reason="links and limits of POSIX")


@pytest.fixture
def folder(tmp_path):
    """Two schools' files in a folder of their own."""
    place = tmp_path / "visits"
    place.mkdir()
    write(place / "a.json", known())
    write(place / "b.json", opened(code="S-2", name="南门小学"))
    return place


@pytest.fixture(params=["merge", "district"])
def command(request, tmp_path):
    """The words of a command that reads files and writes one, and the file."""
    out = tmp_path / f"out.{'json' if request.param == 'merge' else 'xlsx'}"
    return [request.param, "-o", out], out


def refused(done, what):
    return (done.code, done.out, done.err.count("\n")) == (2, "", 1) and what in done.err


@posix
def test_links_that_lead_in_a_circle(folder, command, ipc2):
    words, out = command
    (folder / "c.json").symlink_to(folder / "d.json")
    (folder / "d.json").symlink_to(folder / "c.json")
    assert refused(ipc2(*words, folder), "c.json")
    assert not out.exists()


@pytest.mark.parametrize("output", ["a.json", "new.json"])
def test_a_score_that_comes_into_the_output_while_it_is_merged_is_not_written_over(folder, ipc2, monkeypatch, output):
    merge = merging_command._merge

    def while_somebody_scores(*arguments):
        report = merge(*arguments)
        write(folder / output, score(known(), "1.3", 2))
        return report

    monkeypatch.setattr(merging_command, "_merge", while_somebody_scores)
    done = ipc2("merge", folder, "-o", folder / output, *["--force"] * (output == "a.json"))
    assert refused(done, "has changed while it was read; try again")
    assert read_visits(folder / output).visits == {CODE: score(known(), "1.3", 2)}
    assert set(folder_state(folder)) == {"a.json", "b.json", output}


@pytest.mark.parametrize("name", ["a.json", "link.json"])
@posix
def test_nobody_writes_the_output_while_it_is_merged(folder, ipc2, monkeypatch, name):
    (folder / "link.json").symlink_to(folder / "a.json")
    merge = merging_command._merge
    seen = []

    def while_somebody_opens(*arguments):
        store = VisitStore(folder / "a.json")
        seen.append(store.read_only)
        store.close()
        return merge(*arguments)

    monkeypatch.setattr(merging_command, "_merge", while_somebody_opens)
    assert ipc2("merge", folder / "a.json", "-o", folder / name, "--force").code == 0
    assert seen == ["is open in another window, so it is read-only here"]
    store = VisitStore(folder / "a.json")
    assert not store.read_only
    before = (folder / "a.json").read_bytes()
    done = ipc2("merge", folder, "-o", folder / name, "--force")
    store.close()
    assert refused(done, f"{folder / 'a.json'}: is open in another window, so it is read-only here")
    assert (folder / "a.json").read_bytes() == before and not list(folder.glob(".*"))


def test_an_output_that_is_open_is_named_as_it_was_given(folder, ipc2, monkeypatch):
    monkeypatch.chdir(folder)
    store = VisitStore(folder / "a.json")
    done = ipc2("merge", "b.json", "-o", "a.json", "--force")
    store.close()
    assert refused(done, "ipc2: a.json: is open in another window")


@posix
def test_where_there_are_no_locks_who_opens_the_output_has_the_merge_tried_again(folder, ipc2, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.ENOLCK, "No locks available")

    def while_somebody_opens(*arguments):
        report = merge(*arguments)
        VisitStore(folder / "a.json").close()  # which sweeps
        return report

    merge = merging_command._merge
    monkeypatch.setattr("ipc2_tui.files.lock.FileLock.acquire", refuse)
    monkeypatch.setattr(merging_command, "_merge", while_somebody_opens)
    done = ipc2("merge", folder, "-o", folder / "a.json", "--force")
    assert refused(done, "has changed while it was read; try again")
    assert set(folder_state(folder)) == {"a.json", "b.json"}


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_an_output_that_appears_just_after_it_was_looked_for_is_left(folder, ipc2, monkeypatch, force):
    def appears(path):
        found = path.exists()
        if path.name == "new.json" and not found:
            path.write_text("{}", encoding="utf-8")
        return found

    monkeypatch.setattr(outputs, "is_there", appears)
    done = ipc2("merge", folder, "-o", folder / "new.json", *force)
    assert refused(done, "has changed while it was read; try again")
    assert (folder / "new.json").read_text(encoding="utf-8") == "{}"


def test_a_folder_is_not_taken_for_an_output(folder, command, ipc2):
    words, out = command
    out.mkdir()
    assert refused(ipc2(*words, folder, "--force"), "is no file; choose another name")


def test_of_what_is_made_anew_only_a_merge_leaves_the_one_before(folder, command, ipc2):
    words, out = command
    ipc2(*words, folder)
    before = out.read_bytes()
    assert ipc2(*words, folder, "--force").code < 2
    kept = out.with_name(f"{out.name}.bak")
    assert kept.read_bytes() == before if out.suffix == ".json" else not kept.exists()


@posix
def test_a_folder_that_is_linked_into_itself_is_read_once(folder, command, ipc2):
    words, out = command
    ipc2(*words, folder)
    straight = out.read_bytes() if out.suffix == ".json" else None
    (folder / "round").symlink_to(folder)
    done = ipc2(*words, folder, "--force")
    assert done.code < 2
    assert straight in (None, out.read_bytes())


def test_a_file_that_changes_while_it_is_read(folder):
    with Files() as files:
        files.read([folder / "a.json"], skip_bad=False)
        os.utime(folder / "a.json", ns=(1, 1))
        with pytest.raises(Problem, match=r"a\.json: has changed while it was read"):
            list(files.visits())


def test_another_file_in_its_place_as_old_as_it_was(folder):
    with Files() as files:
        files.read([folder / "a.json"], skip_bad=False)
        put(folder / "b.json", folder / "a.json")
        with pytest.raises(Problem, match=r"a\.json: has changed while it was read"):
            list(files.visits())


def test_another_school_in_a_file_that_seems_the_same(folder):
    with Files() as files:
        files.read([folder / "b.json"], skip_bad=False)
        before = (folder / "b.json").stat()
        (folder / "b.json").write_bytes((folder / "b.json").read_bytes().replace(b"S-2", b"S-3"))
        os.utime(folder / "b.json", ns=(before.st_atime_ns, before.st_mtime_ns))
        with pytest.raises(Problem, match=r"b\.json: has changed while it was read"):
            list(files.visits())


def put(new, path):
    """Put one file in the place of another, with its times, as copying programs do."""
    before = path.stat()
    os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))
    new.replace(path)


def test_a_file_that_goes_while_it_is_read(folder):
    with Files() as files:
        files.read([folder / "a.json"], skip_bad=False)
        (folder / "a.json").unlink()
        with pytest.raises(Problem, match=r"a\.json: cannot be read"):
            list(files.visits())


@pytest.mark.parametrize("cut", range(1, 12, 3))
def test_one_of_many_is_cut_off(tmp_path, command, ipc2, cut):
    words, out = command
    for path in VISITS.glob("*.json"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    torn = sorted(tmp_path.glob("*.json"))[cut]
    torn.write_bytes(torn.read_bytes()[: -200 * cut])
    assert refused(ipc2(*words, tmp_path), torn.name)
    assert not out.exists()
    done = ipc2(*words, tmp_path, "--skip-bad")
    assert done.code == 1 and torn.name in done.out and out.exists()


def test_a_merged_file_beside_its_parts_counts_once(folder, tmp_path, ipc2):
    ipc2("merge", folder, "-o", tmp_path / "all.json")
    alone = ipc2("district", folder, "--json")
    assert ipc2("district", folder, tmp_path / "all.json", folder / "a.json", "--json") == alone


@posix
def test_a_full_disk(folder, command):
    words, out = command
    out.write_bytes(b"the one before")
    before = folder_state(out.parent / "visits")
    argv = [sys.executable, "-m", "ipc2_tui", "--lang", "en", *map(str, words), str(folder), "--force"]
    done = subprocess.run(argv, preexec_fn=_little_room, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    where = out if out.suffix == ".json" else tempfile.gettempdir()  # its sheets are put aside there
    assert done.stderr == f"ipc2: {where}: cannot be written: File too large\n"
    assert sorted(path.name for path in out.parent.iterdir()) == [out.name, "visits"]
    assert (out.read_bytes(), folder_state(folder)) == (b"the one before", before)


def _little_room():
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


def test_a_folder_that_cannot_be_written_to(folder, command, ipc2, monkeypatch):
    words, out = command
    open_ = os.open

    def read_only(path, flags, *more):
        if flags & os.O_WRONLY:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return open_(path, flags, *more)

    monkeypatch.setattr(os, "open", read_only)
    assert refused(ipc2(*words, folder), f"{out}: cannot be written: Read-only file system")


@pytest.mark.parametrize("name", ["../../x", '=HYPERLINK("http://x","y")', "C:\\x", "[red]x[/]", "a\x1b[31m\u202eb"])
def test_a_name_is_only_a_name(tmp_path, ipc2, name):
    folder = tmp_path / "visits"
    folder.mkdir()
    school = entry_by_hand(SCHOOL_BODY | {"name": name}, "open", at="2023-01-01T00:00:00Z")
    (folder / "a.json").write_bytes(as_bytes(with_entries(school)))
    assert ipc2("merge", folder, "-o", tmp_path / "all.json").code == 0
    done = ipc2("district", tmp_path / "all.json", "-o", tmp_path / "book.xlsx")
    assert done.code == 1 and "two schools under one code? 370812-0101: " in done.out  # for it is named twice
    assert "\x1b" not in done.out and "\u202e" not in done.out
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.json", "all.json", "book.xlsx", "visits"]
    cells = [cell for sheet in load_workbook(tmp_path / "book.xlsx") for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}
