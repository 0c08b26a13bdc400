"""What an item lets one tick or count."""

from typing import ClassVar

from scoring.mark import Mark, after_deductions, plain
from scoring.rubric import Item
from scoring.wording import mark, tr
from screens.commands import command
from screens.dialogs.rows import RowsDialog
from screens.widgets.lines import Lines
from screens.widgets.text import CURSOR, Line, fit, line


class TicksDialog(RowsDialog[Mark]):
    """Gives the mark back with its ticks, and with the points that counted deductions leave, or None."""

    BINDINGS: ClassVar = [
        command("space", "pick", mark("tick"), mark("Tick, or count one more")),
        command("plus,right", "count(1)", mark("more"), mark("Count one more")),
        command("minus,left", "count(-1)", mark("fewer"), mark("Count one fewer")),
        command("enter,ctrl+s", "keep", mark("keep"), mark("Keep what is ticked")),
    ]

    def __init__(self, item: Item, current: Mark) -> None:
        super().__init__(f"{item.id} {item.name}")
        self.KEYS = (
            mark("1-9 or space tick, + - count    up down    enter keep    esc close") if item.deductions
            else mark("1-9 or space tick    up down    enter keep    esc close")
        )  # fmt: skip
        self.item = item
        self.current = current
        self.ticks = set(current.ticks)
        self.times = dict(current.times)
        self.rows: list[str] = [*item.choices, *(deduction.name for deduction in item.deductions)]

    def typed(self) -> object:
        """What is ticked and counted so far."""
        return set(self.ticks), dict(self.times)

    def action_pick(self) -> None:
        """Tick or untick a choice; count a deduction once more."""
        name = self.rows[self.row]
        if name in self.item.choices:
            self.ticks ^= {name}
            self.draw()
        else:
            self.action_count(1)

    def action_count(self, step: int) -> None:
        """Count a deduction up or down."""
        name = self.rows[self.row]
        if name not in self.item.choices:
            self.times[name] = max(0, min(99, self.times.get(name, 0) + step))
            self.draw()

    def action_keep(self) -> None:
        """Close with what is ticked, in the form's order."""
        ticks = tuple(choice for choice in self.item.choices if choice in self.ticks)
        times = {name: count for name, count in self.times.items() if count}
        value = self.current.value
        if self.item.deductions and (times != self.current.times or value is None):
            value = after_deductions(self.item, times)
        self.dismiss(self.current._replace(value=value, ticks=ticks, times=times))

    def draw(self) -> None:
        """Show the rows, and what the deductions leave."""
        self.query_one("#rows", Lines).show(self._lines)

    def _lines(self, width: int) -> list[Line]:
        lines: list[Line] = []
        for place, name in enumerate(self.rows):
            box = f"[{'x' if name in self.ticks else ' '}]" if name in self.item.choices else ""
            count = "" if box else f"{self.times.get(name, 0)} x"
            text = f"{'>' if place == self.row else ' '} {place + 1} {box or count:>4} {name}"
            lines.append(line((fit(text, width), CURSOR if place == self.row else "")))
        if self.item.deductions:
            left = plain(after_deductions(self.item, self.times))
            lines += [line(), line((tr("leaves {points} points").format(points=left), "$text-accent"))]
        return lines
