import json
from decimal import Decimal

import pytest

from scoring.mark import number, plain


@pytest.mark.parametrize(
    ("value", "text"),
    [("5", "5"), ("5.0", "5"), ("4.5", "4.5"), ("4.50", "4.5"), ("0", "0"), ("0.0", "0"), ("100", "100"),
     ("1E+2", "100"), ("0.0001", "0.0001"), ("0.25", "0.25"), ("10000", "10000")],
)  # fmt: skip
def test_number_is_the_shortest(value, text):
    assert json.dumps(number(Decimal(value))) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("5", "5"), ("5.0", "5"), ("4.50", "4.5"), ("0", "0"), ("0.00", "0"), ("-0.0", "0"), ("100", "100"),
     ("1E+2", "100"), ("-1.50", "-1.5"), ("0.0001", "0.0001"), ("10000.00", "10000")],
)  # fmt: skip
def test_plain_points(value, text):
    assert plain(Decimal(value)) == text


def test_plain_grades_and_nothing():
    assert plain("合格") == "合格"
    assert plain(None) == ""
