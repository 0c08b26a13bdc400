"""The visits in a folder, as its screens show them."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ipc2_tui.files.durable import Stamp, stamp
from ipc2_tui.files.merging import Merged, documents_in, merged
from ipc2_tui.files.paths import is_folder, never_ends, overlooked
from ipc2_tui.files.reading import unreadable
from ipc2_tui.files.store import with_offer
from ipc2_tui.school_lists import SCHOOL_LISTS, lists_in, school_list
from scoring.problem import Problem
from scoring.visit import Visit
from scoring.wording import tr
from screens.folder_screen import Folder, Row

DISTRICT_BOOK = "全区汇总.xlsx"  # Chinese as the workbook is, whatever language the screens speak


class Reading(NamedTuple):
    """What a folder held when it was read: for its screens, and by file the rows, and the stamps to know it by."""

    folder: Folder
    rows: dict[str, list[Row]]
    stamps: dict[str, Stamp | None]


def read_folder(folder: Path, before: Reading | None = None) -> Reading:
    """The visits of the folder's ``*.json``, the files that cannot be read, and the district's list of schools.

    Visit files that are as they were `before` are not read again.
    """
    rows = {}
    try:
        stamps = _stamps(folder)
    except OSError as error:
        stamps = {}
        rows[""] = [Row(str(folder), None, str(unreadable(folder, error)))]
    for name in (name for name in stamps if name not in SCHOOL_LISTS):
        if before is not None and before.stamps.get(name) == stamps[name]:
            rows[name] = before.rows[name]
        else:
            rows[name] = _rows(folder / name)
    listed, troubled = school_lists(folder)
    found = [row for several in rows.values() for row in several]
    return Reading(Folder(found + troubled, listed, _below(folder), _overlooked(folder)), rows, stamps)


def is_changed(folder: Path, since: Reading) -> bool:
    """Whether a file has come, gone or changed; False for a folder that is not there, which may come back."""
    try:
        return _stamps(folder) != since.stamps
    except OSError:
        return False


def school_lists(folder: Path) -> tuple[dict[str, str], list[Row]]:
    """The names of the district's schools by code, where the folder has their list; and lists that cannot be read."""
    listed: dict[str, str] = {}
    rows = []
    for path in lists_in([folder]):
        try:
            listed |= school_list(path)
        except Problem as problem:
            rows.append(Row(path.name, None, str(problem)))
    return listed, rows


def further_copy(reading: Reading, opened: str, visit: Visit, by: str) -> str:
    """The file in which this person has recorded more of a visit than in `opened`; empty where there is none."""
    here = {entry.hash for entry in visit.entries if entry.by == by}
    copies = [(row.file, row.visit) for row in reading.folder.rows if row.file != opened and row.visit is not None]
    for file, copy in copies:
        if copy.code == visit.code and here < {entry.hash for entry in copy.entries if entry.by == by}:
            return file
    return ""


def _stamps(folder: Path) -> dict[str, Stamp | None]:
    """The stamps of the files that are read, by name; hidden ones are other programs' own.  Raises OSError."""
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".json" or path.name in SCHOOL_LISTS)
    return {path.name: stamp(path) for path in files if not (path.name.startswith(".") or never_ends(path))}


def _below(folder: Path) -> int:
    """How many JSON files stand in the folders that the folder itself holds, hidden and locked ones aside."""
    count = 0
    with suppress(OSError):
        for inside in folder.iterdir():
            if not inside.name.startswith(".") and is_folder(inside):
                with suppress(OSError):
                    count += sum(
                        path.suffix.lower() == ".json" and not path.name.startswith(".") for path in inside.iterdir()
                    )
    return count


def _overlooked(folder: Path) -> tuple[str, ...]:
    """The files in it that may hold visits though nothing reads them as they are, with what to do."""
    with suppress(OSError):
        return tuple(filter(None, (overlooked(path.name) for path in sorted(folder.iterdir()))))
    return ()


def _rows(path: Path) -> list[Row]:
    """What a file holds; entries that do not count are set aside as commands do, so that both come to one total."""
    try:
        return [_row(path, merged(code, [(path, each)])) for code, each in documents_in(path).items()]
    except Problem as problem:
        return [Row(path.name, None, str(with_offer(problem, path)))]


def _row(path: Path, found: Merged) -> Row:
    if not found.refused:
        return Row(path.name, found.visit)
    aside = tuple(each._replace(file=path.name) for each in found.refused)
    said = tr("; ").join(tr("set aside: {code} {by} {seq}: {why}").format(**each._asdict()) for each in aside)
    return Row(path.name, found.visit, str(with_offer(Problem(path.name, said), path)), aside)
