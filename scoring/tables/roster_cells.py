"""From the cells of a school's table to teachers: whatever order, title rows and habits the table has.

Every mistake is reported with its sheet and cell, what was found and what is expected, all of them at once.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from functools import partial
from itertools import chain, islice
from typing import Any, NamedTuple

from scoring.abilities import Ability
from scoring.problem import Problem
from scoring.roster import Teacher, told_apart
from scoring.tables.cells import Above, Uncalculated, is_empty, is_time, text_of, value_of
from scoring.tables.mistakes import Mistakes
from scoring.tables.roster_abilities import AbilityCells
from scoring.tables.roster_columns import Field, heading_again, letter, misplaced
from scoring.tables.roster_heading import Heading, continued, heading_in
from scoring.tables.roster_texts import (
    GRADE_WORDS,
    PRACTICE_WORDS,
    cut_off,
    entry_of,
    is_example_or_total,
    meant,
    no_name,
    not_an_entry,
    one_of,
    person,
    school_in,
)
from scoring.wording import brief, commas, tr, visible

Rows = Iterable[Sequence[Any]]
HEADER_WITHIN = 30
EMPTY_ROWS = 20_000  # after which nothing is looked for
MOST_HOURS, MOST_RESOURCES = 1000, 10_000
_FINEST = Decimal("0.0001")


class NoTable(Problem):
    """The file has no table of the wanted kind."""


class RosterTable(NamedTuple):
    """What a table held.  `problems` name every rejected cell; with one of them the table is no roster.

    `notes` say what was left out or told apart on the way; `school` whose it says it is, empty where nothing.
    """

    sheet: str
    teachers: tuple[Teacher, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    school: str = ""


def read_roster(sheets: Iterable[tuple[str, Rows]], abilities: Sequence[Ability], where: str) -> RosterTable:
    """The roster in the first sheet that has a heading 姓名.  `where` names the file.  Raises NoTable without one."""
    found: RosterTable | None = None
    for sheet, rows in sheets:
        numbered = enumerate(rows, 1)
        heading, school = None, ""
        above: Sequence[Any] = ()
        for _, cells in islice(numbered, HEADER_WITHIN):
            if heading := heading_in(above, cells):
                break
            above, school = cells, school or school_in(cells)
        if heading is None:
            continue
        if found is None:
            found = _Reader(Mistakes(where, sheet), heading, abilities).read(numbered, school)
        else:
            note = tr("the sheet {name} has teachers too; it was left out: put them all on one sheet")
            found = found._replace(notes=(note.format(name=visible(sheet)), *found.notes))
    if found is not None:
        return found
    raise NoTable(where, tr("has no table of teachers: no row has the heading 姓名; "
                            "the blank form: b in the list of schools, or ipc2 form roster"))  # fmt: skip


class _Reader:
    """Reads the rows below one heading, noting what is wrong on the way."""

    def __init__(self, said: Mistakes, heading: Heading, abilities: Sequence[Ability]) -> None:
        self._heading, self._columns = heading, heading.columns
        self._cells_of = partial(AbilityCells, abilities=abilities, wrong=self._wrong)
        self._abilities = self._cells_of(self._columns)
        self._said = said
        self._row = 0
        self._ended = False
        self._schools: dict[str, None] = {}  # that the column of schools names, in turn

    def read(self, numbered: Iterable[tuple[int, Sequence[Any]]], school: str) -> RosterTable:
        rows: list[int] = []
        teachers: list[Teacher] = []
        empty = 0
        numbered = self._below_heading(numbered)
        for column, what in misplaced(self._columns):
            self._said.wrong(column, what)
        for self._row, cells in numbered:
            if is_empty(cells):
                empty += 1
                if empty > EMPTY_ROWS:
                    break
                continue
            empty = 0
            teacher = self._teacher(cells)
            if self._ended:
                break
            if teacher is not None:
                rows.append(self._row)
                teachers.append(teacher)
        if not teachers and not self._said.problems():
            self._said.wrong("", tr("has no teachers below the heading"))
        known = self._with_ids(teachers, rows)
        notes = (*self._not_read(), *self._said.notes())
        if len(self._schools) > 1:
            names = commas(visible(name) for name in [*self._schools][:8])
            notes = (tr("THE TEACHERS ARE OF SEVERAL SCHOOLS: {names}").format(names=names), *notes)
        school = school or ("".join(self._schools) if len(self._schools) == 1 else "")
        return RosterTable(self._said.sheet, known, self._said.problems(), notes, school)

    def _below_heading(self, numbered: Iterable[tuple[int, Sequence[Any]]]) -> Iterable[tuple[int, Sequence[Any]]]:
        """The rows below the heading's last."""
        rows = iter(numbered)
        for row in rows:
            whole = continued(self._heading, row[1], lambda columns: self._cells_of(columns).ticked)
            if whole is None:
                return chain([row], rows)
            self._heading, self._columns, self._abilities = whole, whole.columns, self._cells_of(whole.columns)
        return rows

    def _not_read(self) -> tuple[str, ...]:
        """The headings that mean nothing to us, in one note."""
        unknown = [name for at, name in self._columns.unknown.items() if at not in self._abilities.ticked]
        names = commas(visible(name) for name in unknown[:8])
        return (tr("columns not read: {names}").format(names=names),) if names else ()

    def _teacher(self, cells: Sequence[Any]) -> Teacher | None:
        given = {field: cells[at] for field, at in self._columns.single.items() if at < len(cells)}
        known = {field: self._readable(field, cell) for field, cell in given.items()}
        name = person(known.get("name", ""))
        leads = (name, known.get("id", ""), text_of(cells[0]))
        if is_example_or_total(leads) or self._is_heading(cells):
            return None
        if left := not_an_entry(leads):
            if self._abilities.chosen_in(cells):  # then it is somebody's, whom nobody could draw
                self._wrong("name", left, tr("a name"))
                return None
            self._said.note(tr("row {n} was left out, it is no teacher's: {text}").format(
                n=self._row, text=brief(left, 40)))  # fmt: skip
            return None
        if isinstance(given.get("name"), Above) or name.startswith("#"):
            self._wrong("name", tr("a merged cell") if not name.startswith("#") else name, tr("a name of its own"))
            return None
        if not name:
            filled = sum(text not in ("", "0") for field, text in known.items() if field != "school")
            if filled <= 1 and not self._abilities.any_in(cells):
                if any(known.values()) or not "".join(map(text_of, cells)).isdigit():  # numbered beforehand
                    self._said.note(tr("row {n} has no name and was left out").format(n=self._row))
                return None
            self._wrong("name", "", tr("a name"))  # and what else is wrong in the row
        if expected := no_name(name):
            self._wrong("name", name, expected)
        if school := known.get("school"):
            self._schools.setdefault(school)
        chosen, grades = self._abilities.read(cells)
        return Teacher(
            id=self._id(known.get("id", "")),
            name=name,
            subject=known.get("subject", "")[:100],
            stage=known.get("stage", "")[:100],
            abilities=chosen,
            grades=grades,
            online=self._number("online", known, MOST_HOURS),
            offline=self._number("offline", known, MOST_HOURS),
            assessment=self._word("assessment", known, GRADE_WORDS),
            practice=self._word("practice", known, PRACTICE_WORDS),
            resources=self._resources(known),
        )

    def _is_heading(self, cells: Sequence[Any]) -> bool:
        """Whether the row is a heading once more; below one with other columns nothing can be read."""
        wrong = "" if self._heading.repeated(cells) else heading_again(self._columns, self._heading.cells, cells)
        if wrong:
            self._said.wrong(f"{letter(self._columns.single['name'])}{self._row}", wrong)
            self._ended = True
        return wrong is not None

    def _readable(self, field: str, cell: Any) -> str:
        """A cell's text; empty, and the reason noted, where it holds nothing that was typed."""
        if isinstance(cell, (str, int, float)):
            text = entry_of(cell)
            if field == "id" and cut_off(cell, text):
                self._wrong(field, text, tr("the id as text: a number keeps but 15 digits; or delete the column"))
            return text
        if isinstance(value_of(cell), Uncalculated):
            cure = tr("a value: open the file in Excel or WPS, which calculates, and save it")
            self._wrong(field, str(value_of(cell)), cure)
        elif is_time(value_of(cell)):
            cure = tr("a number or text: the cell is formatted as a date or an hour")
            self._wrong(field, str(value_of(cell)), cure)
        else:
            return entry_of(cell)
        return ""

    def _id(self, text: str) -> str:
        if len(text) > 100 or visible(text) != text:
            self._wrong("id", text, tr("a number or short text"))
        return text

    def _number(self, field: str, known: dict[str, str], most: int) -> Decimal | None:
        text = known.get(field, "")
        if not text:
            return None
        figure = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,20})?)\s*(学时|小时|课时|h|件|个)?", text)
        if figure is None or Decimal(figure[1]) > most:
            self._wrong(field, text, tr("a number from 0 to {most}").format(most=most))
            return None
        # A formula's hours have many decimals; what is cut off never lifts anybody over a limit.
        return Decimal(figure[1]).quantize(_FINEST, ROUND_DOWN).normalize() + 0

    def _resources(self, known: dict[str, str]) -> int | None:
        value = self._number("resources", known, MOST_RESOURCES)
        if value is not None and value % 1:
            self._wrong("resources", known["resources"], tr("a whole number"))
        return None if value is None else int(value)

    def _word(self, field: str, known: dict[str, str], words: Mapping[str, tuple[str, ...]]) -> str:
        text = known.get(field, "")
        word = meant(text, words)
        if text and not word:
            self._wrong(field, text, one_of(words))
        return word

    def _with_ids(self, teachers: list[Teacher], rows: list[int]) -> tuple[Teacher, ...]:
        """The teachers with an id each: their own, else their name, told apart."""
        nameless = iter(told_apart(teacher.name for teacher in teachers if not teacher.id))
        with_id = {teacher.name for teacher in teachers if teacher.id}
        first: dict[str, int] = {}
        numbered = []
        for teacher, row in zip(teachers, rows, strict=True):
            id_ = teacher.id or next(nameless)
            if (before := first.setdefault(id_, row)) != row:
                self._row = row
                found = tr("{id}, which row {row} has already").format(id=visible(id_), row=before)
                self._wrong("id" if "id" in self._columns.single else "name", found, tr("an id of nobody else"))
            if not teacher.id and (id_ != teacher.name or id_ in with_id):
                self._said.note(tr("row {row}: another {name}, kept as {id}: is it the same person?").format(
                    row=row, name=teacher.name, id=id_))  # fmt: skip
            numbered.append(teacher._replace(id=id_))
        return tuple(numbered)

    def _wrong(self, field: Field, found: str, expected: str) -> None:
        at = self._columns.place(field)
        cell = f"{letter(at)}{self._row}" if at is not None else tr("row {n}").format(n=self._row)
        what = tr("found {found}, expected {expected}") if found else tr("is empty, expected {expected}")
        self._said.wrong(cell, what.format(found=brief(found, 60), expected=expected))
