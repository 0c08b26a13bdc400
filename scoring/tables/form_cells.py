"""From the cells of a filled-in form to self-check scores: our own form, one that a school retyped, or Word's tables.

Items are found by their own name, number or wording, never by the section beside them; disagreement is said.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from scoring.mark import Refused, plain, read_value
from scoring.problem import Problem
from scoring.rubric import Item, Rubric, Value
from scoring.tables.cells import Above, Before, Uncalculated, is_time, text_of, value_of
from scoring.tables.form_texts import EVALUATION, NAMES, POINTS, facts_in, self_check_columns, ticks_in
from scoring.tables.mistakes import Mistakes
from scoring.tables.roster_cells import NoTable, Rows
from scoring.tables.roster_columns import letter
from scoring.wording import brief, commas, tr, visible

_TOTALS = ("得分", "总分", "合计", "自查总分")
_FULL = ("满分", "全部")
_NOTHING = ("", "-", "—", "/", "无", "_")
_LAST_ROW = 2000
_FIGURE = r"\d+(\.\d+)?"
_NUMBER = r"\d+(\.\d+)*"  # of an item
_SEVERAL = r"\d\s+\d"  # figures, one after the other


class FormTable(NamedTuple):
    """What a form held: self-check values by item id, the items found without one, and those not found.

    `ticks` are the choices ticked, by item id; `school` and `day` what the form says of itself, empty where nothing.
    `problems` name every cell that cannot be taken; with one of them nothing is imported.  `notes` say what else to
    look at before.  `evaluated` says that scores stand in the evaluators' column.
    """

    values: dict[str, Value]
    blank: tuple[str, ...]
    missing: tuple[str, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    ticks: dict[str, tuple[str, ...]]
    school: str
    day: str
    evaluated: bool


def read_form(sheets: Iterable[tuple[str, Rows]], rubric: Rubric, where: str) -> FormTable:
    """The self-check in the sheet with the headings of the form; of several sheets the one that is filled in.

    `where` names the file.  Raises NoTable.
    """
    found: dict[str, FormTable] = {}
    for sheet, rows in sheets:
        reader = _Reader(rubric, Mistakes(where, sheet))
        for number, cells in enumerate(rows, 1):
            if number > _LAST_ROW:
                break
            reader.row(number, list(cells))
        if reader.found_heading:
            found[sheet] = reader.table()
    if not found:
        raise NoTable(where, tr("has no self-check form: no row has the headings 考核指标 and 自查得分; "
                                "the blank form: b in the list of schools, or ipc2 form self-check"))  # fmt: skip
    return _chosen(found, where)


def _chosen(found: dict[str, FormTable], where: str) -> FormTable:
    """The form that is filled in, of those on several sheets; a mistake where others are too, and not with the same."""
    filled = {sheet: table for sheet, table in found.items() if table.values or table.problems}
    (sheet, table), *others = (filled or found).items()
    more = [name for name, other in others if other.problems or not other.values.items() <= table.values.items()]
    if not more:
        return table
    what = tr("several sheets have self-check scores, {names}: put all scores on one and delete the others; "
              "a sheet may be hidden")  # fmt: skip
    problem = Problem(where, what.format(names=commas(brief(name, 40) for name in (sheet, *more)[:5])))
    return table._replace(problems=(problem, *table.problems))


class _Reader:
    """Reads one sheet's rows in turn."""

    def __init__(self, rubric: Rubric, said: Mistakes) -> None:
        self.found_heading = False
        self._rubric = rubric
        self._known = _known(rubric)
        self._sections = {_key(section.name): section.id for section in rubric.sections if section.name}
        self._values: dict[str, Value] = {}
        self._seen: set[str] = set()
        self._filled: set[str] = set()
        self._ticks: dict[str, tuple[str, ...]] = {}
        self._facts: dict[str, str] = {}
        self._said = said
        self._column = 0
        self._names_at = 0
        self._points_at: frozenset[int] = frozenset()
        self._evaluation_at: int | None = None
        self._evaluated = False
        self._total: tuple[str, str] | None = None

    def row(self, number: int, cells: list[Any]) -> None:
        """Take one row in."""
        keys = [_key(cell) for cell in cells]
        if columns := [at for at in self_check_columns(keys) if not isinstance(cells[at], Before)]:
            own, *others = columns
            for at in others:
                what = tr("a second column of self-check scores beside {first}; leave one, or rename this")
                self._said.wrong(f"{letter(at)}{number}", what.format(first=letter(own)))
            self.found_heading, self._column = True, own
            self._names_at = next((keys.index(name) for name in NAMES if name in keys), own)
            self._points_at = frozenset(at for at, key in enumerate(keys) if key in POINTS)
            self._evaluation_at = keys.index(EVALUATION) if EVALUATION in keys else None
            return
        if not self.found_heading:
            self._facts = facts_in(cells) | self._facts
            return
        column = self._column
        cell, given = f"{letter(column)}{number}", cells[column] if column < len(cells) else None
        given = None if isinstance(given, Above) else given  # which of the rows it is for, nobody knows
        named = {self._known[key] for key in self._naming(list(map(_name, keys[:column])))}
        items = [self._rubric.by_id[item_id] for item_id, strong in named if strong or not any(s for _, s in named)]
        if not items:
            self._without_item(cell, [key for key in keys[:column] if key], given)
            return
        if len(items) > 1:
            names = commas(item.numbered for item in items)
            self._said.wrong(cell, tr("the row names several items: {names}").format(names=names))
            return
        self._item(items[0], cell, given, keys[:column])
        if self._evaluation_at is not None and self._evaluation_at < len(keys):
            self._evaluated |= keys[self._evaluation_at] not in _NOTHING
        if ticked := ticks_in([_text(cell) for cell in cells], items[0].choices):
            self._ticks.setdefault(items[0].id, ticked)

    def table(self) -> FormTable:
        """Everything that was found."""
        items = self._rubric.items
        values = {item.id: self._values[item.id] for item in items if item.id in self._values}
        added = plain(sum((self._weight(item_id) * value for item_id, value in values.items()
                           if isinstance(value, Decimal)), Decimal(0)))  # fmt: skip
        if self._total is not None and self._total[1] != added:
            text, place = tr("{place}: the form's total is {said}, its scores add up to {sum}"), self._total[0]
            self._said.note(text.format(place=place, said=self._total[1], sum=added))
        return FormTable(
            values,
            tuple(item.id for item in items if item.id in self._seen - self._filled),
            tuple(item.id for item in items if item.id not in self._seen),
            self._said.problems(),
            self._said.notes(),
            self._ticks,
            self._facts.get("school", ""),
            self._facts.get("day", ""),
            self._evaluated,
        )

    def _naming(self, keys: Sequence[str]) -> Iterator[str]:
        """The texts left of the score that stand for an item.

        A bare figure does only left of the item's name, and where no points stand: elsewhere it is points or a score.
        """
        bare = {at for at, key in enumerate(keys) if re.fullmatch(_NUMBER, key)}
        names = [at for at, key in enumerate(keys) if at not in bare and key in self._known]
        last = min(names, default=self._names_at)
        for at, key in enumerate(keys):
            if key in self._known and (at not in bare or (at <= last and at not in self._points_at)):
                yield key

    def _weight(self, item_id: str) -> Decimal:
        return self._rubric.sections[self._rubric.section_of[item_id]].weight

    def _item(self, item: Item, cell: str, given: Any, beside: Sequence[str]) -> None:
        own = self._rubric.sections[self._rubric.section_of[item.id]].id
        section = next((self._sections[key] for key in map(_name, beside) if key in self._sections), own)
        if section != own:
            text = tr("{place}: {item} stands beside the section {section}; it was taken as {item}")
            self._said.note(text.format(place=self._said.place(cell), item=item.numbered, section=section))
        self._seen.add(item.id)
        text = _text(given)
        if text in _NOTHING:
            return
        self._filled.add(item.id)
        if what := _unreadable(item, value_of(given)):
            self._said.wrong(cell, what)
            return
        try:
            value = _value(item, text)
        except Refused as refused:
            shown, why = visible(text[:40]), str(refused)
            what = why if why.startswith(f"{shown} ") else f"{shown}: {why}"
            self._said.wrong(cell, f"{item.numbered}: {what}")
            return
        again = item.id in self._values
        before = self._values.setdefault(item.id, value)
        if before != value or (again and _may_be_halves(item, value)):
            what = tr("{item} has two values: {one} and {other}; leave one score for all its rows")
            self._said.wrong(cell, what.format(item=item.numbered, one=plain(before), other=plain(value)))

    def _without_item(self, cell: str, keys: Sequence[str], given: Any) -> None:
        text = _text(given).removesuffix("分")
        if any(key in _TOTALS for key in keys):
            added = text not in _NOTHING and not isinstance(value_of(given), Uncalculated)
            self._total = (self._said.place(cell), text) if added else None
        elif text not in _NOTHING and re.fullmatch(_FIGURE, text) and keys:
            named = visible(next((key for key in reversed(keys) if not re.fullmatch(_FIGURE, key)), keys[-1])[:20])
            self._said.note(tr("{place}: {text} was left out: the form has no item {name}").format(
                place=self._said.place(cell), text=text, name=named))  # fmt: skip


