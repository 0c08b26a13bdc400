"""The scoring screen: sections to the left, the section's items to the right, the item's details below."""

import unicodedata
from functools import partial
from typing import Any, ClassVar

from textual import events, on, work
from textual.app import ComposeResult

from scoring.rubric import Item
from scoring.tally import section_tally, tally
from scoring.visit import CLAIM
from scoring.wording import mark, tr
from screens.base import BaseScreen
from screens.item_details import item_details
from screens.marking import MarkingScreen
from screens.messages import Left, Wanted
from screens.score_keys import ACTIONS, KEYS
from screens.sitting import Sitting
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines
from screens.widgets.score_table import ScoreTable, lines_of
from screens.widgets.section_list import LETTERS, SectionList
from screens.widgets.status_line import MessageLine, StatusLine

AROUND_SECONDS = 1 / 60
WHOLE_FORM_COLUMNS, LINES_AROUND = 150, 5  # a window with room for the whole form, and what stands above and below it


class ScoreScreen(MarkingScreen):
    """Shows the form, and moves through it."""

    LEAD = (("0-9", mark("score"), mark("Type points; enter gives them")),)
    BINDINGS: ClassVar = [*KEYS]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._drawn = self.visit
        self.item = self._detailed = next(iter(self._open_items()), self.visit.rubric.items[0])

    def rooms(self) -> dict[str, type[BaseScreen[Any]]]:
        """The screens of the visit."""
        from screens.conflicts import ConflictsScreen
        from screens.draw import DrawScreen
        from screens.review import ReviewScreen

        return {"d": DrawScreen, "r": ReviewScreen, "v": ConflictsScreen}

    def compose(self) -> ComposeResult:
        """Six widgets, drawn line by line, in no container: each is looked at for every line that is painted."""
        yield StatusLine(id="status")
        yield SectionList(id="sections")
        yield ScoreTable()
        yield MessageLine(id="message")
        yield Lines(id="details")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show everything, the cursor on the first unscored item."""
        self.table = self.query_one(ScoreTable)
        self.on_resize()
        self._around = self.set_timer(AROUND_SECONDS, self._draw_around, pause=True)
        self._draw_table()
        self._draw_around()
        if self.sitting.read_only:
            self.say(self.sitting.read_only, trouble=True)
        elif not tally(self.visit).self_check.marked:
            self.say(tr("No self-check yet: i takes it in from a file; digits score without one."))

    def on_resize(self) -> None:
        """Where a window has room for the whole form beside the details, it is shown."""
        heights = [lines_of(section) for section in self.visit.rubric.sections]
        height = sum(heights) + len(heights) - 1
        whole = self.size.width >= WHOLE_FORM_COLUMNS and self.size.height >= height + LINES_AROUND
        if not whole:  # as high as the longest section needs: nothing jumps on the way from one to the next
            height = min(max(*heights, len(heights) + 1), self.size.height // 2)
        status = "" if whole else "1 "  # beside the details it stands over both
        self.styles.grid_rows = f"{status}{1 + height} 1 1fr"
        if whole != self.has_class("-whole"):
            self.set_class(whole, "-whole")
            self._draw_table()

    def on_screen_suspend(self) -> None:
        """What was typed is recorded before another screen opens, or stood as that already: it is no longer typed."""
        self._draw_table()

    def on_screen_resume(self) -> None:
        """Another screen may have recorded something."""
        if self.visit is not self._drawn:
            self.draw()

    # What is shown

    def draw(self) -> None:
        """Show the visit as it stands: the row at once, the rest a frame later, when that is painted."""
        self._drawn = self.visit
        self.say("")
        self._draw_table()
        self._around.stop()
        self._around = self.set_timer(AROUND_SECONDS, self._draw_around)

    def _draw_around(self) -> None:
        self.query_one(SectionList).draw(tally(self.visit), self.visit.rubric.section_of[self.item.id])
        details = self.query_one("#details", Lines)
        details.show(partial(item_details, self.visit, self.item, self.sitting.by))
        if self.item is not self._detailed:
            self._detailed = self.item
            details.scroll_to(y=0, animate=False, immediate=True)
        self.draw_status()

    def _draw_table(self) -> None:
        sections = self.visit.rubric.sections
        here = self.visit.rubric.section_of[self.item.id]
        places = range(len(sections)) if self.has_class("-whole") else (here,)
        shown = [(LETTERS[n : n + 1], section_tally(self.visit, sections[n])) for n in places]
        self.table.draw(self.visit, shown, self.item, self.column)

    # Keys

    async def on_key(self, event: events.Key) -> None:
        """Digits go into the cell; a section's letter leads to it; full-width signs count as plain ones."""
        before = self.table.draft
        self._differs = ""
        if self.table.take(event):
            event.stop()
            if self.table.draft != before:
                self.say(self.sitting.read_only, trouble=True)
                self._draw_table()
            return
        character = unicodedata.normalize("NFKC", event.character or "")
        if character and character in LETTERS:
            event.stop()
            self._to_section(LETTERS.index(character))
        elif action := {"=": "same", "?": "app.show_help"}.get(character) or ACTIONS.get(event.key):
            event.stop()
            await self.run_action(action)

    def on_paste(self, event: events.Paste) -> None:
        """A pasted score goes into the cell."""
        event.stop()
        self._differs = ""
        if self.table.paste(event.text):
            self.say(self.sitting.read_only, trouble=True)
            self._draw_table()
        else:
            self.say(tr("Nothing was pasted: only a score can be, such as 4.5."), trouble=True)

    def action_accept(self) -> None:
        """Accept the draft and go to the next open item; where none is, as in a colleague's full copy, to the next."""
        if self.settle():
            self._go_on(1, beyond=1)

    def action_move(self, step: int) -> None:
        """Accept the draft and go up or down."""
        items = self.visit.rubric.items
        if self.settle():
            self.point(items[max(0, min(len(items) - 1, items.index(self.item) + step))])

    def action_section(self, step: int) -> None:
        """Accept the draft and go to a neighbouring section."""
        self._to_section(self.visit.rubric.section_of[self.item.id] + step)

    def action_next_open(self, step: int = 1) -> None:
        """Accept the draft and go to the next item without a value in this column, round the end if need be."""
        if self.settle():
            self._go_on(step)

    def action_details(self, step: int) -> None:
        """Scroll the details by half their height."""
        details = self.query_one("#details", Lines)
        details.scroll_relative(y=step * max(1, details.size.height // 2), animate=False)

    def action_leave(self) -> None:
        """First drop the draft; without one, leave."""
        if not self.drop_draft():
            self.post_message(Left())

    @work
    async def action_history(self) -> None:
        """Who changed this item."""
        from screens.dialogs.history import HistoryDialog

        await self.app.push_screen_wait(HistoryDialog(self.visit, self.item))

    @work
    async def action_review(self) -> None:
        """Open the review; it may send us to an item."""
        from screens.review import ReviewScreen

        if not self.settle():
            return
        item = await self.app.push_screen_wait(ReviewScreen(self.sitting))
        if item is not None:
            self.point(item)

    @work
    async def action_conflicts(self) -> None:
        """Open the items on which people differ."""
        from screens.conflicts import ConflictsScreen

        if self.settle():
            await self.app.push_screen_wait(ConflictsScreen(self.sitting))

    @work
    async def action_draw(self) -> None:
        """Open the draw."""
        from screens.draw import DrawScreen

        if self.settle():
            await self.app.push_screen_wait(DrawScreen(self.sitting))

    def action_want(self, what: str) -> None:
        """Have the application do what touches files."""
        if self.settle():
            self.post_message(Wanted(what))

    def point(self, item: Item) -> None:
        """Go to an item."""
        self.item = item
        self.draw()

    # Mouse

    @on(ScoreTable.Pointed)
    def _item_clicked(self, message: ScoreTable.Pointed) -> None:
        if self.settle():
            self.point(message.item)

    @on(SectionList.Pointed)
    def _section_clicked(self, message: SectionList.Pointed) -> None:
        self._to_section(message.place)

    # Inside

    def _go_on(self, step: int, beyond: int = 0) -> None:
        """Go to the next open item; where none is, say so, and go `beyond` this one."""
        items, open_items = self.visit.rubric.items, self._open_items()
        here = items.index(self.item)
        if not open_items:
            self.point(items[min(len(items) - 1, here + beyond)])
            if not self._differs:
                self.say(self._nothing_open())
            return
        places = [items.index(item) for item in open_items]
        ahead = [p for p in places if (p > here if step > 0 else p < here)] or places
        self.point(items[ahead[0] if step > 0 else ahead[-1]])

    def _nothing_open(self) -> str:
        """What is said where every item of the column has a value."""
        if self.column == CLAIM:
            return tr("Every item has a self-check. c goes back to the evaluation.")
        if tally(self.visit).conflicts:
            return tr("Every item has a score, but people differ: v shows where.")
        return tr("Every item has a score. r shows the review.")

    def _open_items(self) -> list[Item]:
        return [item for item in self.visit.rubric.items if not self.visit.cell(self.column, item.id).values]

    def _to_section(self, place: int) -> None:
        sections = self.visit.rubric.sections
        if 0 <= place < len(sections) and self.settle():
            items = sections[place].items
            self.point(next((i for i in items if not self.visit.cell(self.column, i.id).values), items[0]))
