"""Where rubrics are: built in by id, or in a file."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import scoring
from ipc2_tui.files.paths import is_there
from ipc2_tui.files.reading import read_bytes
from scoring.problem import Problem
from scoring.rubric import Rubric
from scoring.rubric_file import parse_rubric
from scoring.wording import commas, tr

if TYPE_CHECKING:
    from scoring.abilities import Ability

DEFAULT = "yanzhou-2022"
FOLDER = Path(scoring.__file__).parent / "rubrics"
LARGEST = 300_000


@cache
def built_in_ids() -> tuple[str, ...]:
    """The ids of the rubrics that come with the program."""
    return tuple(sorted(f.name.removesuffix(".toml") for f in FOLDER.iterdir() if f.name.endswith(".toml")))


@cache
def built_in(rubric_id: str) -> Rubric:
    """The built-in rubric `rubric_id`.  Raises Problem where there is none."""
    if rubric_id not in built_in_ids():
        known = commas(built_in_ids())
        raise Problem(rubric_id, tr("no such built-in rubric; there is {known}").format(known=known))
    return parse_rubric((FOLDER / f"{rubric_id}.toml").read_text(encoding="utf-8"), f"{rubric_id}.toml")


@cache
def built_in_abilities() -> "tuple[Ability, ...]":
    """The 微能力 that come with the program."""
    from scoring.abilities import parse_abilities

    path = FOLDER.parent / "abilities.toml"
    return parse_abilities(path.read_text(encoding="utf-8"), path.name)


def find_ability(code: str) -> "Ability | None":
    """The built-in 微能力 with this code, such as ``A1``; None where there is none."""
    return next((ability for ability in built_in_abilities() if ability.code == code), None)


def find_rubric(name: str) -> Rubric:
    """The rubric `name`: a built-in id, or the path of a TOML file.  Raises Problem."""
    if name in built_in_ids():
        return built_in(name)
    path = Path(name)
    if not is_there(path):
        known = commas(built_in_ids())
        raise Problem(name, tr("neither a file nor a built-in rubric ({known})").format(known=known))
    data = read_bytes(path, LARGEST)
    try:
        rubric = parse_rubric(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise Problem(name, tr("is not UTF-8 text; save it as UTF-8")) from error
    check_genuine(rubric, name)
    return rubric


def check_genuine(rubric: Rubric, where: str) -> None:
    """Raise Problem for a rubric that has the id of a built-in one and is not that."""
    if rubric.id in built_in_ids() and rubric.digest != built_in(rubric.id).digest:
        what = tr("has the id of a form that comes with this program, {id}, and says something else; "
                  "give it an id of its own")  # fmt: skip
        raise Problem(where, what.format(id=rubric.id))