def _known(rubric: Rubric) -> dict[str, tuple[str, bool]]:
    """Item ids by everything that may stand for them, and whether it does so strongly: by name or number.

    What would stand for several items stands for none.
    """
    found: dict[str, dict[str, bool]] = {}
    for item in rubric.items:
        parts = {text for part in item.parts for text in (part.name, part.criteria)}
        strong = {item.name, item.short, item.id, f"{item.id}{item.name}"}
        for text in strong | parts | {item.criteria}:
            if key := _name(_key(text)):
                items = found.setdefault(key, {})
                items[item.id] = items.get(item.id, False) or text in strong
    return {key: next(iter(items.items())) for key, items in found.items() if len(items) == 1}


def _unreadable(item: Item, given: Any) -> str:
    """Why what stands in an item's cell can be no score, whatever the item takes; empty where it can."""
    written = unicodedata.normalize("NFKC", str(given))
    if isinstance(given, Uncalculated):
        what = tr("{item}: the formula was never calculated: open the file in Excel or WPS, and save it")
    elif is_time(given):
        what = tr("{item}: the cell shows a day or an hour: format it as a number and type the score again")
    elif re.search(_SEVERAL, written):
        what = tr("{item}: {text} is more than one figure; leave only the score")
    else:
        return ""
    return what.format(item=item.numbered, text=brief(" ".join(written.split()), 40))


