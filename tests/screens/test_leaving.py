"""Leaving: nothing typed is lost without a word, and nothing recorded either."""

import threading
import time

import pytest
from textual import events

from ipc2_tui.files import durable
from ipc2_tui.files.visit_file import read_visits
from ipc2_tui.interface import folder_flows, import_flow, keys_in_turn
from ipc2_tui.interface.folder import DISTRICT_BOOK
from ipc2_tui.workbooks import district_book
from scoring.problem import Problem


async def test_a_burst_of_keys_lands_where_each_is_meant(opened, fresh):
    """The keys are there before the dialog is: they wait for it."""
    async with opened(fresh) as screen:
        for key in ("n", *"seen 3 of 5", "enter", "f", "h", "escape", "f"):
            character = key if len(key) == 1 else None
            screen.app.post_message(events.Key("space" if key == " " else key, character))
        await screen.until(lambda: screen.app.sitting.visit.counts.get("score", 0) == 3, "a note and two scores")
        await screen.saved()
    first, second, third = screen.entries("score")
    assert (first["item"], first["note"], first["points"]) == ("1.1", "seen 3 of 5", None)
    assert (second["item"], second["points"], second["note"]) == ("1.1", 1, "seen 3 of 5")
    assert (third["item"], third["points"]) == ("1.2", 1)


def slow(monkeypatch, module, name):
    """Let what a flow reads before it asks take its time, as on a slow disk."""
    read = getattr(module, name)
    monkeypatch.setattr(module, name, lambda *given: (time.sleep(0.3), read(*given))[1])


async def test_keys_wait_for_a_dialog_that_has_to_look_into_files_first(opened, fresh, monkeypatch):
    slow(monkeypatch, import_flow, "files_at_hand")
    async with opened(fresh) as screen:
        for key in ("i", "f", "f", "escape", "z"):
            screen.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await screen.until(lambda: screen.app.sitting.visit.counts.get("score", 0), "a score")
        await screen.saved()
    assert [(body["item"], body["points"]) for body in screen.entries("score")] == [("1.1", 0)]


async def test_what_is_typed_for_a_new_visit_does_not_act_on_the_list(opened, folder, monkeypatch):
    slow(monkeypatch, folder_flows, "school_lists")
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0102" in screen.text, "the list")
        for key in "no:d":  # on the list: new, order, commands, district
            screen.app.post_message(events.Key("colon" if key == ":" else key, key))
        await screen.until(lambda: "o:d" in screen.text, "what was typed, in the field")


async def test_what_looks_into_files_for_a_visit_asks_nothing_once_that_is_left(opened, folder, monkeypatch):
    found = threading.Event()
    monkeypatch.setattr(import_flow, "files_at_hand", lambda *_: found.wait(10) and {"370899-0102.json": ""})
    monkeypatch.setattr(keys_in_turn, "LONGEST_SECONDS", 0.1)  # after which a key is no longer held back
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0101" in screen.text, "the list")
        await screen.press("enter", "i", "q")
        await screen.until(lambda: screen.app.sitting is None and "visits in" in screen.text, "the list")
        found.set()
        await screen.pilot.pause(0.3)
        assert "or a path" not in screen.text


async def test_what_is_made_of_the_folder_is_made_whatever_a_visit_wants_meanwhile(opened, folder, monkeypatch):
    agreed = threading.Event()
    monkeypatch.setattr(district_book, "district_book", lambda _: agreed.wait(10) and b"PK")
    monkeypatch.setattr(keys_in_turn, "LONGEST_SECONDS", 0.1)
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0101" in screen.text, "the list")
        await screen.press("d", "x", "enter", "i")
        await screen.until(lambda: "or a path" in screen.text, "the files for a visit")
        agreed.set()
        await screen.until((folder / DISTRICT_BOOK).exists, "the workbook")


