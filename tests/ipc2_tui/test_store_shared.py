"""A file that others write as well: entries are united, never written over; and locks that come and go."""

import errno
import os

import pytest
from visit_files import CODE, LI, WANG, folder_state, known, opened, score, write

from ipc2_tui.commands.open import open_interface
from ipc2_tui.files import store as store_module
from ipc2_tui.files.durable import stamp, write_durably
from ipc2_tui.files.store import VisitStore, create
from ipc2_tui.files.visit_file import read_visits
from ipc2_tui.interface.app import Ipc2
from scoring.problem import Problem


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / f"{CODE}.json", opened())


def put(path, visit):
    """Write the file as another program does: in its place, without asking for a lock."""
    new = path.with_name("new")
    write(new, visit)
    new.replace(path)


def hashes(visit):
    return {entry.hash for entry in visit.entries}


def test_what_another_program_wrote_is_united_with_what_is_saved(store, path):
    theirs, ours = score(opened(), "1.1", 1, LI), score(opened(), "1.2", "0.5")
    put(path, theirs)
    saved = store.save(ours)
    assert hashes(saved) == hashes(theirs) | hashes(ours)
    assert read_visits(path).visits[CODE] == saved == store.visit
    more = score(ours, "1.3", 2)  # by somebody who has not seen theirs yet
    assert hashes(store.save(more)) == hashes(theirs) | hashes(more)


def test_a_file_put_there_while_ours_is_being_written_is_taken_in(store, path, monkeypatch):
    """After the last look and before the names change hands."""
    theirs, ours = score(opened(), "1.1", 1, LI), score(opened(), "1.2", "0.5")
    turns = []

    def slow(target, data, check):
        turns.append(len(data))
        if len(turns) == 1:
            put(path, theirs)
        return write_durably(target, data, check)

    monkeypatch.setattr(store_module, "write_durably", slow)
    store.save(ours)
    assert len(turns) == 2
    assert hashes(read_visits(path).visits[CODE]) == hashes(theirs) | hashes(ours)
    assert not list(path.parent.glob("*.tmp"))


@pytest.mark.parametrize("step", ["DurableStorage", "write_durably"])
def test_of_two_who_begin_one_visit_at_once_the_second_hears_that_it_exists(tmp_path, monkeypatch, step):
    path, theirs, usual = tmp_path / f"{CODE}.json", score(opened(), "1.1", 1, LI), getattr(store_module, step)

    def slow(*given):
        put(path, theirs)
        return usual(*given)

    monkeypatch.setattr(store_module, step, slow)
    with pytest.raises(Problem, match="exists already"):
        create(path, opened())
    assert read_visits(path).visits[CODE] == theirs
    assert set(folder_state(tmp_path)) == {path.name}


def test_who_begins_a_visit_keeps_others_from_it_until_it_is_there(tmp_path, monkeypatch):
    path, refused = tmp_path / f"{CODE}.json", []

    def slow(target, data, check):
        with pytest.raises(Problem) as problem:
            create(path, opened())
        refused.append(problem.value.what)
        return write_durably(target, data, check)

    monkeypatch.setattr(store_module, "write_durably", slow)
    create(path, known())
    assert len(refused) == 1
    assert read_visits(path).visits[CODE] == known()


def test_a_visit_begun_in_a_folder_that_is_not_there_makes_none(tmp_path):
    with pytest.raises(Problem, match="could not be saved: No such file or directory"):
        create(tmp_path / "away" / "visit.json", opened())
    assert list(tmp_path.iterdir()) == []


def test_looking_sees_what_others_wrote_and_nothing_where_nothing_is_new(store, path):
    mine = store.save(score(opened(), "1.2", "0.5"))
    assert store.look(mine) is None
    put(path, score(mine, "1.1", 1, LI))
    found = store.look(mine)
    assert len(found.entries) == len(mine.entries) + 1
    assert store.look(found) is None


def test_what_an_older_file_lacks_is_written_again(store, path):
    mine = store.save(known())
    put(path, opened())
    assert store.look(mine) == mine
    assert read_visits(path).visits[CODE] == mine


