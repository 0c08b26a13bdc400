"""Settling what people differ on."""

import re

from test_told import add

from ipc2_tui.cli import run
from ipc2_tui.files.rubrics import DEFAULT, built_in
from scoring.entry import make_entry
from screens.conflicts import Difference, _page

AT = "2022-12-05T09:00:00+08:00"


async def test_a_difference_is_settled_with_a_reason(opened, folder):
    async with opened(folder / "370899-0105.json") as screen:
        await screen.press("v")
        await screen.until(lambda: "> 3.4" in screen.text, "the differences")
        assert "林知远" in screen.text and "与组长看法不同" in screen.text
        await screen.press("down", "enter")
        await screen.until(lambda: "settled points" in screen.text, "the question")
        await screen.type("99")
        await screen.press("enter")
        assert "outside 0 to 15" in screen.text
        await screen.press("backspace", "backspace", "1", "2", "enter")
        assert "a reason is needed" in screen.text
        await screen.type("agreed")
        await screen.press("enter")
        await screen.until(lambda: re.search("Lin, ruling +12   agreed", screen.text), "the ruling beside the scores")
        assert "Settled: 4.3 合格率  12" in screen.text
        assert screen.text.index("3.4") < screen.text.index("settled; enter") < screen.text.index("> 4.3")
        await screen.saved()
        (ruling,) = screen.entries("ruling")
        assert (ruling["item"], ruling["points"], ruling["reason"], len(ruling["over"])) == ("4.3", 12, "agreed", 2)
        assert "differ 1" in screen.text.splitlines()[0]
        await screen.press("escape", "r", "space", "space")
        await screen.until(lambda: "settled by a ruling: 1" in screen.text, "the ruling in the review")
        assert "12: agreed (" in screen.text


async def test_a_new_difference_is_said_at_once(opened, folder):
    async with opened(folder / "370899-0105.json") as screen:
        await screen.press("A", "z")
        await screen.until(lambda: "gave another; v settles it" in screen.text, "what differs")
        assert "1.1 管理团队 0|0.5: " in screen.text and "林知远" in screen.row("gave another")
        await screen.press("down")
        assert "gave another" not in screen.text


async def test_where_all_is_scored_the_key_that_settles_what_differs_is_named(opened, folder):
    async with opened(folder / "370899-0105.json") as screen:
        await screen.press("tab")
        await screen.until(lambda: "Every item has a score, but people differ: v shows where." in screen.text, "v")


async def test_nobody_differs(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("v")
        await screen.until(lambda: "Nobody differs" in screen.text, "that nobody does")
        assert "d draw" not in screen.text
        await screen.press("enter", "d", "escape")
        await screen.until(lambda: "> 管理团队" in screen.text, "the scores")


async def test_a_ruling_is_given_anew(opened, folder):
    async with opened(folder / "370899-0105.json") as screen:
        await screen.press("v")
        for points in ("18", "17.5"):
            await screen.until(lambda: "3.4" in screen.text, "the differences")
            await screen.press(*["down"] * 9, *["up"] * (2 if points == "18" else 0), "enter")
            await screen.until(lambda: "settled points" in screen.text, "the question")
            await screen.type(points)
            await screen.press("enter")
            await screen.type(f"because of {points}")
            await screen.press("enter")
            await screen.until(lambda p=points: f"because of {p}" in screen.text, "the ruling")
        await screen.saved()
        first, second = screen.entries("ruling")
        assert first["item"] == second["item"] and second["points"] == 17.5
        assert "because of 18" not in screen.text


async def test_what_came_after_a_ruling_is_told_from_what_it_settled(opened, folder, monkeypatch):
    path = folder / "370899-0105.json"
    monkeypatch.setenv("IPC2_NAME", "Lead")
    assert run(["rule", str(path), "3.4", "18", "--reason", "agreed", "--lang", "en"]) == 0
    monkeypatch.setenv("IPC2_NAME", "Wang")
    assert run(["score", str(path), "3.4", "11", "--lang", "en"]) == 0
    monkeypatch.setenv("IPC2_NAME", "Lin")
    async with opened(path) as screen:
        await screen.press("v")
        await screen.until(lambda: "> 3.4" in screen.text, "the differences")
        assert re.search("Wang +11   after the ruling", screen.text)
        assert screen.text.count("after the ruling") == 1


async def test_a_note_opens_no_ruling_again_another_score_does(opened, folder, monkeypatch):
    path = folder / "370899-0105.json"
    assert run(["score", str(path), "3.4", "11", "--lang", "en"]) == 0
    monkeypatch.setenv("IPC2_NAME", "Lead")
    assert run(["rule", str(path), "3.4", "18", "--reason", "agreed", "--lang", "en"]) == 0
    monkeypatch.setenv("IPC2_NAME", "Lin")
    async with opened(path) as screen:
        await screen.press("C", "down", "down", "down", "n")
        await screen.until(lambda: "3.4" in screen.text and "note for the team" in screen.text, "the note")
        await screen.type("seen")
        await screen.press("enter")
        await screen.until(lambda: "Lin       11  seen" in screen.text, "the note beside the score")
        assert "differ 1 " in screen.text.splitlines()[0]
        await screen.press("1", "2", "enter")
        await screen.until(lambda: "unlike the ruling: open again" in screen.text, "the word")
        await screen.press("u")
        await screen.until(lambda: "differ 1 " in screen.text.splitlines()[0], "the ruling in force again")


async def test_a_note_on_what_people_differ_on_says_nothing_new(opened, folder):
    async with opened(folder / "370899-0105.json") as screen:
        screen.app.screen.point(screen.app.sitting.visit.rubric.by_id["3.4"])
        screen.app.sitting.by = next(iter(screen.app.sitting.visit.cell("score", "3.4").given))
        await screen.press("n")
        await screen.type("seen")
        await screen.press("enter")
        await screen.saved()
        assert "v settles it" not in screen.text


def test_whoever_comes_round_to_a_ruling_stands_there_like_the_others():
    marks = tuple(make_entry(by, 1, AT, "score", {"item": "1.1", "points": 1}, "0" * 64) for by in ("A@1", "B@2"))
    words = (make_entry("C@3", 1, AT, "ruling", {"item": "1.1", "points": 1, "reason": "x", "over": []}, "0" * 64),)
    item = built_in(DEFAULT).by_id["1.1"]
    for settled, late, red in ((True, marks[1:], 0), (False, marks[1:], 1), (False, (), 0)):
        found = Difference("score", item, marks, words, frozenset(each.hash for each in late), settled)
        pieces = [piece for each in _page([found], [], 1, 80) for piece in each]
        assert sum("text-error" in style for _, style in pieces) == red


async def test_three_scores_side_by_side_stand_apart_from_the_self_check(opened, folder):
    for by, points in (("Ann@22222222", 17.5), ("Bo@33333333", 18.5)):
        add(folder / "370899-0105.json", by, "score", {"item": "3.4", "points": points, "note": ""})
    async with opened(folder / "370899-0105.json") as screen:
        await screen.press("C", "down", "down", "down")
        assert screen.row("> 线下校本研修实践").split("实践")[1].split()[:3] == ["20", "20", "12|17.5.."]


async def test_a_long_name_in_the_history_ends_before_the_column(opened, folder):
    by = "阿卜杜热西提买买提吐尔逊江@22222222"
    add(folder / "370899-0105.json", by, "score", {"item": "3.4", "points": 17.5, "note": ""})
    async with opened(folder / "370899-0105.json") as screen:
        await screen.press("C", "down", "down", "down", "h")
        await screen.until(lambda: "..  evaluation" in screen.text, "a space between them")
