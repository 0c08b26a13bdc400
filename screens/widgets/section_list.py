"""The sections, how far each is, and the key that leads to it."""

from decimal import Decimal

from textual import events
from textual.message import Message

from scoring.mark import plain
from scoring.tally import SectionTally, Tally
from scoring.wording import tr
from screens.widgets.lines import Lines
from screens.widgets.text import Line, bar, fit, line, right

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BAR, _FIGURES = 5, 9
NARROW = 20  # columns; below, the figures go and the bar is short


class SectionList(Lines):
    """One line a section; `>` stands before the one that is shown, `!` where people differ."""

    class Pointed(Message):
        """Somebody clicked a section."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    _drawn: tuple[Tally, int] | None = None

    def draw(self, tallied: Tally, current: int) -> None:
        """Show all sections with the one at the place `current` chosen."""
        if (tallied, current) == self._drawn:
            return
        self._drawn = (tallied, current)

        def build(width: int) -> list[Line]:
            lines = [line((" " + tr("sections"), "$foreground-muted"))]
            for place, each in enumerate(tallied.sections):
                conflict = any(item.id in tallied.conflicts for item in each.section.items)
                lines.append(self._row_of(each, place, place == current, conflict, width))
            return lines

        self.show(build, current + 1)

    def on_click(self, event: events.Click) -> None:
        """Point at a section."""
        if (place := event.y + self.scroll_offset.y - 1) >= 0:
            self.post_message(self.Pointed(place))

    def _row_of(self, tallied: SectionTally, place: int, current: bool, conflict: bool, width: int) -> Line:
        section, done = tallied.section, tallied.evaluated
        letter = LETTERS[place] if place < len(LETTERS) else " "
        wide = width >= NARROW
        length, figures_width = (_BAR, _FIGURES) if wide else (2, 0)
        room = max(6, width - length - figures_width - 4)
        share = done.marked / done.items if done.items else 0
        more = "+" if done.low != done.high else ""  # people differ: the least that it comes to
        figures = f"{plain(done.low) if done.marked else '-'}{more}/{plain(section.points or Decimal(0))}"
        if section.points is None:
            figures = f"{done.marked}/{done.items}"
        name = (
            f"{'>' if current else ' '}{letter}{'!' if conflict else ' '}{fit(section.label, room)} ",
            "bold $text-primary" if current else "$text-error" if conflict else "",
        )
        style = "$text-success" if done.complete else "$text-primary"
        return line(name, *bar(share, length, style), *([right(figures, figures_width)] if wide else []))
