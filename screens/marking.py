"""What is recorded of an item: what is typed, keys that give a value, and dialogs on one's own mark."""

from textual import work

from scoring.history import undo
from scoring.levels import highest, lowest
from scoring.mark import Mark, Refused, mark_body, read_value
from scoring.rubric import Item, Value
from scoring.visit import CLAIM, SCORE
from scoring.wording import tr
from screens.base import SittingScreen
from screens.dialogs.base import Dialog
from screens.sitting import Sitting
from screens.widgets.score_table import ScoreTable


class MarkingScreen(SittingScreen[None]):
    """A screen that records values of the `item` under its cursor, in the evaluation's or the self-check's `column`."""

    table: ScoreTable
    item: Item

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.column = SCORE

    def point(self, item: Item) -> None:
        """Go to an item."""
        raise NotImplementedError

    def action_next_open(self, step: int = 1) -> None:
        """Accept the draft and go to the next item without a value in this column."""
        raise NotImplementedError

    def settle(self) -> bool:
        """Record the draft, if there is one; False if it is refused, and then it stays where it is."""
        if not self.table.draft:
            return True
        try:
            value = read_value(self.item, self.table.draft)
        except Refused as refused:
            self.say(f"{self.item.label}: {refused}", trouble=True)
            return False
        self.table.draft = ""
        if self._mine().value == value or self._record(self._mine()._replace(value=value, times={})):
            return True
        self.table.draft = str(value)
        return False

    def action_same(self) -> None:
        """Take the self-check score over."""
        claimed = self.visit.cell(CLAIM, self.item.id)
        if self.column == CLAIM:
            self.say(tr("This is the self-check column; c switches to the evaluation."), trouble=True)
        elif claimed.value is None:
            why = tr("The self-check scores differ.") if claimed.conflict else tr("There is no self-check score here.")
            self.say(why, trouble=True)
        else:
            self._give(claimed.value)

    def action_full(self) -> None:
        """Full points, or the best grade."""
        self._give(highest(self.item, ()))

    def action_zero(self) -> None:
        """No points, or the worst grade."""
        self._give(lowest(self.item, ()))

    def action_clear(self) -> None:
        """Take one's own value back."""
        self.table.draft = ""
        if self._mine().value is not None:
            self._record(self._mine()._replace(value=None))
        self.draw()

    def action_undo(self) -> None:
        """Put the former value back, and go where it is."""
        self.table.draft = ""
        if (undone := undo(self.visit, self.sitting.by)) is None:
            self.say(tr("There is nothing to undo."))
            return
        column, body = undone
        if self.keep(column, body):
            self.column = column
            self.point(self.visit.rubric.by_id[body["item"]])
            self.say(tr("Undone: {item}").format(item=f"{self.item.id} {self.item.label}"))

    def action_column(self) -> None:
        """Type into the other column from now on."""
        if self.settle():
            self.column = CLAIM if self.column == SCORE else SCORE
            self.draw()
            self.say(tr("Now typing the school's self-check.") if self.column == CLAIM
                     else tr("Now typing the evaluation."))  # fmt: skip

    @work
    async def action_note(self) -> None:
        """Write the note and the extra columns."""
        from screens.dialogs.note import NoteDialog

        if not self.settle():
            return
        await self._change(NoteDialog(self.item, self._mine(), self.visit.rubric.columns))

    @work
    async def action_ticks(self) -> None:
        """Tick choices, pick a grade, count deductions."""
        from screens.dialogs.ticks import TicksDialog

        if not self.settle():
            return
        if not (self.item.choices or self.item.deductions):
            self.say(tr("This item has nothing to tick."))
            return
        await self._change(TicksDialog(self.item, self._mine()))

    # Inside

    def _mine(self) -> Mark:
        return self.visit.mark(self.column, self.item.id, self.sitting.by)

    def _give(self, value: Value | None) -> None:
        """Record `value` in place of any draft and go to the next open item."""
        self.table.draft = ""
        if value is not None and self._record(self._mine()._replace(value=value, times={})):
            self.action_next_open()

    async def _change(self, dialog: Dialog[Mark]) -> None:
        """Record what a dialog makes of one's own mark."""
        column, item, before = self.column, self.item, self._mine()
        changed = await self.app.push_screen_wait(dialog)
        if changed is not None and changed != before:
            self.keep(column, mark_body(item.id, changed))
            self.draw()

    def _record(self, mark_: Mark) -> bool:
        return self.keep(self.column, mark_body(self.item.id, mark_))
