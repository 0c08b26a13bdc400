"""The example forms: between them they use everything a form can have."""

import inspect
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from scoring_samples import load

from scoring.mark import check_value
from scoring.rubric import CountRule, Deadline, Deduction, Grade, Item, Level, Part, Rubric, Section

TESTS = Path(__file__).parents[1]
EXAMPLES = sorted((TESTS / "rubrics").glob("*.toml"))


@pytest.fixture(scope="module")
def examples() -> list[Rubric]:
    return [load(path) for path in EXAMPLES]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_loads(path: Path) -> None:
    rubric = load(path)
    assert rubric.id == path.stem
    assert 2 <= len(rubric.sections) <= 5


@pytest.mark.parametrize("kind", [Rubric, Section, Item, Part, Grade, Deduction, Level, CountRule, Deadline])
def test_examples_use_every_feature(kind: type[Any], examples: list[Rubric]) -> None:
    """Each optional field differs from its default somewhere, so that no feature is without an example."""
    found = [thing for rubric in examples for thing in everything(rubric) if isinstance(thing, kind)]
    for name, parameter in inspect.signature(kind).parameters.items():
        usual: tuple[Any, ...] = (parameter.default, None, {})
        assert any(getattr(thing, name) not in usual for thing in found), name


def everything(rubric: Rubric) -> list[Any]:
    """The rubric and all it is made of."""
    things: list[Any] = [rubric, *rubric.sections, *rubric.items, *rubric.levels, *rubric.deadlines]
    for item in rubric.items:
        things += [*item.parts, *item.grades, *item.deductions]
    return things + [rule for level in rubric.levels for rule in level.counts]


def test_examples_have_what_they_are_for(examples: list[Rubric]) -> None:
    bands, deductions, grades, smallest, weights = examples
    assert [rubric.combine for rubric in examples] == ["consensus", "mean", "consensus", "consensus", "trimmed_mean"]
    assert [rubric.total for rubric in examples] == [30, 50, None, None, 100]

    assert not bands.sections[0].name and bands.sections[0].label == "1"
    assert {item.group for item in bands.sections[1].items} == {"教师的教", "学生的学"}
    assert any(grade.low != grade.high for item in bands.items for grade in item.grades)
    assert any(grade.low == grade.high for item in bands.items for grade in item.grades)

    assert all(item.points is None for item in grades.items)
    assert [grade.name for item in grades.items for grade in item.grades if grade.veto] == ["有"]

    assert sum(section.weight for section in weights.sections) == 1
    assert {section.points for section in weights.sections} == {Decimal(100)}
    assert len(weights.levels) == 3

    assert sum(item.points or 0 for item in deductions.items if item.bonus) == 5
    assert not smallest.levels and smallest.step == Decimal("0.5")


def test_bands_leave_no_gap(examples: list[Rubric]) -> None:
    for item in examples[0].items:
        if any(grade.low != grade.high for grade in item.grades):
            for n in range(int((item.points or 0) / item.step) + 1):
                check_value(item, n * item.step)
