"""The files that can be taken in, and the copies of one school in a list: what tells one from another is said."""

import shutil

from test_colleagues_copy import scored_by
from textual import events


async def test_what_is_in_already_and_what_may_be_another_schools_is_said_in_the_list(
    opened, fresh, folder, monkeypatch
):
    for name in ("370899-0101 A.json", "370899-0101 Wang.json"):
        shutil.copy(fresh, fresh.with_name(name))
    scored_by("Wang", fresh.with_name("370899-0101 Wang.json"), ("1.1", "0.5"), monkeypatch=monkeypatch)
    (folder / "roster.csv").write_text("姓名\n王芳\n", encoding="utf-8")
    async with opened(fresh, size=(120, 36)) as screen:
        await screen.press("i")
        await screen.until(lambda: "or a path" in screen.text, "the files")
        assert screen.row("roster.csv").split("roster.csv")[1].strip(" │") == ""
        assert "another school's?" in screen.row("0102-roster.csv")
        assert "nothing new" in screen.row("370899-0101 A.json")
        assert "nothing new" not in screen.row("370899-0101 Wang.json")
        lines = screen.text.splitlines()
        places = [
            next(n for n, line in enumerate(lines) if name in line)
            for name in ("roster.csv", "0102-roster.csv", "0101 Wang.json", "0101 A.json")
        ]
        assert places == sorted(places)


async def test_copies_of_one_school_are_told_apart_at_80_columns(opened, fresh, folder):
    for name in ("370899-0101 王芳.json", "370899-0101-林.json", "旧.json"):
        shutil.copy(fresh, fresh.with_name(name))
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0113" in screen.text, "the list")
        mine = [line for line in screen.text.splitlines() if line.startswith(" 370899-0101 ") and "undecided" in line]
        assert len(mine) == 4 and "(" not in mine[1] and "(旧)" in mine[0]
        assert sum("(王芳)" in line for line in mine) == 1 and sum("(林)" in line for line in mine) == 1
        assert sum("(旧)" in line for line in mine) == 1
        assert all("(" not in line for line in screen.text.splitlines() if line.startswith(" 370899-0102"))


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


async def test_home_and_end_lead_to_the_first_and_last_row_and_a_damaged_file_is_named_once(opened, folder):
    (folder / "zz.json").write_text("{", encoding="utf-8")
    async with opened(folder, size=(120, 36)) as screen:
        await screen.until(lambda: "370899-0114" in screen.text, "the list")
        await screen.press("end")
        await screen.until(lambda: "zz.json: is not" in screen.text.replace("\n", ""), "what is wrong with the last")
        await screen.press("enter")
        await screen.until(lambda: screen.notices, "the same, louder")
        assert screen.notices[-1].count("zz.json") == 1
        await screen.press("home")
        await screen.until(lambda: "370899-0101.json" in screen.text, "the first")


async def test_another_code_in_a_files_name_is_told_without_that_schools_visit_and_a_replaced_roster_is_named(
    opened, fresh, folder
):
    (folder / "370899-0102.json").unlink()
    async with opened(fresh, size=(120, 36)) as screen:
        await screen.press("i")
        await screen.until(lambda: "or a path" in screen.text, "the files")
        assert "another school's?" in screen.row("370899-0102-roster.csv")
        await screen.press("enter")
        await screen.until(lambda: "y import" in screen.text, "the preview")
        assert "ANOTHER SCHOOL'S CODE: 370899-0102" in screen.text
        assert "replaces the roster of" in screen.text


async def test_of_a_text_too_long_for_a_note_what_fits_is_taken_and_the_rest_is_told(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("n")
        await screen.until(lambda: "note for the team" in screen.text, "the field")
        screen.app.post_message(events.Paste("记" * 2040))
        await screen.until(lambda: screen.notices, "what was left out")
        assert "last 40 characters" in screen.notices[-1]
        await screen.press("enter")
        await screen.saved()
        assert screen.entries("score")[-1]["note"] == "记" * 2000


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
