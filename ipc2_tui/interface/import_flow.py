"""From a file to entries in the visit on screen: choose, read beside the interface, look, agree."""

import asyncio
from pathlib import Path

from textual.app import App

from ipc2_tui.files.joining import joined_from
from ipc2_tui.importing import Found, found_in, in_force
from ipc2_tui.interface.at_hand import files_at_hand
from ipc2_tui.interface.paper_flow import Outcome, check_writable
from scoring.problem import Problem
from scoring.record import SIGN
from scoring.tally import tally
from scoring.verification import disputed
from scoring.visit import CLAIM
from scoring.wording import tr, visible
from screens.dialogs.choose_file import ChooseFileDialog
from screens.dialogs.import_preview import ImportPreviewDialog, ReadingDialog
from screens.sitting import Sitting

NOTHING = Outcome()


async def import_file(app: App[None], sitting: Sitting, file: Path) -> Outcome:
    """Take a roster, a self-check or a colleague's copy into the visit in `file`.  Raises Problem for another file."""
    check_writable(sitting, file)
    folder = file.parent
    files = await asyncio.to_thread(files_at_hand, file, sitting.visit)
    title = tr("Take in the school's self-check or roster, or a colleague's copy")
    name = await app.push_screen_wait(ChooseFileDialog(title, str(folder.resolve()), files))
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
    school = visible(sitting.visit.school.name or sitting.visit.code)
    into = tr("goes into the visit of {school}").format(school=school)  # few rosters say whose they are
    notes = [*_signed(sitting), *found.notes]
    preview = ImportPreviewDialog(
        path.name, found.what, found.problems, notes, [into, *found.rows] if found.bodies else []
    )
    if not await app.push_screen_wait(preview) or not found.bodies:
        return NOTHING
    for body in found.bodies:
        sitting.record(found.kind, body)
    return Outcome(True, in_force(found, sitting.visit) or _next(found))


async def _copy(app: App[None], sitting: Sitting, path: Path) -> Outcome:
    """Take a colleague's copy of this visit in: a union, in which nobody's score wins."""
    found = await asyncio.to_thread(joined_from, path, sitting.visit)
    if not found.entries:
        raise Problem(path.name, tr("; ").join((*found.notes, tr("all of it is in the visit already"))))
    changes = any(entry.kind != SIGN for entry in found.entries)  # another's signature leaves one's own standing
    what = (tr("{n} new entries") if changes else tr("{n} new signatures")).format(n=len(found.entries))
    notes = [*(_signed(sitting) if changes else ()), *found.notes]
    if not await app.push_screen_wait(ImportPreviewDialog(path.name, what, (), notes, found.rows)):
        return NOTHING
    sitting.take_in(found.entries)
    differing = len(tally(sitting.visit).conflicts) + len(disputed(sitting.visit))
    said = (
        tr("{what} taken in. People differ on {n} items or teachers: v shows them.") if differing
        else tr("{what} taken in; nobody differs. r shows who scored what.")
    )  # fmt: skip
    return Outcome(True, said.format(what=what, n=differing))


def _at_home(path: Path) -> Path:
    """``~/x`` in the home folder; where the system knows no such home, a name that begins like that."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def _signed(sitting: Sitting) -> list[str]:
    """What a key that changes something asks twice for: here the preview is the question."""
    return [tr("! signed: taking this in makes the signature stale")] * (sitting.signature == "valid")


def _next(found: Found) -> str:
    said = (
        tr("{what} taken in. = takes an item's over, digits give another.") if found.kind == CLAIM
        else tr("{what} taken in. Figures stand beside the items; teachers can be drawn.")
    )  # fmt: skip
    return visible(said.format(what=found.what))
