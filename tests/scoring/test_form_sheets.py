"""Self-check forms on several sheets of one workbook: blank ones beside the one that is filled in, and copies."""

import pytest
from test_form_cells import HEAD, RUBRIC, rows

from scoring.tables.form_cells import read_form

BLANK = rows(dict.fromkeys(RUBRIC.by_id))
MISTAKEN = rows(dict.fromkeys(RUBRIC.by_id) | {"1.1": "x"})
ONES = rows(dict.fromkeys(RUBRIC.by_id) | {"1.1": 1, "3.4": 18})


def on_sheets(*tables):
    sheets = [(name, [HEAD, *table]) for name, table in zip("一二三", tables, strict=False)]
    return read_form(sheets, RUBRIC, "F.xlsx")


@pytest.mark.parametrize(
    "tables", [(BLANK, ONES), (BLANK, ONES, BLANK), (ONES, BLANK), (ONES, ONES), (BLANK[:3], ONES)]
)
def test_of_several_sheets_the_one_that_is_filled_in_counts(tables):
    found = on_sheets(*tables)
    assert (found.problems, found.values) == ((), {"1.1": 1, "3.4": 18})


def test_mistakes_on_the_sheet_that_somebody_wrote_on_are_named():
    (problem,) = on_sheets(BLANK, MISTAKEN, BLANK).problems
    assert problem.where == "F.xlsx: 二!E2"


@pytest.mark.parametrize("tables", [(ONES, rows()), (ONES[:1], ONES[1:]), (ONES, rows({"1.1": "x"})), (ONES, MISTAKEN)])
def test_scores_on_several_sheets_are_refused_by_name(tables):
    (problem,) = on_sheets(*tables, BLANK).problems
    assert problem.where == "F.xlsx" and "several sheets have self-check scores, 一, 二: put all" in problem.what