def _may_be_halves(item: Item, value: Value) -> bool:
    """Whether this score, in two of an item's rows, may be meant to be added up: its double is no more than all."""
    return bool(item.parts) and isinstance(value, Decimal) and 0 < 2 * value <= (item.points or 0)


def _value(item: Item, text: str) -> Value:
    """The value that a school wrote: ``5``, ``5分``, ``满分``, ``5/5``."""
    if text in _FULL and item.points is not None:
        return item.points
    shortened = text.removesuffix("分")
    if item.points is not None and shortened.endswith(f"/{plain(item.points)}"):
        shortened = shortened.rpartition("/")[0]
    return read_value(item, shortened)


def _text(cell: Any) -> str:
    """A cell's text in plain forms, without blanks; of a box that is ticked or not, nothing."""
    return "" if isinstance(value_of(cell), bool) else "".join(text_of(cell).split())


def _key(cell: Any) -> str:
    """A text as it is compared: plain forms, no space, no line breaks."""
    return _text(cell).casefold()


def _name(key: str) -> str:
    """The same without a number before it, and without points behind it or that it goes on from the page before."""
    # A number is looked at from its first digit alone: from each in turn, a long one would take its square in time.
    bare = re.sub(r"\(?(?<!\d)\d+(\.\d+)?分(,权重\d+(\.\d+)?)?\)?$", "", key.removesuffix("(续)"))
    return re.sub(r"^(\d+[.、]|[(]?[一二三四五六七八九十]+[)、.])(?=\D)", "", bare)
