"""What is no TOML is told with its line, and none of it ends the program."""

import pytest
from scoring_samples import changed

from scoring.problem import Problem
from scoring.rubric_file import parse_rubric

FILE = "form.toml"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (changed('title = "小型考核表"\n', 'title = "小型考核表\n'), 3),
        (changed("total = 20\n", "total 20\n"), 4),
        (changed("step = 0.5\n", 'step = 0.5\nid = "again"\n'), 6),
        ("format = 1\n[[levels]\n", 2),
    ],
)
def test_toml_syntax_with_its_line(text, line):
    with pytest.raises(Problem, match=f"is not valid TOML: .*line {line}[,)]") as caught:
        parse_rubric(text, FILE)
    assert caught.value.where == FILE


@pytest.mark.parametrize("text", ["\x00", "format = 1\x00", "[" * 5000, "a = " + "[" * 5000, "x = " + "1" * 5000])
def test_broken_toml_is_a_problem(text):
    with pytest.raises(Problem, match="is not valid TOML"):
        parse_rubric(text, FILE)
