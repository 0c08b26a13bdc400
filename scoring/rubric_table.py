"""Typed reading of one table of a rubric, which notes what is wrong and where, and goes on."""

import re
from decimal import Decimal
from typing import Any

from scoring.canonical import nfc
from scoring.problem import Problem
from scoring.wording import brief, commas, named, tr, visible

LONGEST = 4000
_IDENTIFIER = r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}"


class Misread(Problem):
    """A value that cannot be read, so that what stands in its place need agree with nothing."""


class Table:
    """A dict of the rubric with its place; every reading method returns a usable value even after a mistake.

    `problems` is shared with the tables inside this one, so the outermost ends up with all of them.
    """

    def __init__(self, data: Any, where: str, place: str = "", problems: list[Problem] | None = None) -> None:
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}
        self.where = where
        self.place = place
        self.problems: list[Problem] = [] if problems is None else problems
        self._read: set[str] = set()
        self._is_table = True
        if not isinstance(data, dict):
            self.wrong("", tr('must be a table, such as { name = "..." }'), Misread)
            self._is_table = False

    def wrong(self, key: str, what: str, kind: type[Problem] = Problem) -> None:
        """Note that `key` of this table, which is called by its name, is wrong; inside what is no table nothing is."""
        if not self._is_table:
            return
        place, name = ".".join(p for p in (self.place, key) if p), self.data.get("name")
        if self.place and isinstance(name, str) and name.strip():  # nobody counts items from 0
            what = named(brief(name.strip()), what)
        self.problems.append(kind(f"{self.where}: {brief(place)}" if place else self.where, what))

    def text(self, key: str, required: bool = False, lines: bool = False) -> str:
        """A text of at most 4,000 characters, in one line unless it may have `lines`; empty where absent."""
        value = self._take(key, "")
        if not isinstance(value, str):
            self.wrong(key, tr("must be text, in quotes"))
            return ""
        if len(value) > LONGEST:
            self.wrong(key, tr("is longer than {n} characters").format(n=LONGEST))
        value = value.strip()
        if "\n" in value and not lines:
            self.wrong(key, tr("has more than one line"))
        elif visible(value.replace("\n", " ")) != value.replace("\n", " "):
            self.wrong(key, tr("has control characters in it; type it without"))
        if required and not value.strip():
            self.wrong(key, tr('is missing; write it as {key} = "..."').format(key=key))
        return nfc(value.strip())

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        values = self._take(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
            self.wrong(key, tr("must be a list of texts"))
            return ()
        if len({value.strip() for value in values}) < len(values):
            self.wrong(key, tr("has a text twice"))
        if any(visible(v) != v for v in values):
            self.wrong(key, tr("has control characters in it; type it without"))
        return tuple(nfc(v.strip()) for v in values)

    def identifier(self, key: str, default: str = "") -> str:
        """A short name for programs: letters, digits, dot, hyphen and underscore."""
        value = self.text(key, required=not default) or default
        if value and not re.fullmatch(_IDENTIFIER, value):
            self.wrong(
                key, tr("may hold A-Z a-z 0-9 . - _ only, at most 40, not {found!r}").format(found=brief(value, 40))
            )
        return value

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        """One of `allowed`; the first where absent."""
        value = self.text(key) or allowed[0]
        if value not in allowed:
            self.wrong(key, tr("must be one of {allowed}").format(allowed=commas(allowed)))
        return value

    def points(self, key: str, default: Decimal | None = None) -> Decimal:
        """A number from 0 to 10,000 with at most four decimals, exact."""
        value = self._take(key, default)
        if value is None:
            self.wrong(key, tr("is missing"))
            return Decimal(1)
        number = Decimal(-1)
        if isinstance(value, int) and not isinstance(value, bool):
            number = Decimal(value)
        elif isinstance(value, (float, Decimal)):
            number = Decimal(str(value))
        if not (number.is_finite() and 0 <= number <= 10_000 and number == round(number, 4)):
            self.wrong(key, tr("must be a number from 0 to 10000 with at most four decimals"), Misread)
            return Decimal(1)
        return number

    def maybe(self, key: str) -> Decimal | None:
        """Such a number; None where it is absent."""
        self._read.add(key)
        return self.points(key) if key in self.data else None

    def integer(self, key: str) -> int:
        """A whole number from 0 to 10,000."""
        number = self.points(key)
        if number % 1:
            self.wrong(key, tr("must be a whole number"))
        return int(number)

    def whole(self, key: str) -> int | None:
        """Such a whole number; None where it is absent."""
        self._read.add(key)
        return self.integer(key) if key in self.data else None

    def flag(self, key: str) -> bool:
        """True or false; false where absent."""
        value = self._take(key, False)
        if not isinstance(value, bool):
            self.wrong(key, tr("must be true or false"), Misread)
        return value is True

    def table(self, key: str) -> "Table":
        """The table at `key`; an empty one where absent."""
        return Table(self._take(key, {}), self.where, self._inside(key), self.problems)

    def tables(self, key: str, required: bool = False) -> list["Table"]:
        """The list of tables at `key`."""
        values = self._take(key, [])
        heading = re.sub(r"\[\d+\]", "", self._inside(key))
        if not isinstance(values, list):
            self.wrong(key, tr("must be a list of tables, written [[{key}]]").format(key=heading), Misread)
            return []
        if required and not values:
            self.wrong(key, tr("is missing; write at least one [[{key}]]").format(key=heading))
        return [Table(v, self.where, f"{self._inside(key)}[{n}]", self.problems) for n, v in enumerate(values)]

    def no_other_keys(self) -> None:
        """Report keys that nothing has read: most are misspelt."""
        for key in sorted(self.data.keys() - self._read):
            known = commas(sorted(self._read))
            self.wrong(key, tr("is not known here; known: {known}").format(known=known))

    def _inside(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def _take(self, key: str, default: Any) -> Any:
        self._read.add(key)
        return self.data.get(key, default)
