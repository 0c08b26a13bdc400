"""A folder as its screens show it: read once, and again where a file has come, gone or changed."""

import os
import shutil

import pytest
from visit_files import known, score, write

from ipc2_tui.interface import folder as folder_module
from ipc2_tui.interface.folder import is_changed, read_folder


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "visits").mkdir()
    write(tmp_path / "visits" / "a.json", known())
    write(tmp_path / "visits" / "b.json", known())
    return tmp_path / "visits"


def read_now(folder, before, monkeypatch):
    """The folder read again, and the names of the files that were read for it."""
    names = []
    real = folder_module.documents_in
    with monkeypatch.context() as patch:
        patch.setattr(folder_module, "documents_in", lambda path: names.append(path.name) or real(path))
        return read_folder(folder, before), names


def test_only_what_changed_is_read_again(folder, monkeypatch):
    first, names = read_now(folder, None, monkeypatch)
    assert names == ["a.json", "b.json"]
    assert not is_changed(folder, first)
    write(folder / "b.json", score(known(), "1.2", 0.5))
    write(folder / "c.json", known())
    assert is_changed(folder, first)
    second, names = read_now(folder, first, monkeypatch)
    assert names == ["b.json", "c.json"]
    assert [row.file for row in second.folder.rows] == ["a.json", "b.json", "c.json"]
    assert second.folder == read_folder(folder).folder
    (folder / "a.json").unlink()
    assert is_changed(folder, second)
    third, names = read_now(folder, second, monkeypatch)
    assert (names, [row.file for row in third.folder.rows]) == ([], ["b.json", "c.json"])


def test_a_damaged_file_is_read_again_when_it_is_whole(folder):
    whole = (folder / "a.json").read_bytes()
    (folder / "a.json").write_bytes(whole[:-9])
    first = read_folder(folder)
    assert "cut off" in first.folder.rows[0].trouble
    (folder / "a.json").write_bytes(whole)
    assert is_changed(folder, first)
    assert read_folder(folder, first).folder.rows[0].visit == known()


def test_the_list_of_schools_is_taken_in_when_it_comes(folder):
    first = read_folder(folder)
    (folder / "schools.csv").write_text("学校代码,学校名称\n370812-0109,东关小学\n", encoding="utf-8")
    assert is_changed(folder, first)
    assert read_folder(folder, first).folder.listed == {"370812-0109": "东关小学"}


def test_other_programs_own_files_are_none(folder):
    for name in (".a.json.lock", "._a.json", "a.json.bak", "notes.txt"):
        (folder / name).write_text("?")
    if os.name == "posix":
        os.mkfifo(folder / "pipe.json")
    assert [row.file for row in read_folder(folder).folder.rows] == ["a.json", "b.json"]


def test_a_folder_that_is_gone_keeps_what_it_held(folder):
    first = read_folder(folder)
    shutil.rmtree(folder)
    assert not is_changed(folder, first)
    (row,) = read_folder(folder, first).folder.rows
    assert row.file == str(folder) and "cannot be read" in row.trouble
