"""The draw: a ceremony in three panels that the people in the room can follow, and then the verification."""

import re
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import Input

from scoring.draw import spoken
from scoring.draw_entries import draw_body, seal_body
from scoring.draw_words import withheld_roster
from scoring.draws import Draw, draws_of
from scoring.problem import Problem
from scoring.roster import roster_of
from scoring.wording import mark, tr
from screens.commands import command
from screens.draw_lines import result_lines, seal_lines, words_lines
from screens.drawn_teachers import TeachersScreen
from screens.messages import Wanted
from screens.sitting import Sitting
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines
from screens.widgets.status_line import MessageLine, StatusLine

SECONDS_A_NAME = 0.8
THROWS = 10


class DrawScreen(TeachersScreen):
    """Seals, draws and verifies.  A seal's code is shown when the seal is on disk, names one after the other."""

    AUTO_FOCUS = ""  # the words have the focus only while they are typed
    BINDINGS: ClassVar = [
        command("s", "seal", mark("seal"), mark("Seal the laptop's half of the next draw"), True),
        command("w", "words", mark("words"), mark("Type what the school threw or said"), True),
        command("enter", "card", mark("verify"), mark("Record what was seen, assessed, heard and asked"), True),
        command("x", "stand_in", mark("absent"), mark("Let the next one stand in, with the reason"), True),
        command("i", "roster", mark("roster"), mark("Import the teachers' roster"), True),
        command("down", "move(1)", mark("down"), mark("Go to the next teacher")),
        command("up", "move(-1)", mark("up"), mark("Go to the previous teacher")),
        command("pagedown", "move(5)", mark("page down"), mark("Scroll a page down")),
        command("pageup", "move(-5)", mark("page up"), mark("Scroll a page up")),
        command("left", "turn(-1)", mark("draw before"), mark("See the draw before"), True, "<-"),
        command("right", "turn(1)", mark("draw after"), mark("See the draw after"), True, "->"),
        command("escape,q", "leave", mark("back"), mark("Back to the scores"), True, "esc"),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._doubted = ""
        self.place = self._last

    @property
    def drawn(self) -> Draw | None:
        """The draw on screen; None for the one that is still to be made."""
        draws = draws_of(self.visit).draws
        return draws[self.place] if 0 <= self.place < len(draws) else None

    @property
    def _last(self) -> int:
        """The place of the last draw; of the one that is still to be made, where a seal waits for it."""
        state = draws_of(self.visit)
        return len(state.draws) if state.open_seal else len(state.draws) - 1

    @property
    def _waiting(self) -> bool:
        """Whether a seal is on disk, and on screen, that nothing was drawn with."""
        return self.drawn is None and draws_of(self.visit).open_seal is not None and self.sitting.saved

    def compose(self) -> ComposeResult:
        """Three panels; the words are typed between the second and the third."""
        yield StatusLine(id="status")
        yield Lines(id="seal")
        yield Lines(id="said")
        yield Input(id="words", max_length=200)
        yield MessageLine(id="message")
        yield Lines(id="drawn")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show everything."""
        self._timer = self.set_interval(SECONDS_A_NAME, self._next_name, pause=True)
        self.draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Words are said to a seal; who was drawn is verified or absent; one turns to a draw that there is."""
        if action == "words":
            return self._waiting
        if action == "turn":
            return self.place > 0 if parameters == (-1,) else self.place < self._last
        return action not in ("card", "stand_in") or bool(self.drawn and self.drawn.standing)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _show_keys(self) -> None:
        """While words are typed, letters are no keys."""
        typing = self.focused is not None
        self.query_one(KeyBar).draw(self, (("enter", mark("draw")),) if typing else ())

    def draw(self) -> None:
        """Show the visit's draws as they stand."""
        visit, draw = self.visit, self.drawn
        state = draws_of(visit)
        words = self.query_one("#words", Input)
        if self._waiting and not words.display:
            self.set_focus(words)
        words.display = self._waiting
        super().draw_status()
        self.query_one("#seal", Lines).show(
            lambda width: seal_lines(visit, draw, self.sitting.saved, self.focused is words, width)
        )
        self.query_one("#said", Lines).show(lambda width: words_lines(state, draw, self.focused is words, width))
        shown = len(draw.standing) - self.arriving if draw else 0
        self.query_one("#drawn", Lines).show(lambda width: result_lines(visit, draw, shown, self.row, width))
        self._show_keys()

    def draw_status(self) -> None:
        """The disk has answered: what waited for it can be shown."""
        self.draw()

    def action_move(self, step: int) -> None:
        """Move the cursor, for who is out of sight is not to be verified; beyond the first and the last, scroll."""
        before = self.row
        if self.drawn:
            self.row = max(0, min(len(self.drawn.standing) - 1, self.row + step))
            self.say("")
            self.draw()
        if self.row == before:
            self.query_one("#drawn", Lines).scroll_relative(y=step, animate=False)

    def action_turn(self, step: int) -> None:
        """Show another draw, of which all names have come."""
        self.place, self.row, self.arriving = self.place + step, 0, 0
        self.say("")
        self.draw()

    def action_leave(self) -> None:
        """Leave the words first, then the screen."""
        if self.focused is not None:
            self._doubted = ""
            self.set_focus(None)
            self.draw()
        else:
            self.dismiss(None)

    def settle(self) -> bool:
        """Whether no words are typed that nothing was drawn with: the school would have to throw again."""
        words = self.query_one("#words", Input)
        return not (words.display and words.value)

    def window_closed(self) -> None:
        """Nothing is drawn by that."""

    def action_roster(self) -> None:
        """The application reads files."""
        self.post_message(Wanted("import"))

    def action_words(self) -> None:
        """Type the words."""
        self.set_focus(self.query_one("#words", Input))
        self.draw()

    @work
    async def action_seal(self) -> None:
        """Fix the laptop's half: how many to draw, then a nonce, kept and recorded before its code is shown."""
        from screens.dialogs.draw_size import DrawSizeDialog

        visit = self.visit
        roster = roster_of(visit)
        if roster is None:
            self.say(withheld_roster(visit) or tr("There is no roster; i imports one."), trouble=True)
            return
        if not self.may_write():
            return
        size = await self.app.push_screen_wait(DrawSizeDialog(visit, roster))
        if size is None:
            return
        nonce = self.sitting.chance.new_nonce()
        try:
            body = seal_body(self.visit, size.teachers, size.by, nonce)
            self.sitting.chance.keep_nonce(body["seal"], nonce)
        except Problem as problem:
            self.say(str(problem), trouble=True)
            return
        if self.keep("seal", body):
            self.place, self.row = len(draws_of(self.visit).draws), 0
            self.query_one("#words", Input).value = ""
            self.draw()

    @on(Input.Changed)
    def _saying(self) -> None:
        self.say("")

    @on(Input.Submitted)
    def _said(self, event: Input.Submitted) -> None:
        """Draw."""
        seal = draws_of(self.visit).open_seal
        if seal is None or seal.body is None:
            return
        try:
            words = spoken(event.value)
            doubt = _doubt(words)
            if doubt and words != self._doubted:
                self._doubted = words
                self.say(doubt, trouble=True)
                return
            nonce = self.sitting.chance.kept_nonce(seal.body["seal"])
            body = draw_body(self.visit, words, nonce)
        except Problem as problem:
            self.say(str(problem), trouble=True)
            return
        if self.keep("draw", body):
            self.set_focus(None)
            self.place, self.row = len(draws_of(self.visit).draws) - 1, 0
            self.arriving = len(body["drawn"])
            self._timer.resume()
            self.draw()

    def _next_name(self) -> None:
        """One more name arrives."""
        self.arriving = max(0, self.arriving - 1)
        if not self.arriving:
            self._timer.pause()
            self.say("")  # that they are still coming is no longer true
        self.draw()


def _doubt(words: str) -> str:
    """What one would rather type once more, since it is recorded for good; empty for ten digits."""
    said = re.sub(r"[\s,，、;；]+", "", words)
    if not said.isdecimal():
        return tr("There is more than digits in it; correct it, or press enter again to draw with it as it is.")
    if len(said) < THROWS:
        return tr("That is {n} of ten; go on typing, or press enter again to draw with these.").format(n=len(said))
    return ""
