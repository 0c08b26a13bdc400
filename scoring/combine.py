"""How what several people say of one item becomes one value, or a conflict that someone must settle."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from scoring.entry import Entry
from scoring.mark import value_in
from scoring.rubric import Value

_HUNDREDTHS = Decimal("0.00")


class Cell(NamedTuple):
    """One item in one column.

    `given` is every value that counts, by person; `values` the different ones they come to: none (nobody has scored),
    one (settled), or several (a conflict).  `ruled` says that the lead's ruling is among them, `late` has the hashes of
    the marks that count beside it.
    """

    given: dict[str, tuple[Value, ...]]
    values: tuple[Value, ...]
    ruled: bool = False
    late: frozenset[str] = frozenset()

    @property
    def value(self) -> Value | None:
        """The settled value; None where nobody has given one or people differ."""
        return self.values[0] if len(self.values) == 1 else None

    @property
    def conflict(self) -> bool:
        """Whether people differ and nobody has ruled."""
        return len(self.values) > 1


NOBODY = Cell({}, ())


def combine(
    method: str, marks: dict[str, list[Entry]], rulings: dict[str, list[Entry]], history: Iterable[Entry] = ()
) -> Cell:
    """The cell that the newest marks and rulings of each person come to, by the rubric's `method`.

    `history` has all marks, where there are rulings: who gives a value again that a ruling in force has seen of them,
    such as with a note, opens nothing.
    """
    if not rulings and len(marks) == 1 and method == "consensus":
        ((by, entries),) = marks.items()
        return _alone(by, entries)
    given: dict[str, tuple[Value, ...]] = {}
    for by, entries in marks.items():
        if values := different(map(_value, entries)):
            given[by] = values
    words, seen = in_force(rulings)
    if words:
        over = {hash_ for entry in words for hash_ in _over(entry)}
        said = {(entry.by, _value(entry)) for entry in history if entry.hash in over}
        late = [
            entry
            for entries in marks.values()
            for entry in entries
            if entry.hash not in seen and (entry.by, _value(entry)) not in said and _value(entry) is not None
        ]
        hashes = frozenset(entry.hash for entry in late)
        return Cell(given, different(map(_value, [*words, *late])), ruled=True, late=hashes)
    everybody = [value for values in given.values() for value in values]
    if method != "consensus" and all(isinstance(value, Decimal) for value in everybody):
        return Cell(given, _mean([v for v in everybody if isinstance(v, Decimal)], trim=method == "trimmed_mean"))
    return Cell(given, different(everybody))


def in_force(rulings: dict[str, list[Entry]]) -> tuple[list[Entry], set[str]]:
    """The rulings on a cell that no other one replaces, and the hashes of all that rulings settle."""
    words = [entry for entries in rulings.values() for entry in entries if _value(entry) is not None]
    seen = {hash_ for entry in words for hash_ in _over(entry)}
    return [entry for entry in words if entry.hash not in seen], seen


def span(values: tuple[Value, ...]) -> tuple[Decimal, Decimal]:
    """The least and the most points among a cell's values, of which there is one at least; zero for grades' names."""
    low, high = values[0], values[-1]
    if isinstance(low, Decimal) and isinstance(high, Decimal):  # lowest first, names last
        return low, high
    points = [value for value in values if isinstance(value, Decimal)] or [Decimal(0)]
    return points[0], points[-1]


def _alone(by: str, entries: list[Entry]) -> Cell:
    """The cell of one person on whom nobody ruled: the most frequent by far."""
    if len(entries) == 1:
        value = value_in(entries[0].body or {})
        return NOBODY if value is None else Cell({by: (value,)}, (value,))
    values = different(map(_value, entries))
    return Cell({by: values}, values) if values else NOBODY


def _mean(values: list[Decimal], trim: bool) -> tuple[Value, ...]:
    """The mean to a hundredth, or as fine as a value was given, so that one that all gave stays what it is; halves up.

    Trimmed, three or more values lose their highest and lowest first.
    """
    if trim and len(values) >= 3:
        values = sorted(values)[1:-1]
    if not values:
        return ()
    total = sum(values, _HUNDREDTHS)  # has as many decimals as the finest of them
    return ((total / len(values)).quantize(total, ROUND_HALF_UP),)


def _value(entry: Entry) -> Value | None:
    return value_in(entry.body or {})


def _over(entry: Entry) -> list[str]:
    return list(entry.said.get("over", ()))


def different(values: Iterable[Value | None]) -> tuple[Value, ...]:
    """The different values, lowest first, then grades by name; None left out."""
    different = {value for value in values if value is not None}
    if len(different) < 2:
        return tuple(different)
    return tuple(sorted(different, key=lambda v: (isinstance(v, str), v)))
