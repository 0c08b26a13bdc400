"""The files that can be taken in: what is to be known of each is said before it is chosen."""

import shutil

from test_colleagues_copy import scored_by

from ipc2_tui.cli import run


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
            for name in ("0101 Wang.json", "roster.csv", "0101 A.json", "0102-roster.csv")
        ]
        assert places == sorted(places)


async def test_tables_stand_before_copies_until_self_check_and_roster_are_in(opened, folder, monkeypatch):
    path = folder / "370899-0102.json"
    shutil.copy(path, path.with_name("370899-0102 Wang.json"))
    scored_by("Wang", path.with_name("370899-0102 Wang.json"), ("1.1", "0.5"), monkeypatch=monkeypatch)
    for tables in (("self-check", "roster"), ("roster",), ()):
        async with opened(path, size=(120, 36)) as screen:
            await screen.press("i")
            await screen.until(lambda: "or a path" in screen.text, "the files")
            text = screen.text
        copies_first = text.index("0102 Wang.json") < text.index("370899-0102-roster.csv")
        assert copies_first is not bool(tables)
        for table in tables[:1]:
            file = str(next(folder.glob(f"370899-0102-{table}.*")))
            assert run(["import", file, "--into", str(path), "--yes", "--lang", "en"]) == 0


async def test_what_is_in_by_its_name_stands_after_what_is_not(opened, folder):
    path = folder / "370899-0102.json"
    for old, new in (("370899-0102-self-check.xlsx", "松风自查表.xlsx"), ("370899-0102-roster.csv", "教师名册.csv")):
        (folder / old).rename(folder / new)
    for there, first, second in (
        ("", "教师名册.csv", "松风自查表.xlsx"),
        ("教师名册.csv", "松风自查表.xlsx", "教师名册.csv"),
    ):
        if there:
            assert run(["import", str(folder / there), "--into", str(path), "--yes", "--lang", "en"]) == 0
        async with opened(path) as screen:
            await screen.press("i")
            await screen.until(lambda: "or a path" in screen.text, "the files")
            assert screen.text.index(first) < screen.text.index(second)


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


async def test_a_table_of_another_kind_is_in_the_list_with_what_to_do_first(opened, fresh, folder):
    """Windows shows no suffixes: whoever copied it there looks for it."""
    for name in ("roster.xls", "form.ET", "form.doc", "~$roster.xls", "notes.txt"):
        (folder / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    async with opened(fresh, size=(120, 36)) as screen:
        await screen.press("i")
        await screen.until(lambda: "or a path" in screen.text, "the files")
        for name in ("roster.xls", "form.ET", "form.doc"):
            assert f"{name}  (save it as .xlsx or .docx first)" in screen.row(name)
        assert "~$" not in screen.text and "notes.txt" not in screen.text
