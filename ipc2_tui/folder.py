"""The visits in a folder, as its screens show them."""

from pathlib import Path

from ipc2_tui.importing import SCHOOL_LISTS, school_list
from ipc2_tui.paths import never_ends
from ipc2_tui.store import with_offer
from ipc2_tui.visit_file import read_visits
from scoring.problem import Problem
from screens.folder_screen import Folder, Row


def read_folder(folder: Path) -> Folder:
    """The visits of the folder's ``*.json``, the files that cannot be read, and the district's list of schools."""
    rows = []
    for path in sorted(path for path in folder.glob("*.json") if not never_ends(path)):
        try:
            rows += [Row(path.name, visit) for visit in read_visits(path).visits.values()]
        except Problem as problem:
            rows.append(Row(path.name, None, str(with_offer(problem, path))))
    listed, unreadable = school_lists(folder)
    return Folder(rows + unreadable, listed)


def school_lists(folder: Path) -> tuple[dict[str, str], list[Row]]:
    """The names of the district's schools by code, where the folder has their list; and lists that cannot be read."""
    listed: dict[str, str] = {}
    rows = []
    for name in SCHOOL_LISTS:
        if (folder / name).exists() and not never_ends(folder / name):
            try:
                listed |= school_list(folder / name)
            except Problem as problem:
                rows.append(Row(name, None, str(problem)))
    return listed, rows
