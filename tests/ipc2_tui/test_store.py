"""The visit file: what is written comes back, one writer at a time, and nothing unreadable is ever touched."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from tinydb import TinyDB
from visit_files import (
    CODE,
    LI,
    add,
    as_bytes,
    entry_by_hand,
    file_json,
    folder_state,
    known,
    newer,
    opened,
    score,
    with_entries,
    write,
)

from ipc2_tui.files.layout import dump_json
from ipc2_tui.files.store import VisitStore, create
from ipc2_tui.files.visit_file import load_json, read_visits
from scoring.canonical import digest_of
from scoring.merge import withheld
from scoring.problem import Problem
from scoring.rubric_file import parse_rubric
from scoring.visit import fold

RUBRICS = Path(__file__).parent.parent / "rubrics"


@pytest.fixture
def path(tmp_path):
    return tmp_path / f"{CODE}.json"


@pytest.fixture
def store(path):
    create(path, opened())
    opened_store = VisitStore(path)
    yield opened_store
    opened_store.close()


# --- what is written comes back ---------------------------------------------------------------------------------------


def test_what_is_saved_is_read_again(store, path):
    store.save(known())
    file = read_visits(path)
    assert file.visits == {CODE: known()}
    assert file.outdated == ()


def test_reading_and_writing_changes_no_byte(store, path):
    store.save(known())
    assert dump_json(load_json(path)) == path.read_bytes()


def test_entries_stand_one_a_line_for_diff_and_grep(store, path):
    store.save(known())
    lines = path.read_text(encoding="utf-8").splitlines()
    assert sum(line.lstrip().startswith('{"by"') for line in lines) == len(known().entries)


def test_a_body_that_was_withheld_and_comes_is_saved(path):
    full = add(opened(), LI, "remark", {"text": "档案齐全"})
    create(path, withheld(full, ("remark",)))
    with closing(VisitStore(path)) as store:
        store.save(score(store.visit, "1.1", "1"))  # the line without the body has been written once
        store.save(united_with(store.visit, full))
    assert [entry.body for entry in read_visits(path).visits[CODE].entries if entry.kind == "remark"] == [
        {"text": "档案齐全"}
    ]


def test_a_body_that_another_program_wrote_is_not_withheld_again(path):
    full = add(opened(), LI, "remark", {"text": "档案齐全"})
    create(path, withheld(full, ("remark",)))
    with closing(VisitStore(path)) as store:
        mine = store.visit
        write(path, full)
        store.save(score(mine, "1.1", "1"))
    assert read_visits(path).visits[CODE].remarks == {LI: "档案齐全"}


def united_with(visit, other):
    return fold(visit.code, visit.rubric, [*visit.entries, *other.entries])


ODD = {
    "": [None, True, -0.0, 1e-7, 1e22, 5e-324, 10**30],
    "\ud800": 'half \udfff, ":\u2028\x00😀',
    "{}": {"a": [], "b": {}},
}


def test_what_others_keep_in_the_file_survives_a_save(path):
    data = file_json(opened())
    data["theirs"] = data["\ud83d"] = {"1": ODD}
    data["visits"][CODE]["\udfff"] = data["visits"][CODE]["theirs"] = ODD
    path.write_text(json.dumps(data), encoding="utf-8")
    with closing(VisitStore(path)) as store:
        store.save(score(store.visit, "1.1", "1"))
    found = load_json(path)
    for kept in (found["theirs"]["1"], found["\ud83d"]["1"], found["visits"][CODE]["\udfff"]):
        assert repr(kept) == repr(ODD)
    assert len(found["visits"][CODE]["entries"]) == len(opened().entries) + 1


def test_it_is_a_tinydb_database_with_two_tables(store, path):
    store.save(known())
    with TinyDB(path, access_mode="r", encoding="utf-8") as database:
        assert database.tables() == {"ipc2", "visits"}


def test_unknown_kinds_and_withheld_bodies_survive_a_save(path):
    strange = entry_by_hand({"any": ["thing", 1, None]}, kind="from_the_future")
    withheld = entry_by_hand({"text": "机密"}, kind="remark", seq=2, prev=strange["hash"])
    withheld["body_sha256"] = digest_of("ipc2-body-v1", withheld.pop("body"))
    path.write_bytes(as_bytes(with_entries(strange, withheld)))
    store = VisitStore(path)
    store.save(score(store.visit, "1.1", 1))
    store.close()
    kept = {entry["hash"]: entry for entry in json.loads(path.read_bytes())["visits"][CODE]["entries"]}
    assert kept[strange["hash"]] == strange
    assert kept[withheld["hash"]] == withheld


def test_a_foreign_rubric_travels_in_the_file(path):
    rubric = parse_rubric((RUBRICS / "grades.toml").read_text(encoding="utf-8"), "grades.toml")
    create(path, opened(rubric))
    assert read_visits(path).visits[CODE].rubric.digest == rubric.digest
    assert "data" in json.loads(path.read_bytes())["visits"][CODE]["rubric"]


def test_the_built_in_rubric_is_only_named(store, path):
    assert set(json.loads(path.read_bytes())["visits"][CODE]["rubric"]) == {"id", "digest"}


def test_a_result_that_its_entries_contradict_is_reported(path):
    data = file_json(known())
    data["visits"][CODE]["result"]["evaluated"] = 99
    path.write_bytes(as_bytes(data))
    assert read_visits(path).outdated == (CODE,)


def test_saving_one_visit_leaves_the_others_of_the_file(path):
    write(path, known(), opened(code="B"))
    store = VisitStore(path, "B")
    store.save(score(store.visit, "1.1", 1, LI))
    store.close()
    assert read_visits(path).visits[CODE] == known()
    assert len(read_visits(path).visits["B"].entries) == 2


def test_a_file_of_several_visits_asks_for_the_code(path):
    write(path, known(), opened(code="B"))
    with pytest.raises(Problem, match="holds 2 visits"):
        VisitStore(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_an_existing_file_is_never_created_over(store, path):
    before = path.read_bytes()
    with pytest.raises(Problem, match="exists already"):
        create(path, known())
    assert path.read_bytes() == before


# --- one writer at a time ---------------------------------------------------------------------------------------------


def test_a_second_opener_may_only_read_and_is_told_why(store, path):
    second = VisitStore(path)
    before = folder_state(path.parent)
    assert "open in another window" in second.read_only
    assert second.visit == store.visit
    with pytest.raises(Problem, match="open in another window"):
        second.save(known())
    second.close()
    assert folder_state(path.parent) == before


def test_the_lock_of_the_first_outlives_the_second(store, path):
    VisitStore(path).close()
    third = VisitStore(path)
    assert third.read_only
    third.close()


def test_who_comes_after_closing_may_write(store, path):
    store.close()
    second = VisitStore(path)
    assert second.read_only == ""
    second.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_folder_that_cannot_be_written_opens_read_only(path, monkeypatch):
    write(path, known())

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("ipc2_tui.files.lock.FileLock.acquire", refuse)
    store = VisitStore(path)
    assert store.read_only == "the folder cannot be written: Permission denied"
    assert store.visit == known()
    store.close()


# --- what cannot be read is refused and left alone --------------------------------------------------------------------


def refusal_of(path):
    """Why opening is refused; that it changed nothing is checked on the way."""
    before = folder_state(path.parent)
    with pytest.raises(Problem) as caught:
        VisitStore(path)
    assert folder_state(path.parent) == before
    assert caught.value.where.startswith(str(path))
    return caught.value.what


def test_a_newer_format_is_refused_by_name(path):
    path.write_bytes(newer())
    assert "format version 2; this program reads up to 1" in refusal_of(path)


def test_a_damaged_file_is_refused_with_the_offer_of_the_whole_copy(path):
    write(path.with_name(path.name + ".bak"), known())
    path.write_bytes(dump_json(file_json(known())).rpartition(b"{")[0])
    why = refusal_of(path)
    assert "not whole JSON" in why
    assert f"copy {path.name}.bak to a new name" in why


@pytest.mark.parametrize("backup", [None, b"", b"{"], ids=["none", "empty", "damaged"])
def test_a_copy_that_is_not_whole_is_not_offered(path, backup):
    path.write_bytes(b"{")
    if backup is not None:
        path.with_name(path.name + ".bak").write_bytes(backup)
    assert ".bak" not in refusal_of(path)


def test_a_missing_file_is_refused_and_not_made(path):
    assert "cannot be read" in refusal_of(path)


def test_an_entry_of_another_visit_makes_the_file_refused(path):
    data = file_json(opened())
    data["visits"][CODE]["entries"] += file_json(opened(code="B"))["visits"]["B"]["entries"]
    path.write_bytes(as_bytes(data))
    assert "belongs to another visit" in refusal_of(path)
