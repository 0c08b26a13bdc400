"""What a roster measures, worked out by hand: met, not met, or not known; and the school's row of Appendix 2."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import laws

from ipc2_tui.files.rubrics import DEFAULT, built_in
from scoring.measures import measures, required_rate, share
from scoring.participants import Participants, participant_columns, participants
from scoring.roster import Roster, Teacher, grade_of

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
    asked = Decimal("0.95")
    assert [share(part, 10_000, asked) for part in (9490, 9499, 9500, 9501)] == ["94.9 %", "94.9 %", "95 %", "95.1 %"]
    half = Decimal("0.5")
    assert [share(part, 10_000, half) for part in (4996, 5000, 5001, 5010)] == ["49.9 %", "50 %", "50.1 %", "50.1 %"]
    assert (share(1, 3, half), share(2, 3, half), share(0, 3, half)) == ("33.3 %", "66.7 %", "0 %")


@laws
@given(st.integers(0, 400), st.integers(1, 400), st.integers(0, 1000))
def test_a_share_as_shown_stands_where_it_is_beside_the_limit(part, whole, limit):
    part, asked = min(part, whole), Decimal(limit) / 1000
    shown = Decimal(share(part, whole, asked).removesuffix(" %")) / 100
    exact = Fraction(part, whole)
    assert (shown < asked, shown == asked) == (exact < asked, exact == Fraction(asked))
    assert abs(Fraction(shown) - exact) <= Fraction(1, 1000)


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


def limited(**limits):
    """The rubric with other limits; None takes one away."""
    merged = RUBRIC.limits | {key: value and Decimal(value) for key, value in limits.items()}
    return replace(RUBRIC, limits={key: value for key, value in merged.items() if value is not None})


def test_a_rubric_may_count_environments_by_heads():
    found = roster(*teachers(2), *teachers(2, ("A1",)))
    by_choices = measures(found, RUBRIC, "environment_shares")
    by_heads = measures(found, limited(environment_by_heads="1"), "environment_shares")
    assert [each.met for each in by_choices] == [True, False, True]  # 4, 2 and 2 of 8: 50, 25 and 25 %
    assert [each.met for each in by_heads] == [False, True, True]  # 4, 2 and 2 of 4: 100, 50 and 50 %
    assert by_choices[1].text == "B blended: 25 % of choices >= 30 %; 50 % of teachers  (the two ways differ)"
    assert by_heads[1].text == "B blended: 50 % of teachers >= 30 %; 25 % of choices  (the two ways differ)"


@pytest.mark.parametrize(
    ("name", "limit"),
    [("abilities_each", "abilities_each"), ("online_hours", "online_hours"), ("offline_hours", "offline_hours"),
     ("pass_rate", "pass_rate"), ("excellent_rate", "excellent_rate"), ("resource_rate", "resource_rate")],
)  # fmt: skip
def test_without_its_limit_a_measure_is_not_made(name, limit):
    assert measures(roster(*teachers(1, **ALL_GOOD)), limited(**{limit: None}), name) == []


def test_the_required_rate_is_the_rubrics_or_ninety_five_percent():
    assert required_rate(limited(pass_rate="0.9")) == Fraction(9, 10)
    assert required_rate(limited(pass_rate=None)) == Fraction(19, 20)


def test_the_figures_in_words():
    found = teachers(2, **ALL_GOOD) + teachers(
        1, online=Decimal("24.99"), grades=("不合格", "合格", "优秀"), resources=0
    )
    words = {name: [each.text for each in measures(roster(*found), RUBRIC, name)] for name in (
        "online_hours", "pass_rate", "excellent_rate", "resource_rate")}  # fmt: skip
    assert words == {
        "online_hours": ["2 of 3 teachers have 25 hours or more"],
        "pass_rate": ["66.7 % of teachers (2 of 3), 95 % asked", "beside it, by ability results: 88.9 % (8 of 9)"],
        "excellent_rate": ["66.7 % of teachers (2 of 3), 10 % asked", "beside it, by ability results: 33.3 % (3 of 9)"],
        "resource_rate": ["2 resources for 3 teachers (66.7 %), 10 % asked"],
    }


def test_teachers_and_their_results_are_two_rates():
    """Of 20 teachers with three results each, two fail in one: 90 % of teachers, 58 of 60 results."""
    found = teachers(17, grades=("合格",) * 3) + teachers(1, grades=("优秀",) * 3)
    found += teachers(2, grades=("合格", "合格", "不合格"))
    assert verdicts(found, "pass_rate") == [False, True]
    assert verdicts(found, "excellent_rate") == [False, False]  # 1 of 20, and 3 of 60
    found[-1] = found[-1]._replace(grades=("不合格", "不合格", "合格"))
    found[-2] = found[-2]._replace(grades=("合格", "不合格", "不合格"))
    assert verdicts(found, "pass_rate") == [False, False]  # 56 of 60 is 93.3 %


def test_excellent_teachers_have_passed():
    assert verdicts(teachers(20, grades=("优秀",)), "pass_rate") == [True, True]


def test_the_hours_of_appendix_2_are_the_rubrics_or_twenty_five():
    found = roster(
        Teacher("1", "1", online=Decimal("24.99"), offline=Decimal(25)), Teacher("2", "2", online=Decimal(25))
    )
    assert participants(found, {})[2:5] == (1, 0, 1)
    assert participants(found, {"online_hours": Decimal(20), "offline_hours": Decimal(26)})[2:5] == (2, 0, 0)


def test_what_the_roster_does_not_say_is_not_reached_and_told():
    found = [
        Teacher("1", "1", **ALL_GOOD),
        Teacher("2", "2", **(ALL_GOOD | {"online": None})),
        Teacher("3", "3", **(ALL_GOOD | {"offline": None})),
        Teacher("4", "4", **(ALL_GOOD | {"offline": None, "practice": "未完成"})),  # said, so not unknown
        Teacher("5", "5", **(ALL_GOOD | {"grades": ("合格", "")})),
    ]
    assert participants(roster(*found), RUBRIC.limits) == (5, 1, 4, 4, 3, 3)


@pytest.mark.parametrize(
    ("grades", "passed", "unknown"),
    [
        (("合格", "优秀", "合格"), 1, 0),
        (("合格", "优秀"), 0, 1),  # all three are asked
        (("优秀",), 0, 1),
        (("不合格",), 0, 0),  # which a third cannot mend
        (("合格",) * 4, 1, 0),
        (("合格", "合格", "合格", "不合格"), 0, 0),
    ],
)
def test_without_the_schools_word_all_three_abilities_are_asked(grades, passed, unknown):
    row = participants(roster(Teacher("1", "1", **(ALL_GOOD | {"grades": grades}))), RUBRIC.limits)
    assert (row.assessment, row.qualified, row.unknown) == (passed, passed, unknown)
    said = participants(
        roster(Teacher("1", "1", **(ALL_GOOD | {"grades": grades, "assessment": "合格"}))), RUBRIC.limits
    )
    assert (said.assessment, said.unknown) == (1, 0)


def test_a_form_may_ask_fewer_abilities():
    two = Teacher("1", "1", **(ALL_GOOD | {"grades": ("合格", "优秀")}))
    assert participants(roster(two), limited(abilities_each="2").limits).assessment == 1
    assert participants(roster(two), limited(abilities_each=None).limits).assessment == 1


def test_ten_columns_of_appendix_2():
    """School, teachers, and four pairs of heads and rate; of 800 teachers 501 are 62.625 %, which is 62.63."""
    row = Participants(teachers=800, qualified=501, course=799, assessment=600, practice=1, unknown=0)
    pairs = participant_columns(row)
    assert 2 + 2 * len(pairs) == 10
    assert [(name, heads, str(row.rate(heads))) for name, heads in pairs] == [
        ("qualified", 501, "62.63"),
        ("course hours reached", 799, "99.88"),
        ("school's assessment passed", 600, "75.00"),
        ("practice completed", 1, "0.13"),
    ]


def test_nobody_without_abilities_or_grades_is_passed_over():
    graded, bare = teachers(18, grades=("合格",)), teachers(2, abilities=())
    assert verdicts(graded + bare, "pass_rate") == [None, None]
    assert None in verdicts(graded + bare, "environment_shares")
    assert set(verdicts(graded + bare, "abilities_offered")) == {None}
