"""What the school has handed in, and on which day."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from scoring.hand_ins import HandIn, hand_in_text
from scoring.wording import mark, tr
from screens.commands import command
from screens.dialogs.rows import RowsDialog
from screens.widgets.lines import Lines
from screens.widgets.text import CURSOR, Line, fit, line

ROOM_FOR_DUE = 64  # columns; with fewer, the day until which it was due gives way: what is late says so

Days = dict[str, str | None]


class HandInsDialog(RowsDialog[Days]):
    """Gives the days that were changed, by thing: the day as 2022-11-24, None for not received; or None."""

    KEYS = mark("1-9 or space received   - + day   up down   enter keep   esc close")
    BINDINGS: ClassVar = [
        command("space", "pick", mark("received"), mark("Received today, or not after all")),
        command("plus,equals_sign,right", "day(1)", mark("day later"), mark("Received a day later")),
        command("minus,left", "day(-1)", mark("day earlier"), mark("Received a day earlier")),
        command("enter,ctrl+s", "keep", mark("keep"), mark("Keep what is shown")),
    ]

    def __init__(self, found: Sequence[HandIn], today: date) -> None:
        super().__init__(tr("handed in by the school"))
        self.before = list(found)
        self.rows: list[HandIn] = list(found)
        self.today = today

    def typed(self) -> object:
        """The days so far."""
        return list(self.rows)

    def action_pick(self) -> None:
        """Received today; a second time: not received."""
        self._put(None if self.rows[self.row].on else self.today)

    def action_day(self, step: int) -> None:
        """Received a day earlier or later; whatever day a file says, none that there is not, nor one to come."""
        on = self.rows[self.row].on
        self._put(date.fromordinal(max(1, min(self.today.toordinal(), on.toordinal() + step))) if on else self.today)

    def action_keep(self) -> None:
        """Close with the days that were changed."""
        pairs = zip(self.before, self.rows, strict=True)
        self.dismiss({new.what: new.on.isoformat() if new.on else None for old, new in pairs if old.on != new.on})

    def _put(self, on: date | None) -> None:
        self.rows[self.row] = self.rows[self.row]._replace(on=on)
        self.draw()

    def draw(self) -> None:
        """Show the rows."""
        self.query_one("#rows", Lines).show(lambda width: [self._line(place, width) for place in range(len(self.rows))])

    def _line(self, place: int, width: int) -> Line:
        each = self.rows[place]
        due = tr("by {day}").format(day=each.due) if each.due and width >= ROOM_FOR_DUE else ""
        head = f"{'>' if place == self.row else ' '} {place + 1} [{'x' if each.on else ' '}]"
        text = f"{head} {fit(each.what, 22)} " + (f"{fit(due, 15)} " if width >= ROOM_FOR_DUE else "")
        if place == self.row:
            return line((fit(text + hand_in_text(each), width), CURSOR))
        return line(text, (hand_in_text(each), "$text-warning" if each.late or not each.on else ""))
