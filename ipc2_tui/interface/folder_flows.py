"""What the screens on a folder may want that touches files.

Each takes the application, the folder, and the district that is on screen, and says which visit is to be opened then,
if any.  Raises Problem.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.app import App

from ipc2_tui.clock import now, today
from ipc2_tui.files.folder_form import form_for
from ipc2_tui.files.outputs import write_output
from ipc2_tui.files.paths import is_there
from ipc2_tui.files.rubrics import DEFAULT, built_in_abilities
from ipc2_tui.files.store import create
from ipc2_tui.interface.folder import DISTRICT_BOOK, school_lists
from ipc2_tui.interface.name_flow import ask_name, change_name
from scoring.codes import file_stem
from scoring.district import District
from scoring.draw import read_rate
from scoring.entry import name_of
from scoring.opening import new_visit, school_typed
from scoring.spot_check import spot_check
from scoring.wording import commas, tr, visible
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.new_visit import NewVisitDialog
from screens.dialogs.spot_check import SpotCheckDialog
from screens.messages import VisitChosen

SELF_CHECK, ROSTER = "自查表.xlsx", "教师名册.xlsx"  # Chinese as the forms are, whatever language the screens speak


async def start_visit(app: App[None], folder: Path, _district: District | None) -> VisitChosen | None:
    """Ask who is visited, and by whom where nobody has said so; write the visit's file, to be opened."""
    by = await ask_name(app)
    if not by:
        return None

    form = await asyncio.to_thread(form_for, folder)

    def start(typed: dict[str, str]) -> None:
        visit = new_visit(typed["code"], form, by, now(), school_typed(typed))
        create(folder / f"{file_stem(visit.code)}.json", visit)

    listed, _ = await asyncio.to_thread(school_lists, folder)
    other = "" if form.id == DEFAULT else " ".join(form.title.split())
    typed = await app.push_screen_wait(NewVisitDialog(other, today(), listed, start))
    return VisitChosen(f"{file_stem(typed['code'])}.json", typed["code"]) if typed else None


async def blank_forms(app: App[None], folder: Path, _district: District | None) -> None:
    """Write the empty forms that schools fill in, where they are not there yet."""
    from ipc2_tui.workbooks.roster_form import roster_form
    from ipc2_tui.workbooks.self_check_form import self_check_form

    form = await asyncio.to_thread(form_for, folder)
    forms = {SELF_CHECK: self_check_form(form), ROSTER: roster_form(built_in_abilities())}
    there = [name for name in forms if is_there(folder / name)]
    made = [name for name in forms if name not in there]
    for name in made:
        write_output(folder / name, forms[name], force=False)
    said = []
    if made:
        text = tr("Blank forms: {names} in {folder}. Schools fill them in; in the visit, i takes them over.")
        said.append(text.format(names=commas(made), folder=folder.resolve()))
    if there:
        said.append(tr("Left as it was, for it may be filled in: {names}").format(names=commas(there)))
    app.notify("\n".join(said), markup=False, timeout=15)


async def make_book(app: App[None], folder: Path, district: District | None) -> None:
    """Write the district's workbook into the folder, replacing an older one if that is agreed to."""
    from ipc2_tui.workbooks.district_book import district_book

    path = folder / DISTRICT_BOOK
    if district is None:
        return
    there = is_there(path)
    if there:
        question = tr("{file} exists already. Replace it?").format(file=path.name)
        if not await app.push_screen_wait(ConfirmDialog(tr("District workbook"), question)):
            return
    write_output(path, await asyncio.to_thread(district_book, district), force=there)
    app.notify(tr("District workbook: {file}").format(file=path.resolve()), markup=False, timeout=15)


async def draw_schools(app: App[None], _folder: Path, district: District | None) -> None:
    """Ask for the words of a public source, and show the schools that they draw."""
    if district is None:
        return
    names = {row.school.code: row.school.name for row in district.rows}
    await app.push_screen_wait(
        SpotCheckDialog(names, district.left_out, lambda words, rate: spot_check(list(names), words, read_rate(rate)))
    )


async def another_name(app: App[None], _folder: Path, _district: District | None) -> None:
    """Ask for another name to score under."""
    if by := await change_name(app):
        app.notify(tr("You score as {name} from now on.").format(name=visible(name_of(by))), markup=False)


FLOWS: dict[str, Callable[[App[None], Path, District | None], Awaitable[VisitChosen | None]]] = {
    "new": start_visit, "forms": blank_forms, "book": make_book, "spot-check": draw_schools,
    "name": another_name,
}  # fmt: skip
