"""The list of visits in a folder."""

import json
import shutil

import pytest
from openpyxl import load_workbook
from textual.widgets import DataTable


async def test_progress_totals_and_state(opened, folder):
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0114" in screen.text, "the list")
        assert "14 visits" in screen.text
        assert "18/22" in screen.row("370899-0104") and "75.5/82" in screen.row("370899-0104")
        assert "Not qualified" in screen.row("370899-0110")
        assert "Undecided !" in screen.row("370899-0105")


def school_under_cursor(screen):
    table = screen.app.screen.query_one(DataTable)
    return next(text.plain for text in table.get_row_at(table.cursor_row) if "370899" in text.plain)


@pytest.mark.parametrize("key", ["", "d"], ids=["visits", "district"])
async def test_what_is_copied_in_appears_and_the_cursor_stays_with_its_school(opened, folder, tmp_path, key):
    first = folder / "370899-0101.json"
    shutil.move(first, tmp_path)
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0102" in screen.text, "the list")
        await screen.press(*key, "down", "down")
        before = school_under_cursor(screen)
        shutil.copy(tmp_path / first.name, first)
        await screen.until(lambda: first.stem in screen.text, "the file that came")
        assert school_under_cursor(screen) == before
        first.unlink()
        await screen.until(lambda: f"{first.stem}  " not in screen.text, "the file to go")
        (folder / f"{before.strip()}.json").unlink()
        await screen.until(lambda: f"{before.strip()}  " not in screen.text, "the row under the cursor to go")
        assert school_under_cursor(screen) != before


async def test_a_school_is_found_in_the_list_by_a_part_of_its_name_or_town(opened, folder):
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0114" in screen.text, "the list")
        assert "all schools" not in screen.text
        await screen.press("slash")
        await screen.type("白鹭镇")
        await screen.until(lambda: screen.app.screen.query_one(DataTable).row_count == 3, "that town's three")
        assert "14 visits" in screen.text and "esc all schools" in screen.text
        assert "/ find" not in screen.text and "enter open" not in screen.text  # they go into the field
        assert "enter to the list" in screen.text
        await screen.type("x")
        await screen.until(lambda: "No school has this in it." in screen.text, "the word that none is left")
        assert ".json" not in screen.text  # no word on a row that is not there
        await screen.press("backspace", "down")
        await screen.until(lambda: "enter open" in screen.text and "to the list" not in screen.text, "the table's keys")
        await screen.press("down", "enter")
        await screen.until(lambda: "石桥中学" in screen.text.splitlines()[0], "the second of the three")
        await screen.press("escape")
        await screen.until(lambda: "370899-0112" in screen.text, "the list")
        assert "370899-0110" in school_under_cursor(screen) and "370899-0101" not in screen.text
        await screen.press("escape")
        await screen.until(lambda: "370899-0101" in screen.text, "all of them")
        assert "370899-0110" in school_under_cursor(screen)


async def test_an_empty_folder_says_what_to_do(opened, tmp_path):
    async with opened(tmp_path) as screen:
        await screen.until(lambda: "n  starts one" in screen.text, "the advice")
        assert "ipc2 demo" in screen.text
        assert "district" not in screen.text.splitlines()[-1]  # keys that would do nothing are not offered


async def test_what_is_missing_is_said(opened, tmp_path):
    async with opened(tmp_path) as screen:
        await new_visit(screen)
        await screen.press("enter")
        assert "a code is needed" in screen.text and screen.app.focused.id == "code"
        await screen.type("370812-0101")
        await screen.press("enter")  # on to the name, which is no mistake yet
        assert screen.app.focused.id == "name" and "is needed" not in screen.text
        await screen.press("enter")
        assert "a name is needed" in screen.text


