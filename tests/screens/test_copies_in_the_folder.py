"""Copies of one visit in one folder, as the lead has them: which are one school, and which is one's own."""

import os
import shutil

import pytest
from test_colleagues_copy import scored_by

from ipc2_tui.cli import run
from ipc2_tui.files.store import VisitStore
from ipc2_tui.language import catalogue
from scoring import wording
from scoring.merge import united
from scoring.visit import with_entry

LI = "Li@11111111"


async def test_copies_from_before_the_name_was_corrected_are_of_the_same_school(opened, fresh):
    """Also a colleague's, who began a file of their own: the lead's has what is in both."""
    for name, start in (("Wang", "copy"), ("Zhao", "own")):
        path = fresh.with_name(f"370899-0101 {name}.json")
        if start == "copy":
            shutil.copy(fresh, path)
        else:
            assert run(["new", "--code", "370899-0101", "--name", "青禾", "-o", str(path), "--lang", "en"]) == 0
    store = VisitStore(fresh)
    visit = united(store.visit, VisitStore(path).visit)
    said = {"name": "青禾实验小学", "date": "2022-12-05"}
    store.save(with_entry(visit, visit.next_entry(LI, "2099-12-08T09:30:00+08:00", "open", said)))
    store.close()
    async with opened(fresh.parent, (120, 36)) as screen:
        for key in ("home", "down", "down"):
            await screen.press(key)
            await screen.until(lambda: "the same school" in screen.text or "all that" in screen.text, "the copies")
            assert "ANOTHER SCHOOL" not in screen.text


async def test_who_opens_a_copy_is_told_of_the_file_they_went_on_in(opened, fresh, monkeypatch):
    copy = fresh.with_name("370899-0101 Wang.json")
    scored_by("Lin", fresh, ("1.1", "1"), monkeypatch=monkeypatch)
    shutil.copy(fresh, copy)
    scored_by("Lin", fresh, ("1.1", "0.5"), monkeypatch=monkeypatch)
    async with opened(fresh.parent) as screen:
        await screen.until(lambda: "(Wang)" in screen.text, "the list")
        await screen.press("down", "enter")
        await screen.until(
            lambda: any("You went on in 370899-0101.json" in notice for notice in screen.notices), "the warning"
        )
        await screen.press("escape")
        await screen.until(lambda: "(Wang)" in screen.text, "the list")
        await screen.press("up", "enter")
        await screen.until(lambda: "A 学校" in screen.text, "the scores")
        assert not screen.notices


async def test_ones_own_file_stands_before_a_copy_that_has_a_colleagues_name_alone(opened, fresh):
    shutil.copy(fresh, fresh.with_name("Wang.json"))
    async with opened(fresh.parent) as screen:
        await screen.until(lambda: "(Wang)" in screen.text, "the list")
        assert "370899-0101.json; all that" in screen.text.replace("\n", " ")


async def test_the_line_on_a_school_breaks_in_its_chinese_not_in_a_files_name(opened, fresh, monkeypatch):
    monkeypatch.setattr(wording, "_catalogue", catalogue("zh"))
    other = fresh.with_name("370899-0101 王芳.json")
    assert run(["new", "--code", "370899-0101", "--name", "东方中学", "-o", str(other), "--lang", "zh"]) == 0
    async with opened(fresh.parent) as screen:
        await screen.until(lambda: "此代码下还有另一所学校" in screen.text, "what is wrong")
        await screen.press("down")
        await screen.until(lambda: "370899-0101 王芳.json；此代码下还有" in screen.text, "the name in one line")


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses such names")
async def test_a_files_name_in_two_lines_is_shown_in_one(opened, fresh):
    shutil.move(fresh, fresh.with_name("two\nlines.json"))
    async with opened(fresh.parent) as screen:
        await screen.until(lambda: "two␊lines.json" in screen.text, "the list")
