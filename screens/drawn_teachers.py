"""What is recorded of drawn teachers: a card each, or that somebody stands in."""

from collections.abc import Sequence

from textual import work

from scoring.draw_entries import next_in_order, stand_in_body
from scoring.draws import Draw, find_draw
from scoring.entry import Entry
from scoring.problem import Problem
from scoring.verification import Card, Verified, card_of, check_absent, entries_on, verified, verify_body
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

        draw = self._draw_at_hand()
        if draw is None:
            return
        teacher, by = draw.standing[self.row], self.sitting.by
        visit = self.visit  # what comes in while the dialog is open, nobody has seen
        one = next(each for each in verified(visit, draw) if each.teacher == teacher)
        ability = self.sitting.find_ability(draw.abilities.get(teacher, ""))
        mine = card = card_of(visit, draw, teacher, by)
        others = [entry for entry in entries_on(visit, draw, teacher) if entry.by != by]
        body, over, trouble = None, None, ""
        while body is None:
            filled = await self.app.push_screen_wait(CardDialog(one, mine, card, by, ability, trouble))
            if filled is None or (filled == mine and not one.conflict):
                return
            if over is None or filled.outcome != card.outcome:  # a yes stands where only its reason was missing
                over = await self._settles(one, filled, others)
            card, trouble = filled, ""
            if over is not None:
                try:
                    body = verify_body(draw, teacher, card, self.sitting.chance.new_salt(), over)
                except Problem as problem:
                    trouble = problem.what
        if self.keep("verify", body):
            self.draw()

    def _draw_at_hand(self) -> Draw | None:
        """The draw, where something can be recorded of its teachers; where not, why is said."""
        draw = self.drawn
        if draw is None or not draw.standing or not self.may_write():
            return None
        if self.arriving:
            self.say(tr("The names are still coming."))
            return None
        return draw

    async def _settles(self, one: Verified, card: Card, others: Sequence[Entry]) -> tuple[str, ...] | None:
        """The hashes of the `others`, which `card` settles, if that is what it is for; None to go back to it."""
        from screens.dialogs.confirm import ConfirmDialog

        if not one.contested(self.sitting.by, card):
            return ()
        question = tr("Others have another outcome. Is this what the team has settled on?")
        name = one.draw.teacher(one.teacher).name
        answer = await self.app.push_screen_wait(ConfirmDialog(name, question))
        return None if answer is None else tuple(entry.hash for entry in others) if answer else ()

    @work
    async def action_stand_in(self) -> None:
        """Somebody cannot come: the next in order stands in."""
        from screens.dialogs.stand_in import StandInDialog

        draw = self._draw_at_hand()
        if draw is None:
            return
        absent = draw.standing[self.row]
        try:
            check_absent(self.visit, draw, absent)
            next_in_order(draw, absent)
        except Problem as problem:
            self.say(str(problem), trouble=True)
            return
        said = await self.app.push_screen_wait(StandInDialog(draw.teacher(absent).name))
        if said is None:
            return
        try:
            draw = find_draw(self.visit, draw.no)  # somebody may have come to stand in meanwhile
            check_absent(self.visit, draw, draw.find(absent))
            body = stand_in_body(draw, absent, said.reason, said.said_by, self.sitting.chance.new_salt())
        except Problem as problem:
            self.say(str(problem), trouble=True)
            return
        if self.keep("stand_in", body):
            self.draw()