def test_other_visits_that_came_into_the_file_stay(store, path):
    write(path, opened(), opened(code="B"))
    store.save(known())
    assert set(read_visits(path).visits) == {CODE, "B"}


def test_a_file_that_cannot_be_read_any_more_is_not_saved_over(store, path):
    path.write_bytes(b"{")
    with pytest.raises(Problem, match="another program wrote it"):
        store.save(known())
    assert path.read_bytes() == b"{"
    path.unlink()
    store.save(known())
    assert read_visits(path).visits[CODE] == known()


def test_the_same_visit_on_another_form_is_not_saved_over(store, path):
    data = path.read_bytes()
    put(path, opened())
    other = path.read_bytes().replace(b'"digest": "', b'"digest": "0')
    path.write_bytes(other)
    for _ in range(2):
        with pytest.raises(Problem, match="another program wrote it"):
            store.save(known())
    assert path.read_bytes() == other != data


def test_every_file_put_in_its_place_has_another_stamp(store, path):
    seen = {stamp(path)}
    for points in ("0", "0.5", "1"):
        store.save(score(store.visit, "1.1", points))
        seen.add(stamp(path))
    assert len(seen) == 4


# --- locks ------------------------------------------------------------------------------------------------------------


def test_a_window_that_only_looked_may_write_once_the_other_is_closed(store, path):
    second = VisitStore(path)
    mine = store.save(score(opened(), "1.1", 1))
    found = second.look(second.visit)
    assert (found, bool(second.read_only)) == (mine, True)
    store.close()
    assert second.look(found) == mine
    assert second.read_only == ""
    second.save(score(mine, "1.2", "0.5", LI))
    third = VisitStore(path)
    assert third.read_only
    third.close()
    second.close()
    assert [file.name for file in path.parent.glob(".*")] == []


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS])
def test_where_there_are_no_locks_both_write_and_nothing_is_lost(path, monkeypatch, code):
    def refuse(*_, **__):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("ipc2_tui.files.lock.FileLock.acquire", refuse)
    one, other = VisitStore(path), VisitStore(path)
    assert (one.read_only, one.without_locks, other.without_locks) == ("", True, True)
    mine, theirs = opened(), opened()
    for item in mine.rubric.items[:8]:
        mine = score(mine, item.id, item.points, WANG)
        theirs = score(theirs, item.id, item.points, LI)
        one.save(mine)
        other.save(theirs)
    one.close()
    other.close()
    assert hashes(read_visits(path).visits[CODE]) == hashes(mine) | hashes(theirs)
    assert set(folder_state(path.parent)) == {path.name, f"{path.name}.bak"}


def test_a_lock_that_went_with_its_folder_is_taken_again(store, path, tmp_path):
    away = tmp_path.with_name(f"{tmp_path.name}-away")
    tmp_path.rename(away)
    with pytest.raises(Problem, match="its folder is not there"):
        store.save(known())
    assert not tmp_path.exists()
    tmp_path.mkdir()
    write(path, opened())
    store.save(known())
    second = VisitStore(path)
    assert second.read_only
    second.close()
    assert read_visits(path).visits[CODE] == known()


@pytest.mark.skipif(os.name == "nt", reason="the attribute is set in another way")
def test_a_write_protected_file_is_only_looked_at_until_it_is_not(path):
    path.chmod(0o444)
    before = folder_state(path.parent)
    store = VisitStore(path)
    assert "write-protected" in store.read_only
    with pytest.raises(Problem, match="write-protected"):
        store.save(known())
    assert folder_state(path.parent) == before
    path.chmod(0o644)
    assert store.look(store.visit) == opened()
    store.save(known())
    store.close()


def test_who_only_read_is_not_told_at_the_end_that_all_is_saved(path, store, capsys, monkeypatch):
    monkeypatch.setattr(Ipc2, "run", lambda *_, **__: None)
    open_interface(path)
    assert capsys.readouterr().out == ""
    store.close()
    open_interface(path)
    assert "all is saved" in capsys.readouterr().out
