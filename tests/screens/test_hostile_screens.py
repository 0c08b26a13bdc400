"""Harmful names on every screen and dialog: shown as the text they are; no markup is read, no terminal obeys."""

import pytest
from textual.widgets import Input, TextArea

from ipc2_tui.keys.identity import evaluator
from scoring.wording import visible
from tests.hostile import CODE, bad_characters, file_bytes, hostile_visit

TEXTS = {
    "markup": "[red]x[/] [A] Kim [/] [/ [bold] {0}%s",
    "terminal": "a\x1b[2J\x1b]52;c;aGk=\x07\x9b31m\x9d0;t\x9c\x00\x7f",
    "unseen": "a\u202e\u2066\u200e\u200b\ufeff\u3164\ufe0f\U000e0041z",
    "lines": "a\nb\r\nc\u2028d\x0be\x85f\tg",
    "long": "\u200b长" * 50,
}


@pytest.fixture(params=TEXTS)
def text(request):
    return TEXTS[request.param]


@pytest.fixture
def visits(tmp_path, text):
    """A folder with two visits, a damaged file and a table, whose names mean harm as well."""
    place = tmp_path / "hostile"
    place.mkdir()
    (place / f"{CODE}.json").write_bytes(file_bytes(hostile_visit(text)))
    (place / "S-2.json").write_bytes(file_bytes(hostile_visit(text, "S-2", conflict=False)))
    named = text.replace("/", "-").replace("\0", "-")[:40]
    (place / f"{named}.json").write_text(f'{{"{named!a}')
    (place / f"{named}.csv").write_text(f"姓名,{named},微能力1\n{named},x,{named}\n", encoding="utf-8")
    (place / "schools.csv").write_text("代码,学校\nS-9,\u202e无人\n", encoding="utf-8")
    return place


def seen(screen):
    """What is on screen, held to be harmless."""
    text = screen.text
    assert bad_characters(text) == [], text
    assert bad_characters("".join(screen.notices).replace("\n", "")) == []
    return text


async def look(screen, keys, word):
    await screen.press(*keys)
    await screen.until(lambda: word in screen.text, f"{word!r} after {keys}")
    seen(screen)


async def test_a_visit(opened, visits, text):
    async with opened(visits / f"{CODE}.json", size=(100, 36)) as screen:
        await look(screen, (), "1.1" if "1.1" in screen.text else "管理团队")
        await look(screen, ("h",), "esc close")
        await look(screen, ("escape",), "管理团队")
        await look(screen, ("n",), "ote")
        await look(screen, ("escape",), "管理团队")
        await look(screen, ("c",), "管理团队")
        await look(screen, ("question_mark",), "Keys")
        await look(screen, ("escape",), "管理团队")
        await look(screen, ("v",), "1.1")
        await look(screen, ("enter",), "settled points")
        await look(screen, ("escape", "escape"), "管理团队")


async def test_the_draw(opened, visits, text):
    async with opened(visits / f"{CODE}.json", size=(100, 36)) as screen:
        await look(screen, ("d",), "drawn")
        assert visible(text)[:6] in screen.text
        for key in ("down", "down", "up"):
            await screen.press(key)
            seen(screen)
        await look(screen, ("enter",), "outcome")
        assert visible(text)[:6] in screen.text
        await screen.press("escape")
        await look(screen, ("i",), "csv")
        await screen.press("escape")
        seen(screen)


async def test_the_import(opened, visits, text):
    async with opened(visits / f"{CODE}.json", size=(100, 36)) as screen:
        await screen.press("i")
        await screen.until(lambda: "csv" in screen.text, "the files at hand")
        seen(screen)
        await screen.press("home", "enter")
        await screen.until(
            lambda: "mistake" in screen.text or "teachers in" in screen.text or screen.notices, "what is in it"
        )
        seen(screen)


async def test_the_review(opened, visits, text):
    async with opened(visits / "S-2.json", size=(100, 36)) as screen:
        await screen.press("r")
        seen(screen)
        await screen.press("pagedown")
        seen(screen)
        await screen.press("i")
        seen(screen)
        await screen.press("escape", "s")
        await screen.until(lambda: "Sign this result?" in screen.text or screen.notices, "the question")
        seen(screen)
        await screen.press("escape", "x")
        await screen.until(lambda: "Score sheet: S-2-sheet.xlsx" in screen.text, "the sheet")
        seen(screen)


async def test_the_folder_and_the_district(opened, visits, text):
    async with opened(visits, size=(100, 36)) as screen:
        await screen.until(lambda: "S-2" in screen.text, "the list")
        for key in ("home", "down", "down", "enter"):
            await screen.press(key)
            seen(screen)
    async with opened(visits, size=(100, 36)) as screen:
        await screen.until(lambda: "S-2" in screen.text, "the list")
        await screen.press("d")
        await screen.until(lambda: "S-2" in screen.text and "1." not in screen.text[:2], "the district")
        for key in ("down", "o", "slash", "x", "escape", "escape"):
            await screen.press(key)
            seen(screen)


async def test_one_s_own_words_in_fields_to_type_in(opened, visits, text):
    """A note, a remark and a card that say they are one's own; kept without a change they are as they were."""
    path = visits / "own.json"
    path.write_bytes(file_bytes(hostile_visit(text, by=evaluator())))
    async with opened(path, size=(100, 36)) as screen:
        await screen.press("n")
        await screen.until(lambda: screen.app.screen.query(Input), "the note")
        seen(screen)
        assert screen.app.screen.query_one("#note", Input).value.strip() == text.strip()
        await screen.press("escape", "d")
        await screen.until(lambda: "drawn" in screen.text, "the draw")
        await screen.press("enter")
        await screen.until(lambda: "outcome" in screen.text, "the card")
        seen(screen)
        await screen.press("down", "down", "down", "down", "down", "space")  # a grade that is none of ours
        seen(screen)
        await screen.press("escape", "escape", "escape", "r", "e")
        await screen.until(lambda: screen.app.screen.query(TextArea), "the remarks")
        seen(screen)
