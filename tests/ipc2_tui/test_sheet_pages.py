"""Where the printed form's pages end: no cell is torn, and every page names its sections."""

import io
from itertools import pairwise

import pytest
from openpyxl import load_workbook
from visit_files import opened, write

from ipc2_tui.files.rubrics import DEFAULT, built_in, find_rubric
from ipc2_tui.workbooks.form_sheet import places_of
from ipc2_tui.workbooks.pages import height_between, room_on_page
from ipc2_tui.workbooks.score_sheet import TOP, score_sheet
from ipc2_tui.workbooks.self_check_form import self_check_form
from scoring.rubric_file import build_rubric

OWN = ("bands", "deductions", "grades", "smallest", "weights")


def longer(times):
    """The built-in form, every section's items so many times."""
    data = built_in(DEFAULT).data
    sections = [
        {**section, "points": section["points"] * times, "items": [
            {**item, "name": f"{item['name']}{n}"} for n in range(times) for item in section["items"]
        ]}
        for section in data["sections"]
    ]  # fmt: skip
    return build_rubric({**data, "id": "longer", "total": 100 * times, "sections": sections}, "longer")


def rubric_of(name):
    if name in OWN:
        return find_rubric(f"tests/rubrics/{name}.toml")
    return built_in(DEFAULT) if name == DEFAULT else longer(int(name))


def printed(rubric):
    return load_workbook(io.BytesIO(score_sheet(opened(rubric), None, ""))).worksheets[0]


def begun(sheet):
    """The first row of every page, as they are told."""
    return [1, *[each.id + 1 for each in sheet.row_breaks.brk]]


@pytest.mark.parametrize("name", [DEFAULT, *OWN, "2", "7"])
def test_no_cell_is_torn_and_every_page_names_its_sections(name):
    rubric = rubric_of(name)
    sheet, places = printed(rubric), places_of(rubric, TOP)
    merged = [each.bounds for each in sheet.merged_cells.ranges]
    starts = begun(sheet)
    assert not [each for each in merged for row in starts if each[1] < row <= each[3]]
    for first, after in pairwise([*(row for row in starts if row <= places.last), places.last + 1]):
        room = room_on_page(sheet) + (height_between(sheet, TOP, TOP) if first == 1 else 0)
        assert height_between(sheet, first, after - 1) <= room
    named = {row: sheet.cell(bounds[1], 1).value for bounds in merged if bounds[0] == bounds[2] == 1
             for row in range(bounds[1], bounds[3] + 1)}  # fmt: skip
    for section in rubric.sections:
        for item in section.items:
            row = places.items[item.id]
            assert (named.get(row) or sheet.cell(row, 1).value).startswith(section.name or section.id)


def test_a_section_that_goes_on_says_so_and_states_its_points_once():
    sheet = printed(built_in(DEFAULT))
    texts = [sheet.cell(row, 1).value for row in range(TOP + 1, sheet.max_row) if sheet.cell(row, 1).value]
    assert [text for text in texts if "校本研修组织实施" in text] == [
        "校本研修组织实施（45 分）",
        "校本研修组织实施\n（续）",
    ]
    second = begun(sheet)[1]
    assert sheet.cell(second, 1).value == "校本研修组织实施\n（续）"


@pytest.mark.parametrize("times", [2, 7])
def test_a_form_of_many_pages_is_read_back(times, tmp_path, ipc2, me):
    """As a filled-in self-check, whose sections stand on several pages; nothing is said of where the items stand."""
    rubric = longer(times)
    path, visit = tmp_path / "form.xlsx", write(tmp_path / "visit.json", opened(rubric))
    path.write_bytes(self_check_form(rubric, claims={item.id: item.points for item in rubric.items}))
    assert len(begun(load_workbook(path).worksheets[0])) > times
    done = ipc2("import", path, "--into", visit, "--yes")
    assert (done.code, done.err) == (0, ""), done
