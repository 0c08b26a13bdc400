"""However much is written, the sheet has all of it, in rows that office programs can show."""

import io

import pytest
from openpyxl import load_workbook
from rich.cells import cell_len
from visit_files import CODE, WANG, add, known, opened, write

from ipc2_tui.files.rubrics import DEFAULT, built_in
from ipc2_tui.files.visit_file import read_visits
from ipc2_tui.workbooks.form_sheet import HIGHEST, height_of, in_rows
from ipc2_tui.workbooks.score_sheet import TITLE, score_sheet
from ipc2_tui.workbooks.self_check_form import self_check_form
from sample_data import VISITS
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


@pytest.mark.parametrize("command", ["district", "summary"])
@pytest.mark.parametrize("name", ["某市某区龙桥街道办事处中心小学教育集团城南校区", "长" * 100])
def test_a_long_name_goes_on_below_and_displaces_no_figure(command, name, tmp_path, ipc2):
    write(tmp_path / "known.json", known())

    def table(school):
        write(tmp_path / "other.json", opened(code="S-01", name=school))
        return [line for line in ipc2(command, tmp_path).out.split("\n\n")[0].splitlines() if cell_len(line) <= 80]

    def words(lines, code):
        return [word for line in lines if code in line for word in line.split()][2:5]

    short, long = table("短"), table(name)
    assert words(short, CODE) == words(long, CODE) and words(short, "S-01") == words(long, "S-01") != []
    (at,) = [n for n, line in enumerate(long) if "S-01" in line]
    below = [line.strip() for line in long[at + 1 :] if CODE not in line]
    assert "".join([long[at].split()[1], *below[: len(long) - at]]).startswith(name)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("command", ["district", "summary"])
def test_in_a_small_terminal_no_row_is_nameless(command, lang, ipc2, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    lines = ipc2(command, VISITS, "--lang", lang).out.splitlines()
    rows = [line.partition("370899-0")[2] for line in lines if "370899-0" in line[:10]]
    schools = [visit.school.name for file in VISITS.glob("*.json") for visit in read_visits(file).visits.values()]
    assert len(rows) == len(schools) and all(any(f" {name[0]}" in row for row in rows) for name in schools)
    sections = (
        lines
        if command == "district"
        else ipc2("summary", VISITS / "370899-0105.json", "--lang", lang).out.splitlines()
    )
    assert all(any(line.startswith(section.label[0]) for line in sections) for section in built_in(DEFAULT).sections)


@pytest.mark.parametrize("name", ["短", "某市某区龙桥街道办事处中心小学教育集团城南校区（东区）", "长" * 100])
def test_the_forms_heads_have_room_for_a_long_name_and_a_large_team(name):
    team = [f"评估人{number}" for number in range(12)]
    sheet = load_workbook(io.BytesIO(score_sheet(opened(name=name, team=team), None, "")))[TITLE]
    form = load_workbook(io.BytesIO(self_check_form(built_in(DEFAULT), name))).worksheets[0]
    for page, text, width in ((sheet, name, 25.5), (sheet, "、".join(team), 25.5), (form, name, 65.5)):
        (row,) = [row[0].row for row in page.iter_rows(max_row=8) if any(str(c.value).startswith(text) for c in row)]
        assert page.row_dimensions[row].height >= 12 * cell_len(text) / (width * 1.16)
