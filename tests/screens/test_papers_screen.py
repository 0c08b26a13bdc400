"""Signing and the score sheet from the review, and a self-check taken in from a file."""

import pytest
from openpyxl import load_workbook

from ipc2_tui.files.rubrics import DEFAULT, built_in
from ipc2_tui.interface import paper_flow
from ipc2_tui.workbooks.form_sheet import places_of
from ipc2_tui.workbooks.self_check_form import TOP, self_check_form


async def test_sign_show_the_code_and_make_the_sheet(opened, folder):
    async with opened(folder / "370899-0108.json", size=(120, 40)) as screen:
        await screen.press("r", "s")
        await screen.until(lambda: "Sign this result?" in screen.text, "the question")
        assert "evaluation 88.5/100" in screen.text
        assert "! no remarks" in screen.text and "not verified yet" not in screen.text
        await screen.press("y")
        await screen.until(lambda: "signed" in screen.text.splitlines()[0], "the signature")
        await screen.saved()
        assert len(screen.entries("sign")) == 1
        await screen.press("k")
        await screen.until(lambda: "check code" in screen.text and "█" in screen.text, "the code")
        await screen.press("escape", "x")
        await screen.until(lambda: "Score sheet: 370899-0108-sheet.xlsx. Open it" in screen.text, "the sheet")
        assert f" sheet      {folder.anchor}" in screen.text  # and stays in the review
        assert (folder / "370899-0108-sheet.xlsx").exists()


async def test_the_code_needs_room(opened, folder):
    async with opened(folder / "370899-0108.json") as screen:
        await screen.press("r", "s")
        await screen.until(lambda: "Sign this result?" in screen.text, "the question")
        await screen.press("y")
        await screen.saved()
        await screen.press("k")
        await screen.until(lambda: "must have" in screen.text, "what is needed")
        assert "IPC2:1 370899-0108" in screen.text


async def test_a_no_signs_nothing_and_what_is_open_says_why(opened, folder):
    async with opened(folder / "370899-0108.json") as screen:
        await screen.press("r")
        for no in ("escape", "n"):
            await screen.press("s")
            await screen.until(lambda: "Sign this result?" in screen.text, "the question")
            await screen.press(no)
            await screen.until(lambda: "Sign this result?" not in screen.text, "the review")
        assert screen.entries("sign") == []
    async with opened(folder / "370899-0105.json") as screen:
        await screen.press("r", "s")
        await screen.until(lambda: any("people differ on 3.4" in notice for notice in screen.notices), "the reason")
        first = next(iter(screen.app._notifications))
        await screen.press("s", "s", "s")
        await screen.until(lambda: first not in screen.app._notifications, "the reason anew")
        assert len(screen.notices) == 1  # however often it is pressed
        await screen.press("x")
        await screen.until(lambda: "Score sheet: 370899-0105-sheet.xlsx" in screen.text, "the answer to the last key")
        assert "people differ on 3.4" in screen.text  # not over it


async def test_a_self_check_from_a_file(opened, folder):
    rubric = built_in(DEFAULT)
    path = folder / "form.xlsx"
    path.write_bytes(self_check_form(rubric))
    book = load_workbook(path)
    for row in places_of(rubric, TOP).items.values():
        book.worksheets[0].cell(row, 6).value = "满分"
    book.save(path)
    async with opened(folder / "370899-0102.json") as screen:
        await screen.press("i")
        await screen.until(lambda: "form.xlsx" in screen.text, "the files")
        await screen.press("end", "enter")
        await screen.until(lambda: "self-check of 22 items" in screen.text, "the preview")
        await screen.press("y")
        await screen.until(lambda: "self 100" in screen.text.splitlines()[0], "the scores")
        await screen.saved()
        assert len(screen.entries("claim")) == 22


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("370899-0101.json", "Give the team lead a copy named 370899-0101 Lin.json."),
        ("370899-0101 Lin.json", "Give 370899-0101 Lin.json to the team lead"),
    ],
)
async def test_ones_own_entries_are_signed_to_hand_the_file_over(opened, fresh, name, told):
    async with opened(fresh.rename(fresh.with_name(name))) as screen:
        await screen.press("f", "r", "m")
        await screen.until(lambda: "Sign your own entries?" in screen.text, "the question")
        await screen.press("enter")
        await screen.until(lambda: told in screen.text, "what comes next")
        await screen.saved()
        assert [sign["scope"] for sign in screen.entries("sign")] == ["chain"]


async def test_a_sheet_that_came_while_one_was_made_is_not_replaced(opened, fresh, monkeypatch):
    sheet = fresh.with_name("370899-0101-sheet.xlsx")

    def made(_):
        sheet.write_bytes(b"PK theirs")
        return b"PK ours", True

    monkeypatch.setattr(paper_flow, "sheet_of", made)
    async with opened(fresh) as screen:
        await screen.press("r", "x")
        await screen.until(lambda: any("exists already" in notice for notice in screen.notices), "the refusal")
    assert sheet.read_bytes() == b"PK theirs"


async def test_what_is_still_empty_is_said_before_signing(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press(*"=" * 22, "d", "s")
        await screen.until(lambda: "Seal draw 1" in screen.text, "the size")
        await screen.press("enter")
        await screen.until(lambda: "copies this code by hand" in screen.text, "the code")
        await screen.press("escape", "escape", "r", "s")
        await screen.until(lambda: "Sign this result?" in screen.text, "the question")
        assert "! no remarks" in screen.text and "! a draw is sealed" in screen.text
