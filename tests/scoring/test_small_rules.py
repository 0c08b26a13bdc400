"""Rules of a line each that several screens and papers stand on."""

import pytest
from scoring_samples import LI, WANG, Records, small

from scoring.codes import besides_code
from scoring.district import district_of
from scoring.merge import one_each
from scoring.sign_words import unfinished
from scoring.tally import tally


@pytest.mark.parametrize(
    ("file", "besides"),
    [("S-1 李.json", "李"), ("S-1.json", ""), ("旧.json", "旧"), ("S-1 S-1 李.json", "S-1 李"), ("1 121.json", "121")],
)
def test_what_a_copy_is_called_besides_its_code(file, besides):
    assert besides_code(file, "1" if file.startswith("1") else "S-1") == besides


def test_one_code_on_two_forms_is_two_visits():
    one, other = Records().visit(), Records(small(title="另一张表")).visit()
    assert len(one_each([one, other, one])) == 2


def test_a_section_that_the_school_left_half_empty_has_no_mean():
    records = Records()
    records.claim(WANG, "1.1", 3)
    for item in records.rubric.items:
        records.score(WANG, item.id, item.points or item.grades[0].name)
    found = district_of([records.visit()])
    assert found.counts["undecided"] == 0 and found.means[0] == (None, 8)


@pytest.mark.parametrize(("moments", "asked"), [(["2023-12-05"], True), (["2023-12-05", "2022-12-06"], False)])
def test_a_year_is_asked_about_where_nothing_was_recorded_near_it(moments, asked):
    records = Records()
    records.add(WANG, "open", {"name": "甲", "date": "2022-12-05"}, at=f"{moments[0]}T09:00:00+08:00")
    for moment in moments[1:]:
        records.add(LI, "remark", {"text": "x"}, at=f"{moment}T09:00:00+08:00")
    assert any("is the year right" in text for text in unfinished(records.visit())) == asked


def test_settled_is_complete_and_undisputed():
    records = Records()
    assert not tally(records.visit()).settled
    for item in records.rubric.items:
        records.score(WANG, item.id, item.points or item.grades[0].name)
    assert tally(records.visit()).settled
    records.score(LI, "1.1", 0)
    assert not tally(records.visit()).settled
