"""What is recorded of drawn teachers: a card each, or that somebody stands in."""

from textual import work

from scoring.draw_entries import stand_in_body
from scoring.draws import Draw
from scoring.problem import Problem
from scoring.verification import (
    NOT_DONE,
    Card,
    Verified,
    card_in,
    card_of,
    check_absent,
    entries_on,
    verified,
    verify_body,
)
from scoring.wording import tr
from screens.base import SittingScreen


class TeachersScreen(SittingScreen[None]):
    """A screen on the teachers of the draw `drawn`, the cursor on `row`; of them `arriving` are not shown yet."""

    row = 0
    arriving = 0

    @property
    def drawn(self) -> Draw | None:
        """The draw on screen, if there is one."""
        raise NotImplementedError

    @work
    async def action_card(self) -> None:
        """Record what was found of the teacher under the cursor."""
        from screens.dialogs.card import CardDialog

        draw = self.drawn
        if draw is None or not draw.standing or self.arriving or not self.may_write():
            return
        teacher = draw.standing[self.row]
        one = next(each for each in verified(self.visit, draw) if each.teacher == teacher)
        ability = self.sitting.find_ability(draw.abilities.get(teacher, ""))
        mine = filled = card_of(self.visit, draw, teacher, self.sitting.by)
        over: tuple[str, ...] | None = None
        unreasoned = ""
        while over is None:
            card = await self.app.push_screen_wait(CardDialog(one, filled, self.sitting.by, ability, unreasoned))
            if card is None or (card == mine and not one.conflict):
                return
            filled, over = card, await self._settles(one, card)
            if over and not card.note:
                unreasoned, over = tr("a reason is needed for what the team has settled on"), None
        if self.keep("verify", verify_body(draw, teacher, filled, self.sitting.chance.new_salt(), over)):
            self.draw()

    async def _settles(self, one: Verified, card: Card) -> tuple[str, ...] | None:
        """The hashes of others' cards that `card` settles, if that is what it is for; None to go back to it."""
        from screens.dialogs.confirm import ConfirmDialog

        others = [entry for entry in entries_on(self.visit, one.draw, one.teacher) if entry.by != self.sitting.by]
        if not one.conflict and {card_in(entry).outcome for entry in others} <= {NOT_DONE, card.outcome}:
            return ()
        question = tr("Others have another outcome. Is this what the team has settled on?")
        name = one.draw.teacher(one.teacher).name
        answer = await self.app.push_screen_wait(ConfirmDialog(name, question))
        return None if answer is None else tuple(entry.hash for entry in others) if answer else ()

    @work
    async def action_stand_in(self) -> None:
        """Somebody cannot come: the next in order stands in."""
        from screens.dialogs.stand_in import StandInDialog

        draw = self.drawn
        if draw is None or not draw.standing or self.arriving or not self.may_write():
            return
        absent = draw.standing[self.row]
        try:
            check_absent(self.visit, draw, absent)
        except Problem as problem:
            self.say(str(problem), trouble=True)
            return
        said = await self.app.push_screen_wait(StandInDialog(draw.teacher(absent).name))
        if said is None:
            return
        try:
            body = stand_in_body(draw, absent, said.reason, said.said_by, self.sitting.chance.new_salt())
        except Problem as problem:
            self.say(str(problem), trouble=True)
            return
        if self.keep("stand_in", body):
            self.draw()