async def test_what_is_typed_is_accepted_by_leaving(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("0", ".", "5", "ctrl+q")
        await screen.until(lambda: not screen.app.is_running, "the end")
    assert [(body["item"], body["points"]) for body in screen.entries("score")] == [("1.1", 0.5)]


async def test_what_cannot_be_accepted_keeps_one_there_until_it_is_dropped(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("9", "ctrl+q")
        assert screen.app.is_running
        assert "[9_]" in screen.text and "esc drops it" in " ".join(screen.notices)
        await screen.press("ctrl+q")
        assert len(screen.notices) == 1  # however often it is pressed
        await screen.press("escape", "ctrl+q")
        await screen.until(lambda: not screen.app.is_running, "the end")
    assert screen.entries("score") == []


async def test_a_note_that_is_not_kept_yet_is_not_left_behind(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("n", "a", "ctrl+q")
        assert screen.app.is_running
        await screen.press("enter", "ctrl+q")
        await screen.until(lambda: not screen.app.is_running, "the end")
    assert [body["note"] for body in screen.entries("score")] == ["a"]


async def lay_over(screen, cover):
    """Help, commands, or the word that a window is too small for anything."""
    if cover == "too small":
        await screen.pilot.resize_terminal(40, 10)
    else:
        await screen.press(cover)
    await screen.until(lambda: len(screen.app.screen_stack) == 3, cover)


@pytest.mark.parametrize("cover", ["f1", "f4", "too small"])
async def test_what_is_written_below_another_word_is_not_left_behind(opened, fresh, cover):
    async with opened(fresh) as screen:
        await screen.press("n", "a")
        await lay_over(screen, cover)
        await screen.press("ctrl+q")
        assert screen.app.is_running and "esc drops it" in " ".join(screen.notices)
    assert screen.entries("score") == []


@pytest.mark.parametrize("cover", ["f1", "f4", "too small"])
async def test_what_is_written_below_another_word_is_kept_when_the_window_is_closed(opened, fresh, cover):
    async with opened(fresh) as screen:
        await screen.press("n", "a")
        await lay_over(screen, cover)
        screen.close_window()
        await screen.until(lambda: not screen.app.is_running, "the end")
    assert [body["note"] for body in screen.entries("score")] == ["a"]


async def test_ticks_that_are_not_kept_yet_are_not_left_behind(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("B", "t", "1", "ctrl+q")
        assert screen.app.is_running
        await screen.press("1", "ctrl+q")  # unticked again
        await screen.until(lambda: not screen.app.is_running, "the end")
    assert screen.entries("score") == []


async def test_a_question_does_not_keep_one_there(opened, folder):
    (folder / "全区汇总.xlsx").write_text("mine")
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0102" in screen.text, "the list")
        await screen.press("d", "x")
        await screen.until(lambda: "Replace it?" in screen.text, "the question")
        await screen.press("ctrl+q")
        await screen.until(lambda: not screen.app.is_running, "the end")
    assert (folder / "全区汇总.xlsx").read_text() == "mine"


async def test_help_does_not_keep_one_there(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("question_mark", "ctrl+q")
        await screen.until(lambda: not screen.app.is_running, "the end")


async def test_leaving_for_the_list_with_a_full_disk_asks_and_keeps_the_scores(
    opened, folder, fresh, tmp_path, monkeypatch
):
    real = durable.os.fsync

    def full(_handle):
        raise OSError(28, "No space left on device")

    def still_full(_visit):
        raise Problem("visit.json", "could not be saved: No space left on device")

    async with opened(folder) as screen:
        await screen.until(lambda: fresh.stem in screen.text, "the list")
        await screen.press("enter")
        await screen.until(lambda: "0/22" in screen.text, "the visit")
        monkeypatch.setattr(durable.os, "fsync", full)
        await screen.press("f", "f")
        await screen.until(lambda: "NOT SAVED" in screen.text.splitlines()[0], "the trouble")
        await screen.press("q")
        await screen.until(lambda: "2 entries are not saved" in screen.text, "the question")
        await screen.press("n")
        assert "2/22" in screen.text.splitlines()[0]
        await screen.press("q")
        await screen.until(lambda: "2 entries are not saved" in screen.text, "the question")
        monkeypatch.setattr(screen.app.saver.store, "save", still_full)
        monkeypatch.setattr(durable.os, "fsync", real)
        await screen.press("ctrl+q", "y")  # asking once more takes the question from nobody
        await screen.until(lambda: any("ipc2 merge" in notice for notice in screen.notices), "where they are kept")
    [kept] = (tmp_path / "home" / "unsaved").glob("*.json")
    (visit,) = read_visits(kept).visits.values()
    assert visit.counts["score"] == 2


@pytest.mark.parametrize("key", ["q", "escape", "u"])
async def test_a_typed_score_that_is_dropped_is_named(opened, fresh, key):
    async with opened(fresh) as screen:
        await screen.press("1", key)
        assert "Not recorded: 1.1 管理团队  1" in screen.text and screen.entries("score") == []
        await screen.press("0", "f")
        assert "Not recorded" not in screen.text


async def test_a_typed_score_is_not_called_unrecorded_after_it_was_recorded(opened, fresh):
    async with opened(fresh) as screen:
        await screen.type("0.5t")  # nothing can be ticked here
        assert "This item has nothing to tick." in screen.text and "[0.5_]" in screen.text
        assert "0/22" in screen.text
        await screen.press("escape")
        assert "Not recorded: 1.1 管理团队  0.5" in screen.text
        assert "0/22" in screen.text


@pytest.mark.parametrize(
    ("keys", "end"), [(("n", "a", "enter"), "enter"), (("n", "enter"), "enter"), (("n", "escape"), "up")]
)
async def test_digits_after_a_typed_scores_note_do_not_take_its_place(opened, fresh, keys, end):
    """Enter in the note ends the item as it does without, if nothing was written; Escape leads back to the item."""
    async with opened(fresh) as screen:
        await screen.press("1", *keys)
        where = "教学现状" if end == "enter" else "管理团队"
        await screen.until(lambda: screen.row(f"> {where}"), "where the next digits go")
        await screen.press("0", end)
        await screen.saved()
        points = [(body["item"], body["points"]) for body in screen.entries("score")]
        assert points[-1] == (("1.2", 0) if end == "enter" else ("1.1", 0)) and ("1.1", 1) in points


async def test_under_the_note_the_typed_score_stands_as_what_it_is_recorded(opened, fresh):
    """Also one that stood there already: after the note, u takes the score back and drops nothing typed."""
    async with opened(fresh) as screen:
        for _ in ("new", "the same"):
            await screen.press("1", "n")
            await screen.until(lambda: "enter keep" in screen.text, "the note")
            await screen.until(lambda: "1_" not in screen.row("> 管理团队"), "the score, no longer typed")
            await screen.press("escape")
            await screen.until(lambda: "enter keep" not in screen.text, "the scores")
            assert "1_" not in screen.row("> 管理团队")
