"""The district's workbook: what is decided, shares, charts, and schools of one name."""

import io
from copy import copy
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from test_district import AT, BY, RUBRIC, RUBRICS, visit_of

from ipc2_tui.files.rubrics import find_rubric
from ipc2_tui.files.visit_file import read_visit
from ipc2_tui.workbooks.district_book import district_book
from sample_data import VISITS
from scoring.district import district_of
from scoring.district_words import evaluated_text, provisional
from scoring.visit import SCORE, fold, with_entry


def test_the_undecided_are_marked_and_do_not_move_the_means():
    """What is not decided stands in parentheses, is no number in the workbook, and the excellent are provisional."""
    visits = [read_visit(path, None) for path in sorted(VISITS.glob("*.json"))]
    found = district_of(visits, {"X-1": "某校"})
    undecided = [row for row in found.rows if row.rank is None]
    assert provisional(found) == len(undecided) + 1
    assert {evaluated_text(row.school)[0] for row in undecided} == {"-", "("}
    assert "(" not in "".join(evaluated_text(row.school) for row in found.rows if row.rank is not None)
    decided = [visit for visit in visits if visit.code not in {row.school.code for row in undecided}]
    assert found.means == district_of(decided, {}).means
    assert provisional(district_of(decided, {})) == 0
    book = load_workbook(io.BytesIO(district_book(found)))
    places = [(row[0].value, row[6].value) for row in list(book["排名"].rows)[1:]]
    assert all(isinstance(points, str | None) == (place is None) for place, points in places)
    assert ("优秀为暂定", f"尚有 {provisional(found)} 校未定或未评估") in [
        row[:2] for row in book["总表"].iter_rows(values_only=True)
    ]


def test_every_school_with_a_place_is_in_the_distribution_and_rates_are_per_cent():
    visits = [read_visit(path, None) for path in sorted(VISITS.glob("*.json"))]
    found = district_of(visits, {})
    first, *others = found.rows
    more = first._replace(school=first.school._replace(evaluated=Decimal(103)))  # bonus items go beyond the total
    book = load_workbook(io.BytesIO(district_book(found._replace(rows=[more, *others]))))
    rows = [row[:2] for row in book["总表"].iter_rows(values_only=True)]
    at = rows.index(("总分", "学校数"))
    assert sum(count for _, count in rows[at + 1 :] if count) == sum(row.rank is not None for row in found.rows)
    assert rows[-1][1] == sum(row.rank is not None and row.school.evaluated >= 95 for row in found.rows)
    total = list(book["附件2"].rows)[-1]
    assert (total[0].value, total[3].number_format, total[3].value) == (
        "合计（11 校没有名册，未计入）",
        "0.00%",
        0.9087,
    )


def test_sections_of_any_size_compare_as_shares_of_their_points():
    """Their bars would else be as high as the sections are large; one without points has no bar."""
    found = district_of([visit_of("S-01", 80)])
    first, *others = RUBRIC.sections
    rubric = copy(RUBRIC)
    rubric.sections = (first._replace(points=None), *others)
    sheet = load_workbook(io.BytesIO(district_book(found._replace(rubric=rubric))))["总表"]
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "考核项目")
    shown = [[cell.value for cell in row[:6]] for row in sheet.iter_rows(head, head + len(rubric.sections))]
    assert shown[0][4:] == ["自查得分率", "评估得分率"]
    assert shown[1] == ["规划设计", None, None, 0, None, None]
    assert shown[3] == ["组织实施", 45, None, 37, None, pytest.approx(37 / 45)]
    assert sheet.cell(head + 3, 6).number_format == "0.0%"
    chart = sheet._charts[0]
    drawn = [each.val.numRef.f for each in chart.series]
    assert drawn == [f"'总表'!${column}${head + 1}:${column}${head + 8}" for column in "EF"]
    assert (chart.y_axis.scaling.min, chart.y_axis.scaling.max, chart.y_axis.number_format.formatCode) == (0, 1, "0%")


def test_two_schools_of_one_name_are_told_apart_in_appendix_2():
    visits = [visit_of("S-01", 99, "中心小学"), visit_of("S-02", 98, "河湾小学"), visit_of("S-03", 97, "中心小学")]
    sheet = load_workbook(io.BytesIO(district_book(district_of(visits))))["附件2"]
    assert [row[0] for row in sheet.iter_rows(2, 4, values_only=True)] == ["中心小学 S-01", "河湾小学", "中心小学 S-03"]


def test_a_form_without_points_has_no_distribution_and_no_empty_charts():
    grades = find_rubric(str(RUBRICS / "grades.toml"))
    visit = fold("G-1", grades, ())
    for item in grades.items:
        body = {"item": item.id, "points": None, "grade": item.grades[1 if item.id == "A1" else 0].name}
        visit = with_entry(visit, visit.next_entry(BY, AT, SCORE, body))
    book = load_workbook(io.BytesIO(district_book(district_of([visit]))))
    assert book["总表"]._charts == [] and not any(
        row[1] == "学校数" for row in book["总表"].iter_rows(values_only=True)
    )
    (grade,) = [cell for cell in book["各项得分"][2] if cell.value == "基本合格"]
    assert grade.alignment.shrink_to_fit  # its column is for figures
    pointed = load_workbook(io.BytesIO(district_book(district_of([visit_of("S-01", 80)]))))["总表"]
    assert len(pointed._charts) == 2  # nobody checked themselves: nothing to hold the totals against
