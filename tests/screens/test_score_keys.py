"""The keys of the scoring screen: what each does to the screen and to the file."""

import pytest

from screens.score_keys import KEYS


async def test_digits_go_into_the_cell_and_enter_goes_on(opened, fresh):
    async with opened(fresh) as screen:
        await screen.type("0.5")
        assert "[0.5_]" in screen.row("> 管理团队")
        await screen.press("enter")
        assert "0.5  -0.5" in screen.row("管理团队")
        assert "> 教学现状" in screen.text
        await screen.saved()
        assert screen.entries("score") == [{"item": "1.1", "points": 0.5}]


async def test_keys_in_one_burst_keep_their_order(opened, fresh):
    async with opened(fresh) as screen:
        await screen.pilot.press(*["0", ".", "5", "enter", "1", "enter", "=", "f", "z"])
        await screen.saved()
        given = [(body["item"], body["points"]) for body in screen.entries("score")]
        assert given == [("1.1", 0.5), ("1.2", 1), ("1.3", 2), ("1.4", 2), ("2.1", 0)]


async def test_full_width_digits_count_as_plain_ones(opened, fresh):
    async with opened(fresh) as screen:
        await screen.type("１")
        await screen.press("enter")
        await screen.saved()
        assert screen.entries("score")[0]["points"] == 1


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1.5", "outside 0 to 1"), ("0.3", "off the step of 0.5"), ("0..5", "not a number"),
        ("-1", "not a number"), ("0,1", "is a point: 0.1"), ("0，1", "is a point: 0.1"), ("1/2", "not a number"),
    ],
)  # fmt: skip
async def test_a_refusal_stays_in_the_cell_with_its_reason(opened, fresh, typed, why):
    before = fresh.read_bytes()
    async with opened(fresh) as screen:
        await screen.strike(typed)
        await screen.press("enter")
        assert f"[{typed}_]" in screen.row("> 管理团队")
        assert why in screen.row(" ! ")
        await screen.press("escape")
        assert typed not in screen.row("管理团队")
    assert fresh.read_bytes() == before


async def test_what_divides_figures_begins_none(opened, fresh):
    async with opened(fresh) as screen:
        await screen.strike(",/，")
        assert "[" not in screen.row("> 管理团队")


async def test_after_a_refusal_the_next_digit_begins_another_value(opened, fresh):
    async with opened(fresh) as screen:
        await screen.type("9")
        await screen.press("enter")
        await screen.type("0")
        assert "[0_]" in screen.row("> 管理团队")
        await screen.press("enter")
        await screen.type("35")
        await screen.press("enter", "backspace", "backspace")
        await screen.type("1")
        await screen.press("enter")
        await screen.saved()
        assert [(each["item"], each["points"]) for each in screen.entries("score")] == [("1.1", 0), ("1.2", 1)]


