"""What was found of the drawn teachers at the command line, and what it proves of the school's claim."""

import json
import shutil
from math import comb

import pytest

from sample_data import VISITS

STEPS = ("--seen", "--assessed", "--heard", "--asked")


@pytest.fixture
def visit(tmp_path, ipc2, me):
    """A visit of which two teachers of 57 are drawn."""
    path = shutil.copy(VISITS / "370899-0101.json", tmp_path / "visit.json")
    assert ipc2("draw", path, "--words", "3 1 6 2", "--count", 2).code == 0
    return path


@pytest.fixture
def found(ipc2, visit):
    """What `ipc2 inspect --json` says."""
    return lambda: json.loads(ipc2("inspect", visit, "--json").out)


@pytest.fixture
def drawn(found):
    return [each["id"] for each in found()["teachers"]]


def card(*results):
    return [word for pair in zip(STEPS, results, strict=False) for word in pair]


def chance(teachers, failing, tested, failed):
    """The probability of at least so many failures when `failing` of all fail."""
    ways = sum(comb(failing, k) * comb(teachers - failing, tested - k) for k in range(failed, tested + 1))
    return ways / comb(teachers, tested)


@pytest.mark.parametrize(
    ("results", "outcome"),
    [
        (("passed",) * 4, "passed"),
        (("passed", "passed", "not_done"), "passed"),
        (("passed", "passed", "passed", "failed"), "failed"),
        (("not_done",), "not_done"),
    ],
)
def test_the_four_steps_suggest_the_outcome(ipc2, visit, found, drawn, results, outcome):
    done = ipc2("inspect", visit, drawn[0], *card(*results), "--note", "熟练")
    assert (done.code, done.err) == (int(outcome == "failed"), "")  # 1 of 1 contradicts: only 2 of 57 may fail
    assert ("the required 95 % is contradicted" in done.out) == (outcome == "failed")
    first, second = found()["teachers"]
    assert (first["outcome"], second["outcome"], second["cards"]) == (outcome, "not_done", {})
    (only,) = first["cards"].values()
    assert only["note"] == "熟练" and [only[step[2:]] for step in STEPS[: len(results)]] == list(results)


def test_an_outcome_given_goes_before_the_suggested_one_and_names_do_for_ids(ipc2, visit, found, drawn):
    name = found()["teachers"][1]["name"]
    assert ipc2("inspect", visit, name, *card("passed"), "--outcome", "failed").code == 1
    assert [each["outcome"] for each in found()["teachers"]] == ["not_done", "failed"]
    assert found()["evidence"][0]["failed"] == 1


def test_a_grade_is_not_taken_for_the_outcome(ipc2, visit, drawn):
    done = ipc2("inspect", visit, drawn[0], *card(*("passed",) * 4), "--grade", "优秀", "--note", "熟练")
    assert "问 passed  结 passed  等 优秀  熟练" in done.out


def test_a_later_card_of_the_same_person_adds_to_the_first(ipc2, visit, found, drawn):
    ipc2("inspect", visit, drawn[0], "--seen", "passed")
    ipc2("inspect", visit, drawn[0], "--asked", "failed", "--grade", "不合格")
    (only,) = found()["teachers"][0]["cards"].values()
    assert (only["seen"], only["asked"], only["outcome"], only["grade"]) == ("passed", "failed", "failed", "不合格")


def test_what_somebody_decided_stays_when_something_else_is_added(ipc2, visit, found, drawn):
    ipc2("inspect", visit, drawn[0], "--outcome", "failed")
    assert ipc2("inspect", visit, drawn[0], "--note", "came late", "--seen", "passed").code == 1
    (only,) = found()["teachers"][0]["cards"].values()
    assert (only["outcome"], only["note"], only["seen"]) == ("failed", "came late", "passed")


def test_settling_takes_an_outcome(ipc2, visit, drawn, monkeypatch):
    ipc2("inspect", visit, drawn[0], "--outcome", "failed")
    monkeypatch.setenv("IPC2_NAME", "李娜")
    before = visit.read_bytes()
    done = ipc2("inspect", visit, drawn[0], "--settle")
    assert (done.code, visit.read_bytes()) == (2, before) and "--outcome passed or failed" in done.err


