"""What comes in while a dialog is open, and what is left of what was typed when a window goes."""

import json
import shutil

import pytest
from test_colleagues_copy import scored_by
from test_draw import drawn, to_draw

from ipc2_tui.cli import run
from ipc2_tui.files.store import VisitStore
from scoring.draw_entries import stand_in_body
from scoring.draws import draws_of
from scoring.entry import name_of
from scoring.verification import FAILED, Card, verify_body
from scoring.visit import fold

LI, ZHAO = "Li@11111111", "Zhao@22222222"


def come_in(screen, by, kind, body):
    """An entry of another program's, as it is taken in from the disk."""
    sitting = screen.app.sitting
    entry = sitting.visit.next_entry(by, sitting.now(), kind, body)
    sitting.take_in([entry])
    return entry


async def test_two_absences_at_once_do_not_spoil_the_draw(opened, fresh):
    async with opened(fresh) as screen:
        await drawn(screen)
        await screen.press("x")
        await screen.until(lambda: "cannot come" in screen.text, "the question")
        draw = draws_of(screen.app.sitting.visit).draws[-1]
        other = draw.standing[1]
        come_in(screen, LI, "stand_in", stand_in_body(draw, other, "病假", "教导主任", "00" * 16))
        await screen.type("illness")
        await screen.press("tab")
        await screen.type("head")
        await screen.press("enter")
        await screen.saved()
        (draw,) = draws_of(screen.app.sitting.visit).draws
        assert (draw.valid, len(draw.stand_ins)) == (True, 2)


async def test_who_was_met_by_a_colleague_meanwhile_is_not_replaced(opened, fresh):
    async with opened(fresh) as screen:
        await drawn(screen)
        await screen.press("x")
        await screen.until(lambda: "cannot come" in screen.text, "the question")
        draw = draws_of(screen.app.sitting.visit).draws[-1]
        come_in(screen, LI, "verify", verify_body(draw, draw.standing[0], Card(FAILED, outcome=FAILED), "00" * 16))
        await screen.type("illness")
        await screen.press("tab", "h", "enter")
        await screen.until(lambda: "was there: there is a card" in screen.text, "why not")
        assert "stand_in" not in screen.app.sitting.visit.counts


async def test_nobody_settles_a_card_that_they_have_not_seen(opened, folder):
    path = folder / "370899-0108.json"
    async with opened(path) as screen:
        await to_draw(screen)
        draw = draws_of(screen.app.sitting.visit).draws[-1]
        failed = verify_body(draw, draw.standing[0], Card(FAILED, outcome=FAILED), "00" * 16)
        come_in(screen, LI, "verify", failed)
        await screen.press("enter")
        await screen.until(lambda: "evidence seen" in screen.text, "the card")
        late = come_in(screen, ZHAO, "verify", {**failed, "note": "unseen"})
        await screen.press("p", "p", "p", "p", "p", "n")
        await screen.type("why")
        await screen.press("enter")
        await screen.until(lambda: "settled on?" in screen.text, "the question")
        await screen.press("y")
        await screen.saved()
        assert late.hash not in screen.entries("verify")[-1]["over"]


async def test_a_card_that_came_back_is_not_dropped_at_the_first_escape(opened, folder):
    async with opened(folder / "370899-0108.json") as screen:
        await screen.press("d", "enter")
        await screen.until(lambda: "evidence seen" in screen.text, "the card")
        await screen.press("p", "f", "enter")
        await screen.until(lambda: "settled on?" in screen.text, "the question")
        await screen.press("escape")
        await screen.until(lambda: "failed" in screen.row("work assessed"), "the card again")
        await screen.press("escape")
        assert "esc again drops it" in screen.text and "failed" in screen.row("work assessed")


async def test_a_sheet_of_before_is_no_longer_named(opened, folder):
    async with opened(folder / "370899-0108.json") as screen:
        screen.app.sitting.sheet = "/x/old-sheet.xlsx"
        come_in(screen, LI, "remark", {"text": "late"})
        await screen.press("r")
        await screen.until(lambda: "strengths" in screen.text, "the review")
        assert "old-sheet" not in screen.text


