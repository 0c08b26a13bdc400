"""The items of a section, or of all of them, with their scores; the cell under the cursor takes what is typed."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.message import Message

from scoring.combine import Cell
from scoring.mark import DIFFERING, plain, signed
from scoring.result import points_text, range_text
from scoring.rubric import Item, Section
from scoring.tally import SectionTally, gap
from scoring.visit import CLAIM, SCORE, Visit
from scoring.wording import tr
from screens.widgets.lines import Lines
from screens.widgets.text import CURSOR, Line, fit, line, right

HEADER = 2
LONGEST_DRAFT = 6
NARROW = 50  # columns; below, the figures stand closer, so that the names keep room
# What is typed straight into a cell, full-width forms of an input method included.  Of signs that no score has a minus
# and, after a digit, what divides: left out, -0.5 (meant: half a point off) would be 0.5, and 0,5 would be 5.
_TYPED = frozenset("0123456789.０１２３４５６７８９．。-－—")
_AMONG = frozenset(",，、/／")


class _Widths(NamedTuple):
    """The columns of figures."""

    points: int
    claim: int
    score: int
    gap: int
    flag: int


def _widths(width: int) -> _Widths:
    return _Widths(5, 7, 10, 6, 3) if width >= NARROW else _Widths(4, 6, 9, 6, 2)


class ScoreTable(Lines):
    """A section as a table, or the whole form.

    `draft` is what has been typed into the cell under the cursor, not yet accepted; where it was `refused`, the next
    digit begins another.
    """

    class Pointed(Message):
        """Somebody clicked an item."""

        def __init__(self, item: Item) -> None:
            super().__init__()
            self.item = item

    def __init__(self) -> None:
        super().__init__(id="table")
        self.draft = ""
        self.refused = False
        self._items_at: list[Item | None] = []

    def draw(self, visit: Visit, sections: Sequence[tuple[str, SectionTally]], item: Item, column: str) -> None:
        """Show sections, each with its letter, and the cursor on `item` in `column` (claim or score)."""
        between: list[Item | None] = [None]
        self._items_at = [at for _, tallied in sections for at in _rows_of(tallied.section) + between]
        self.show(lambda width: [
            row for letter, tallied in sections
            for row in (*self._section(visit, letter, tallied, item, column, width), line())
        ][:-1])  # fmt: skip

    def _section(
        self, visit: Visit, letter: str, tallied: SectionTally, item: Item, column: str, width: int
    ) -> Iterator[Line]:
        yield self._title(tallied, letter, width)
        yield self._heads(width, column)
        rows = _rows_of(tallied.section)
        for place, row in enumerate(rows[HEADER:], HEADER):
            if row is None:
                group = next(each.group for each in rows[place:] if each is not None)
                yield line((" " + fit(group, width - 1), "$foreground-muted bold"))
            else:
                yield self._row_of(visit, row, width, column, current=row.id == item.id)

    def take(self, event: events.Key) -> bool:
        """Add a typed character to the draft; whether the key was one."""
        if event.key == "backspace" and self.draft:
            self.draft = self.draft[:-1]
        elif event.character and (event.character in _TYPED or (self.draft and event.character in _AMONG)):
            self.draft = (("" if self.refused else self.draft) + event.character)[:LONGEST_DRAFT]
        else:
            return False
        self.refused = False
        return True

    def paste(self, text: str) -> bool:
        """Put a pasted score in the place of the draft; whether it was one."""
        score = text.strip()
        if not score or len(score) > LONGEST_DRAFT or not _TYPED.issuperset(score):
            return False
        self.draft, self.refused = score, False
        return True

    def on_click(self, event: events.Click) -> None:
        """Point at a row."""
        row = event.y + self.scroll_offset.y
        if row < len(self._items_at) and (item := self._items_at[row]) is not None:
            self.post_message(self.Pointed(item))

    def _title(self, tallied: SectionTally, letter: str, width: int) -> Line:
        section = tallied.section
        name = f" {letter} {section.name or section.label}"
        points = range_text(tallied.evaluated)
        points += "" if section.points is None else f"/{points_text(section)}"
        room = max(4, width - cell_len(points) - 3)
        return line((fit(name, room) + points, "bold $text-primary"))

    def _heads(self, width: int, column: str) -> Line:
        claim, score = (f"[{text}]" if here else text for text, here in (
            (tr("self"), column == CLAIM), (tr("eval"), column == SCORE)))  # fmt: skip
        w = _widths(width)
        return line((
            "  " + fit(tr("item"), width - sum(w) - 2) + right(tr("max"), w.points)
            + right(claim, w.claim) + right(score, w.score) + right(tr("gap"), w.gap),
            "$foreground-muted",
        ))  # fmt: skip

    def _row_of(self, visit: Visit, item: Item, width: int, column: str, current: bool) -> Line:
        claimed, scored = visit.cell(CLAIM, item.id), visit.cell(SCORE, item.id)
        w = _widths(width)
        points = right(plain(item.points) or tr("grade"), w.points)
        if item.points is None and cell_len(cell_text(claimed)) >= w.claim:  # a long grade tells what it is
            points, w = "", w._replace(points=0, claim=w.points + w.claim)
        texts = {CLAIM: _apart(cell_text(claimed), w.claim), SCORE: _apart(cell_text(scored), w.score)}
        if current and self.draft:
            texts[column] = right(f"[{self.draft}_]", cell_len(texts[column]))
        score_style = "bold $text-error" if scored.conflict else "bold $text-success" if scored.values else ""
        difference = gap(visit, item)
        flags = ("!" if scored.conflict or claimed.conflict else " ") + ("*" if _noted(visit, item) else " ")
        row = line(
            "> " if current else "  ",
            fit(item.label, width - sum(w) - 2),
            points,
            (texts[CLAIM], "bold $text-error" if claimed.conflict else "$text-primary"),
            (texts[SCORE], score_style),
            (
                right("" if difference is None else signed(difference), w.gap),
                "$text-warning" if difference else "$foreground-muted",
            ),
            right(flags, w.flag),
        )
        return tuple((text, CURSOR) for text, _ in row) if current else row


def _rows_of(section: Section) -> list[Item | None]:
    """What each line of the table is about: None for the headings and for the name of a group of items."""
    rows: list[Item | None] = [None] * HEADER
    group = ""
    for item in section.items:
        if item.group != group:
            group = item.group
            rows.append(None)
        rows.append(item)
    return rows


def lines_of(section: Section) -> int:
    """How many lines the table of a section has."""
    return len(_rows_of(section))


def cell_text(cell: Cell) -> str:
    """The value in a cell: the settled one, those that differ side by side, or a hyphen."""
    return DIFFERING.join(plain(value) for value in cell.values) or "-"


def _apart(text: str, width: int) -> str:
    """A figure set to the right of its column, and never against the one before it."""
    return " " + right(text, width - 1)


def _noted(visit: Visit, item: Item) -> bool:
    """Whether anybody has written a note, ticked a choice or filled an extra column."""
    people = visit.latest[SCORE].get(item.id, {})
    marks = [visit.mark(SCORE, item.id, by) for by in people]
    return any(mark.note or mark.ticks or mark.extra for mark in marks)
