"""Other districts' forms on the scoring screen."""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from rich.cells import cell_len

from ipc2_tui.files.rubrics import find_rubric
from ipc2_tui.files.store import create
from ipc2_tui.files.visit_file import read_visit
from scoring.mark import Mark, mark_body
from scoring.opening import new_visit
from scoring.tally import tally
from scoring.visit import with_entry

RUBRICS = Path(__file__).parents[1] / "rubrics"
AT = "2022-12-05T09:00:00+08:00"


@pytest.fixture
def visit_on(tmp_path):
    def make(name):
        school = {"name": "示例小学", "date": "2022-12-05"}
        visit = new_visit("S-1", find_rubric(str(RUBRICS / f"{name}.toml")), "Lin@00000000", AT, school)
        path = tmp_path / f"{name}.json"
        create(path, visit)
        return path

    return make


@pytest.mark.parametrize("name", ["bands", "deductions", "grades", "smallest", "weights"])
async def test_a_whole_form_at_its_best(opened, visit_on, name):
    """Full marks on every item, key by key: the level is the best, the totals are complete."""
    path = visit_on(name)
    async with opened(path) as screen:
        items = screen.app.sitting.visit.rubric.items
        for place, item in enumerate(items):
            assert f"> {item.label}"[:8] in screen.text
            await screen.press("f")
            assert f"{place + 1}/{len(items)}" in screen.text or place + 1 == len(items)
        await screen.saved()
        tallied = tally(screen.app.sitting.visit)
        assert tallied.evaluated.complete and not tallied.undecided
        assert tallied.level == (screen.app.sitting.visit.rubric.levels or (None,))[0]


async def test_a_grade_by_its_number(opened, visit_on):
    async with opened(visit_on("grades")) as screen:
        item = screen.app.screen.item
        await screen.press("2", "enter")
        await screen.saved()
        assert screen.entries("score") == [{"item": item.id, "points": None, "grade": item.grades[1].name}]
        assert item.grades[1].name in screen.text


async def test_what_is_typed_over_a_grade_stands_where_the_grade_stood(opened, visit_on):
    """A Chinese grade has fewer characters than columns."""
    async with opened(visit_on("grades")) as screen:
        await screen.press("2", "enter", "up")
        end = cell_len(screen.row("> 责任到人").partition("基本合格")[0] + "基本合格")
        await screen.press("1")
        assert cell_len(screen.row("> 责任到人").partition("_]")[0] + "_]") == end


async def test_counted_deductions_leave_points(opened, visit_on):
    async with opened(visit_on("deductions"), size=(100, 36)) as screen:
        rubric = screen.app.sitting.visit.rubric
        item = next(item for item in rubric.items if item.deductions)
        while screen.app.sitting.visit.cell("score", item.id).values == () and screen.app.screen.item != item:
            await screen.press("down")
        await screen.press("t")
        await screen.until(lambda: "space tick" in screen.text, "the deductions")
        await screen.press("+", "+", "enter")
        await screen.saved()
        left = item.points - 2 * item.deductions[0].points
        (body,) = screen.entries("score")
        assert (body["points"], body["times"]) == (left, {item.deductions[0].name: 2})


async def test_grades_without_points_are_no_sum(opened, visit_on):
    """Of a form without points neither 0 nor 0/0 is said, but how often each grade that decides was given."""
    async with opened(visit_on("grades")) as screen:
        await screen.press("f", "f")
        await screen.saved()
        assert "0/0" not in screen.text and "/-" not in screen.text and "2/7" in screen.text
        await screen.press("r")
        await screen.until(lambda: "(合格 2, 不合格 0)" in screen.text, "the review")
        assert "0" not in screen.row("园所管理")


async def test_a_visit_begun_in_the_folder_is_on_the_folders_form(opened, visit_on, tmp_path):
    """That of the rubric lying there; of two nobody knows which; without any that of the visits there."""
    first = visit_on("bands")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")  # another program's
    async with opened(tmp_path) as screen:
        for code, title in (("S-2", "云溪镇学校智慧课堂建设现场评估表"), ("S-3", "听课记录简表")):
            await screen.until(lambda: "n new" in screen.text, "the list")
            await screen.press("n")
            await screen.until(lambda title=title: title in screen.text, "the form's title")
            await screen.type(code)
            await screen.press("tab")
            await screen.type("乙")
            await screen.press("enter")
            await screen.until(lambda: "0/" in screen.text.splitlines()[0], "the visit")
            await screen.press("q")
            shutil.copy(RUBRICS / "smallest.toml", tmp_path)
        forms = [json.loads((tmp_path / f"{name}.json").read_bytes()) for name in ("S-2", "S-3")]
        shutil.copy(RUBRICS / "bands.toml", tmp_path)
        await screen.until(lambda: "n new" in screen.text, "the list")
        await screen.press("n")
        await screen.until(lambda: any("holds several forms" in each for each in screen.notices), "the refusal")
    assert [visit["rubric"]["id"] for form in forms for visit in form["visits"].values()] == ["bands", "smallest"]
    assert first.exists()


async def test_a_ruling_on_grades_names_them(opened, visit_on):
    """What can be settled on, without a maximum that there is none of; a veto is said."""
    path = visit_on("grades")
    item = find_rubric(str(RUBRICS / "grades.toml")).items[-1]
    visit = read_visit(path, None)
    for by, grade in (("Wang@00000001", "无"), ("Li@00000002", "有")):
        visit = with_entry(visit, visit.next_entry(by, AT, "score", mark_body(item.id, Mark(grade))))
    path.unlink()
    create(path, visit)
    async with opened(path) as screen:
        await screen.press("v")
        await screen.until(lambda: "Wang" in screen.text, "the differences")
        assert "/" not in screen.row("安全事故")
        await screen.press("enter")
        await screen.until(lambda: "settled grade" in screen.text, "the question")
        assert "grades 1 无, 2 有 (veto)" in screen.text
        await screen.type("1")
        await screen.press("tab", "x", "enter")
        await screen.until(lambda: "settled;" in screen.text, "the ruling")
    assert read_visit(path, None).cell("score", item.id).value == "无"


async def test_a_long_grade_of_the_school_is_whole(opened, visit_on):
    path = visit_on("grades")
    async with opened(path) as screen:
        await screen.press("c", "2", "enter")
        await screen.saved()
        assert "基本合格" in screen.row("责任到人")


async def test_a_sections_weight_is_said_where_its_points_are(opened, visit_on):
    async with opened(visit_on("weights")) as screen:
        assert screen.row(" A 办学愿景").rstrip().endswith("-/100 x 0.15")
        await screen.press("f", "r")
        await screen.until(lambda: "section" in screen.text, "the review")
        assert screen.row(" 办学愿景").split()[1:4] == ["100", "x", "0.15"]
        assert " 100 x 0.125 " in screen.row(" 辐射带动 ")


async def test_how_several_scores_became_one_is_said(opened, visit_on):
    """Else 37 beside 40, 37 and 30 is anybody's guess."""
    path = visit_on("weights")
    visit = read_visit(path, None)
    for by, points in (("Wang@00000001", 40), ("Li@00000002", 37), ("Zhao@00000003", 30)):
        visit = with_entry(visit, visit.next_entry(by, AT, "score", mark_body("1.1", Mark(Decimal(points)))))
    path.unlink()
    create(path, visit)
    async with opened(path) as screen:
        await screen.press("up")
        await screen.until(lambda: "mean" in screen.text, "the details")
        assert "37  of all scores; of three or more without the highest and lowest" in screen.row("mean")
