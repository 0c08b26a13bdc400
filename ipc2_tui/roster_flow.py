"""From a school's file to a roster in the visit on screen: choose, read beside the interface, look, agree."""

import asyncio
from pathlib import Path

from textual.app import App

from ipc2_tui.importing import SCHOOL_LISTS, SUFFIXES, read_table, remarks_on
from ipc2_tui.paper_flow import check_writable
from scoring.problem import Problem
from scoring.roster import roster_body, roster_of
from scoring.wording import tr
from screens.dialogs.choose_file import ChooseFileDialog
from screens.dialogs.roster_preview import ReadingDialog, RosterPreviewDialog
from screens.sitting import Sitting


async def import_roster(app: App[None], sitting: Sitting, file: Path) -> bool:
    """Take a roster into the visit in `file`; whether one was.  Raises Problem for a table that holds none."""
    check_writable(sitting, file)
    folder = file.parent
    tables = (path.name for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    names = sorted(name for name in tables if name not in SCHOOL_LISTS)
    name = await app.push_screen_wait(ChooseFileDialog(tr("Import the teachers' roster"), str(folder.resolve()), names))
    if name is None:
        return False
    path = folder / Path(name).expanduser()
    reading = ReadingDialog(path.name)
    await app.push_screen(reading)
    try:
        table = await asyncio.to_thread(read_table, path, lambda row: app.call_from_thread(reading.told, row))
    finally:
        reading.dismiss()
    body = roster_body(table.teachers, sitting.chance.new_salt()) if not table.problems else {}
    known = roster_of(sitting.visit)
    if body and known is not None and known.digest == body["digest"]:
        raise Problem(path.name, tr("this roster is in the visit already"))
    agreed = await app.push_screen_wait(RosterPreviewDialog(path.name, table, remarks_on(table, sitting.visit)))
    if agreed and body:
        sitting.record("roster", body)
    return bool(agreed)
