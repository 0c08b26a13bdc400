"""The form's own words on a sheet, and what is written beside what was signed, are held against what they must be."""

import pytest
from openpyxl import load_workbook
from test_sheet_tricks import wrong

from ipc2_tui.workbooks.score_sheet import TITLE


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("F8", "评估得分"),
        ("A5", "自查总分"),
        ("B9", "别的"),
        ("E22", 25),
        ("A35", "说明：总分100分，得分75分及以上为合格等次，优秀等次控制在总数30%以内。"),
        ("D2", "日期  2022-12-07"),
        ("D6", "总分  98.5 分"),
        ("D6", "记录  62 条，98.5 分"),
    ],
)
def test_the_forms_own_words_are_held_against_its_rubric(sheet, place, text):
    book = load_workbook(sheet)
    book[TITLE][place] = text
    book.save(sheet)
    assert any(f"{place} says " in said and "the form" in said for said in wrong(sheet)), wrong(sheet)


@pytest.mark.parametrize(
    ("place", "text", "named"),
    [
        ("D2", "时间  2023-05-30 （申报） 2022-12-07", "the date was changed"),
        ("E7", "98.5 {}", "the check code was changed"),
    ],
)
def test_nothing_stands_before_what_was_signed(sheet, place, text, named):
    book = load_workbook(sheet)
    book[TITLE][place] = text.format(book[TITLE][place].value)
    book.save(sheet)
    assert named in wrong(sheet)
