"""A colleague's copy of the visit, taken in by keys; what comes after each step is said."""

import json
import os
import shutil

import pytest
from textual.widgets import OptionList

from ipc2_tui.cli import run


def scored_by(name, path, *scores, monkeypatch):
    """Scores in a copy, by somebody on another laptop."""
    monkeypatch.setenv("IPC2_NAME", name)
    for item, points in scores:
        assert run(["score", str(path), item, points, "--lang", "en"]) == 0
    monkeypatch.setenv("IPC2_NAME", "Lin")


async def take_in(screen, word):
    await screen.press("i")
    await screen.until(lambda: word in screen.text and "or a path" in screen.text, "the files at hand")
    names = screen.app.screen.query_one(OptionList)
    names.highlighted = next(n for n, each in enumerate(names.options) if word in str(each.prompt))
    await screen.press("enter")


async def test_it_is_merged_and_differences_are_settled(opened, fresh, monkeypatch):
    copy = fresh.with_name("370899-0101 Wang.json")
    shutil.copy(fresh, copy)
    scored_by("Wang", copy, ("1.1", "0.5"), ("8.1", "3"), monkeypatch=monkeypatch)
    scored_by("Lin", fresh, ("1.1", "1"), monkeypatch=monkeypatch)
    theirs = json.loads(copy.read_bytes())["visits"]["370899-0101"]["entries"]
    async with opened(fresh) as screen:
        await take_in(screen, copy.name)
        await screen.until(lambda: "Wang: 2 entries" in screen.text, "the preview")
        assert "people will differ: 1.1" in screen.text
        await screen.press("y")
        await screen.until(
            lambda: "People differ on 1 items or teachers: v shows them" in screen.text, "what comes next"
        )
        await screen.saved()
        ours = json.loads(fresh.read_bytes())["visits"]["370899-0101"]["entries"]
        assert all(entry in ours for entry in theirs)
        await screen.press("v", "enter")
        await screen.until(lambda: "reason" in screen.text, "the question")
        await take_in_again(screen, copy)


async def test_a_copy_says_where_it_differs_from_a_ruling(opened, fresh, monkeypatch):
    copy = fresh.with_name("370899-0101 Wang.json")
    shutil.copy(fresh, copy)
    scored_by("Wang", copy, ("1.1", "0.5"), monkeypatch=monkeypatch)
    for name, points in (("Lin", "1"), ("Zhao", "0")):
        scored_by(name, fresh, ("1.1", points), monkeypatch=monkeypatch)
    assert run(["rule", str(fresh), "1.1", "1", "--reason", "seen", "--lang", "en"]) == 0
    async with opened(fresh) as screen:
        await take_in(screen, copy.name)
        await screen.until(lambda: "Wang: 1 entries" in screen.text, "the preview")
        assert "unlike the ruling: 1.1" in screen.text


async def test_a_late_copy_says_which_score_would_be_another(opened, fresh, monkeypatch):
    """Somebody's newer word takes the place of their older one: no difference, and yet another total."""
    copy = fresh.with_name("370899-0101 Wang.json")
    scored_by("Wang", fresh, ("6.1", "4"), monkeypatch=monkeypatch)
    shutil.copy(fresh, copy)
    scored_by("Wang", copy, ("6.1", "4.5"), monkeypatch=monkeypatch)
    async with opened(fresh) as screen:
        await take_in(screen, copy.name)
        await screen.until(lambda: "Wang: 1 entries" in screen.text, "the preview")
        assert "4 -> 4.5" in screen.row("6.1")