async def test_undo_puts_the_former_value_back_and_goes_there(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("f", "up", "z")
        assert "0    -1" in screen.row("管理团队")
        await screen.press("u")
        assert "> 管理团队" in screen.text
        assert " 1     0" in screen.row("> 管理团队")
        await screen.press("ctrl+z")  # as in every other program
        assert " - " in screen.row("> 管理团队")
        await screen.press("u")
        assert "nothing of yours to undo" in screen.text


async def test_undo_drops_first_what_is_typed(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("f", "1", "ctrl+z")
        assert " - " in screen.row("> 教学现状") and " 1     0" in screen.row("管理团队")
        await screen.press("ctrl+z")
        assert " - " in screen.row("> 管理团队")


async def test_undo_says_what_it_does_and_asks_again_over_what_it_does_not(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("f", "up", "z", "r")
        await screen.until(lambda: "remarks" in screen.text, "the review")
        await screen.press("e")
        await screen.type("good")
        await screen.press("ctrl+s", "escape")
        await screen.until(lambda: "0-9 score" in screen.text, "the scores")
        await screen.press("u")
        assert "u does not undo the remarks" in screen.text and "1.1 管理团队  0 -> 1" in screen.text
        await screen.press("u")
        assert "Undone: 1.1 管理团队  0 -> 1" in screen.text
        await screen.press("u")
        assert "Undone: 1.1 管理团队  1 -> -" in screen.text


async def test_undo_stays_in_its_column_and_the_schools_column_is_said_loudly(opened, fresh):
    loud = "! Typing the SCHOOL'S self-check"
    async with opened(fresh) as screen:
        await screen.press("c")
        assert loud in screen.text
        await screen.press("0")
        await screen.press("enter", "u")
        assert "Undone: 1.1 管理团队  0 -> -" in screen.text and "[self]" in screen.text
        await screen.press("z", "down")
        assert loud in screen.text
        await screen.press("u", "c")
        assert loud not in screen.text
        await screen.press("u")
        assert "nothing of yours to undo in this column" in screen.text and "[eval]" in screen.text
    assert [body["points"] for body in screen.entries("claim")] == [0, None, 0, None]


async def test_taking_a_score_back(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("f", "up", "delete")
        await screen.saved()
        assert [body["points"] for body in screen.entries("score")] == [1, None]
        assert "0/22" in screen.row("青禾小学")


async def test_sections_by_letter_and_arrow(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("D")
        assert "校本应用考核" in screen.text and "> 校本自测" in screen.text
        await screen.press("right")
        assert "> 示范引领" in screen.text
        await screen.press("left", "left")
        assert "> 校本研修内容培训" in screen.text


async def test_tab_goes_round_to_the_next_open_item(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("f", "H", "tab")
        assert "> 教学现状" in screen.text
        await screen.press("shift+tab")
        assert "> 2.0产出资源" in screen.text


async def test_the_other_column_takes_the_self_check(opened, folder):
    async with opened(folder / "370899-0102.json") as screen:
        await screen.press("c")
        assert "[self]" in screen.text
        await screen.type("1")
        await screen.press("enter")
        await screen.saved()
        assert screen.entries("claim") == [{"item": "1.1", "points": 1}]
        assert screen.entries("score") == []


async def test_no_self_check_to_take_over(opened, folder):
    async with opened(folder / "370899-0102.json") as screen:
        await screen.press("=")
        assert "no self-check score" in screen.text
        assert screen.app.sitting.saved


async def test_the_same_value_again_is_recorded_once(opened, fresh):
    async with opened(fresh) as screen:
        for _ in range(3):
            await screen.press("f")
            await screen.until(lambda: "> 教学现状" in screen.text, "the next item")
            await screen.press("up")
        await screen.saved()
        assert len(screen.entries("score")) == 1


async def test_enter_goes_on_where_a_colleague_has_scored_everything(opened, folder):
    async with opened(folder / "370899-0107.json") as screen:
        await screen.press("A", "enter", "enter")
        await screen.until(lambda: "> 发展规划与年度计划" in screen.text, "the third item")
        assert "Every item has a score. r shows the review." in screen.text
        assert screen.entries("score") == []


async def test_history_says_who_when_from_what_to_what(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("f", "up", "z", "up", "h")
        await screen.until(lambda: "esc close" in screen.text, "the history")
        assert "- > 1" in screen.text and "1 > 0" in screen.text and "Lin@" in screen.text
        await screen.press("escape")
        assert "esc close" not in screen.text


async def test_history_says_of_a_note_that_it_came_and_went(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("f", "up", "n", *"abc", "enter", "u", "h")
        await screen.until(lambda: "esc close" in screen.text, "the history")
        rows = [row[12:].strip() for row in screen.text.splitlines()]
        first = next(at for at, row in enumerate(rows) if "note or ticks" in row)
        assert rows[first + 1] == "-" and "note or ticks" in rows[first + 2] and rows[first + 3] == "abc", screen.text


async def test_the_help_lists_every_key(opened, fresh):
    async with opened(fresh, size=(100, 60)) as screen:
        await screen.press("?")
        await screen.until(lambda: "esc close" in screen.text, "the help")
        for each in KEYS:
            assert each.tooltip.split(",")[0][:30] in screen.text, each.action


async def test_every_key_on_the_bar_does_something(opened, fresh):
    async with opened(fresh) as screen:
        bar = screen.text.splitlines()[-1]
        known = {each.key_display or key for each in KEYS for key in each.key.split(",")} | {"0-9", "?"}
        assert {part.split()[0] for part in bar.split("  ") if part.strip()} <= known
        assert bar.rstrip().endswith("? help")


async def test_what_was_typed_leaves_the_screen_with_the_key_that_drops_it(opened, fresh):
    """It looked as if it stood there still, and Enter recorded nothing."""
    async with opened(fresh) as screen:
        await screen.type("0.5")
        await screen.press("u")
        assert "_]" not in screen.text
