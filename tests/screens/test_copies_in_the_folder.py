"""Copies of one visit in one folder, as the lead has them."""

import shutil

from ipc2_tui.cli import run
from ipc2_tui.store import VisitStore
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
