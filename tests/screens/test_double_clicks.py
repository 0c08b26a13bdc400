"""Who clicks twice where once is enough: it is done once, and nothing happens on the screen that comes then."""

import pytest
from rich.cells import cell_len
from textual import events
from textual.app import App

from screens.dialogs.note import NoteDialog


@pytest.fixture(autouse=True)
def slow_hands(monkeypatch):
    """However busy the machine is, two clicks are a double click."""
    monkeypatch.setattr(App, "CLICK_CHAIN_TIME_THRESHOLD", 60)


def place_of(screen, text):
    """Column and row of a text on screen."""
    return next((cell_len(row[: row.index(text)]), y) for y, row in enumerate(screen.text.splitlines()) if text in row)


def click(screen, x, y, times=1):
    """Clicks that all arrive before the first has had its effect, as in a slow moment."""
    for kind in (events.MouseDown, events.MouseUp) * times:
        screen.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))


async def test_a_dialog_is_opened_once(opened, fresh):
    async with opened(fresh) as screen:
        click(screen, *place_of(screen, "n note"), times=2)
        await screen.until(lambda: isinstance(screen.app.screen, NoteDialog), "the note")
        await screen.press("escape")
        await screen.until(lambda: "n note" in screen.text, "the scores")
        assert len(screen.app.screen_stack) == 1


async def test_the_way_back_scores_nothing_on_the_screen_behind_it(opened, folder):
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0101" in screen.text, "the list")
        await screen.press("enter", "d")
        await screen.until(lambda: "esc back" in screen.text, "the draw")
        x, y = place_of(screen, "esc back")
        x += len("esc ")
        click(screen, x, y)
        await screen.until(lambda: "f full" in screen.text, "the scores")
        assert screen.text.splitlines()[y].index("f full") <= x < screen.text.splitlines()[y].index("z zero")
        click(screen, x, y)
        await screen.pilot.pause(0.2)
        assert screen.app.sitting.visit.counts.get("score", 0) == 0


async def test_what_is_closed_takes_no_other_screen_away(opened, fresh):
    (fresh.parent / "t.csv").write_text("姓名\n张三\n", encoding="utf-8")
    async with opened(fresh) as screen:
        await screen.press("i")
        await screen.until(lambda: "t.csv" in screen.text, "the files")
        click(screen, *place_of(screen, "t.csv"), times=2)
        await screen.until(lambda: "1 teachers" in screen.text, "what is in the file")
        await screen.press("escape")
        await screen.until(lambda: "f full" in screen.text, "the scores")
