"""A score that a ruling has not seen opens the item again, and everywhere it is the ruling that it differs from."""

import json
from decimal import Decimal

import pytest
from visit_files import LI, WANG, add, known, score, write

from scoring.ruling import differing_text, ruling_body
from scoring.visit import SCORE

LEAD, ZHANG = "周予安@33333333", "张三@44444444"


@pytest.fixture
def visit():
    """Wang gave 18.5 and Li 12, the lead ruled 15, Zhang gives 20 afterwards."""
    visit = score(known(), "3.4", "12", LI)
    visit = add(visit, LEAD, "ruling", ruling_body(visit, SCORE, visit.rubric.by_id["3.4"], Decimal(15), "看了记录"))
    return score(visit, "3.4", "20", ZHANG)


def test_who_differs_from_what(visit):
    assert visit.cell(SCORE, "3.4").values == (Decimal(15), Decimal(20))
    assert differing_text(visit, "3.4") == "周予安, ruling 15  张三 20"


def test_one_who_changes_their_settled_score_differs_from_the_ruling_again(visit):
    assert differing_text(score(visit, "3.4", "16", WANG), "3.4") == "周予安, ruling 15  张三 20  王伟 16"


def test_commands_say_so(visit, tmp_path, ipc2):
    path = write(tmp_path / "v.json", visit)
    assert "周予安, ruling 15  张三 20" in ipc2("summary", path).out
    assert "people differ: 370812-0101 3.4  周予安, ruling 15  张三 20" in ipc2("merge", path, "--dry-run").out
    (conflict,) = json.loads(ipc2("merge", path, "--dry-run", "--json").out)["conflicts"]
    assert (conflict["scores"], conflict["ruling"]) == ({ZHANG: 20}, {LEAD: 15})


def test_two_leads_of_one_name_are_two(visit, tmp_path, ipc2):
    body = ruling_body(visit, SCORE, visit.rubric.by_id["3.4"], Decimal(20), "再看")
    overruled = [entry.hash for entry in visit.entries if entry.kind == "ruling"]
    other = {**body, "over": [each for each in body["over"] if each not in overruled]}
    path = write(tmp_path / "v.json", add(visit, "周予安@55555555", "ruling", other))
    assert "3.4  周予安, ruling 15  周予安, ruling 20" in ipc2("merge", path, "--dry-run").out
