"""Which abilities a teacher's row chooses, each with its grade: in numbered columns, or by ticks below each ability."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from scoring.abilities import Ability
from scoring.tables.cells import OF_OTHERS, Before, text_of
from scoring.tables.roster_columns import Columns, Field, tidy
from scoring.tables.roster_texts import GRADE_WORDS, NOT_TICKED, TICKED, coded, entry_of, meant, one_of, parts
from scoring.wording import tr

Wrong = Callable[[Field, str, str], None]


class AbilityCells:
    """Reads the cells of abilities below one heading row; `wrong` hears the field, what was found, what is expected.

    `ticked` are the columns that stand for one ability each, by place from 0, with its code.
    """

    def __init__(self, columns: Columns, abilities: Sequence[Ability], wrong: Wrong) -> None:
        self._numbered = dict(sorted(columns.abilities.items()))
        self._grades = columns.grades
        self._codes = {ability.code: ability for ability in abilities}
        self._names = {tidy(ability.name): ability.code for ability in abilities}
        self._wrong = wrong
        self.ticked = self._heads(columns.unknown)

    def any_in(self, cells: Sequence[Any]) -> bool:
        """Whether anything stands where the teachers' abilities are."""
        return any(at < len(cells) and text_of(cells[at]) for at in (*self._numbered.values(), *self.ticked))

    def chosen_in(self, cells: Sequence[Any]) -> bool:
        """Whether an ability stands where the teachers' are."""
        given = (cells[at] for at in self._numbered.values() if at < len(cells))
        chosen = (part for cell in given if not isinstance(cell, OF_OTHERS) for part in parts(text_of(cell)))
        return any(coded(part)[0] in self._codes or tidy(part) in self._names for part in chosen)

    def read(self, cells: Sequence[Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What was chosen, each with its grade; a numbered column may hold several, with commas between."""
        chosen: dict[str, str] = {}
        found = False
        for number, at in self._numbered.items():
            text = entry_of(cells[at]) if at < len(cells) and not isinstance(cells[at], Before) else ""
            found = found or bool(text)
            grade_at = self._grades.get(number)
            grade_text = entry_of(cells[grade_at]) if grade_at is not None and grade_at < len(cells) else ""
            grade = meant(grade_text, GRADE_WORDS)
            if grade_text and not grade:
                self._wrong(("grade", number), grade_text, one_of(GRADE_WORDS))
            codes: list[str] = []
            for part in parts(text):
                code = self._ability(part, number)
                if code and not (codes[-1:] == [code] and not part[0].isascii()):  # else the name of the one before it
                    codes.append(code)
            if grade and not codes and not text:
                self._wrong(("ability", number), "", tr("the ability that the grade beside it is for"))
            for code in codes:
                if code in chosen:
                    self._wrong(("ability", number), text, tr("another ability than the ones before it"))
                else:
                    chosen[code] = grade
        for at, code in self.ticked.items():
            text = entry_of(cells[at]) if at < len(cells) and not isinstance(cells[at], OF_OTHERS) else ""
            mark = "".join(text.split()).lower()
            found = found or bool(text)
            if mark in TICKED or coded(text)[0] == code:
                chosen.setdefault(code, "")
            elif text and mark not in NOT_TICKED:
                if grade := meant(text, GRADE_WORDS):
                    chosen[code] = grade
                else:
                    self._wrong(at, text, tr("a tick (√) where {code} was chosen, or its grade").format(code=code))
        if not chosen and not found and (self._numbered or self.ticked):
            first = ("ability", next(iter(self._numbered))) if self._numbered else next(iter(self.ticked))
            self._wrong(first, "", tr("at least one ability, such as A1"))
        return tuple(chosen), tuple(chosen.values())

    def _heads(self, headings: dict[int, str]) -> dict[int, str]:
        """Of some headings by their place the codes of those that name an ability."""
        codes = {at: self._code(heading) for at, heading in headings.items()}
        return {at: code for at, code in codes.items() if code and self._said_right(headings[at], code)}

    def _code(self, text: str) -> str:
        """The code in ``A1``, ``A1 its name`` or the name alone; empty for no ability."""
        code = coded(text)[0] or self._names.get(tidy(text), "")
        return code if code in self._codes else ""

    def _said_right(self, text: str, code: str) -> bool:
        """Whether what is behind a code is the ability's name, or a part of it."""
        said, name = tidy(re.sub(r"[()\[\]]", "", coded(text)[1])), tidy(self._codes[code].name)
        return said in name or name in said

    def _ability(self, text: str, number: int) -> str:
        """The code of the ability in a numbered column; empty after a mistake."""
        code = self._code(text)
        if not code:
            self._wrong(("ability", number), text, tr("an ability from {first} to {last}, or its name").format(
                first=next(iter(self._codes)), last=list(self._codes)[-1]))  # fmt: skip
        elif not self._said_right(text, code):
            self._wrong(("ability", number), text, f"{code} {self._codes[code].name}")
        return code
