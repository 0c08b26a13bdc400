"""Reading what a school sends before it is recorded: rosters and self-check forms, told apart by what is in them."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from ipc2_tui.files.rubrics import built_in_abilities
from ipc2_tui.workbooks.tables import sheets_of
from scoring.draw_words import miscounted
from scoring.mark import DIFFERING, Mark, mark_body, plain
from scoring.merge import bare_name
from scoring.problem import Problem
from scoring.roster import roster_body, roster_of
from scoring.rubric import Rubric
from scoring.tables.cells import HiddenRow, is_empty, text_of
from scoring.tables.form_cells import FormTable, read_form
from scoring.tables.form_texts import is_form_heading
from scoring.tables.roster_cells import NoTable, RosterTable, Rows, read_roster
from scoring.tables.roster_columns import tidy
from scoring.visit import CLAIM, Visit
from scoring.wording import commas, tr, visible

SUFFIXES = (".xlsx", ".csv", ".docx")
# Of tables that are to be saved as one of those first.
OTHER_SUFFIXES = (".xls", ".et", ".ods", ".xlsm", ".doc", ".wps")
SAMPLE = 5
_MOST_ROWS = 10  # hidden, named one by one
_APPENDIX_2 = "老师人数"  # a heading of no other form
_SHORT = 3  # a code of so few signs may stand in any name
_FORM_WITHIN = 60  # rows: a Word file's tables are one sheet, and the school's team may stand above the form
OnRow = Callable[[int], None]


class Found(NamedTuple):
    """What a file would bring into a visit.

    `what` sums it up; `problems` name every rejected cell, and with one of them there are no `bodies`; `notes` are to
    be read before, `rows` show what is new; `bodies` are the entries of this `kind` to record, none where all is in the
    visit already; `others` says that the file names another school.
    """

    what: str
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    rows: tuple[str, ...]
    kind: str
    bodies: tuple[dict[str, Any], ...]
    others: bool = False


def found_in(path: Path, visit: Visit, by: str, salt: str, on_row: OnRow = lambda _: None) -> Found:
    """What the file at `path` would bring into the visit from `by`; a roster's body gets the `salt`.  Raises Problem.

    `on_row` hears each row's number.
    """
    other = others_code(visit.code, path.name)
    with suppress(NoTable):
        return _roster(read_table(path, on_row), visit, salt, other)
    try:
        return _self_check(read_self_check(path, visit.rubric), visit, by, other)
    except NoTable as no_form:
        what = tr("has neither a table of teachers (a row with the heading 姓名) nor a self-check "
                  "(考核指标 and 自查得分); the blank forms: b in the list of schools, or ipc2 form")  # fmt: skip
        if _is_appendix_2(path):
            what = tr("is a filled-in Appendix 2, whose figures come from the rosters: import the school's roster, "
                      "and record that this came (ipc2 hand-in; on the screen r, then i)")  # fmt: skip
        raise Problem(str(path), what) from no_form


def _is_appendix_2(path: Path) -> bool:
    """Whether the file has the heading of the participants' table, which schools fill in as well."""
    with sheets_of(path) as sheets:
        tops = (row for _, rows in sheets for row in islice(rows, _FORM_WITHIN))
        return any(tidy(text_of(cell)) == _APPENDIX_2 for row in tops for cell in row)


def read_table(path: Path, on_row: OnRow = lambda _: None) -> RosterTable:
    """The roster in the file at `path`; `on_row` hears each row's number.  Raises Problem where there is none."""
    forms: list[str] = []
    hidden: dict[str, list[int]] = {}
    with sheets_of(path) as sheets:
        counted = ((name, _counted(rows, on_row, partial(_look, name, forms, hidden))) for name, rows in sheets)
        table = read_roster(counted, built_in_abilities(), str(path))
    if forms:
        names = commas(visible(name) for name in dict.fromkeys((*forms, table.sheet)) if name)
        what = tr("has a self-check and a table of teachers; make a file of each, and import both")
        raise Problem(f"{path}: {names}" if names else str(path), what)
    if unseen := hidden.get(table.sheet):
        note = tr("rows that the sheet does not show, hidden or filtered out, were read: {rows}")
        shown = commas(map(str, unseen[:_MOST_ROWS])) + "..." * (len(unseen) > _MOST_ROWS)
        table = table._replace(notes=(note.format(rows=shown), *table.notes))
    return table


def read_self_check(path: Path, rubric: Rubric) -> FormTable:
    """The self-check in the file at `path`.  Raises Problem where there is none."""
    with sheets_of(path) as sheets:
        table = read_form(sheets, rubric, str(path))
    if not table.values and not table.problems:
        wrong_column = tr("the scores stand under 评估得分, which is for the evaluators: write them under 自查得分")
        raise Problem(str(path), wrong_column if table.evaluated else tr("no self-check score is filled in"))
    return table


def in_force(found: Found, visit: Visit) -> str:
    """Why what was imported is not what counts; empty where it is: a newer roster of somebody else may stand."""
    roster = roster_of(visit)
    if found.kind != "roster" or roster is None or roster.digest in [body["digest"] for body in found.bodies]:
        return ""
    text = tr("another roster, recorded by {name} at {at}, is newer and stays in force")
    return text.format(name=visible(roster.entry.name), at=roster.entry.at[:16].replace("T", " "))


