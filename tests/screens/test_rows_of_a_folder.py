"""The rows of a folder's table: several files of one school, files that cannot be read, the first and the last."""

import json
import shutil
import threading

import pytest
from test_told import add

from ipc2_tui.cli import run
from ipc2_tui.interface import folder as reading
from screens.widgets.row_table import RowTable


async def test_several_files_of_a_school_are_one_school_and_say_so(opened, folder):
    shutil.copy(folder / "370899-0101.json", folder / "370899-0101 Wang.json")
    async with opened(folder) as screen:
        await screen.until(lambda: "; all that 370899-0101 Wang.json have is in it" in screen.text, "the hint")
        assert "14 visits" in screen.text
        assert "370899-0101.json; " in screen.text
        assert run(["score", str(folder / "370899-0101 Wang.json"), "1.1", "0", "--lang", "en"]) == 0
        await screen.until(lambda: "the same school: 370899-0101 Wang.json. Open one" in screen.text, "what to do")


async def test_a_school_whose_copies_differ_is_not_complete(opened, folder):
    for path in folder.glob("*.json"):
        if path.name != "370899-0107.json":
            path.unlink()
    copy = folder / "370899-0107 Lin.json"
    shutil.copy(folder / "370899-0107.json", copy)
    assert run(["score", str(copy), "1.1", "0", "--lang", "en"]) == 0
    async with opened(folder) as screen:
        await screen.until(lambda: "1 visit in" in screen.text, "the list")
        assert ", 0 complete" in " ".join(screen.text.split())


async def test_copies_of_one_school_are_told_apart_at_80_columns(opened, fresh, folder):
    for name in ("370899-0101 王芳.json", "370899-0101-林.json", "旧.json"):
        shutil.copy(fresh, fresh.with_name(name))
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0113" in screen.text, "the list")
        mine = [line for line in screen.text.splitlines() if line.startswith(" 370899-0101 ") and "Undecided" in line]
        assert len(mine) == 4 and "(" not in mine[0]
        assert sum("(王芳)" in line for line in mine) == 1 and sum("(林)" in line for line in mine) == 1
        assert sum("(旧)" in line for line in mine) == 1
        assert all("(" not in line for line in screen.text.splitlines() if line.startswith(" 370899-0102"))


async def test_a_damaged_file_is_listed_with_its_problem(opened, folder):
    (folder / "370899-0102.json").write_text('{"half')
    async with opened(folder) as screen:
        await screen.until(lambda: "  damaged" in screen.text, "the list")
        assert "370899-0102" in screen.row("  damaged")
        await screen.press("home", "down")
        await screen.until(lambda: "cut off" in screen.text, "the reason")
        await screen.press("enter")
        assert any("cut off" in notice for notice in screen.notices)
        assert "13 visits" in screen.text and "cannot be read: 1 files" in screen.text


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


async def test_files_in_folders_inside_are_told_to_be_left_out(opened, folder):
    (folder / "others").mkdir()
    (folder / ".hidden").mkdir()
    for name in ("others/a.json", "others/b.json", "others/c.txt", "others/._a.json", ".hidden/d.json"):
        (folder / name).write_text("{}", encoding="utf-8")
    async with opened(folder) as screen:
        await screen.until(lambda: "not read: 2 files in folders inside it" in screen.text, "the list")
        await screen.press("d")
        await screen.until(lambda: "Excellent 4" in screen.text, "the district")
        assert "LEFT OUT: 2 files in folders inside it" in screen.text


async def test_many_damaged_files_hide_neither_a_changed_entry_nor_the_folders_inside(opened, folder):
    changed = json.loads((folder / "370899-0105.json").read_text(encoding="utf-8"))
    changed["visits"]["370899-0105"]["entries"][-1]["at"] = "2000-01-01T00:00:00Z"
    (folder / "370899-0105.json").write_text(json.dumps(changed), encoding="utf-8")
    (folder / "group").mkdir()
    for name in (*(f"broken{n}.json" for n in range(8)), "group/a.json"):
        (folder / name).write_text("{", encoding="utf-8")
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0103" in screen.text, "the list")
        await screen.press("d")
        await screen.until(lambda: "averages of the decided" in screen.text, "the district")
        heading = " ".join(screen.text.split("code")[0].split())
        assert "LEFT OUT: 370899-0105.json: 370899-0105" in heading and "1 files in folders inside it" in heading
        assert "broken7.json" not in screen.text
        for _ in range(6):
            await screen.press("space")
            if "broken7.json" in screen.text:
                return
        raise AssertionError(screen.text)


async def test_damaged_files_alone_have_no_district(opened, folder):
    for path in folder.glob("*.json"):
        path.unlink()
    (folder / "a.json").write_text("{", encoding="utf-8")
    async with opened(folder) as screen:
        await screen.until(lambda: "a.json" in screen.text, "the list")
        assert "district" not in screen.text.splitlines()[-1]
        assert not [each for each in screen.app.get_system_commands(screen.app.screen) if "(d " in each.title]


async def test_archives_are_not_passed_over_in_silence(opened, folder):
    (folder / "王芳.zip").write_bytes(b"PK")
    async with opened(folder, (120, 36)) as screen:
        await screen.until(lambda: "not read: 王芳.zip" in " ".join(screen.text.split()), "the list")
        await screen.press("d")
        await screen.until(lambda: "LEFT OUT: 王芳.zip (unpack it)" in screen.text, "the district")


async def test_many_archives_leave_room_for_the_schools(opened, folder):
    for n in range(60):
        (folder / f"学校报来的材料{n:02}.zip").write_bytes(b"PK")
    (folder / "._学校.zip").write_bytes(b"")  # a Mac's, beside each
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0103" in screen.text, "the list")
        assert "(and 55 more)" in " ".join(screen.text.split()) and "._" not in screen.text
        await screen.press("d")
        await screen.until(lambda: "(and 55 more)" in " ".join(screen.text.split()), "the district")
        assert "370899-0107" in screen.text


async def test_long_names_of_schools_are_told_apart_by_their_ends(opened, folder):
    for place, end in (("0105", "小学"), ("0108", "中学")):
        name = f"济宁市兖州区新兖镇云溪社区白鹭洲片区河湾{end}"
        add(folder / f"370899-{place}.json", "Li@11111111", "open", {"name": name, "date": "2022-12-07"})
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0114" in screen.text, "the list")
        for place, end in (("0105", "小学"), ("0108", "中学")):
            assert f"{end} " in screen.row(f"370899-{place}")


@pytest.mark.parametrize("name", ["list-find", "district-find"])
async def test_what_is_looked_for_stands_on_the_table_apart_from_the_heading(view, name):
    async with view(name) as screen:
        heading, field, table = (screen.app.screen.query_one(each).region for each in ("#heading", "#filter", RowTable))
        assert (field.y, table.y) == (heading.bottom + 1, field.bottom)


async def test_while_the_folder_is_read_it_is_said_when_keys_act(opened, folder, monkeypatch):
    may_go_on, read = threading.Event(), reading.read_folder

    def read_slowly(*arguments):
        may_go_on.wait(10)
        return read(*arguments)

    monkeypatch.setattr(reading, "read_folder", read_slowly)
    async with opened(folder) as screen:
        await screen.press("enter", "o", "d", "slash")
        assert "its visits can be opened, sorted and found once it is read" in " ".join(screen.text.split())
        assert "enter open" not in screen.text and "n new" in screen.text
        may_go_on.set()
        await screen.until(lambda: "enter open" in screen.text, "the list")
