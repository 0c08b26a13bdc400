"""The review before leaving."""

from ipc2_tui.cli import run


async def test_what_is_missing_and_who_scored_what(opened, folder):
    async with opened(folder / "370899-0104.json", size=(100, 50)) as screen:
        await screen.press("r")
        await screen.until(lambda: "who scored what" in screen.text, "the review")
        assert "4.5 of the 18 open points are needed for 80" in screen.text
        for item in ("5.1", "6.1", "7.1", "8.1"):
            assert f"   {item}" in screen.text
        assert "周予安" in screen.text


async def test_what_the_drawn_teachers_came_to(opened, folder):
    async with opened(folder / "370899-0108.json", size=(100, 60)) as screen:
        await screen.press("D", "down", "down")
        assert "draw 1" in screen.text and "verified" in screen.text  # beside the pass rate that they are a check of
        await screen.press("r")
        await screen.until(lambda: "participants (Appendix 2)" in screen.text, "the review")
        await screen.press("pagedown")
        assert " passed; " in screen.text and "verified" in screen.text
        assert screen.row("draw 1").startswith(" draw 1: ")  # a heading, as every other


async def test_a_sections_figures_stand_beside_what_it_is_worth(opened, folder):
    async with opened(folder / "370899-0104.json", size=(60, 20)) as screen:
        await screen.press("r")
        await screen.until(lambda: "self-check" in screen.text, "the review")
        assert screen.row("self-check").split() == ["section", "max", "self-check", "evaluation", "gap"]
        assert [word for word in screen.row("组织实施").split() if "=" not in word] == [
            "组织实施", "45", "43.5", "39.5", "-4"
        ]  # fmt: skip


async def test_in_a_small_window_an_open_items_name_has_the_room_that_there_is(opened, folder):
    async with opened(folder / "370899-0105.json", size=(60, 20)) as screen:
        await screen.press("r", "space")
        await screen.until(lambda: "not scored, or people differ" in screen.text, "the open items")
        assert screen.row(" 3.4 ").split()[1] == "线下校本研修实践"


async def test_it_scrolls(opened, folder):
    async with opened(folder / "370899-0108.json") as screen:
        await screen.press("r")
        await screen.until(lambda: "level" in screen.text, "the review")
        assert "remarks" not in "\n".join(screen.text.splitlines()[:-1])
        await screen.press(*["pagedown"] * 5)
        await screen.until(lambda: "(点评要点)" in screen.text, "its end")


async def test_remarks_are_kept(opened, fresh):
    async with opened(fresh, size=(100, 60)) as screen:
        await screen.press("r", "e")
        await screen.until(lambda: "f2 keep" in screen.text, "the field")
        await screen.type("well kept")
        await screen.press("f2")
        await screen.until(lambda: "f2 keep" not in screen.text and "well kept" in screen.text, "the remark")
        await screen.saved()
        assert screen.entries("remark") == [{"text": "well kept"}]
        assert "end of this page." in screen.text and "s signs" not in screen.row("end of this page.")


async def test_where_all_is_scored_the_signature_comes_after_the_remarks(opened, folder):
    async with opened(folder / "370899-0108.json") as screen:
        await screen.press("r", "e", "w", "f2")
        await screen.until(lambda: "end of this page. s signs" in screen.text, "what comes next")


async def test_tab_goes_to_the_first_open_item(opened, folder):
    async with opened(folder / "370899-0104.json") as screen:
        await screen.press("A", "r", "tab")
        await screen.until(lambda: "> 示范引领" in screen.text, "the item")


async def test_who_did_not_sign_the_later_entries_is_not_said_to_cover_them(opened, folder, monkeypatch):
    path = folder / "370899-0107.json"
    for name, score in (("Wang", "5"), ("Lin", "")):
        monkeypatch.setenv("IPC2_NAME", name)
        assert run(["sign", str(path), "--yes", "--lang", "en"]) == 0
        assert not score or run(["score", str(path), "6.1", score, "--lang", "en"]) == 0
    async with opened(path, size=(100, 90)) as screen:
        await screen.press("r")
        await screen.until(lambda: "signatures" in screen.text, "the review")
        assert screen.row("later entries: signed by Lin").startswith("   Wang ")
