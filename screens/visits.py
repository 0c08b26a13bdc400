"""The visits in a folder: how far each is, what it comes to, which file needs help."""

from collections import Counter
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.widgets import DataTable, Input, Static

from scoring.attention import KINDS, to_look_at
from scoring.codes import besides_code
from scoring.merge import bare_name, news, one_each, strangers
from scoring.result import claimed_text, scored_text
from scoring.tally import tally
from scoring.verdict import level_name
from scoring.wording import commas, few, mark, tr, visible
from screens.base import BaseScreen
from screens.commands import command
from screens.folder_screen import FIND, SHOW_ALL, Column, Folder, FolderScreen, Row, none_found, with_name
from screens.messages import FolderWanted, VisitChosen
from screens.widgets.lines import Lines
from screens.widgets.row_table import RowTable
from screens.widgets.status_line import disputes
from screens.widgets.text import fit, fit_name, right, wrapped

ROOMY = 72  # columns; with fewer, the self-check and the spaces between give way


class VisitsScreen(FolderScreen):
    """Lists the rows it is given with :meth:`show`; posts `VisitChosen`."""

    BINDINGS: ClassVar = [
        command("enter", "choose", mark("open"), mark("Open the visit"), True),
        command("n", "work('new')", mark("new"), mark("Start the visit of a school"), True),
        command("b", "work('forms')", mark("blank forms"), mark("Make the empty forms that schools fill in"), True),
        command("o", "sort", mark("sort"), mark("Order by code, by progress or by evaluation"), True),
        command("d", "district", mark("district"), mark("Rank the schools and total them"), True),
        FIND,
        command("w", "work('name')", mark("your name"), mark("Change the name that you score under")),
        SHOW_ALL,
        command("q", "app.quit", mark("quit"), mark("Leave the program"), True),
    ]
    TABLE, BELOW = "visits", "trouble"
    ORDERS = (mark("by code"), mark("least done first"), mark("highest first"))

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.folder = Folder([])
        self.rows: list[Row] = []

    def rooms(self) -> dict[str, type[BaseScreen[Any]]]:
        """The district's totals, where there are visits."""
        from screens.district import DistrictScreen

        return {"d": DistrictScreen} if self._has_visits else {}

    def on_mount(self) -> None:
        """Ask for the rows, and wait."""
        text = tr("reading {folder}; its visits can be opened, sorted and found once it is read")
        self.query_one("#heading", Static).update(Content(text.format(folder=self.path)))
        self.post_message(FolderWanted())

    def on_resize(self) -> None:
        """The columns are made for the width."""
        if self.folder.rows:
            self.draw()

    def take(self, folder: Folder) -> None:
        """Show these visits."""
        self.folder, self.rows = folder, folder.rows

    def keys(self) -> list[tuple[str, str]]:
        """Each row's file and school."""
        return [(row.file, row.visit.code if row.visit else "") for row in self.rows]

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        self.draw_due()
        table = self.query_one(RowTable)
        if table.cursor_row < len(self.rows):
            row = self.rows[table.cursor_row]
            if row.visit is None:
                self.notify(visible(row.trouble), severity="error", timeout=12, markup=False)
            else:
                self.post_message(VisitChosen(row.file, row.visit.code))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What acts on files is there once there are any, their totals where one of them is a visit."""
        if action == "district":
            return self._has_visits
        if action in ("choose", "sort", "filter") and not self.folder.rows:
            return False
        return super().check_action(action, parameters)

    @property
    def _has_visits(self) -> bool:
        return any(row.visit is not None for row in self.folder.rows)

    def action_district(self) -> None:
        """Open the district's totals."""
        from screens.district import DistrictScreen

        self.app.push_screen(DistrictScreen(self.folder))

    @on(DataTable.RowHighlighted)
    def _row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        row = self.rows[event.cursor_row] if event.cursor_row < len(self.rows) else None
        text, style = (row.trouble, "$text-error") if row and row.trouble else (self._about(row), "$foreground-muted")
        self.query_one("#trouble", Lines).show(lambda width: wrapped(visible(text), width - 1, style, 1))

    def _about(self, row: Row | None) -> str:
        """The row's file; and what to do where other files hold the same school."""
        if row is None or row.visit is None:
            return ""
        code = row.visit.code
        others = {each.file: each.visit for each in self.folder.rows if each is not row
                  and each.visit is not None and each.visit.code == code}  # fmt: skip
        lacking = [file for file, visit in others.items() if news(row.visit, visit)]
        text = tr("{file}; all that {others} have is in it") if others else "{file}"
        if lacking:
            text = tr("{file}; the same school: {others}. Open one; there, i takes the others' scores in.")
        strange = strangers(row.visit, others.values())
        if any(bare_name(each.school.name) != bare_name(row.visit.school.name) for each in strange):
            text = tr("{file}; ANOTHER SCHOOL UNDER THIS CODE: {others}. e there corrects a name, "
                      "ipc2 new --code CODE --from FILE a code.")  # fmt: skip
        looks = [tr(KINDS[kind]) for kind in to_look_at(row.visit)]
        looks += [tr("people differ on drawn teachers")] * bool(disputes(row.visit))
        said = text.format(file=row.file, others=commas(sorted(lacking or others)))
        return said + (f"   ! {commas(looks)}" if looks else "")

    def draw(self) -> None:
        """Show the rows in the order chosen."""
        everything = self.folder.rows
        self.rows = sorted((row for row in everything if self.is_wanted(*_words(row))), key=self._place)
        heading = _heading(everything, self.path, self.folder.left_out)
        if everything:
            heading += self.order_text()
        if everything and not self.rows:
            heading += "\n" + none_found()
        self.query_one("#heading", Static).update(heading)
        table = self.query_one(RowTable)
        table.cell_padding = 1 if self.size.width >= ROOMY else 0
        table.display = bool(everything)
        columns = _columns(self.size.width, max((cell_len(_level(row)) for row in everything), default=0))
        files = Counter(row.visit.code for row in everything if row.visit)
        widths = {column.title: column.width for column in columns}
        damaged = dict.fromkeys(widths, "text-error")
        self.fill(columns, ((_texts(row, widths, files), damaged if row.trouble else {}) for row in self.rows))
        if not self.rows:
            self.query_one("#trouble", Lines).show(lambda _: [])  # no row, of which the table would tell
        if not isinstance(self.focused, Input):
            table.focus()
        self.draw_keys()

    def _place(self, row: Row) -> tuple[float, str, int]:
        """Of the copies of one school the one whose name has least besides the code, mostly one's own, stands first."""
        if row.visit is None:
            return (0, row.file, 0)
        key, besides = row.visit.code, len(besides_code(row.file, row.visit.code))
        if self.order == 0:
            return (0, key, besides)
        done = tally(row.visit).evaluated
        return (done.marked if self.order == 1 else -float(done.low), key, besides)


