"""The guided tour: it goes on by what somebody did, stays out of the way, and is nowhere but in the sample."""

import pytest

from ipc2_tui.interface.app import Ipc2
from ipc2_tui.keys.identity import read_settings
from ipc2_tui.language import catalogue
from scoring import wording
from screens.tour import STEPS
from tests.screens.conftest import Driver


@pytest.fixture
def toured(folder):
    """The sample as ``ipc2 demo`` opens it."""

    def run(**more):
        return Ipc2(folder, in_sample=True, **more)

    return run


async def listed(app, pilot):
    driver = Driver(app, pilot, app.path)
    await driver.until(lambda: "370899-0114" in driver.text, "the list")
    return driver


async def at(screen, number):
    await screen.until(lambda: f"tour {number}/{len(STEPS)}" in screen.text, f"step {number}")


async def test_every_step_waits_for_what_it_asks_and_then_goes_on(toured):
    app = toured()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await listed(app, pilot)
        await at(screen, 1)
        await screen.press("down", "up", "o", "o", "o", "enter")
        await at(screen, 2)
        await screen.press("tab", "c", "c", "=")
        await at(screen, 3)
        await screen.press("=")  # not asked for now: it records as ever, and the tour waits
        await at(screen, 3)
        await screen.press("0", "enter")
        await at(screen, 4)
        await screen.press("n")
        await screen.until(lambda: "esc close" in screen.text, "the note")
        await screen.press("o", "k", "enter")
        await at(screen, 5)
        await screen.press("u")
        await at(screen, 6)
        await screen.press("d", "s")
        await screen.until(lambda: "Seal draw 1" in screen.text, "the size")
        await screen.press("enter")
        await screen.until(
            lambda: "copies this code by hand" in screen.text and "saving" not in screen.text, "the code"
        )
        await screen.type("3162546113")
        await screen.press("enter")
        await at(screen, 7)
        await screen.until(lambda: "derived again" in screen.text, "the names")
        await screen.press("escape", "r")
        await at(screen, 8)
        await screen.press("escape", "escape")
        await screen.until(lambda: "14 visits" in screen.text, "the list")
        await screen.press("d")
        await screen.until(lambda: "That was the tour" in screen.text, "the end")
        await screen.press("f8")
        await screen.until(lambda: "That was the tour" not in screen.text, "the district alone")
        await screen.press("f8")
        await at(screen, 1)


async def test_on_the_list_it_says_how_to_get_to_a_visits_keys(toured):
    app = toured()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await listed(app, pilot)
        await at(screen, 1)
        assert "there the tour goes on" not in screen.text
        await screen.press("enter")
        await at(screen, 2)
        assert "there the tour goes on" not in screen.text
        await screen.press("escape")
        await screen.until(
            lambda: "Enter opens a school; there the tour goes on." in screen.text, "the way back to a visit"
        )
        await at(screen, 2)


async def test_it_is_put_away_for_good_and_comes_back_where_it_was(toured):
    app = toured()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await listed(app, pilot)
        await screen.press("enter")
        await at(screen, 2)
        await screen.press("f8")
        await screen.until(lambda: "tour 2/" not in screen.text, "the scores alone")
        assert read_settings()["tour"] == "away"
        await screen.press("f8")
        await at(screen, 2)
        await screen.press("f8", "q")
        await screen.until(lambda: "14 visits" in screen.text, "the list")
    again = toured()
    async with again.run_test(size=(80, 24)) as pilot:
        screen = await listed(again, pilot)
        assert "tour" not in screen.text
        await screen.press("f8")
        await at(screen, 1)


async def test_outside_the_sample_only_the_palette_has_it(opened, folder):
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0114" in screen.text, "the list")
        await screen.press("f8")
        assert "tour" not in screen.text
        await screen.press("ctrl+p")
        await screen.type("guided")
        await screen.until(lambda: "step by step" in screen.text, "the command")
        await screen.press("down", "enter")
        await at(screen, 1)


async def test_what_others_scored_before_is_not_what_was_done_now(toured, folder):
    app = toured()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await listed(app, pilot)
        await screen.press(*["down"] * 3, "enter")  # 18 items are scored here
        await at(screen, 2)
        await screen.press("q")
        await screen.until(lambda: "14 visits" in screen.text, "the list")
        await at(screen, 2)


async def test_every_step_fits_in_two_lines_in_both_languages(toured, monkeypatch):
    for language in ("en", "zh"):
        monkeypatch.setattr(wording, "_catalogue", catalogue(language))
        app = toured()
        async with app.run_test(size=(80, 24)) as pilot:
            screen = await listed(app, pilot)
            for step in range(len(STEPS) + 1):
                app.tour.at = step
                app.look()
                await pilot.pause()
                lines = app.screen.query_one("TourLines")
                assert 1 <= lines.size.height <= 2
                assert "f8" in screen.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 48), (200, 60)])
async def test_on_the_scores_it_stands_between_the_details_and_the_keys(toured, size):
    app = toured()
    async with app.run_test(size=size) as pilot:
        screen = Driver(app, pilot, app.path)
        await screen.until(lambda: "370899-0101" in screen.text, "the list")
        await screen.press("enter")
        await at(screen, 2)
        for step in range(len(STEPS)):
            app.tour.at = step
            app.look()
            await pilot.pause()
            lines, keys, details = (app.screen.query_one(name).region for name in ("TourLines", "KeyBar", "#details"))
            assert lines.bottom == keys.y == size[1] - 1
            assert all(row.strip() for row in screen.text.splitlines()[lines.y : lines.bottom])
            assert app.screen.has_class("-whole") or details.bottom == lines.y
            assert details.height > 2