async def test_one_of_ones_own_two_values_settles_a_fork(opened, fresh):
    store = VisitStore(fresh)
    visit, by = store.visit, "Lin@00000000"
    two = [visit.next_entry(by, "2022-12-08T09:30:00+08:00", "score", {"item": "1.1", "points": p}) for p in (0.5, 1)]
    store.save(fold(visit.code, visit.rubric, [*visit.entries, *two]))
    store.close()
    async with opened(fresh) as screen:
        screen.app.sitting.by = by
        await screen.press("A")
        mine = screen.app.sitting.visit.mark("score", "1.1", by).value
        screen.app.screen.point(screen.app.sitting.visit.rubric.by_id["1.1"])
        await screen.type(f"{mine:f}")
        await screen.press("enter")
        assert screen.app.sitting.visit.cell("score", "1.1").values == (mine,)
        assert name_of(by) == "Lin"


@pytest.mark.parametrize("by", ["SIGHUP", "SIGTERM"])
async def test_a_window_that_is_closed_keeps_what_is_typed(opened, fresh, by):
    async with opened(fresh) as screen:
        await screen.press("0", ".", "5")
        screen.close_window(by)
        await screen.until(lambda: not screen.app.is_running, "the end")
    assert [(body["item"], body["points"]) for body in screen.entries("score")] == [("1.1", 0.5)]


@pytest.mark.parametrize(("keys", "kind", "field"), [(("n",), "score", "note"), (("r", "e"), "remark", "text")])
async def test_a_window_that_is_closed_keeps_what_is_written(opened, fresh, keys, kind, field):
    async with opened(fresh) as screen:
        await screen.press(*keys)
        await screen.type("seen")
        screen.close_window()
        await screen.until(lambda: not screen.app.is_running, "the end")
    assert [body[field] for body in screen.entries(kind)] == ["seen"]


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        ("", []),
        ("pfnseen", [{"seen": "passed", "assessed": "failed", "outcome": "not_done", "note": "seen"}]),
        ("ppppp", [{"asked": "passed", "outcome": "passed"}]),
    ],
)
async def test_a_window_that_is_closed_keeps_the_card_but_decides_nothing(opened, fresh, keys, kept):
    async with opened(fresh) as screen:
        await drawn(screen)
        await screen.press("enter")
        await screen.until(lambda: "evidence seen" in screen.text, "the card")
        await screen.type(keys)
        screen.close_window()
        await screen.until(lambda: not screen.app.is_running, "the end")
    cards = screen.entries("verify")
    assert [{key: card[key] for key in want} for card, want in zip(cards, kept, strict=True)] == kept


@pytest.mark.parametrize(("keys", "kept"), [("pf", ["not_done"]), ("pppp" + "f", [])])
async def test_with_a_closed_window_nobody_differs_from_colleagues(opened, folder, keys, kept):
    async with opened(folder / "370899-0108.json") as screen:
        await screen.press("d", "enter")
        await screen.until(lambda: "evidence seen" in screen.text, "the card")
        await screen.type(keys)
        screen.close_window()
        await screen.until(lambda: not screen.app.is_running, "the end")
    assert [card["outcome"] for card in screen.entries("verify")] == kept


