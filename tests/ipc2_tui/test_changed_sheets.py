"""Any change shows: in a cell of the score sheet, in a character of its code."""

import io

from openpyxl import load_workbook
from visit_files import code_on

from ipc2_tui.rubrics import DEFAULT, built_in
from ipc2_tui.verifying import check_code, check_sheet
from ipc2_tui.workbooks.form_sheet import places_of
from ipc2_tui.workbooks.score_sheet import TITLE, TOP
from ipc2_tui.workbooks.sheet_reader import read_sheet
from scoring.problem import Problem


def test_every_character_of_a_statement_counts(sheet):
    code = code_on(sheet)
    assert check_code(code).holds
    for at, letter in enumerate(code):
        if letter == " ":
            continue
        for other in "0A" if letter not in "0A" else "1B":
            try:
                assert not check_code(code[:at] + other + code[at + 1 :]).holds, f"{at}: {letter} -> {other}"
            except Problem:
                continue


def scores_on(path):
    """Every cell with a figure that was signed."""
    places = places_of(built_in(DEFAULT), TOP)
    rows = [*places.items.values(), places.last + 1]
    return [f"{column}{row}" for row in rows for column in "FG"] + ["B2", "B3", "B4", "B5", "D2", "D5", "E7"]


def test_every_changed_cell_is_noticed(sheet):
    raw = sheet.read_bytes()
    again = sheet.with_name("again.xlsx")
    load_workbook(io.BytesIO(raw)).save(again)  # as an office program does
    assert check_sheet(read_sheet(again), "again").holds
    for place in scores_on(sheet):
        book = load_workbook(io.BytesIO(raw))
        cell = book[TITLE][place]
        cell.value = cell.value + 0.5 if isinstance(cell.value, (int, float)) else f"{cell.value}1"
        book.save(again)
        assert not check_sheet(read_sheet(again), "again").holds, place


def test_two_scores_exchanged_within_a_section_are_noticed(sheet):
    book = load_workbook(sheet)
    page, (one, two) = book[TITLE], ("F9", "F11")
    assert page[one].value != page[two].value
    page[one].value, page[two].value = page[two].value, page[one].value
    book.save(sheet)
    report = check_sheet(read_sheet(sheet), "sheet")
    assert [finding.text for finding in report.findings if finding.holds is False] == [
        "a score on the sheet was changed"
    ]
