"""The list of abilities."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from scoring.abilities import Ability, parse_abilities
from scoring.problem import Problem
from scoring.rubric import Rubric
from scoring.rubric_file import RubricProblems

ROOT = Path(__file__).parents[2]
ABILITIES = ROOT / "scoring" / "abilities.toml"


@pytest.fixture(scope="module")
def abilities() -> tuple[Ability, ...]:
    return parse_abilities(ABILITIES.read_text(encoding="utf-8"), ABILITIES.name)


def test_abilities(abilities: tuple[Ability, ...]) -> None:
    assert len({ability.name for ability in abilities}) == len(abilities) == 30
    assert Counter(ability.dimension for ability in abilities) == {
        "学情分析": 2,
        "教学设计": 7,
        "学法指导": 14,
        "学业评价": 7,
    }
    assert Counter(ability.environment.code for ability in abilities) == {"A": 13, "B": 10, "C": 7}
    wanted = [f"{letter}{n}" for letter, last in (("A", 13), ("B", 10), ("C", 7)) for n in range(1, last + 1)]
    assert [ability.code for ability in abilities] == wanted
    assert all(ability.code.startswith(ability.environment.code) for ability in abilities)


def test_environments_are_named_as_on_the_form(abilities: tuple[Ability, ...], yanzhou: Rubric) -> None:
    names = dict.fromkeys(ability.environment.name for ability in abilities)
    assert tuple(names) == yanzhou.by_id["2.1"].choices


SHORT = """
[[environments]]
code = "A"
name = "多媒体"

[[dimensions]]
name = "教学设计"

[[abilities]]
code = "A1"
name = "课件制作"
environment = "A"
dimension = "教学设计"
"""


def test_a_district_may_list_its_own() -> None:
    (ability,) = parse_abilities(SHORT, "own.toml")
    assert (ability.code, ability.name, ability.environment.name, ability.dimension) == (
        "A1",
        "课件制作",
        "多媒体",
        "教学设计",
    )


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('environment = "A"', 'environment = "B"', "abilities[0].environment"),
        ('dimension = "教学设计"', 'dimension = "设计"', "abilities[0].dimension"),
        ('dimension = "教学设计"', "", "abilities[0].dimension"),
        ('code = "A1"', "code = 1", "abilities[0].code"),
        ('code = "A1"', 'code = "A 1"', "abilities[0].code"),
        ('name = "课件制作"', 'name = " "', "abilities[0].name"),
        ('name = "课件制作"', 'name = "课件制作"\nnames = "x"', "abilities[0].names"),
        ('[[dimensions]]\nname = "教学设计"', "", "dimensions"),
        ("[[abilities]]", "[abilities]", "abilities"),
        (SHORT, SHORT + SHORT.replace("A1", "A2"), "environments"),
        (SHORT, SHORT + SHORT[SHORT.index("[[abilities]]") :], "abilities"),
    ],
)
def test_wrong_abilities_say_where(old: str, new: str, place: str) -> None:
    text = SHORT.replace(old, new, 1)
    tomllib.loads(text)
    with pytest.raises(RubricProblems) as caught:
        parse_abilities(text, "own.toml")
    assert f"own.toml: {place}" in [problem.where for problem in caught.value.problems]


@pytest.mark.parametrize("text", ["[[abilities]", "n = " + "9" * 5000, "", "x = " + "[" * 5000])
def test_what_is_no_list_of_abilities(text: str) -> None:
    with pytest.raises(Problem):
        parse_abilities(text, "own.toml")