async def test_what_was_said_of_a_school_can_be_corrected(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("e")
        await screen.until(lambda: "the team's names" in screen.text, "the fields")
        await screen.press("ctrl+u", "enter")
        assert "a name is needed" in screen.text
        await screen.type("青禾中心小学")
        await screen.press(*["tab"] * 5)
        await screen.type(" Wang")
        await screen.press("enter")
        await screen.until(lambda: "青禾中心小学" in screen.text.splitlines()[0], "the new name")
        before = screen.app.sitting.visit
        await screen.press("e", "enter")
        await screen.until(lambda: "> 管理团队" in screen.text, "the scores")
        assert screen.app.sitting.visit is before  # nothing was changed, so nothing is recorded
        await screen.saved()
    (body,) = screen.entries("open")
    assert body["name"] == "青禾中心小学" and body["date"] == "2022-12-05" and "Wang" in body["team"]


async def new_visit(screen, *fields):
    """Open the dialog, and type into its fields one after the other."""
    await screen.until(lambda: "n new" in screen.text, "the list")
    await screen.press("n")
    await screen.until(lambda: "number of teachers" in screen.text, "the fields")
    for place, text in enumerate(fields):
        if place:
            await screen.press("tab")
        await screen.type(text)


async def test_a_visit_starts_in_an_empty_folder(opened, tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    async with opened(folder) as screen:
        await new_visit(screen)
        await screen.type("370812-0101")
        await screen.press("enter")  # the name is still missing
        await screen.type("实验小学")
        await screen.press("tab")
        await screen.type("86")
        await screen.press("enter")
        await screen.until(lambda: "> 管理团队" in screen.text, "the visit")
        assert "实验小学" in screen.text.splitlines()[0]
        await screen.press("f", "q")
        await screen.until(lambda: "1/22" in screen.text and "1 visit in" in screen.text, "the list with it")
    (visit,) = json.loads((folder / "370812-0101.json").read_bytes())["visits"].values()
    assert (visit["school"]["name"], visit["school"]["teachers"]) == ("实验小学", 86)


@pytest.mark.parametrize(("to_table", "code"), [("", "370899-0113"), ("d", "370899-0112")], ids=["visits", "district"])
async def test_the_way_back_from_a_visit_leads_to_its_school(opened, folder, to_table, code):
    """From the list to a school that has just come into it, and from the district's ranking to the one opened."""
    async with opened(folder) as screen:
        if to_table:
            await screen.until(lambda: "370899-0114" in screen.text, "the list")
            await screen.press(to_table, "slash")
            await screen.type(code)
            await screen.press("enter", "enter")
        else:
            (folder / f"{code}.json").unlink()
            await new_visit(screen, code, "Thirteenth")
            await screen.press("enter")
        await screen.until(lambda: "> 管理团队" in screen.text, "the visit")
        await screen.press("escape")
        await screen.until(lambda: "管理团队" not in screen.text, "the table")
        await screen.until(lambda: code in school_under_cursor(screen), "its row")
        if to_table:
            await screen.press("escape", "escape")
            await screen.until(lambda: "14 visits" in screen.text, "the list")
            assert code in school_under_cursor(screen)


async def test_help_lists_what_a_table_and_a_dialog_take(opened, folder):
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0114" in screen.text, "the list")
        await screen.press("question_mark")
        await screen.until(lambda: "Leave the program" in screen.text, "the help")
        assert "enter" in screen.row("Open the visit")
        await screen.press("escape")
        await new_visit(screen, "370812")
        await screen.press("f1")
        await screen.until(lambda: "Close without a change" in screen.text, "the dialog's help")
        await screen.press("escape")
        await screen.until(lambda: "Close without a change" not in screen.text, "the dialog")
        assert screen.app.focused.value == "370812"


async def test_help_begins_with_how_a_score_is_given(opened, folder):
    async with opened(folder / "370899-0101.json") as screen:
        await screen.press("question_mark")
        await screen.until(lambda: "Keys" in screen.text, "the help")
        assert "0-9" in screen.row("Type points; enter gives them")


async def test_what_cannot_start_says_why_and_keeps_what_was_typed(opened, folder):
    async with opened(folder) as screen:
        await new_visit(screen, "学校一", "实验小学")
        await screen.press("enter")
        await screen.until(lambda: "1 to 24 of 0-9 A-Z" in screen.text, "the reason")
        assert "学校一" in screen.text and screen.app.focused.id == "code"
        await screen.press("ctrl+u")
        await screen.type("370899-0101")
        await screen.press("enter")
        await screen.until(lambda: "exists already" in screen.text, "the reason")
        await screen.press("escape", "escape")
        await screen.until(lambda: "number of teachers" not in screen.text, "the list")


async def test_a_code_in_wide_digits_is_found_in_the_districts_list(opened, folder):
    async with opened(folder) as screen:
        await new_visit(screen, "３７０８９９-０１１５")
        await screen.until(lambda: screen.app.screen.query_one("#name").value, "the name that the list has")
        await screen.press("enter")
        await screen.until(lambda: "> 管理团队" in screen.text, "the visit")
    assert (folder / "370899-0115.json").exists()


async def test_a_minus_is_no_number_of_teachers(opened, tmp_path):
    async with opened(tmp_path) as screen:
        await new_visit(screen, "370812-0101", "实验小学", "-")
        await screen.press("enter")
        await screen.until(lambda: "must be a whole number" in screen.text, "the reason")
        assert screen.app.focused.id == "teachers"
    assert list(tmp_path.glob("*.json")) == []


async def test_a_visit_is_never_named_like_a_device(opened, tmp_path):
    async with opened(tmp_path) as screen:
        await new_visit(screen, "CON", "实验小学")
        await screen.press("enter")
        await screen.until(lambda: "> 管理团队" in screen.text, "the visit")
    assert [path.name for path in tmp_path.glob("*.json")] == ["_CON.json"]


async def test_a_double_click_opens_a_visit_once(opened, folder):
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0102" in screen.text, "the list")
        await screen.pilot.click("#visits", offset=(5, 2), times=2)
        await screen.until(lambda: "> 管理团队" in screen.text, "the visit")
        await screen.until(lambda: "saved" in screen.text.splitlines()[0], "a visit that can be written")
        assert [type(each).__name__ for each in screen.app.screen_stack] == ["VisitsScreen", "ScoreScreen"]
        await screen.press("f")
        await screen.saved()


async def test_blank_forms_are_made_and_never_over_others(opened, tmp_path):
    (tmp_path / "自查表.xlsx").write_text("mine")
    async with opened(tmp_path) as screen:
        await screen.until(lambda: "b  makes" in screen.text, "the advice")
        await screen.press("b")
        await screen.until(lambda: any("Blank forms" in notice for notice in screen.notices), "where they are")
        (notice,) = screen.notices
        assert "Blank forms: 教师名册.xlsx in" in notice and "may be filled in: 自查表.xlsx" in notice
    assert load_workbook(tmp_path / "教师名册.xlsx").worksheets[0]["B2"].value == "姓名"
    assert (tmp_path / "自查表.xlsx").read_text() == "mine"


async def test_coming_back_shows_what_was_scored(opened, folder):
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0101" in screen.text, "the list")
        await screen.press("enter")
        await screen.until(lambda: "> 管理团队" in screen.text, "the visit")
        await screen.press("f", "f", "q")
        await screen.until(lambda: "2/22" in screen.text and "visits" in screen.text, "the list with the scores")


async def test_ordering(opened, folder):
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0114" in screen.text, "the list")
        await screen.press("o", "o")
        rows = [line for line in screen.text.splitlines() if "370899-" in line]
        assert "370899-0107" in rows[0]


async def test_who_only_looks_is_asked_again_when_they_want_to_score(opened, fresh, monkeypatch):
    monkeypatch.setenv("IPC2_NAME", "")
    async with opened(fresh) as screen:
        await screen.until(lambda: "Who is scoring?" in screen.text, "the question")
        await screen.press("enter")
        assert "A name is needed to score" in screen.text
        await screen.press("escape")
        await screen.until(lambda: "Who is scoring?" not in screen.text, "the scores")
        await screen.press("f")
        await screen.until(lambda: "Who is scoring?" in screen.text, "the question again")
        await screen.type("Lin")
        await screen.press("enter")
        await screen.until(lambda: "Who is scoring?" not in screen.text, "the scores")
        await screen.press("f")
        await screen.saved()
    assert len(screen.entries("score")) == 1


async def test_a_name_is_asked_once(opened, folder, monkeypatch):
    monkeypatch.setenv("IPC2_NAME", "")
    async with opened(folder / "370899-0101.json") as screen:
        await screen.until(lambda: "Who is scoring?" in screen.text, "the question")
        await screen.type("Lin")
        await screen.press("enter")
        await screen.until(lambda: "Who is scoring?" not in screen.text and "Lin" in screen.text, "the name")
        await screen.press("f")
        await screen.saved()
        assert len(screen.entries("score")) == 1
    async with opened(folder / "370899-0101.json") as screen:
        assert "1/22" in screen.text
        assert "Who is scoring?" not in screen.text
