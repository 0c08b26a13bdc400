"""Self-check forms as schools send them: ours, retyped, with merged cells lost, in other words."""

from decimal import Decimal
from pathlib import Path

import pytest

from ipc2_tui.files.rubrics import DEFAULT, built_in, find_rubric
from scoring.problem import Problem
from scoring.rubric_file import parse_rubric
from scoring.tables.cells import Uncalculated
from scoring.tables.form_cells import read_form
from scoring.tables.roster_cells import NoTable

RUBRIC = built_in(DEFAULT)
HEAD = ["考核\n项目", "考核指标", "考核要求", "分值", "自查得分", "评估得分"]


def rows(values=None, **changes):
    """The form as a plain table, full marks but for `values`; `changes` replace an item's row by its id (1_1)."""
    found = []
    for section in RUBRIC.sections:
        for item in section.items:
            value = (values or {}).get(item.id, item.points)
            row = [section.name, item.name, item.criteria, item.points, value, None]
            found += changes.get(f"i{item.id.replace('.', '_')}", [row])
    return found


def read(table, head=HEAD):
    return read_form([("表", [["某某小学考核表"], [], head, *table])], RUBRIC, "F.xlsx")


def problem_in(table):
    (problem,) = read(table).problems
    return problem


def test_every_item_is_found():
    found = read(rows())
    assert found.values == {item.id: item.points for item in RUBRIC.items}
    assert (found.blank, found.missing, found.problems, found.notes) == ((), (), (), ())


@pytest.mark.parametrize("order", [[4, 0, 3, 1, 2, 5], [1, 2, 3, 4, 5, 0]])
def test_columns_in_another_order_left_of_the_score(order):
    order = [at for at in order if at != 4] + [4]
    table = [[row[at] for at in order] for row in rows()]
    assert len(read(table, [HEAD[at] for at in order]).values) == 22


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("5分", "5"),
        ("５", "5"),
        (" 4．5 分 ", "4.5"),
        ("满分", "5"),
        ("3/5", "3"),
        (4.5, "4.5"),
        (0, "0"),
        ("０分", "0"),
    ],
)
def test_points_as_people_write_them(written, value):
    assert read(rows({"3.1": written})).values["3.1"] == Decimal(value)


def test_what_cannot_be_is_not_said_to_be_empty_as_well():
    found = read(rows({"3.1": 6}))
    assert found.blank == ()
    assert [problem.what for problem in found.problems] == [f"3.1 {RUBRIC.by_id['3.1'].label}: 6 is outside 0 to 5"]


@pytest.mark.parametrize("written", [None, "", " ", "-", "—", "/", "无"])
def test_what_is_left_empty_is_said(written):
    found = read(rows({"3.1": written}))
    assert found.blank == ("3.1",) and "3.1" not in found.values


@pytest.mark.parametrize(
    ("written", "why"), [(6, "outside 0 to 5"), (4.3, "off the step"), ("优", "not a number"), (-1, "not a")]
)
def test_what_cannot_be_is_named_with_its_cell(written, why):
    problem = problem_in(rows({"3.1": written}))
    assert problem.where == "F.xlsx: 表!E12"
    assert "3.1" in problem.what and why in problem.what


@pytest.mark.parametrize("written", ["1 8", "1\n8", "１　８", "1\u00a08", "18\n18分"])
def test_two_figures_in_one_cell_are_not_joined(written):
    found = read(rows({"3.4": written}))
    (problem,) = found.problems
    assert (problem.where, "3.4" in found.values) == ("F.xlsx: 表!E15", False)
    assert f"{RUBRIC.by_id['3.4'].label}: " in problem.what and "is more than one figure" in problem.what


def test_an_item_whose_wording_is_its_name_is_found():
    item = "示范引领"
    text = f"""
format = 1
id = "one"
title = "一项"
[[sections]]
points = 5
[[sections.items]]
name = "{item}"
points = 5
criteria = "{item}（5分）"
"""
    table = [["考核指标", "考核要求", "分值", "自查得分"], [item, f"{item}（5分）", 5, 4]]
    found = read_form([("表", table)], parse_rubric(text, "one.toml"), "F.xlsx")
    assert (found.values, found.missing) == ({"1.1": Decimal(4)}, ())


NUMBERED = parse_rubric(
    """
format = 1
id = "numbered"
title = "表"
total = 15
[[sections]]
name = "甲部"
points = 15
"""
    + "".join(
        f'[[sections.items]]\nid = "{id_}"\nname = "指标{name}"\npoints = {points}\n'
        for id_, name, points in ((1, "子", 1), (2, "丑", 2), (3, "寅", 5), (4, "卯", 4), (5, "辰", 3))
    ),
    "numbered.toml",
)


