"""The district on screen: ranked, ordered, filtered, and a school opened from it."""

import json
import re

from test_told import add

from ipc2_tui.cli import run
from ipc2_tui.workbooks import district_book


def schools(screen):
    """The codes in the ranking, from the top."""
    rows = (re.search("(?: [0-9]+|   )  370899-([0-9]{4})  ", line) for line in screen.text.splitlines())
    return [row[1] for row in rows if row]


async def district(screen):
    await screen.until(lambda: "370899-0114" in screen.text, "the list")
    await screen.press("d")
    await screen.until(lambda: "averages of the decided" in screen.text, "the district")


async def test_ranking_totals_and_what_is_open(opened, folder):
    async with opened(folder, (120, 36)) as screen:
        await district(screen)
        assert schools(screen)[:4] == ["0107", "0112", "0108", "0106"]
        assert "excellent 4" in screen.text.lower()
        assert "2 in conflict" in screen.row("370899-0105") and "76.5-90" in screen.row("370899-0105")
        assert "3/4" in screen.row("370899-0109")
        assert "2 schools of the list have no visit here that can be read" in screen.text


async def test_a_name_that_is_not_the_lists(opened, folder):
    listed = (folder / "schools.csv").read_text(encoding="utf-8").replace("河湾小学", "松林小学")
    (folder / "schools.csv").write_text(listed, encoding="utf-8")
    async with opened(folder, (160, 44)) as screen:
        await district(screen)
        assert "370899-0108 is 松林小学 on the district's list, but 河湾小学 in its visit" in screen.text


async def test_a_long_name_keeps_the_end_that_tells_it_apart(opened, folder):
    add(
        folder / "370899-0108.json",
        "Li@11111111",
        "open",
        {"name": "云溪区白鹭洲镇河湾中心小学东校区", "date": "2022-12-07"},
    )
    async with opened(folder) as screen:
        await district(screen)
        assert "云溪..校区 " in screen.row("370899-0108")


async def test_orders(opened, folder):
    async with opened(folder, (120, 36)) as screen:
        await district(screen)
        await screen.press("o")
        assert schools(screen) == sorted(schools(screen))
        await screen.press("o")
        assert schools(screen)[0] == "0111"  # 29 points above its evaluation
        await screen.press("o")
        assert "0/4" in screen.row("370899-0102") and schools(screen)[0] == "0102"


async def test_a_filter_and_back(opened, folder):
    async with opened(folder, (120, 36)) as screen:
        await district(screen)
        await screen.press("slash")
        await screen.type("白鹭镇")
        await screen.until(lambda: set(schools(screen)) == {"0109", "0110", "0112"}, "that town's three")
        assert "/ find" not in screen.text and "p spot check" not in screen.text  # they go into the field
        assert "esc all schools" in screen.text and "back" not in screen.text.splitlines()[-1]
        await screen.press("enter")
        await screen.until(lambda: "/ find" in screen.text and "p spot check" in screen.text, "the table's keys")
        assert "esc all schools  q back" in screen.text
        await screen.press("escape")
        await screen.until(lambda: len(schools(screen)) == 14, "all of them")
        await screen.until(lambda: "esc back" in screen.text and "all schools" not in screen.text, "the way back")
        await screen.press("escape")
        await screen.until(lambda: "averages of the decided" not in screen.text, "the list")


async def test_enter_opens_the_school_and_its_scores_come_back(opened, folder):
    async with opened(folder, (120, 36)) as screen:
        await district(screen)
        await screen.press("slash")
        await screen.type("0101")
        await screen.press("enter", "enter")
        await screen.until(lambda: "> 管理团队" in screen.text, "the visit")
        await screen.press("f", "q")
        await screen.until(lambda: "21 unscored" in screen.text, "the district with the score")


