from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import RUBRIC, VALUES, laws

from scoring.mark import Refused, after_deductions, check_value, plain, read_value
from scoring.rubric import Deduction, Grade, Item

PLAIN, ENVIRONMENTS, PATROL, TRAINING, PRACTICE, BONUS, FRAUD = RUBRIC.items
HUNDRED = Item("1", "百分", Decimal(100), Decimal("0.25"))
MANY = Item("1", "十二级", None, Decimal(1), grades=tuple(Grade(f"{n}级") for n in range(1, 13)))


# --- what a person types ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["合格（好）", "合格(好)", " 合格（好） "])
def test_a_grades_name_with_full_width_signs_or_plain_ones(text):
    """An input method gives the former; of a form's cell the latter are read."""
    item = Item("1", "评等", None, Decimal(1), grades=(Grade("合格（好）"), Grade("不合格")))
    assert read_value(item, text) == "合格（好）"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", "3"),
        ("0", "0"),
        ("2.5", "2.5"),
        ("2.50", "2.5"),
        (".5", "0.5"),
        ("2.", "2"),
        ("02", "2"),
        (" 2 ", "2"),
        ("\u30002\u3000", "2"),
        ("２", "2"),
        ("２．５", "2.5"),
        ("2。5", "2.5"),
        ("２。５", "2.5"),
        ("2｡5", "2.5"),
        ("。５", "0.5"),
        ("٢", "2"),
    ],
)
def test_typed_points(text, value):
    assert read_value(PLAIN, text) == Decimal(value)


def test_exact_in_decimals():
    assert read_value(HUNDRED, "99.75") == Decimal("99.75")
    assert read_value(HUNDRED, "0.5000") == Decimal("0.5")
    tenths = Item("1", "十分之一", Decimal(1), Decimal("0.1"))
    assert read_value(tenths, "0.3") == Decimal("0.3")
    assert read_value(tenths, "0.7") == Decimal("0.7")


@pytest.mark.parametrize(
    "text",
    ["", " ", "-1", "-0", "+2", "1e2", "1E0", "nan", "NaN", "inf", "Infinity", "一", "2 5", "1/2", "½", "2..5",
     "2.5.", ".", "。", "0x2", "2分", "优", "2\n1", "1_0", "2.50000", "9" * 7, "1" * 100_000, "\x00", "\ud800",
     "²⁄³", "❷"],
    ids=lambda text: ascii(text[:9]),
)  # fmt: skip
def test_typed_nonsense_is_refused_with_the_range(text):
    with pytest.raises(Refused, match=r"not a number from 0 to 3$"):
        read_value(PLAIN, text)


@pytest.mark.parametrize("text", ["2,5", "2，5"])
def test_a_comma_is_refused_with_the_sign_that_is_meant(text):
    with pytest.raises(Refused, match=r"the decimal sign is a point: 2\.5$"):
        read_value(PLAIN, text)


@pytest.mark.parametrize(
    ("item", "text", "why"),
    [
        (PLAIN, "3.5", "3.5 is outside 0 to 3"),
        (PLAIN, "4", "4 is outside 0 to 3"),
        (PLAIN, "999999.9999", "999999.9999 is outside 0 to 3"),
        (PLAIN, "2.3", "2.3 is off the step of 0.5"),
        (PLAIN, "2.75", "2.75 is off the step of 0.5"),
        (PLAIN, "2.0001", "2.0001 is off the step of 0.5"),
        (BONUS, "2.5", "2.5 is outside 0 to 2"),
        (TRAINING, "3", "3 is none of this item's grades"),
        (TRAINING, "4.5", "4.5 is none of this item's grades"),
        (TRAINING, "0", "0 is none of this item's grades"),
        (HUNDRED, "100.25", "100.25 is outside 0 to 100"),
    ],
)
def test_refused_values(item, text, why):
    with pytest.raises(Refused) as caught:
        read_value(item, text)
    assert str(caught.value) == why


@laws
@given(st.sampled_from([item for item in RUBRIC.items if item.points is not None]), st.data())
def test_every_possible_value_can_be_typed(item, data):
    value = data.draw(st.sampled_from(VALUES[item.id]))
    assert read_value(item, plain(value)) == value
    assert read_value(item, str(value).translate(str.maketrans("0123456789.", "０１２３４５６７８９。"))) == value


@laws
@given(
    st.sampled_from([*RUBRIC.items, MANY, HUNDRED]),
    st.text(max_size=8) | st.text("0123456789.。０５-e优良无有", max_size=6),
)
def test_whatever_is_typed_is_taken_or_refused(item, text):
    try:
        value = read_value(item, text)
    except Refused as refused:
        assert str(refused)
    else:
        check_value(item, value)


