"""From a school's file to entries in the visit on screen: choose, read beside the interface, look, agree."""

import asyncio
from pathlib import Path

from textual.app import App

from ipc2_tui.importing import SCHOOL_LISTS, SUFFIXES, found_in
from ipc2_tui.paper_flow import check_writable
from ipc2_tui.paths import never_ends
from scoring.problem import Problem
from scoring.wording import tr
from screens.dialogs.choose_file import ChooseFileDialog
from screens.dialogs.import_preview import ImportPreviewDialog, ReadingDialog
from screens.sitting import Sitting


async def import_file(app: App[None], sitting: Sitting, file: Path) -> bool:
    """Take a roster or a self-check into the visit in `file`; whether one was.  Raises Problem for another file."""
    check_writable(sitting, file)
    folder = file.parent
    tables = (path.name for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and not never_ends(path))
    names = sorted(name for name in tables if name not in SCHOOL_LISTS and not name.startswith("~$"))
    title = tr("Import the school's roster or self-check")
    name = await app.push_screen_wait(ChooseFileDialog(title, str(folder.resolve()), names))
    if name is None:
        return False
    path = folder / Path(name).expanduser()
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
    preview = ImportPreviewDialog(path.name, found.what, found.problems, found.notes, found.rows)
    if not await app.push_screen_wait(preview):
        return False
    for body in found.bodies:
        sitting.record(found.kind, body)
    return bool(found.bodies)