async def test_what_came_is_recorded_from_the_review(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("r")
        await screen.until(lambda: "remarks" in screen.text, "the review")
        await screen.press("i")
        await screen.until(lambda: "handed in by the school" in screen.text, "the dialog")
        await screen.press("4", "minus", "enter")
        await screen.saved()
        (body,) = screen.entries("hand_in")
        assert body["what"] == "档案资料"
        assert body["on"] < screen.app.sitting.now()[:10]


async def test_the_workbook_is_made_and_not_replaced_unasked(opened, folder):
    async with opened(folder, (120, 36)) as screen:
        await district(screen)
        await screen.press("x")
        await screen.until(lambda: any("District workbook" in notice for notice in screen.notices), "where it is")
        made = (folder / "全区汇总.xlsx").read_bytes()
        await screen.press("x")
        await screen.until(lambda: "Replace it?" in screen.text, "the question")
        await screen.press("n")
        await screen.until(lambda: "Replace it?" not in screen.text, "the district")
        assert (folder / "全区汇总.xlsx").read_bytes() == made


async def test_a_workbook_that_came_while_one_was_made_is_not_replaced(opened, folder, monkeypatch):
    book = folder / "全区汇总.xlsx"

    def made(_):
        book.write_bytes(b"PK theirs")
        return b"PK ours"

    monkeypatch.setattr(district_book, "district_book", made)
    async with opened(folder, (120, 36)) as screen:
        await district(screen)
        await screen.press("x")
        await screen.until(lambda: any("exists already" in notice for notice in screen.notices), "the refusal")
    assert book.read_bytes() == b"PK theirs"


async def test_the_spot_check_draws_as_the_command_does(opened, folder, capsys):
    async with opened(folder, (120, 36)) as screen:
        await district(screen)
        await screen.press("p")
        await screen.until(lambda: "Spot check among 14" in screen.text, "the question")
        await screen.press("enter")
        await screen.until(lambda: "are missing; type them" in screen.text, "what is missing")
        assert "words of the source" in screen.text and "thrown" not in screen.text
        await screen.type("03 09 12")
        await screen.press("enter")
        await screen.until(lambda: "2 of 14 schools" in screen.text, "the schools")
        assert "Nothing is kept here" in screen.text
        shown = re.findall(r"[12]\. (370899-[0-9]{4})", screen.text)
    capsys.readouterr()
    assert run(["spot-check", str(folder), "--words", "03 09 12", "--json", "--lang", "en"]) == 0
    assert [each["code"] for each in json.loads(capsys.readouterr().out)["drawn"]] == shown


async def test_what_could_not_be_read_is_said_first(opened, folder):
    (folder / "370899-0107.json").write_text('{"half')
    async with opened(folder) as screen:
        await screen.until(lambda: "cannot be read: 1 files" in screen.text, "the list")
        await screen.press("d")
        await screen.until(lambda: "LEFT OUT: 370899-0107.json" in screen.text, "what is left out")
        assert "13 schools" in screen.text


async def test_everything_below_the_table_can_be_reached(opened, folder):
    async with opened(folder) as screen:
        await district(screen)
        await screen.until(lambda: "space more" in screen.text, "the key")
        assert "not recorded as handed in, schools" not in screen.text and "averages" in screen.text
        await screen.press("space")
        await screen.until(lambda: "not recorded as handed in, schools" in screen.text, "what is to be seen to")
        await screen.press("space")
        await screen.until(lambda: "many or more: contradicted" in screen.text, "the last line")
        await screen.press("space")
        await screen.until(lambda: "averages of the decided" in screen.text, "the first line")


async def test_a_search_without_a_find_says_so(opened, folder):
    async with opened(folder) as screen:
        await district(screen)
        await screen.press("slash")
        await screen.type("zzz")
        await screen.until(lambda: "No school has this in it." in screen.text, "that there is none")


async def test_a_file_with_an_altered_entry_counts_as_it_does_by_command(opened, folder, capsys):
    path = folder / "370899-0107.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    entry = next(each for each in data["visits"]["370899-0107"]["entries"] if each["kind"] == "score")
    entry["body"]["note"] = "altered"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert run(["district", str(folder), "--json", "--lang", "en"]) == 1
    told = json.loads(capsys.readouterr().out)
    async with opened(folder, (120, 36)) as screen:
        await screen.until(lambda: "  altered" in screen.text, "the list")
        assert "21/22" in screen.row("370899-0107")
        await district(screen)
        assert f"LEFT OUT: 370899-0107.json: 370899-0107 {entry['by']} {entry['seq']}" in screen.text
        assert "1 unscored" in screen.row("  370899-0107  ") and f"{told['schools']} schools" in screen.text
        await screen.press("p")
        await screen.until(lambda: "Spot check among 14" in screen.text, "the question")
        assert "LEFT OUT here" not in screen.text


async def test_a_spot_check_says_that_files_below_are_not_among_the_drawn(opened, folder):
    (folder / "others").mkdir()
    (folder / "370899-0107.json").rename(folder / "others" / "370899-0107.json")
    async with opened(folder, (120, 36)) as screen:
        await district(screen)
        await screen.press("p")
        await screen.until(lambda: "LEFT OUT here: 1 files in folders inside it" in screen.text, "why")


async def test_the_drawn_schools_are_in_sight_in_a_usual_window(opened, folder):
    (folder / "others").mkdir()
    (folder / "370899-0107.json").rename(folder / "others" / "370899-0107.json")
    async with opened(folder, (80, 24)) as screen:
        await district(screen)
        await screen.press("p")
        await screen.until(lambda: "words of the source" in screen.text, "the question")
        await screen.type("03 09 12")
        await screen.press("enter")
        await screen.until(lambda: "2. 370899-" in screen.text and "Nothing is kept here" in screen.text, "the schools")


async def test_many_drawn_schools_are_reached_by_keys(opened, folder):
    async with opened(folder, (80, 24)) as screen:
        await district(screen)
        await screen.press("p")
        await screen.until(lambda: "words of the source" in screen.text, "the question")
        await screen.type("03 09 12")
        await screen.press("tab")
        await screen.type("100%")
        await screen.press("enter")
        await screen.until(lambda: "14. 370899-" in screen.text and "Nothing is kept here" in screen.text, "the last")
        assert " 1. 370899-" not in screen.text
        await screen.press("pageup")
        await screen.until(lambda: " 1. 370899-" in screen.text, "the first")


async def test_no_rate_is_parted_from_its_name(view):
    async with view("district", language="zh") as screen:
        await screen.until(lambda: "校本应用考核合格 96.03 %" in screen.text, "the rate beside its name")