@pytest.mark.parametrize(
    "head",
    [
        ["考核项目", "考核指标", "分值", "自查得分"],
        ["考核指标", "分值", "评估得分", "自查得分"],
        ["分值", "考核指标", "自查得分"],
        ["考核项目", "满分", "自评"],
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_points_beside_an_items_name_are_no_items_number(head, known):
    def cell(heading, item):
        if heading == head[-1]:
            return item.step
        names = heading == "考核指标" or (heading == "考核项目" and "考核指标" not in head)
        return (item.name if known else item.name[1:]) if names else item.points if heading != "考核项目" else ""

    table = [[cell(heading, item) for heading in head] for item in NUMBERED.items]
    found = read_form([("表", [head, *table])], NUMBERED, "F.xlsx")
    assert (found.problems, found.values) == ((), {item.id: item.step for item in NUMBERED.items} if known else {})
    assert known or found.missing == tuple("12345")


def test_an_items_number_before_an_unknown_name_stands_for_it():
    table = [["序号", "考核指标", "分值", "自查得分"], [3, "网上学习", 5, 4], [None, 2, 2, 1]]
    assert read_form([("表", table)], NUMBERED, "F.xlsx").values == {"3": 4, "2": 1}


def test_a_row_that_the_form_does_not_have_is_named_by_its_words():
    found = read([*rows(), ["", "家校共育特色", "", 5, 4, None]])
    assert found.notes == ("表!E26: 4 was left out: the form has no item 家校共育特色",)


def test_rows_moved_and_without_their_sections():
    table = [[None, *row[1:]] for row in reversed(rows())]
    assert len(read(table).values) == 22


def test_an_item_beside_another_section_is_taken_by_its_own_name_and_said():
    for section in ("校本应用考核（25 分）", "校本应用考核\n（续）"):
        found = read(rows(i3_3=[[section, "线上选学", "", 5, 4, None]]))
        assert found.values["3.3"] == 4
        assert "3.3" in found.notes[0] and "stands beside the section 4" in found.notes[0]


@pytest.mark.parametrize(
    "name", ["线上\n选 学", "1、线上选学", "（三）线上选学", "线上选学（5分）", "3.3 线上选学", "3.3"]
)
def test_names_with_breaks_numbers_and_points(name):
    found = read(rows(i3_3=[["", name, "", 5, 2, None]]))
    assert (found.values["3.3"], found.missing) == (2, ())


def test_a_renamed_item_is_found_by_its_wording_or_said_to_be_missing():
    item = RUBRIC.by_id["3.3"]
    assert read(rows(i3_3=[["", "网上学习", item.criteria, 5, 2, None]])).values["3.3"] == 2
    found = read(rows(i3_3=[["", "网上学习", "别的要求", 5, 2, None]]))
    assert found.missing == ("3.3",)
    assert "2 was left out" in found.notes[0]


def test_parts_share_a_box():
    item = RUBRIC.by_id["5.1"]
    one, two = (
        ["", part.name, part.criteria, 5, value, None] for part, value in zip(item.parts, (4, None), strict=True)
    )
    assert read(rows(i5_1=[one, two])).values["5.1"] == 4
    two[4] = 3
    assert "two values: 4 and 3" in problem_in(rows(i5_1=[one, two])).what


def test_choices_in_cells_of_their_own_are_no_other_items_parts():
    row = ["", "定位学校环境类别", "多媒体教学环境", 1, 1, None]
    assert read(rows(i2_1=[row])).values["2.1"] == 1


def test_a_row_with_two_items_is_refused():
    assert "several items" in problem_in(rows(i1_1=[["", "管理团队", "教学现状", 1, 1, None]])).what


def test_a_total_that_does_not_add_up_is_said():
    foot = ["点评要点", "", "", "得分", 98, None]
    assert "total is 98, its scores add up to 100" in read([*rows(), foot]).notes[0]
    assert read([*rows(), [*foot[:4], Uncalculated(), None]]).notes == ()  # nobody knows what it would be
    assert read([*rows(), [*foot[:4], 100, None]]).notes == ()


def test_a_table_broken_over_pages():
    table = rows()
    assert len(read([*table[:9], HEAD, *table[9:]]).values) == 22


def test_a_column_is_where_its_heading_is_however_long_the_row():
    """Cells that were never filled in are left out on the right; nothing may move into their place."""
    nothing = [row[:5] for row in rows(dict.fromkeys(RUBRIC.by_id, 0))]
    found = read(nothing, [*HEAD, "备注"])
    assert set(found.values.values()) == {0} and not found.notes
    assert read([row[:4] for row in rows()], [*HEAD, "备注"]).blank == tuple(item.id for item in RUBRIC.items)
    shifted = read([row[1:] for row in rows()])  # a cell was taken out of each row, and not the last
    assert (shifted.values, len(shifted.blank)) == ({}, 22)


def test_the_total_of_a_form_with_weights_is_weighed():
    rubric = find_rubric(str(Path(__file__).parents[1] / "rubrics" / "weights.toml"))
    table = [
        [section.name, item.name, "", "", item.points, None] for section in rubric.sections for item in section.items
    ]
    total = sum(section.weight * item.points for section in rubric.sections for item in section.items)
    sheet = [("表", [HEAD, *table, ["点评要点", "", "", "得分", int(total), None]])]
    assert total == 100 and read_form(sheet, rubric, "F.xlsx").notes == ()


def test_scores_that_a_formula_adds_up_are_what_they_show():
    """Excel keeps 0.1 + 0.2 with seventeen digits."""
    text = 'format = 1\nid = "x"\ntitle = "x"\nstep = 0.1\n[[sections]]\nname = "甲"\npoints = 5\n'
    rubric = parse_rubric(text + '[[sections.items]]\nname = "台账"\npoints = 5\n', "x.toml")
    table = [["考核指标", "分值", "自查得分"], ["台账", 5, 0.1 + 0.2], ["得分", 5, 0.1 + 0.2]]
    found = read_form([("表", table)], rubric, "F.xlsx")
    assert (found.values, found.problems, found.notes) == ({"1.1": Decimal("0.3")}, (), ())


def test_another_table_is_no_form():
    with pytest.raises(NoTable, match="no self-check form"):
        read_form([("", [["姓名", "学科"], ["甲", "语文"]])], RUBRIC, "F")
    assert issubclass(NoTable, Problem)
