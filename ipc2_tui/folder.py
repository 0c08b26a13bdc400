"""The visits in a folder, as the list shows them."""

from pathlib import Path

from ipc2_tui.store import with_offer
from ipc2_tui.visit_file import read_visits
from scoring.problem import Problem
from screens.visits import Row


def folder_rows(folder: Path) -> list[Row]:
    """A row for every visit in the folder's ``*.json``, and one for every file that cannot be read."""
    rows = []
    for path in sorted(folder.glob("*.json")):
        try:
            rows += [Row(path.name, visit) for visit in read_visits(path).visits.values()]
        except Problem as problem:
            rows.append(Row(path.name, None, str(with_offer(problem, path))))
    return rows
