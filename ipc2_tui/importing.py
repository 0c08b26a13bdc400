"""Reading what a school sends, before anything is recorded."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ipc2_tui.rubrics import built_in_abilities
from ipc2_tui.workbooks.tables import sheets_of
from scoring.roster_cells import RosterTable, Rows, read_roster
from scoring.school_list import read_school_list
from scoring.visit import Visit
from scoring.wording import tr

SUFFIXES = (".xlsx", ".csv")
SCHOOL_LISTS = ("schools.csv", "schools.xlsx")  # the district's own, in a folder of visits


def read_table(path: Path, on_row: Callable[[int], None] = lambda _: None) -> RosterTable:
    """The roster in the file at `path`; `on_row` hears each row's number.  Raises Problem where there is none."""
    with sheets_of(path) as sheets:
        counted = ((name, _counted(rows, on_row)) for name, rows in sheets)
        return read_roster(counted, built_in_abilities(), str(path))


def school_list(path: Path) -> dict[str, str]:
    """The names of a district's schools by code, from the table in the file at `path`.  Raises Problem."""
    with sheets_of(path) as sheets:
        return read_school_list(sheets, str(path))


def remarks_on(table: RosterTable, visit: Visit) -> list[str]:
    """What to say of a table before it is imported into a visit."""
    notes = list(table.notes)
    if visit.school.teachers and visit.school.teachers != len(table.teachers):
        notes.append(tr("the visit says {said} teachers, the roster has {found}").format(
            said=visit.school.teachers, found=len(table.teachers)))  # fmt: skip
    return notes


def _counted(rows: Rows, on_row: Callable[[int], None]) -> Iterator[Sequence[Any]]:
    for number, row in enumerate(rows, 1):
        if number % 50 == 0:
            on_row(number)
        yield row