def _roster(table: RosterTable, visit: Visit, salt: str, other: str) -> Found:
    what = tr("{n} teachers").format(n=len(table.teachers))
    if table.problems:
        return Found(what, table.problems, (), (), "roster", ())
    others = _is_others(table.school, other, visit)
    notes = [*_whose(table.school, "", other, visit), *table.notes, *miscounted(visit, len(table.teachers))]
    rows = [f"{each.id}  {each.name}  {' '.join(each.abilities)}" for each in table.teachers[:SAMPLE]]
    if (more := len(table.teachers) - SAMPLE) > 0:
        rows.append(tr("(and {n} teachers more)").format(n=more))
    body, known = roster_body(table.teachers, salt), roster_of(visit)
    new = known is None or known.digest != body["digest"]
    if known is not None and new:
        notes.insert(0, tr("replaces the roster of {n} teachers in this visit").format(n=len(known.teachers)))
        if visit.counts.get("draw"):
            notes.insert(1, tr("who was drawn already stays drawn, from the roster before"))
    return Found(what, (), tuple(notes), tuple(map(visible, rows)), "roster", (body,) if new else (), others)


def _self_check(table: FormTable, visit: Visit, by: str, other: str) -> Found:
    what = tr("self-check of {n} items").format(n=len(table.values))
    others = _is_others(table.school, other, visit)
    notes = [*_whose(table.school, table.day, other, visit), *table.notes]
    for text, ids in ((tr("not found: {items}"), table.missing), (tr("left empty: {items}"), table.blank)):
        if ids:
            items = commas(f"{item_id} {visit.rubric.by_id[item_id].label}" for item_id in ids)
            notes.append(text.format(items=items))
    if table.problems:
        return Found(what, table.problems, tuple(notes), (), CLAIM, ())
    rows, bodies, beside = [], [], []
    for item in visit.rubric.items:
        value, ticks = table.values.get(item.id), table.ticks.get(item.id, ())
        cell, mine, news = visit.cell(CLAIM, item.id), visit.mark(CLAIM, item.id, by), []
        if value is not None and cell.value != value:
            before = DIFFERING.join(map(plain, cell.values))
            news.append(f"{before} -> {plain(value)}" if before else plain(value))
            mine = mine._replace(value=value) if mine.value is not None else Mark(value)
            if any(value not in values for each, values in cell.given.items() if each != by):
                beside.append(item.numbered)
        known = [visit.mark(CLAIM, item.id, each).ticks for each in visit.latest[CLAIM].get(item.id, {})]
        if ticks and ticks not in known:
            news.append(commas(f"[x] {tick}" for tick in ticks))
            mine = mine._replace(ticks=ticks)
        if news:
            rows.append(f"{item.numbered}  {'  '.join(news)}")
            bodies.append(mark_body(item.id, mine))
    if 0 < len(bodies) < len(table.values):
        what = tr("{what}, {n} of them new").format(what=what, n=len(bodies))
    if beside:
        text = tr("others have imported another self-check: {items}; both stand side by side until v settles them")
        notes.append(text.format(items=commas(beside)))
    return Found(what, (), tuple(notes), tuple(rows), CLAIM, tuple(bodies), others)


def others_code(code: str, name: str) -> str:
    """What in a table's name is formed like the school's code and is another one; empty where nothing is."""
    formed = re.sub(r"[0-9]", "[0-9]", re.escape(code))
    found = re.findall(f"(?<![0-9A-Z]){formed}(?![0-9A-Z])", name) if len(code) > _SHORT else []
    return "" if code in found else next(iter(found), "")


def _is_others(said: str, other: str, visit: Visit) -> bool:
    """Whether the school that a form names is plainly not the visit's; `other` is another's code in the file's name.

    The file's name counts where the form names none: a number in it may be a year.
    """
    if not said:
        return bool(other)
    school, named = bare_name(visit.school.name), bare_name(said)
    return bool(school) and named not in school and school not in named and said != visit.code


def _whose(said: str, day: str, other: str, visit: Visit) -> list[str]:
    """Whose form it is and of which day, as it says itself; first that it may be another school's."""
    notes = []
    if other:
        notes.append(tr("THE FILE'S NAME HAS ANOTHER SCHOOL'S CODE: {code}").format(code=visible(other)))
    if said and _is_others(said, other, visit):
        text = tr("THE FORM IS OF ANOTHER SCHOOL: {said}; this visit is of {school}")
        return [*notes, text.format(said=visible(said), school=visible(visit.school.name))]
    if said or day:
        notes.append(tr("the form says: {facts}").format(facts="  ".join(map(visible, filter(None, (said, day))))))
    return notes


def _look(name: str, forms: list[str], hidden: dict[str, list[int]], number: int, row: Sequence[Any]) -> None:
    """Note of a row of the sheet `name` that it is a self-check's heading, or hidden with something in it."""
    if number <= _FORM_WITHIN and is_form_heading(row):
        forms.append(name)
    if isinstance(row, HiddenRow) and not is_empty(row):
        hidden.setdefault(name, []).append(number)


def _counted(rows: Rows, on_row: OnRow, look: Callable[[int, Sequence[Any]], None]) -> Iterator[Sequence[Any]]:
    for number, row in enumerate(rows, 1):
        if number % 50 == 0:
            on_row(number)
        look(number, row)
        yield row
