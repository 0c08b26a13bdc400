"""Windows of every size: nothing is lost while one is resized, and one that is too small says so."""

import pytest
from rich.cells import cell_len
from textual.widgets import DataTable, Input

from ipc2_tui.cli import run
from screens.dialogs.import_preview import ReadingDialog

SMALL = (59, 20)
ROOM = (80, 24)


async def covered(screen, size):
    await screen.resize(size)
    await screen.until(lambda: f"too small: {size[0]} x {size[1]}" in " ".join(screen.text.split()), "the word on size")


async def uncovered(screen, size=ROOM):
    await screen.resize(size)
    await screen.until(lambda: "too small" not in screen.text, "the screen below")


@pytest.mark.parametrize("size", [(59, 20), (60, 19), (12, 5), (20, 40)])
async def test_a_window_that_is_too_small_says_what_it_needs(opened, fresh, size):
    async with opened(fresh, size=size) as screen:
        assert f"toosmall:{size[0]}x{size[1]},needs60x20" in "".join(screen.text.split())
        await uncovered(screen)
        assert "> 管理团队" in screen.text


async def test_sixty_by_twenty_is_enough(opened, fresh):
    async with opened(fresh, size=(60, 20)) as screen:
        await screen.until(lambda: "> 管理团队" in screen.text, "the first item by its name")
        assert {cell_len(line) for line in screen.text.splitlines()} == {60}


async def test_a_score_half_typed_outlives_a_small_window(opened, fresh):
    async with opened(fresh) as screen:
        await screen.type("0.")
        await covered(screen, SMALL)
        await screen.press("f", "q", "9", "question_mark", "ctrl+p", "d")  # none of it may reach what is hidden
        await uncovered(screen)
        assert "[0._]" in screen.row("> 管理团队")
        await screen.press("5", "enter")
        await screen.saved()
        assert [body["points"] for body in screen.entries("score")] == [0.5]


async def test_a_note_half_written_keeps_its_text_and_its_caret(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("n")
        await screen.until(lambda: "note for the team" in screen.text, "the dialog")
        await screen.type("onetwo")
        await screen.press("left", "left", "left")
        for size in ((120, 36), (60, 20), SMALL, (200, 60), ROOM):
            await screen.resize(size)
        await screen.until(lambda: "onetwo" in screen.text, "the dialog again")
        assert isinstance(screen.app.focused, Input)
        await screen.type("-")
        await screen.press("enter")
        await screen.saved()
        assert [body["note"] for body in screen.entries("score")] == ["one-two"]


async def test_points_half_typed_in_a_ruling_are_not_replaced_by_the_next_key(opened, folder):
    """A field that gets the focus back selects all of its text; the covering screen must not cause that."""
    async with opened(folder / "370899-0105.json") as screen:
        await screen.press("v", "enter")
        await screen.until(lambda: "settled points" in screen.text, "the question")
        await screen.type("1")
        await covered(screen, SMALL)
        await uncovered(screen)
        await screen.type("2")
        assert screen.app.screen.query_one("#points", Input).value == "12"


async def test_a_dialog_that_opens_over_the_word_on_size_is_covered_too(opened, folder, monkeypatch):
    monkeypatch.setenv("IPC2_NAME", "")
    async with opened(folder / "370899-0101.json", size=SMALL) as screen:
        await screen.until(lambda: "NameDialog" in str(screen.app.screen_stack), "the question")
        assert "too small" in screen.text
        await uncovered(screen)
        assert "Who is scoring?" in screen.text
        await screen.type("Lin")
        await screen.press("enter")
        await screen.until(lambda: "> 管理团队" in screen.text and "Lin" in screen.text, "the scores")
        assert len(screen.app.screen_stack) == 1


async def test_the_program_can_be_left_from_a_small_window(opened, fresh):
    async with opened(fresh, size=SMALL) as screen:
        await screen.press("ctrl+q")
        await screen.until(lambda: screen.app._exit, "the end")


@pytest.mark.parametrize("keys", ["", "r", "n", "h", "d"])
async def test_a_window_that_comes_back_shows_what_it_showed(opened, folder, keys):
    async with opened(folder / "370899-0105.json") as screen:
        await screen.press("C", "down", "down", "down", *keys)
        await screen.until(lambda: not keys or len(screen.app.screen_stack) == 2, "what the key opens")
        await screen.pilot.pause()
        before = screen.text
        for size in ((200, 60), (60, 20), SMALL, (120, 36), ROOM):
            await screen.resize(size)
        await screen.until(lambda: screen.text == before, f"the same again:\n{before}")


async def test_the_lists_keep_their_row_and_their_filter(opened, folder):
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0114" in screen.text, "the list")
        await screen.press("down", "down", "down")
        await screen.resize((120, 36))
        assert screen.app.screen.query_one(DataTable).cursor_row == 3
        await screen.press("d", "slash")
        await screen.type("01")
        await screen.resize((60, 20))
        await screen.type("1")
        await screen.until(lambda: "370899-0101" not in screen.text and "370899-0110" in screen.text, "the filter")


async def test_what_closes_itself_under_the_word_on_size_takes_that_word_along_and_no_other_screen(opened, fresh):
    async with opened(fresh) as screen:
        reading = ReadingDialog("roster.csv")
        screen.app.push_screen(reading)
        await screen.until(lambda: "roster.csv" in screen.text, "the wait")
        await covered(screen, SMALL)
        reading.dismiss()
        await screen.until(lambda: reading not in screen.app.screen_stack, "its end")
        await screen.until(lambda: "too small" in " ".join(screen.text.split()), "the word on size again")
        await uncovered(screen)
        assert len(screen.app.screen_stack) == 1
        assert "> 管理团队" in screen.text and "roster.csv" not in screen.text


async def test_the_total_stays_beside_a_long_name(opened, folder):
    path = folder / "370899-0107.json"
    async with opened(path) as screen:
        await screen.press("e")
        await screen.until(lambda: "enter keep" in screen.text, "the school's details")
        await screen.press("ctrl+u", *"济宁市兖州区龙桥街道中心小学北校区附设幼儿园", "enter")
        await screen.until(lambda: "济宁市兖州区" in screen.text.splitlines()[0], "the name")
        await screen.saved()
    assert run(["sign", str(path), "--yes", "--lang", "en"]) == 0
    async with opened(path) as screen:
        for size in ((80, 24), (60, 20)):
            await screen.resize(size)
            await screen.until(lambda: "eval 96/100" in screen.text.splitlines()[0], "the total")
            assert "self" not in screen.text.splitlines()[0]  # it gives way, so that more of the name is there
            assert screen.text.startswith(" 济宁市") and "signed  saved" in screen.text.splitlines()[0]


async def test_whether_a_measure_is_met_stands_before_its_figures(view):
    async with view("score-fresh") as screen:
        assert screen.row("A multimedia").split()[:3] == ["roster", "met", "A"]
        assert screen.row("C smart").split()[:3] == ["NOT", "MET", "C"]
