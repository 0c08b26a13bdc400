"""A seal that nobody has drawn from yet is told wherever the draws are: on the sheet, by summary and by verify."""

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ipc2_tui.workbooks.score_sheet import TITLE
from sample_data import VISITS

SAMPLE = VISITS / "370899-0108.json"


@pytest.fixture
def sealed(tmp_path, ipc2, me):
    """A signed visit whose last draw is sealed only, and the seal's code."""
    path = Path(shutil.copy(SAMPLE, tmp_path))
    assert ipc2("draw", path, "--seal").code == ipc2("sign", path, "--yes").code == 0
    return path, json.loads(ipc2("draw", path, "--json").out)["open_seal"]


def test_summary_and_verify_tell_it(sealed, ipc2):
    path, seal = sealed
    text = f"draw {seal['no']} is sealed, code {seal['code']}, and not drawn yet"
    assert text in ipc2("summary", path).out
    done = ipc2("verify", path)
    assert (done.code, f"  - {text}\n" in done.out) == (0, True)


def test_the_sheet_has_its_code_and_is_still_what_the_file_gives(sealed, ipc2):
    path, seal = sealed
    sheet = path.with_name("sheet.xlsx")
    assert ipc2("export", path, "-o", sheet).code == 0
    page = load_workbook(sheet)[TITLE]
    (row,) = [row for row in page.iter_rows(values_only=True) if row[0] == "封签"]
    assert seal["code"] in row[1]
    done = ipc2("verify", path, sheet)
    assert (done.code, "+ everything printed is what the visit's file gives" in done.out) == (0, True)
