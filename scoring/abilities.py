"""The 微能力 a teacher can choose, as data: a wrong name is corrected in the list, not in the code.

The text has this shape; every environment and dimension that an ability names must be declared::

    [[environments]]            # code, name
    [[dimensions]]              # name
    [[abilities]]               # code, name, environment (a code), dimension (a name); look and ask if wanted
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from scoring.rubric_file import RubricProblems
from scoring.rubric_table import Table
from scoring.toml_text import read_toml
from scoring.wording import commas, tr


@dataclass(frozen=True, slots=True)
class Environment:
    """A kind of classroom: its code, such as ``A``, and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Ability:
    """One 微能力: ``A1`` and its name, the environment it is for and the dimension of teaching it belongs to.

    `look` and `ask` are hints of ours for verifying it: what to look at, what to ask.
    """

    code: str
    name: str
    environment: Environment
    dimension: str
    look: str = ""
    ask: str = ""


def parse_abilities(text: str, where: str) -> tuple[Ability, ...]:
    """The abilities that TOML `text` lists, in its order, however many.  `where` names the file in errors.

    Raises Problem for what is no TOML, RubricProblems with everything else that is wrong: a key missing, misspelt or of
    the wrong kind, a code or name declared twice, an environment or dimension that is not declared.
    """
    top = Table(read_toml(text, where), where)
    environments = [_environment(table) for table in top.tables("environments", required=True)]
    dimensions = [_dimension(table) for table in top.tables("dimensions", required=True)]
    declared = {environment.code: environment for environment in environments}
    abilities = [_ability(table, declared, dimensions) for table in top.tables("abilities", required=True)]
    top.no_other_keys()
    _check_once(top, "environments", (environment.code for environment in environments))
    _check_once(top, "dimensions", dimensions)
    _check_once(top, "abilities", (ability.code for ability in abilities))
    if top.problems:
        raise RubricProblems(top.problems)
    return tuple(abilities)


def _environment(table: Table) -> Environment:
    environment = Environment(table.identifier("code"), table.text("name", required=True))
    table.no_other_keys()
    return environment


def _dimension(table: Table) -> str:
    name = table.text("name", required=True)
    table.no_other_keys()
    return name


def _ability(table: Table, environments: dict[str, Environment], dimensions: list[str]) -> Ability:
    code, name = table.identifier("code"), table.text("name", required=True)
    environment = _declared(table, "environment", environments)
    dimension = _declared(table, "dimension", dimensions)
    look, ask = table.text("look"), table.text("ask")
    table.no_other_keys()
    return Ability(code, name, environments.get(environment, Environment(environment, "")), dimension, look, ask)


def _declared(table: Table, key: str, declared: Iterable[str]) -> str:
    """The text at `key`, which must be among `declared`; where nothing is declared that alone is reported."""
    found = table.text(key, required=True)
    allowed = [name for name in declared if name]
    if found and allowed and found not in allowed:
        table.wrong(key, tr("must be one of {allowed}").format(allowed=commas(allowed)))
    return found


def _check_once(top: Table, key: str, names: Iterable[str]) -> None:
    for name, count in Counter(names).items():
        if name and count > 1:
            top.wrong(key, tr("the id {id} is used twice; give each its own").format(id=name))
