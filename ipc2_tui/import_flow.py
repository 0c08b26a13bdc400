"""From a file to entries in the visit on screen: choose, read beside the interface, look, agree."""

import asyncio
from pathlib import Path

from textual.app import App

from ipc2_tui.folder import DISTRICT_BOOK
from ipc2_tui.importing import SCHOOL_LISTS, SUFFIXES, Found, found_in, in_force
from ipc2_tui.joining import copies_in, joined_from
from ipc2_tui.outcome import Outcome
from ipc2_tui.paper_flow import SHEET, check_writable
from ipc2_tui.paths import never_ends
from ipc2_tui.reading import unreadable
from scoring.problem import Problem
from scoring.tally import tally
from scoring.visit import CLAIM
from scoring.wording import tr, visible
from screens.dialogs.choose_file import ChooseFileDialog
from screens.dialogs.import_preview import ImportPreviewDialog, ReadingDialog
from screens.sitting import Sitting

NOTHING = Outcome()
_SHORT = 3  # a code of so few signs may stand in any name


async def import_file(app: App[None], sitting: Sitting, file: Path) -> Outcome:
    """Take a roster, a self-check or a colleague's copy into the visit in `file`.  Raises Problem for another file."""
    check_writable(sitting, file)
    folder = file.parent
    names = await asyncio.to_thread(_files_at_hand, file, sitting.visit.code)
    title = tr("Take in the school's self-check or roster, or a colleague's copy")
    name = await app.push_screen_wait(ChooseFileDialog(title, str(folder.resolve()), names))
    if name is None:
        return NOTHING
    path = folder / _at_home(Path(name))
    if path.suffix.lower() == ".json":
        return await _copy(app, sitting, path)
    reading = ReadingDialog(path.name)
    await app.push_screen(reading)
    try:
        found = await asyncio.to_thread(
            found_in, path, sitting.visit, sitting.by, sitting.chance.new_salt(),
            lambda row: app.call_from_thread(reading.told, row),
        )  # fmt: skip
    finally:
        reading.dismiss()
    if not found.problems and not found.bodies:
        raise Problem(path.name, tr("all of it is in the visit already"))
    notes = [*_others_code(path, file, sitting.visit.code), *found.notes]
    preview = ImportPreviewDialog(path.name, found.what, found.problems, notes, found.rows)
    if not await app.push_screen_wait(preview) or not found.bodies:
        return NOTHING
    for body in found.bodies:
        sitting.record(found.kind, body)
    return Outcome(True, in_force(found, sitting.visit) or _next(found))


async def _copy(app: App[None], sitting: Sitting, path: Path) -> Outcome:
    """Take a colleague's copy of this visit in: a union, in which nobody's score wins."""
    found = await asyncio.to_thread(joined_from, path, sitting.visit)
    if not found.entries:
        raise Problem(path.name, "; ".join((*found.notes, tr("all of it is in the visit already"))))
    what = tr("{n} new entries").format(n=len(found.entries))
    if not await app.push_screen_wait(ImportPreviewDialog(path.name, what, (), found.notes, found.rows)):
        return NOTHING
    sitting.take_in(found.entries)
    differing = len(tally(sitting.visit).conflicts)
    said = (
        tr("{what} taken in. {n} items differ: v settles them.") if differing
        else tr("{what} taken in; nobody differs. r shows who scored what.")
    )  # fmt: skip
    return Outcome(True, said.format(what=what, n=differing))


def _at_home(path: Path) -> Path:
    """``~/x`` in the home folder; where the system knows no such home, a name that begins like that."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def _files_at_hand(file: Path, code: str) -> list[str]:
    """The names of tables beside the visit's file, then those of other files of its school.  Raises Problem."""
    try:
        beside = sorted(file.parent.iterdir())
    except OSError as error:
        raise unreadable(file.parent, error) from error
    tables = (path.name for path in beside if path.suffix.lower() in SUFFIXES and not never_ends(path))
    ours = (*SCHOOL_LISTS, DISTRICT_BOOK)
    names = [name for name in tables if name not in ours and not name.startswith("~$") and not name.endswith(SHEET)]
    others = {path.stem for path in beside if path.suffix.lower() == ".json"} - {code}
    names.sort(key=lambda name: (any(other in name for other in others), code not in name))  # others' files last
    return names + copies_in(file.parent, code, file.name)


def _others_code(path: Path, file: Path, code: str) -> list[str]:
    """That the file's name has another school's code in it, where it has."""
    others = {each.stem for each in file.parent.glob("*.json")} - {code, file.stem}
    found = sorted(other for other in others if len(other) > _SHORT and other in path.name and code not in path.name)
    text = tr("THE FILE'S NAME HAS ANOTHER SCHOOL'S CODE: {code}")
    return [text.format(code=visible(each)) for each in found[:1]]


def _next(found: Found) -> str:
    said = (
        tr("{what} taken in. = takes an item's over, digits give another.") if found.kind == CLAIM
        else tr("{what} taken in. Figures stand beside the items; d draws teachers.")
    )  # fmt: skip
    return visible(said.format(what=found.what))
