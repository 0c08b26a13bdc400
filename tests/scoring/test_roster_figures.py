"""Cells that say more, or less, than they seem to: several codes in one, names beside codes, sums with long tails."""

from decimal import Decimal

import pytest

from ipc2_tui.files.rubrics import built_in_abilities
from scoring.tables.roster_cells import read_roster


def read(heading, cell):
    return read_roster([("S", [["姓名", heading], ["王芳", cell]])], built_in_abilities(), "R")


@pytest.mark.parametrize("cell", ["A1 B2 C7", "A1B2C7", "A1、B2、C7", "A1,B2/C7", "a1 b2 c7", "A1\nB2\nC7"])
def test_several_codes_in_one_cell(cell):
    (teacher,) = read("微能力", cell).teachers
    assert teacher.abilities == ("A1", "B2", "C7")


@pytest.mark.parametrize("cell", ["A1 技术支持的学情分析", "A1 学情分析", "A1（技术支持的学情分析）", "A1"])
def test_a_name_beside_its_code(cell):
    found = read("微能力1", cell)
    assert (found.problems, found.teachers[0].abilities) == ((), ("A1",))


@pytest.mark.parametrize("cell", ["A1 微课程设计与制作", "B2（技术支持的学情分析）", "A1 别的", "A99"])
def test_a_code_and_another_name_are_a_mistake(cell):
    assert len(read("微能力1", cell).problems) == 1


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        (12.1 + 13.2, "25.3"),
        (25.0, "25"),
        (25.125, "25.125"),
        (76 / 3, "25.3333"),
        (24.99999, "24.9999"),
        ("25.5 学时", "25.5"),
        ("２５", "25"),
    ],
)
def test_hours(cell, hours):
    found = read("线上学时", cell)
    assert (found.problems, found.teachers[0].online) == ((), Decimal(hours))


@pytest.mark.parametrize("cell", ["2_5", "1e2", "25.1.5", "-1", "1001", "+5", "٢٥"])
def test_what_is_no_number_of_hours(cell):
    assert len(read("线上学时", cell).problems) == 1