async def test_a_draft_that_cannot_be_goes_with_the_window(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("9")
        screen.close_window()
        await screen.until(lambda: not screen.app.is_running, "the end")
    assert screen.entries("score") == []


async def test_the_district_opens_the_copy_that_lacks_nothing(opened, fresh, monkeypatch):
    """Whoever went on in an older copy would have two histories."""
    for path in fresh.parent.iterdir():
        if path != fresh and path.suffix == ".json":
            path.unlink()
    copy = fresh.with_name("370899-0101 Wang.json")
    shutil.copy(fresh, copy)
    scored_by("Lin", fresh, ("1.1", "1"), monkeypatch=monkeypatch)
    async with opened(fresh.parent) as screen:
        await screen.until(lambda: "Wang" in screen.text, "the list")
        await screen.press("d", "enter")
        await screen.until(lambda: "sections" in screen.text, "the scores")
        assert screen.app.saver.store.path.name == fresh.name
        await screen.press("q")
        scored_by("Wang", copy, ("1.2", "0.5"), monkeypatch=monkeypatch)
        await screen.until(lambda: "(1.5)" in screen.text, "both")
        await screen.press("enter")
        await screen.until(lambda: screen.notices, "the word")
        assert "lacks what another has" in screen.notices[0] and copy.name in screen.notices[0]
        assert screen.app.sitting is None


async def test_a_word_of_before_does_not_lie_over_a_dialogs_keys(opened, folder):
    (folder / "broken.json").write_text("{", encoding="utf-8")
    async with opened(folder) as screen:
        await screen.until(lambda: "broken" in screen.text, "the list")
        await screen.press("end", "enter")
        await screen.until(lambda: screen.notices, "why it cannot be opened")
        await screen.press("n")
        await screen.until(lambda: "enter start" in screen.text and not screen.notices, "the dialog")


async def test_pasting_is_for_scores(opened, fresh):
    from textual import events

    async with opened(fresh) as screen:
        screen.app.post_message(events.Paste(" 0.5\n"))
        await screen.until(lambda: "[0.5_]" in screen.text, "the score")
        screen.app.post_message(events.Paste("9.5分"))
        await screen.until(lambda: "Nothing was pasted" in screen.text, "the word")
        assert "[0.5_]" in screen.text
        await screen.press("enter")
        await screen.saved()
    assert [(body["item"], body["points"]) for body in screen.entries("score")] == [("1.1", 0.5)]


async def test_two_histories_are_told_in_the_review_and_before_signing(opened, folder):
    path = folder / "370899-0108.json"
    store = VisitStore(path)
    visit = store.visit
    two = [visit.next_entry(LI, "2022-12-08T09:30:00+08:00", "remark", {"text": text}) for text in "ab"]
    store.save(fold(visit.code, visit.rubric, [*visit.entries, *two]))
    store.close()
    async with opened(path) as screen:
        await screen.press("r")
        await screen.until(lambda: "two histories of Li@11111111" in screen.text, "the review")
        await screen.press("s")
        await screen.until(lambda: "! two histories of Li@11111111" in screen.text, "the question")


async def test_what_is_to_be_looked_at_is_said_of_the_row(opened, folder):
    async with opened(folder, (120, 36)) as screen:
        await screen.until(lambda: "370899-0105" in screen.text, "the list")
        await screen.press("down", "down", "down", "down")
        await screen.until(lambda: "370899-0105.json   ! people differ" in screen.text, "the reason")


async def test_another_school_under_the_same_code_is_told(opened, fresh):
    data = json.loads(fresh.read_bytes())
    other = fresh.with_name("370899-0101 b.json")
    assert VisitStore(fresh).visit.school.name == "青禾小学"
    assert run(["new", "--code", "370899-0101", "--name", "别校", "-o", str(other), "--lang", "en"]) == 0
    assert data["visits"]
    async with opened(fresh.parent, (120, 36)) as screen:
        await screen.until(lambda: "ANOTHER SCHOOL UNDER THIS CODE" in screen.text, "the warning")


async def test_the_cursor_goes_with_the_page_of_the_drawn(opened, fresh):
    async with opened(fresh, (60, 20)) as screen:
        await drawn(screen)
        await screen.press("pagedown")
        assert ">  3 " in screen.text
        await screen.press("pageup")
        assert ">  1 " in screen.text


async def test_where_nobody_is_left_no_absence_is_written_down_first(opened, folder):
    roster = folder / "few.csv"
    roster.write_text("姓名,微能力1\n甲,A1\n乙,B1\n", encoding="utf-8")
    path = folder / "370899-0102.json"
    assert run(["import", str(roster), "--into", str(path), "--yes", "--lang", "en"]) == 0
    assert run(["draw", str(path), "--words", "3162546113", "--count", "2", "--lang", "en"]) == 0
    async with opened(path) as screen:
        await screen.press("d")
        await screen.until(lambda: "derived again" in screen.text, "the draw")
        await screen.press("x")
        await screen.until(lambda: "nobody is left to stand in" in screen.text, "the reason")
        assert len(screen.app.screen_stack) == 2


async def test_a_withheld_roster_is_not_asked_for_again(opened, folder):
    path = folder / "all.json"
    files = [str(folder / f"370899-{code}.json") for code in ("0106", "0108")]
    run(["merge", *files, "-o", str(path), "--lang", "en"])
    one = folder / "one.json"
    data = json.loads(path.read_bytes())
    data["visits"] = {"370899-0108": data["visits"]["370899-0108"]}
    one.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    async with opened(one) as screen:
        await screen.press("d")
        await screen.until(lambda: "withheld in this file" in screen.text, "the draw")
        assert "No roster yet" not in screen.text
        await screen.press("s")
        assert "i imports one" not in screen.text


async def test_the_code_says_what_stands_in_its_way(opened, folder):
    async with opened(folder / "370899-0105.json") as screen:
        await screen.press("r", "k")
        await screen.until(lambda: any("cannot be signed yet" in each for each in screen.notices), "the reason")
        assert any("people differ on 3.4" in each for each in screen.notices)
