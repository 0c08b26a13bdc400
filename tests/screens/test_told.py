"""What must not pass without a word: signatures, teachers on whom people differ, what cannot be recorded."""

import json
import shutil
from pathlib import Path

import pytest

from ipc2_tui.files.store import VisitStore
from ipc2_tui.files.visit_file import read_visits
from ipc2_tui.language import catalogue
from scoring import wording
from scoring.draws import draws_of
from scoring.verification import PASSED, Card, verify_body
from scoring.visit import with_entry
from screens.item_details import item_details

GOOD = Card(PASSED, PASSED, PASSED, PASSED, PASSED)


def add(path, by, kind, body, at="2022-12-08T09:30:00+08:00"):
    """One more entry in a file that is not open."""
    store = VisitStore(path)
    store.save(with_entry(store.visit, store.visit.next_entry(by, at, kind, body)))
    store.close()


async def sign(screen):
    await screen.press("r", "s")
    await screen.until(lambda: "Sign this result?" in screen.text, "the question")
    await screen.press("y")
    await screen.until(lambda: "Signed." in screen.text, "the signature")
    await screen.saved()
    await screen.press("escape")


async def test_ones_own_signature_is_none_of_the_visits(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("f", "r", "m")
        await screen.until(lambda: "Sign your own entries?" in screen.text, "the question")
        await screen.press("y")
        await screen.until(lambda: "Give the team lead" in screen.text, "the signature")
        assert "stale" not in screen.text.splitlines()[0]


@pytest.mark.parametrize(("language", "what_to_do"), [("zh", "请再按一次。"), ("en", "Press again for it.")])
async def test_in_a_small_window_too_is_told_how_to_change_what_is_signed(
    opened, folder, monkeypatch, language, what_to_do
):
    async with opened(folder / "370899-0108.json", (60, 20)) as screen:
        await sign(screen)
        monkeypatch.setattr(wording, "_catalogue", catalogue(language))
        await screen.press("z")
        await screen.until(lambda: what_to_do in screen.text, "the warning in full")


async def test_what_is_recorded_after_the_signature_is_told_at_once(opened, folder):
    async with opened(folder / "370899-0108.json") as screen:
        await sign(screen)
        assert " signed" in screen.text.splitlines()[0]
        entries = len(screen.app.sitting.visit.entries)
        for keys in (("A", "z"), ("0", "enter"), ("escape", "n"), ("delete",), ("0", "f"), ("r", "e"), ("i",)):
            screen.app.sitting.reopened = False
            await screen.press(*keys)
            await screen.until(
                lambda: "Signed: a change makes that stale. Press again for it." in screen.text, "the warning"
            )
            assert "_]" not in screen.text or keys[-1] == "enter"
        assert len(screen.app.sitting.visit.entries) == entries and " signed" in screen.text.splitlines()[0]
        await screen.press("escape", "z")
        await screen.until(lambda: "signature stale" in screen.text.splitlines()[0], "the word")
        assert any("no longer covers the visit" in notice for notice in screen.notices)


async def test_signed_is_what_was_shown(opened, folder):
    """Something came in while the question stood there: the signature is stale, not of something nobody saw."""
    async with opened(folder / "370899-0108.json") as screen:
        await screen.press("r", "s")
        await screen.until(lambda: "Sign this result?" in screen.text, "the question")
        sitting = screen.app.sitting
        sitting.take_in([sitting.visit.next_entry("Li@11111111", sitting.now(), "remark", {"text": "late"})])
        await screen.press("y")
        await screen.until(lambda: "signature stale" in screen.text.splitlines()[0], "the word")


async def test_a_ruling_settles_what_was_on_screen(opened, folder):
    async with opened(folder / "370899-0105.json") as screen:
        await screen.press("v", "enter")
        await screen.until(lambda: "settled points" in screen.text, "the question")
        sitting, late = screen.app.sitting, {"item": "3.4", "points": 1}
        sitting.take_in([sitting.visit.next_entry("Li@11111111", sitting.now(), "score", late)])
        await screen.type("18")
        await screen.press("enter")
        await screen.type("agreed")
        await screen.press("enter")
        await screen.saved()
        (ruling,) = screen.entries("ruling")
        assert (
            len(ruling["over"]) == 2 and sitting.visit.cell("score", "3.4").conflict
        )  # 18, and 1 that it has not seen


async def test_a_signature_that_was_made_up_is_called_so(opened, folder):
    path = folder / "370899-0108.json"
    async with opened(path) as screen:
        await sign(screen)
    data = json.loads(path.read_bytes())
    (visit,) = data["visits"].values()
    (entry,) = (each for each in visit["entries"] if each["kind"] == "sign")
    visit["entries"].remove(entry)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    add(path, "坏人@11111111", "sign", {**entry["body"], "sshsig": "junk"})
    async with opened(path) as screen:
        assert "signature INVALID" in screen.text.splitlines()[0]


async def test_teachers_on_whom_people_differ_are_told_everywhere(opened, folder):
    path = folder / "370899-0108.json"
    (visit,) = read_visits(path).visits.values()
    draw = draws_of(visit).draws[-1]
    failed = next(one for one in draw.standing if draw.teacher(one).name == "张明景")
    add(path, "周予安@22222222", "verify", verify_body(draw, failed, GOOD, "00" * 16))
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0114" in screen.text, "the list")
        assert "Qualified !" in screen.row("370899-0108")
    async with opened(path) as screen:
        assert "differ 1" in screen.text.splitlines()[0]
        await screen.press("v")
        await screen.until(lambda: "People differ on drawn teachers" in screen.text, "the differences")
        assert "张明景" in screen.text and "Nobody differs on an item." in screen.text
        assert "d draw" in screen.text
        await screen.press("d")
        await screen.until(lambda: "3 drawn" in screen.text, "the draw that it leads to")
        await screen.press("escape")
        await screen.until(lambda: "People differ on drawn teachers" in screen.text, "the differences again")
        await screen.press("escape", "r", "s")
        await screen.until(lambda: "Sign this result?" in screen.text, "the question")
        assert "people differ on drawn teachers: 张明景" in screen.text and "not verified" not in screen.text


async def test_a_question_left_by_escape_goes_back_to_the_card(opened, folder):
    path = folder / "370899-0108.json"
    async with opened(path) as screen:
        await screen.press("d", "enter")
        await screen.until(lambda: "evidence seen" in screen.text, "the card")
        await screen.press("p", "f", "enter")
        await screen.until(lambda: "settled on?" in screen.text, "the question")
        await screen.press("escape")
        await screen.until(lambda: "evidence seen" in screen.text, "the card again")
        assert "failed" in screen.row("work assessed")
        await screen.press("escape", "escape")
        await screen.until(lambda: "evidence seen" not in screen.text, "the draw")
    assert screen.entries("verify") == []


async def test_what_the_team_has_settled_on_needs_a_reason(opened, folder):
    path = folder / "370899-0108.json"
    async with opened(path) as screen:
        await screen.press("d", "enter")
        await screen.until(lambda: "evidence seen" in screen.text, "the card")
        assert "write the reason" not in screen.text
        await screen.press("p", "f")
        assert "to settle it, write the reason as the note" in screen.text
        await screen.press("enter")
        await screen.until(lambda: "settled on?" in screen.text, "the question")
        await screen.press("y")
        await screen.until(lambda: "a reason is needed" in screen.text, "the card again")
        await screen.type("agreed")
        await screen.press("enter")
        await screen.until(lambda: "evidence seen" not in screen.text, "the draw, with no question again")
        await screen.saved()
        assert "!" not in screen.row(">  1 ")
    (card,) = screen.entries("verify")
    assert (card["note"], card["outcome"], len(card["over"])) == ("agreed", "failed", 2)


async def test_the_review_names_the_teachers_on_whom_people_differ(opened, folder):
    path = folder / "370899-0108.json"
    (visit,) = read_visits(path).visits.values()
    draw = draws_of(visit).draws[-1]
    failed = next(one for one in draw.standing if draw.teacher(one).name == "张明景")
    add(path, "周予安@22222222", "verify", verify_body(draw, failed, GOOD, "00" * 16))
    async with opened(path) as screen:
        await screen.press("r")
        await screen.until(lambda: "People differ on drawn teachers" in screen.text, "the review")
        assert "张明景" in screen.text


@pytest.mark.parametrize(
    "keys", [("n",), ("B", "t"), ("d", "enter"), ("d", "x"), ("d", "s"), ("9",), ("9", "9", "enter")]
)
async def test_what_cannot_be_recorded_is_not_typed_first(opened, folder, keys):
    path = folder / "370899-0108.json"
    first = VisitStore(path)
    async with opened(path) as screen:
        await screen.press(*keys)
        await screen.until(lambda: "open in another window" in screen.text, "the reason")
        assert len(screen.app.screen_stack) == 1 + (keys[0] == "d")
    first.close()


async def test_a_kind_of_a_newer_program_is_no_end(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("f")
        await screen.saved()
        by = screen.app.sitting.by
    add(fresh, by, "photo", {"name": "1.jpg"})
    async with opened(fresh) as screen:
        await screen.press("u")
        await screen.until(lambda: "u does not undo photo" in screen.text, "the word")


async def test_a_visit_on_another_form_is_left_out_of_the_ranking_by_name(opened, folder, tmp_path):
    stranger = folder / "370899-0999.json"
    from ipc2_tui.files.rubrics import find_rubric
    from ipc2_tui.files.store import create
    from scoring.opening import new_visit

    rubric = find_rubric(str(Path(__file__).parents[1] / "rubrics" / "smallest.toml"))
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0114" in screen.text, "the list")
        await screen.press("d")
        await screen.until(lambda: "averages of the decided" in screen.text, "the district")
        create(stranger, new_visit("370899-0999", rubric, "Li@11111111", "2022-12-05T09:30:00+08:00",
                                   {"name": "n", "date": "2022-12-05"}))  # fmt: skip
        said = "LEFT OUT: 370899-0999 is on the form smallest, most schools are on"
        await screen.until(lambda: said in screen.text and "370899-0107" in screen.text, "the reason, and the ranking")
        shutil.move(stranger, tmp_path)
        await screen.until(lambda: "LEFT OUT" not in screen.text, "the ranking alone")
        assert "averages of the decided" in screen.text


async def test_the_palette_finds_a_command_by_what_it_does(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("ctrl+p")
        await screen.type("lesson demos")
        await screen.until(lambda: "draw  (d)" in screen.text, "the command")
        await screen.press("enter")
        await screen.until(lambda: "1 seal" in screen.text, "the draw")


async def test_an_input_method_is_told_of_once(opened, folder):
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0114" in screen.text, "the list")
        await screen.strike("发展规划缺责任人")
        assert len([notice for notice in screen.notices if "input method" in notice]) == 1


async def test_enter_points_at_the_keys_where_it_answers_nothing(opened, fresh, folder):
    (folder / "roster.csv").write_text("姓名\n王芳\n", encoding="utf-8")
    async with opened(fresh) as screen:
        await screen.press("i")
        await screen.until(lambda: "or a path" in screen.text, "the files")
        await screen.press("enter")
        await screen.until(lambda: "y import" in screen.text, "the preview")
        keys = screen.app.screen.query_one(".keys")
        assert not keys.has_class("trouble")
        await screen.press("enter")
        assert keys.has_class("trouble") and "y import" in screen.text


async def test_a_code_typed_for_a_name_is_asked_for_again(opened, fresh, monkeypatch):
    monkeypatch.delenv("IPC2_NAME")
    async with opened(fresh) as screen:
        await screen.until(lambda: "Who is scoring?" in screen.text, "the question")
        for typed in ("370812-0101荷花小学", "2"):
            await screen.type(typed)
            await screen.press("enter")
            await screen.until(lambda: "no name of a person" in screen.text, "why not")
        await screen.type("王伟")
        await screen.press("enter")
        await screen.until(lambda: "Who is scoring?" not in screen.text, "the scores")
        assert screen.app.sitting.by.startswith("王伟@")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_stands_beside_an_item_is_named_in_full(folder, language, monkeypatch):
    """The draw's proof and the school's note: their names fit the column before them."""
    monkeypatch.setattr(wording, "_catalogue", catalogue(language))
    add(folder / "370899-0109.json", "学校@12345678", "claim", {"item": "4.3", "points": 15, "note": "见附表"})
    (visit,) = read_visits(folder / "370899-0109.json").visits.values()
    lines = item_details(visit, visit.rubric.by_id["4.3"], "林知远@12345678", 78)
    heads = {"".join(text for text, _ in rest): head for (head, _), *rest in lines[1:]}
    assert "见附表" in heads and not [head for head in heads.values() if ".." in head]


def test_what_only_some_items_have_is_told_with_its_key(folder):
    """The key bar of a usual window has no room for it."""
    (visit,) = read_visits(folder / "370899-0101.json").visits.values()
    by_id = visit.rubric.by_id
    titles = {name: item_details(visit, by_id[name], "", 78)[0] for name in by_id}
    told = {name for name, title in titles.items() if "(t ticks)" in "".join(text for text, _ in title)}
    assert told == {item.id for item in by_id.values() if item.choices or item.deductions} == {"2.1", "6.1"}
