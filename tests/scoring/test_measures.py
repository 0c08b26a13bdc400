"""What a roster measures, worked out by hand: met, not met, or not known; and the school's row of Appendix 2."""

from decimal import Decimal

import pytest

from ipc2_tui.rubrics import DEFAULT, built_in
from scoring.measures import grade_of, measures, share
from scoring.participants import Participants, participants
from scoring.roster import Roster, Teacher

RUBRIC = built_in(DEFAULT)
ALL_GOOD = {"online": Decimal(25), "offline": Decimal(25), "grades": ("合格", "合格", "优秀"), "resources": 1}


def roster(*teachers):
    return Roster(tuple(teachers), "", None)


def teachers(count, abilities=("A1", "B1", "C1"), **more):
    return [Teacher(f"T{n}", f"教师{n}", abilities=abilities, **more) for n in range(count)]


def verdicts(found, name):
    return [measure.met for measure in measures(roster(*found), RUBRIC, name)]


def one(found, name):
    return measures(roster(*found), RUBRIC, name)[0]


@pytest.mark.parametrize(("count", "met"), [(7, False), (8, True), (10, True), (11, False)])
def test_a_school_offers_eight_to_ten_abilities(count, met):
    codes = [f"A{n}" for n in range(1, count - 1)] + ["B1", "C1"]
    found = [Teacher(code, code, abilities=(code,)) for code in codes]
    assert verdicts(found, "abilities_offered") == [met, True]


def test_all_environments_are_to_be_covered():
    assert verdicts(teachers(1, ("A1", "B1")), "abilities_offered")[1] is False


@pytest.mark.parametrize(
    ("abilities", "met"), [(("A1", "B1", "C1"), True), (("A1", "B1"), False), (("A1", "A1", "B1"), False)]
)
def test_three_abilities_each(abilities, met):
    assert one(teachers(3) + teachers(1, abilities), "abilities_each").met is met


def test_environment_shares_are_of_choices_at_the_limit():
    found = [
        Teacher(str(n), str(n), abilities=(code,))
        for n, code in enumerate(["A1", "A2", "A3", "A4", "A5", "B1", "B2", "B3", "C1", "C2"])
    ]
    assert verdicts(found, "environment_shares") == [True, True, True]  # 50, 30 and 20 % exactly
    found.append(Teacher("x", "x", abilities=("A6",)))
    assert verdicts(found, "environment_shares") == [False, False, False]  # 6, 3 and 2 of 11


def test_shares_of_teachers_stand_beside_and_a_difference_is_said():
    found = teachers(2, ("A1", "B1", "C1"))
    a, b, c = measures(roster(*found), RUBRIC, "environment_shares")
    assert (a.met, b.met, c.met) == (True, True, True)
    assert "100 %" in a.text and "differ" in a.text  # every teacher has one, which is over 50 %
    assert "differ" not in b.text


@pytest.mark.parametrize("field", ["online", "offline"])
@pytest.mark.parametrize(
    ("hours", "met", "missing"),
    [((25, 30), True, ""), ((25, 24.5), False, ""), ((25, None), None, "missing for 1"), ((None, 24), False, "")],
)
def test_hours(field, hours, met, missing):
    found = [
        Teacher(str(n), str(n), **{field: None if each is None else Decimal(str(each))}) for n, each in enumerate(hours)
    ]
    measure = one(found, f"{field}_hours")
    assert (measure.met, measure.missing[: len(missing)]) == (met, missing)


@pytest.mark.parametrize(
    ("grades", "grade"),
    [
        (("合格", "优秀"), "优秀"),
        (("合格", "合格"), "合格"),
        (("优秀", "不合格"), "不合格"),
        (("合格", ""), ""),
        ((), ""),
    ],
)
def test_a_teachers_grade_over_all_abilities(grades, grade):
    assert grade_of(Teacher("1", "1", grades=grades)) == grade


@pytest.mark.parametrize(("failed", "met"), [(0, True), (1, True), (2, False)])
def test_pass_rate_is_met_at_ninety_five_percent(failed, met):
    found = teachers(20 - failed, grades=("合格",)) + teachers(failed, grades=("不合格",))
    assert one(found, "pass_rate").met is met


def test_ungraded_teachers_leave_the_rate_open_unless_it_is_decided_without_them():
    graded = teachers(18, grades=("合格",))
    assert one(graded + teachers(2), "pass_rate").met is None
    assert one(teachers(19, grades=("合格",)) + teachers(1), "pass_rate").met is True
    assert one(teachers(16, grades=("合格",)) + teachers(2, grades=("不合格",)) + teachers(2), "pass_rate").met is False


@pytest.mark.parametrize(("excellent", "met"), [(1, False), (2, True)])
def test_excellent_rate_is_met_at_ten_percent(excellent, met):
    found = teachers(excellent, grades=("优秀",)) + teachers(20 - excellent, grades=("合格",))
    assert one(found, "excellent_rate").met is met


@pytest.mark.parametrize(
    ("given", "met"), [((1, *[0] * 9), True), ((0,) * 10, False), ((None,) * 10, None), ((1, *[None] * 9), True)]
)
def test_resources(given, met):
    assert one([Teacher(str(n), str(n), resources=each) for n, each in enumerate(given)], "resource_rate").met is met


@pytest.mark.parametrize("name", ["abilities_offered", "abilities_each", "environment_shares", "online_hours",
                                  "offline_hours", "pass_rate", "excellent_rate", "resource_rate"])  # fmt: skip
def test_missing_data_never_counts_as_met(name):
    for measure in measures(roster(Teacher("1", "甲")), RUBRIC, name):
        assert measure.met is None
        assert measure.missing


def test_a_share_never_looks_better_than_it_is():
    assert (share(949, 1000), share(9499, 10_000), share(1, 3)) == ("94.9 %", "94.9 %", "33.3 %")
    assert (share(501, 1000, up=True), share(5001, 10_000, up=True), share(0, 3)) == ("50.1 %", "50.1 %", "0 %")


def test_the_row_of_appendix_2():
    found = [
        Teacher("1", "1", **ALL_GOOD),
        Teacher("2", "2", **(ALL_GOOD | {"online": Decimal("24.5")})),
        Teacher("3", "3", **(ALL_GOOD | {"grades": ("合格", "不合格")})),
        Teacher("4", "4", **(ALL_GOOD | {"assessment": "不合格"})),  # the column speaks before the grades
        Teacher("5", "5", **(ALL_GOOD | {"grades": (), "assessment": "优秀"})),
        Teacher("6", "6", **(ALL_GOOD | {"practice": "未完成"})),  # before the hours
        Teacher("7", "7", **(ALL_GOOD | {"offline": Decimal(3), "practice": "完成"})),
        Teacher("8", "8"),
    ]
    row = participants(roster(*found), RUBRIC.limits)
    assert row == Participants(teachers=8, qualified=3, course=6, assessment=5, practice=6, unknown=1)
    assert [row.rate(heads) for heads in (row.qualified, row.course)] == [Decimal("37.50"), Decimal("75.00")]
    assert Participants(0, 0, 0, 0, 0, 0).rate(0) == 0
    assert Participants(3, 2, 0, 0, 0, 0).rate(2) == Decimal("66.67")