def _words(row: Row) -> tuple[str, ...]:
    """What a row can be found by."""
    if row.visit is None:
        return row.file, _level(row)
    school = row.visit.school
    return row.file, _level(row), row.visit.code, school.name, school.town, school.stage


def _level(row: Row) -> str:
    """The level reached, with a mark where something is to be looked at."""
    if row.visit is None:
        return tr("damaged")
    if row.aside:
        return tr("altered")
    visit = row.visit
    return level_name(tally(visit)) + (" !" if to_look_at(visit) or disputes(visit) else "")


def _columns(width: int, level: int) -> list[Column]:
    """The columns that fit."""
    columns = [
        Column(tr("code"), 11),
        Column(tr("school"), 0, fit_name),
        Column(tr("scored"), 6, right),
        Column(tr("evaluation"), 13, right),
        Column(tr("level"), max(level, cell_len(tr("level")))),
    ]
    if width >= ROOMY:
        columns.insert(3, Column(tr("self-check"), 10, right))
    if width >= 96:
        columns.append(Column(tr("date"), 10))
    if width >= 116:
        columns.append(Column(tr("file"), 18))
    if width >= 140:
        columns[2:2] = [Column(tr("stage"), 10), Column(tr("town"), 12)]
    if width >= 180:
        columns.append(Column(tr("scored by"), 24))
    return with_name(columns, width, 2 if width >= ROOMY else 1)


def _texts(row: Row, widths: dict[str, int], files: Counter[str]) -> dict[str, str]:
    """The row's texts by column; of a school with several `files` the name has what tells them where no column does."""
    visit = row.visit
    if visit is None:
        school = row.file.removesuffix(".json")
        return {tr("code"): "!", tr("school"): school, tr("level"): _level(row), tr("file"): row.file}
    tallied = tally(visit)
    return {
        tr("code"): visit.code,
        tr("school"): _name(row, widths) if files[visit.code] > 1 else visit.school.name,
        tr("scored"): f"{tallied.evaluated.marked}/{tallied.evaluated.items}",
        tr("self-check"): claimed_text(tallied.self_check),
        tr("evaluation"): scored_text(tallied.evaluated),
        tr("level"): _level(row),
        tr("date"): visit.school.date,
        tr("file"): row.file,
        tr("stage"): visit.school.stage,
        tr("town"): visit.school.town,
        tr("scored by"): "  ".join(visit.evaluators),
    }


def _name(row: Row, widths: dict[str, int]) -> str:
    """The school's name, then what its file is called besides the code, unless a column has the file's name."""
    code, name = (row.visit.code, row.visit.school.name) if row.visit else ("", "")
    besides = visible(besides_code(row.file, code))
    if not besides or tr("file") in widths:
        return name
    room = widths[tr("school")]
    besides = fit(besides, min(cell_len(besides), room // 2))
    return f"{fit(name, room - cell_len(besides) - 3)} ({besides})"


def _heading(rows: list[Row], folder: str, left_out: list[str]) -> Content:
    """How many schools there are, of how many all is settled; how many files are damaged, and what is not read."""
    left = visible(tr("not read: {files}").format(files=commas(few(left_out)))) if left_out else ""
    if not rows:
        return Content("\n\n".join([_empty(folder)] + [left] * bool(left)))
    schools = [tally(visit) for visit in one_each(row.visit for row in rows if row.visit is not None)]
    done = sum(tallied.settled for tallied in schools)
    one = len(schools) == 1
    text = tr("1 visit in {folder}, {done} complete") if one else tr("{n} visits in {folder}, {done} complete")
    said = Content.styled(text.format(n=len(schools), folder=folder, done=done), "bold")
    if broken := sum(row.visit is None for row in rows):
        said += Content.styled("   " + tr("cannot be read: {n} files").format(n=broken), "bold $text-error")
    return said + Content.styled(f"   {left}", "$text-warning") if left else said


def _empty(folder: str) -> str:
    return tr(
        "No visits in {folder} yet.\n\n"
        "n  starts one: the school's code and name\n"
        "b  makes the blank forms that schools fill in: self-check, roster\n"
        "q  quits; ? lists the keys\n\n"
        "A visit is one file. From somebody else: copy it to this folder, or open its folder with ipc2 FOLDER\n"
        "A sample district to practise on: ipc2 demo"
    ).format(folder=folder)