async def test_a_copy_says_that_it_would_make_the_signature_stale_and_another_signature_does_not(
    opened, folder, monkeypatch
):
    file = folder / "370899-0107.json"
    copies = [file.with_name(f"370899-0107 {name}.json") for name in ("Wang", "Zhao")]
    for name, path in zip(("Lin", "Wang", "Zhao"), (file, *copies), strict=True):
        if path != file:
            shutil.copy(file, path)
        monkeypatch.setenv("IPC2_NAME", name)
        assert run(["sign", str(path), "--yes", "--lang", "en"]) == 0
    scored_by("Zhao", copies[1], ("6.1", "4.5"), monkeypatch=monkeypatch)
    async with opened(file) as screen:
        for path, stale in zip(copies, (False, True), strict=True):
            await take_in(screen, path.name)
            await screen.until(lambda: "y import" in screen.text, "the preview")
            assert ("makes the signature stale" in screen.text) is stale
            assert ("1 new signatures" in screen.text) is not stale
            await screen.press("y")
            await screen.until(lambda: "taken in" in screen.text, "what comes next")
            assert screen.app.sitting.signature == ("stale" if stale else "valid")


async def take_in_again(screen, copy):
    """All of it is there already, and nothing is recorded."""
    await screen.press("escape", "escape")
    await screen.until(lambda: "> 管理团队" in screen.text or "A 学校" in screen.text, "the scores")
    before = len(screen.app.sitting.visit.entries)
    await take_in(screen, copy.name)
    await screen.until(lambda: any("in the visit already" in notice for notice in screen.notices), "the answer")
    assert len(screen.app.sitting.visit.entries) == before


async def test_another_schools_file_and_a_changed_entry_are_refused(opened, fresh, folder, monkeypatch):
    copy = fresh.with_name("370899-0101 Wang.json")
    shutil.copy(fresh, copy)
    scored_by("Wang", copy, ("1.1", "0.5"), ("8.1", "3"), monkeypatch=monkeypatch)
    document = json.loads(copy.read_bytes())
    entry = next(e for e in document["visits"]["370899-0101"]["entries"] if e["by"].startswith("Wang@"))
    entry["body"]["points"] = 1
    copy.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    async with opened(fresh) as screen:
        await take_in(screen, copy.name)
        await screen.until(lambda: "set aside" in screen.text, "the preview")
        await screen.press("n")
        await screen.press("i")
        await screen.until(lambda: "or a path" in screen.text, "the files at hand")
        await screen.press("tab")
        await screen.type("370899-0104.json")
        await screen.press("enter")
        await screen.until(lambda: any("no visit of 370899-0101" in notice for notice in screen.notices), "the reason")
        assert any("ipc2 new --code 370899-0101 --from FILE" in notice for notice in screen.notices)
        assert screen.app.sitting.saved


async def test_a_visit_without_a_self_check_says_where_it_comes_from(opened, folder):
    async with opened(folder / "370899-0102.json") as screen:
        assert "No self-check yet: i takes it in" in screen.text
        await take_in(screen, "370899-0102-self-check.xlsx")
        await screen.until(lambda: "self-check of" in screen.text, "the preview")
        await screen.press("y")
        await screen.until(lambda: "= takes an item's over" in screen.text, "what comes next")


@pytest.mark.skipif(os.name == "nt", reason="Windows' pipes are in no folder")
async def test_a_pipe_beside_the_visit_is_no_copy(opened, fresh):
    os.mkfifo(fresh.with_name("pipe.json"))
    async with opened(fresh) as screen:
        await screen.press("i")
        await screen.until(lambda: "or a path" in screen.text, "the files at hand")
        assert "pipe.json" not in screen.text


async def test_a_name_that_begins_like_a_home_folder_is_a_name(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("i")
        await screen.until(lambda: "or a path" in screen.text, "the files at hand")
        await screen.press("tab")
        await screen.type("~nobody.xlsx")
        await screen.press("enter")
        await screen.until(lambda: any("cannot be read" in notice for notice in screen.notices), "the reason")


async def test_without_its_folder_nothing_can_be_chosen(opened, fresh):
    async with opened(fresh) as screen:
        away = fresh.parent.rename(fresh.parent.with_name("away"))
        await screen.press("i")
        await screen.until(lambda: any("cannot be read" in notice for notice in screen.notices), "the reason")
        away.rename(fresh.parent)
        await screen.press("i")
        await screen.until(lambda: "or a path" in screen.text, "the files at hand")
