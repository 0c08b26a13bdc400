"""The list of visits in a folder."""


async def test_progress_totals_and_state(opened, folder):
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0114" in screen.text, "the list")
        assert "14 visits" in screen.text
        assert "18/22" in screen.row("370899-0104") and "75.5/82" in screen.row("370899-0104")
        assert "Not qualified" in screen.row("370899-0110")
        assert "undecided !" in screen.row("370899-0105")


async def test_an_empty_folder_says_what_to_do(opened, tmp_path):
    async with opened(tmp_path) as screen:
        await screen.until(lambda: "ipc2 new" in screen.text, "the advice")
        assert "ipc2 demo" in screen.text


async def test_a_damaged_file_is_listed_with_its_problem(opened, folder):
    (folder / "370899-0102.json").write_text('{"half')
    async with opened(folder) as screen:
        await screen.until(lambda: "  damaged" in screen.text, "the list")
        assert "370899-0102" in screen.row("  damaged")
        await screen.press("home", "down")
        await screen.until(lambda: "cut off" in screen.text, "the reason")
        await screen.press("enter")
        assert any("cut off" in notice for notice in screen.notices)
        assert "14 visits" in screen.text


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
