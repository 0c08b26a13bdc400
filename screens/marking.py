"""What is recorded of an item: what is typed, keys that give a value, and dialogs on one's own mark."""

from functools import partial

from textual import work

from scoring.entry import name_of
from scoring.history import Undo, undo
from scoring.levels import highest, lowest
from scoring.mark import Mark, Refused, mark_body, plain, read_value
from scoring.rubric import Item, Value
from scoring.visit import CLAIM, SCORE
from scoring.wording import commas, mark, named, tr, visible
from screens.base import SittingScreen
from screens.dialogs.base import Dialog
from screens.sitting import Sitting
from screens.widgets.score_table import ScoreTable, cell_text

_KINDS = {
    "open": mark("the school's details"), "ruling": mark("a ruling"), "roster": mark("a roster"),
    "seal": mark("a seal"), "draw": mark("a draw"), "stand_in": mark("an absence"), "verify": mark("a card"),
    "remark": mark("the remarks"), "sign": mark("a signature"), "hand_in": mark("what was handed in"),
}  # fmt: skip


class MarkingScreen(SittingScreen[None]):
    """A screen that records values of the `item` under its cursor, in the evaluation's or the self-check's `column`."""

    table: ScoreTable
    item: Item

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.column = SCORE
        self._insisted_on: Undo | None = None
        self._differs = ""  # what is said of a difference just made, until the next key

    def say(self, text: str, trouble: bool = False) -> None:
        """Show one line; where there is none, a standing word that the school's own column is being typed into."""
        if text:
            super().say(text, trouble)
        elif self._differs or self.column == SCORE:
            super().say(self._differs, trouble=bool(self._differs))
        else:
            super().say(tr("Typing the SCHOOL'S self-check. c goes back to the evaluation."), trouble=True)

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
        if not self._writable():
            return False
        try:
            value = read_value(self.item, self.table.draft)
        except Refused as refused:
            self.table.refused = True
            self.say(named(self.item.label, str(refused)), trouble=True)
            return False
        self.table.draft = ""
        if self._stands(value) or self._record(self._mine().valued(value)):
            return True
        self.table.draft = str(value)
        return False

    def drop_draft(self) -> bool:
        """Drop what is typed, and say so: q is pressed to leave as well; whether anything was."""
        if not (draft := self.table.draft):
            return False
        self.table.draft = ""
        self.draw()
        self.say(tr("Not recorded: {item}  {typed}").format(item=self.item.numbered, typed=draft))
        return True

    def window_closed(self) -> None:
        """Record the draft where it can be."""
        self.settle()

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
        self.drop_draft()
        if self._mine().value is not None and self._record(self._mine().valued(None)):
            self.draw()

    def action_undo(self) -> None:
        """Drop what is typed; else put the former value back, and go there; at a second asking over another kind."""
        if self.drop_draft():
            return
        undone = undo(self.visit, self.sitting.by, self.column)
        if undone is None:
            self.say(tr("There is nothing of yours to undo in this column."))
            return
        item = self.visit.rubric.by_id[undone.body["item"]]
        now, then = (plain(each.value) or "-" for each in (undone.now, undone.then))
        change = tr("note or ticks") if now == then else f"{now} -> {then}"
        what = f"{item.numbered}  {change}"
        if undone.since and undone != self._insisted_on:
            self._insisted_on = undone
            stays, later = tr("u does not undo {what}; u again undoes {item}"), undone.since
            later = tr(_KINDS[later]) if later in _KINDS else visible(later)  # a newer program may have other kinds
            self.say(stays.format(what=later, item=what), trouble=True)
        elif self.may_write() and self.keep(self.column, undone.body):
            self.point(item)
            self.say(tr("Undone: {item}").format(item=what))

    def action_column(self) -> None:
        """Type into the other column from now on."""
        if self.settle():
            self.column = CLAIM if self.column == SCORE else SCORE
            self.draw()
            if self.column == SCORE:
                self.say(tr("Now typing the evaluation."))

    @work
    async def action_school(self) -> None:
        """Correct what is known of the school and the visit."""
        from scoring.opening import school_corrected, school_texts
        from screens.dialogs.school import SchoolDialog

        if not self.settle() or not self.may_write():
            return
        before = school_texts(self.visit.school)
        corrected = partial(school_corrected, self.visit.school)
        typed = await self.app.push_screen_wait(SchoolDialog(tr("The school and the visit"), before, corrected))
        if typed is not None and typed != before and self.keep("open", corrected(typed)):
            self.draw()

    @work
    async def action_note(self) -> None:
        """Write the note and the extra columns."""
        from screens.dialogs.note import NoteDialog

        typed = bool(self.table.draft)
        if self.settle():
            await self._change(NoteDialog(self.item, self._mine(), self.visit.rubric.columns), typed)

    @work
    async def action_ticks(self) -> None:
        """Tick choices, count deductions."""
        from screens.dialogs.ticks import TicksDialog

        if not (self.item.choices or self.item.deductions):
            self.say(tr("This item has nothing to tick."))
            return
        typed = bool(self.table.draft)
        if self.settle():
            await self._change(TicksDialog(self.item, self._mine()), typed)

    # Inside

    def _mine(self) -> Mark:
        return self.visit.mark(self.column, self.item.id, self.sitting.by)

    def _stands(self, value: Value) -> bool:
        """Whether one's own word is this value already, and no other: of a history in two there may be two."""
        mine = self.visit.latest[self.column].get(self.item.id, {}).get(self.sitting.by, ())
        return len(mine) == 1 and self._mine().value == value

    def _give(self, value: Value) -> None:
        """Record `value` in place of any draft and go to the next open item."""
        self.drop_draft()
        if self._stands(value) or self._record(self._mine().valued(value)):
            self.action_next_open()

    async def _change(self, dialog: Dialog[Mark], typed: bool) -> None:
        """Record what a dialog makes of one's own mark; with a score that was `typed` before it, the item is done.

        So the next digits are for the next item then, as after Enter, and not in this one's place.
        """
        if not self.may_write():
            return
        column, item, before = self.column, self.item, self._mine()
        changed = await self.app.push_screen_wait(dialog)
        if changed is not None and (changed == before or self._keep_mark(column, item, changed)):
            self.draw()
            if typed:
                self.action_next_open()

    def _record(self, mark_: Mark) -> bool:
        return self.may_write() and self._keep_mark(self.column, self.item, mark_)

    def _keep_mark(self, column: str, item: Item, mark_: Mark) -> bool:
        """Record a mark, and have it said where people differ by it now."""
        before = self.visit.cell(column, item.id)
        if not self.keep(column, mark_body(item.id, mark_)):
            return False
        after = self.visit.cell(column, item.id)
        if after.conflict and after.values != before.values:
            names = commas(sorted(visible(name_of(by)) for by in after.given if by != self.sitting.by))
            ruled = tr("{item} {values}: recorded, unlike the ruling: open again. u takes it back, v rules anew")
            text = ruled if after.ruled else tr("{item} {values}: {names} gave another; v settles it")
            self._differs = text.format(item=item.numbered, values=cell_text(after), names=names)
        return True
