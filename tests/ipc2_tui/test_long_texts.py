"""However much is written, the sheet has all of it, in rows that office programs can show."""

import io

import pytest
from openpyxl import load_workbook
from visit_files import WANG, add, known

from ipc2_tui.workbooks.form_sheet import HIGHEST, height_of, in_rows
from ipc2_tui.workbooks.score_sheet import TITLE, score_sheet
from scoring.bodies import LONGEST_REMARK

HIGHEST_IN_EXCEL = 409


@pytest.mark.parametrize(
    "text", ["", "短", "一行\n\n又一行", "\n".join(["长" * 300] * 30), "x" * 5000, "好" * LONGEST_REMARK]
)
def test_the_pieces_are_the_text_and_each_has_room(text):
    pieces = in_rows(text, 65)
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")
    assert all(height_of(piece, 65) <= HIGHEST for piece in pieces)
    assert len(pieces) == 1 or all(pieces)


@pytest.mark.parametrize("text", ["短", "一行\n\n又一行", "\n前面空一行", "后面空一行\n", "\n".join("行" * 20)])
def test_what_has_room_in_one_row_stays_as_it_is(text):
    assert in_rows(text, 65) == [text]


def test_a_remark_of_any_length_is_printed_whole():
    text = "点评" * (LONGEST_REMARK // 2)
    sheet = load_workbook(io.BytesIO(score_sheet(add(known(), WANG, "remark", {"text": text}), None, "")))[TITLE]
    rows = [row for row in sheet.iter_rows() if str(row[0].value).startswith("点评要点")]
    assert [row[0].value for row in rows[:2]] == ["点评要点", "点评要点\n（续）"]
    assert "".join(row[1].value for row in rows) == text
    assert all(sheet.row_dimensions[row[0].row].height < HIGHEST_IN_EXCEL for row in sheet.iter_rows())