def test_one_teacher_is_shown_where_one_is_named(ipc2, visit, found, drawn):
    name = found()["teachers"][1]["name"]
    for words in ((name,), (drawn[1],), (name, "--no", 1)):
        shown = json.loads(ipc2("inspect", visit, *words, "--json").out)
        assert [each["id"] for each in shown["teachers"]] == [drawn[1]]
    assert "is not one of those drawn" in ipc2("inspect", visit, "T999").err
    assert "no such draw" in ipc2("inspect", visit, "--no", 7).err


def test_people_who_differ_are_shown_until_one_settles_it(ipc2, visit, found, drawn, monkeypatch):
    ipc2("inspect", visit, drawn[0], "--heard", "passed")
    monkeypatch.setenv("IPC2_NAME", "李娜")
    done = ipc2("inspect", visit, drawn[0], "--heard", "failed")
    assert done.code == 1 and "people differ" in done.out
    assert found()["teachers"][0]["outcome"] == "conflict"
    assert found()["evidence"][0]["tested"] == 0
    done = ipc2("inspect", visit, drawn[0], "--settle")
    assert (done.code, "a reason is needed for what the team has settled on" in done.err) == (2, True)
    done = ipc2("inspect", visit, drawn[0], "--settle", "--note", "agreed")
    assert done.code == 1 and "people differ" not in done.out and "is contradicted" in done.out
    assert found()["teachers"][0]["outcome"] == "failed" and len(found()["teachers"][0]["cards"]) == 2


def test_a_stand_in_is_verified_in_the_place_of_the_absent(ipc2, visit, found, drawn):
    ipc2("draw", visit, "--stand-in", drawn[0], "--reason", "病假", "--said-by", "校医")
    stand_in = found()["teachers"][0]["id"]
    assert stand_in not in drawn
    before = visit.read_bytes()
    assert "is not one of those drawn" in ipc2("inspect", visit, drawn[0], "--seen", "passed").err
    assert visit.read_bytes() == before
    done = ipc2("inspect", visit, stand_in, "--seen", "passed")
    assert done.code == 1 and "Counting every absent teacher as failing: " in done.out
    first, worst = found()["evidence"]
    assert (first["failed"], worst["failed"], worst["absent_as_failed"]) == (0, 1, True)
    assert worst["chance"] == pytest.approx(2 / 57)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("T999", "--seen", "passed"), "is not one of those drawn"),
        (("--seen", "passed"), "say which teacher"),
        (("DRAWN", "--seen", "good"), "invalid choice"),
        (("DRAWN", "--grade", "良"), "must be one of 优秀, 合格, 不合格"),
        (("DRAWN", "--note", "a" * 2001), "longer than 2000"),
        (("DRAWN", "--seen", "passed", "--no", "7"), "no such draw"),
    ],
)
def test_what_cannot_be_is_not_recorded(ipc2, visit, drawn, words, why):
    before = visit.read_bytes()
    done = ipc2("inspect", visit, *[drawn[0] if word == "DRAWN" else word for word in words])
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1) and why in done.err
    assert visit.read_bytes() == before


def test_before_a_draw_there_is_nobody_to_inspect(ipc2):
    assert ipc2("inspect", VISITS / "370899-0101.json") == (0, "nobody has been drawn yet\n", "")


def test_the_evidence_is_the_exact_chance(ipc2):
    done = ipc2("inspect", VISITS / "370899-0108.json", "--json")
    plain, worst = json.loads(done.out)["evidence"]
    assert done.code == 1
    for each, failed in ((plain, 1), (worst, 2)):
        assert (each["tested"], each["failed"], each["teachers"], each["claimed"]) == (4, failed, 64, 0.95)
        assert each["chance"] == pytest.approx(chance(64, 3, 4, failed), rel=1e-12)  # 3 of 64 leave 95 %
        most = max(failing for failing in range(61 + failed) if 1 - chance(64, failing, 4, failed + 1) > 0.05)
        assert each["proven"] == pytest.approx((64 - most) / 64)
    assert (plain["verdict"], worst["verdict"]) == ("too_few", "contradicted")
    assert worst["sentence"].startswith("2 of 4 verified teachers failed. If 95 % of all 64 really passed")


def test_the_sample_in_conflict_says_who_found_what(ipc2):
    done = ipc2("inspect", VISITS / "370899-0109.json")
    assert done.code == 1 and "people differ" in done.out and "课堂中不会操作" in done.out
