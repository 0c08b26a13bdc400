"""The form that visits and blank forms begun in a folder are on."""

import tomllib
from contextlib import suppress
from pathlib import Path

from ipc2_tui.files.merging import documents_in
from ipc2_tui.files.paths import never_ends
from ipc2_tui.files.reading import read_bytes
from ipc2_tui.files.rubrics import DEFAULT, LARGEST, find_rubric
from ipc2_tui.files.visit_file import rubric_in
from scoring.one_form import form_of, main_form
from scoring.problem import Problem
from scoring.rubric import Rubric
from scoring.wording import commas, tr


def form_for(folder: Path) -> Rubric:
    """The form that a visit begun in the folder is on: that of the rubric lying there, else of most visits there.

    Raises Problem where several rubrics lie there, or the one cannot be read.
    """
    files = [path for path in _files(folder, ".toml") if _is_form(path)]
    if len(files) > 1:
        raise Problem(str(folder), tr("holds several forms; keep the one to be used here: {names}").format(
            names=commas(path.name for path in files)))  # fmt: skip
    if files:
        return find_rubric(str(files[0]))
    rubrics = [rubric for path in _files(folder, ".json") for rubric in _rubrics(path)]
    main = main_form(map(form_of, rubrics))
    return next((each for each in rubrics if form_of(each) == main), None) or find_rubric(DEFAULT)


def _files(folder: Path, ending: str) -> list[Path]:
    """The folder's files of one kind; hidden ones are other programs' own."""
    with suppress(OSError):
        return [path for path in sorted(folder.iterdir())
                if path.suffix.lower() == ending and not (path.name.startswith(".") or never_ends(path))]  # fmt: skip
    return []


def _is_form(path: Path) -> bool:
    """Whether a TOML file is a form, if with mistakes in it: another program's reads well, and has no sections."""
    try:
        return "sections" in tomllib.loads(read_bytes(path, LARGEST).decode("utf-8-sig"))
    except (Problem, ValueError, RecursionError):
        return True


def _rubrics(path: Path) -> list[Rubric]:
    """The forms of the visits in a file; none where it cannot be read, of which the screens and totals speak."""
    with suppress(Problem):
        return [rubric_in(each.rubric, str(path)) for each in documents_in(path).values()]
    return []
