"""The card of a drawn teacher: filled in by keys, and what of it is not kept."""

import pytest
from test_draw import drawn


async def test_a_card_is_filled_in_by_keys(opened, fresh):
    async with opened(fresh) as screen:
        await drawn(screen)
        await screen.press("enter")
        await screen.until(lambda: "evidence seen" in screen.text, "the card")
        await screen.press("p", "minus", "p", "f", "enter")
        await screen.until(lambda: "evidence seen" not in screen.text, "the card to close")
        await screen.saved()
        (card,) = screen.entries("verify")
        assert [card[step] for step in ("seen", "assessed", "heard", "asked")] == [
            "passed",
            "not_done",
            "passed",
            "failed",
        ]
        assert card["outcome"] == "failed"
        assert "1 of 1 verified teachers failed" in screen.text


@pytest.mark.parametrize(("keys", "grade"), [("p", "合格"), ("f", "不合格"), ("e", "优秀"), ("e-", "")])
async def test_on_the_grade_each_key_gives_what_it_says(opened, fresh, keys, grade):
    async with opened(fresh) as screen:
        await drawn(screen)
        await screen.press("enter")
        await screen.until(lambda: "evidence seen" in screen.text, "the card")
        await screen.press("p", *["down"] * 4, *("minus" if key == "-" else key for key in keys), "enter")
        await screen.until(lambda: "evidence seen" not in screen.text, "the card to close")
        await screen.saved()
        (card,) = screen.entries("verify")
        assert card.get("grade", "") == grade
        assert card["outcome"] == ("failed" if grade == "不合格" else "passed")  # it follows, until it is decided


async def test_a_grade_that_contradicts_the_outcome_is_not_kept(opened, fresh):
    async with opened(fresh) as screen:
        await drawn(screen)
        await screen.press("enter")
        await screen.until(lambda: "evidence seen" in screen.text, "the card")
        await screen.press(*["down"] * 4, "f", "e", "enter")
        await screen.until(lambda: "优秀 contradicts the outcome, failed" in screen.text, "the reason")
        assert not screen.entries("verify")
        await screen.press("f", "enter")
        await screen.until(lambda: "evidence seen" not in screen.text, "the card to close")
        await screen.saved()
        assert [(card["outcome"], card["grade"]) for card in screen.entries("verify")] == [("failed", "不合格")]


async def test_the_cards_note_is_left_by_the_arrows_and_keeps_what_stood_there(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("d", "s", "enter")
        await screen.until(lambda: "enter draw  esc back" in screen.text, "the field for the words")
        await screen.press(*"3162546113", "enter")
        await screen.until(lambda: "derived again" in screen.text, "the drawn")
        await screen.press("enter")
        await screen.until(lambda: "esc close" in screen.text, "the card")
        await screen.press("tab", "tab", "shift+tab", "p", "n", "a", "p")
        await screen.until(lambda: "up down back to the results" in screen.text, "the keys of the note")
        assert "n note" not in screen.text
        await screen.press("up")
        await screen.until(lambda: "n note" in screen.text, "the keys of the results")
        await screen.press("f", "n", "b")
        await screen.press("enter")
        await screen.until(lambda: "esc close" not in screen.text, "the draw")
        await screen.saved()
        card = screen.entries("verify")[-1]
        assert (card["assessed"], card["note"][-3:]) == ("failed", "apb")


async def test_a_card_on_which_nothing_was_found_is_not_recorded(opened, fresh):
    async with opened(fresh) as screen:
        await drawn(screen)
        await screen.press("enter")
        await screen.until(lambda: "enter keep" in screen.text, "the card")
        await screen.press("enter")
        await screen.until(lambda: "derived again: right" in screen.text, "the draw")
        assert "verify" not in screen.app.sitting.visit.counts
