"""A district's own lists of its schools, which lie in its folders of visits."""

from collections.abc import Iterable
from pathlib import Path

from ipc2_tui.files.paths import is_folder, is_there, never_ends
from ipc2_tui.workbooks.tables import sheets_of
from scoring.tables.school_list import read_school_list

SCHOOL_LISTS = ("schools.csv", "schools.xlsx")


def lists_in(places: Iterable[str | Path]) -> list[Path]:
    """The lists of schools that lie in some folders, or beside some files or the files of a pattern."""
    folders = dict.fromkeys(path if is_folder(path) else path.parent for path in map(Path, places))
    paths = [folder / name for folder in folders for name in SCHOOL_LISTS]
    return [path for path in paths if is_there(path) and not never_ends(path)]


def school_list(*paths: Path) -> dict[str, str]:
    """The names of a district's schools by code, from the tables in some files.  Raises Problem."""
    listed: dict[str, str] = {}
    for path in paths:
        with sheets_of(path) as sheets:
            listed |= read_school_list(sheets, str(path))
    return listed