# --- grades -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "text", "value"),
    [
        (TRAINING, "良", Decimal(4)),
        (TRAINING, " 良\u3000", Decimal(4)),
        (TRAINING, "2.5", Decimal("2.5")),
        (TRAINING, "1", Decimal(1)),
        (FRAUD, "无", "无"),
        (FRAUD, "有 ", "有"),
        (FRAUD, "1", "无"),
        (FRAUD, "２", "有"),
        (MANY, "12", "12级"),
        (MANY, "1", "1级"),
        (MANY, "3级", "3级"),
    ],
)
def test_grades_by_name_and_number(item, text, value):
    assert read_value(item, text) == value


def test_a_grades_name_in_either_unicode_form():
    item = Item("1", "é", None, Decimal(1), grades=(Grade("Caf\u00e9"),))
    assert read_value(item, "Cafe\u0301") == "Caf\u00e9"


@pytest.mark.parametrize("text", ["", "0", "3", "-1", "1.5", "也许", "无有", "12", "1" * 50, "nan"])
def test_no_grade_names_the_choices(text):
    with pytest.raises(Refused, match=r"choose 1 无, 2 有$"):
        read_value(FRAUD, text)


@pytest.mark.parametrize("text", ["❶", "፩", "➀"])
def test_digits_that_are_no_numbers_are_refused(text):
    with pytest.raises(Refused, match="choose"):
        read_value(FRAUD, text)


@pytest.mark.parametrize("text", ["0012", "00199"])
def test_no_digit_is_cut_off(text):
    with pytest.raises(Refused, match="choose"):
        read_value(FRAUD, text)


@pytest.mark.parametrize(("text", "why"), [("好", "好 is 1.5 to 2; type the points"), ("一般", "一般 is 0 to 1; type")])
def test_a_band_asks_for_points(text, why):
    with pytest.raises(Refused, match=why):
        read_value(PRACTICE, text)


@pytest.mark.parametrize("text", ["0", "1", "1.5", "2"])
def test_points_of_a_band(text):
    assert read_value(PRACTICE, text) == Decimal(text)


def test_points_between_bands_are_refused():
    bands = (Grade("高", Decimal(4), Decimal(5)), Grade("低", Decimal(1), Decimal(2)))
    item = Item("1", "有空档", Decimal(5), Decimal("0.5"), grades=bands)
    for text in ("0", "0.5", "2.5", "3", "3.5"):
        with pytest.raises(Refused, match="none of this item's grades"):
            read_value(item, text)
    assert [read_value(item, text) for text in ("1", "2", "4", "5")] == [1, 2, 4, 5]


@pytest.mark.parametrize(
    ("item", "value"), [(PLAIN, "优"), (TRAINING, "优"), (FRAUD, Decimal(1)), (FRAUD, "也许"), (PLAIN, Decimal("-0.5"))]
)
def test_check_value_refuses(item, value):
    with pytest.raises(Refused):
        check_value(item, value)


def test_the_grade_of_a_value():
    assert [PRACTICE.grade_of(Decimal(v)).name for v in ("0", "1", "1.25", "1.5", "2")] == ["一般"] * 3 + ["好"] * 2
    assert TRAINING.grade_of(Decimal("0.5")) is None
    assert TRAINING.grade_of(Decimal("4.5")).name == "良"
    assert (FRAUD.grade_of("有").veto, FRAUD.grade_of("无").veto) == (True, False)
    assert FRAUD.grade_of("也许") is FRAUD.grade_of(None) is None


# --- deductions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times", "left"),
    [
        ({}, 5),
        ({"缺1次": 0}, 5),
        ({"缺1次": 2}, 3),
        ({"不全": 3}, 3.5),
        ({"缺1次": 2, "不全": 3}, 1.5),
        ({"缺1次": 5}, 0),
        ({"缺1次": 4, "不全": 3}, 0),
        ({"缺1次": 1_000_000}, 0),
        ({"别的": 3}, 5),
    ],
)
def test_after_deductions(times, left):
    assert after_deductions(PATROL, times) == Decimal(str(left))


@laws
@given(st.integers(0, 30), st.integers(0, 30))
def test_what_deductions_leave_can_be_recorded(missing, incomplete):
    left = after_deductions(PATROL, {"缺1次": missing, "不全": incomplete})
    check_value(PATROL, left)
    assert left == max(0, 5 - missing - Decimal(incomplete) / 2)


def test_no_deductions_leave_everything():
    assert after_deductions(PLAIN, {"缺1次": 2}) == 3
    assert after_deductions(Item("1", "x", Decimal(1), Decimal(1), deductions=(Deduction("y", Decimal(1)),)), {}) == 1
