"""Disks that fail, files that are taken, texts that would break a line."""

import pytest
from rich.cells import cell_len

from ipc2_tui.cli import run
from ipc2_tui.files import durable
from ipc2_tui.files.rubrics import DEFAULT, built_in
from ipc2_tui.files.store import VisitStore, create
from scoring.entry import visit_root
from scoring.visit import fold


async def test_a_full_disk_is_said_and_the_score_stays(opened, fresh, monkeypatch):
    real = durable.os.fsync

    def full(_handle):
        raise OSError(28, "No space left on device")

    before = fresh.read_bytes()
    async with opened(fresh) as screen:
        monkeypatch.setattr(durable.os, "fsync", full)
        await screen.press("f")
        await screen.until(lambda: "NOT SAVED" in screen.text, "the trouble")
        assert " 1     0" in screen.row("管理团队")
        assert any("No space left" in notice for notice in screen.notices)
        assert fresh.read_bytes() == before
        monkeypatch.setattr(durable.os, "fsync", real)
        await screen.saved()
        assert " saved" in screen.text.splitlines()[0]
        await screen.until(lambda: "NOT SAVED" not in screen.text, "the trouble to be gone")
    assert len(screen.entries("score")) == 1


async def test_a_second_window_only_looks(opened, fresh):
    first = VisitStore(fresh)
    before = fresh.read_bytes()
    async with opened(fresh) as screen:
        assert "read-only" in screen.text
        assert "open in another window" in screen.text
        for keys in (("f",), ("1", "enter"), ("escape", "z")):
            await screen.press(*keys)
            assert "open in another window" in screen.text
    first.close()
    assert fresh.read_bytes() == before


HOSTILE = "[bold]坏[/] \x1b[2J\u202e校" + "长" * 40


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 20)])
async def test_hostile_names_are_shown_as_they_are(opened, tmp_path, size):
    rubric = built_in(DEFAULT)
    empty = fold("S-1", rubric, ())
    body = {"name": HOSTILE, "date": "2022-12-05"}
    visit = fold("S-1", rubric, [empty.next_entry("Lin@00000000", "2022-12-05T09:00:00+08:00", "open", body)])
    assert visit.entries[0].prev == visit_root("S-1", rubric.id)
    create(tmp_path / "S-1.json", visit)
    for path, keys in ((tmp_path, ()), (tmp_path / "S-1.json", ()), (tmp_path / "S-1.json", ("r",))):
        async with opened(path, size=size) as screen:
            await screen.until(lambda: "[bold]坏[/]"[:6] in screen.text, "the name")
            await screen.press(*keys)
            assert "\x1b" not in screen.text and "\u202e" not in screen.text
            assert {cell_len(line) for line in screen.text.splitlines()} == {size[0]}


async def test_a_day_beyond_all_others_is_put_right(opened, fresh):
    async with opened(fresh) as screen:
        sitting = screen.app.sitting
        what = sitting.visit.rubric.deadlines[-1].what  # that nobody has handed in
        body = {"what": what, "on": "9999-12-31"}
        sitting.take_in([sitting.visit.next_entry("Li@11111111", sitting.now(), "hand_in", body)])
        await screen.press("r", "i")
        await screen.until(lambda: "9999-12-31" in screen.text, "the day")
        await screen.press("down", "down", "down", "plus", "enter")
        await screen.until(lambda: screen.entries("hand_in"), "today")
    assert [each["on"] for each in screen.entries("hand_in")] == [sitting.now()[:10]]


async def test_settings_that_are_damaged_meanwhile_are_said_and_then_the_name_is_asked(
    opened, fresh, tmp_path, monkeypatch
):
    monkeypatch.setenv("IPC2_NAME", "")
    settings = tmp_path / "home" / "settings.json"
    settings.parent.mkdir()
    async with opened(fresh) as screen:
        await screen.until(lambda: "NameDialog" in str(screen.app.screen_stack), "the question")
        await screen.press("escape")
        settings.write_text("{", encoding="utf-8")
        await screen.press("f")
        await screen.until(lambda: any("settings.json: is damaged" in each for each in screen.notices), "what is wrong")
        settings.unlink()
        await screen.press("f")
        await screen.until(lambda: "NameDialog" in str(screen.app.screen_stack), "the question")


async def test_a_signed_visit_opens_whatever_the_list_of_signers_is(opened, folder, tmp_path):
    path = folder / "370899-0108.json"
    assert run(["sign", str(path), "--yes", "--lang", "en"]) == 0
    (tmp_path / "home" / "allowed_signers").write_text("somebody edited this\n", encoding="utf-8")
    async with opened(path) as screen:
        assert " signed " in screen.text.splitlines()[0]
        await screen.press("r", "k")
        await screen.until(lambda: "CodeScreen" in str(screen.app.screen_stack), "the code")
