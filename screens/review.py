"""The review before leaving: the visit on one page, and what ends it: remarks, hand-ins, signature, sheet."""

from datetime import date
from functools import partial
from typing import ClassVar

from textual import work

from scoring.canonical import nfc
from scoring.feedback import feedback
from scoring.hand_ins import HAND_IN, hand_in_body, hand_ins
from scoring.rubric import Item
from scoring.sign_words import not_signable
from scoring.wording import mark, tr
from screens.commands import SCROLL, command
from screens.messages import Wanted
from screens.page import PageScreen
from screens.review_lines import review_lines
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines


class ReviewScreen(PageScreen[Item | None]):
    """Shows the whole visit; gives the first open item back when asked to go there."""

    BINDINGS: ClassVar = [
        command("e,f2", "remark", mark("remarks"), mark("Write the remarks for the form"), True),
        command("i", "hand_ins", mark("papers"), mark("Record what the school has handed in"), True),
        command("s", "want('sign')", mark("sign"), mark("Sign the result with this laptop's key"), True),
        command("x", "want('sheet')", mark("sheet"), mark("Make the score sheet, to be printed"), True),
        command("k", "want('code')", mark("QR"), mark("Show the signed result's code for a phone"), True),
        command("m", "want('sign-mine')", mark("sign mine"), mark("Sign your own entries, to hand the file over")),
        command("tab", "go_open", mark("first open"), mark("Go to the first item that is open"), True),
        *SCROLL,
        command("escape,q,r", "leave", mark("back"), mark("Back to the scores"), True, "esc"),
    ]

    def draw(self) -> None:
        """Show the page."""
        self.draw_status()
        self.query_one("#page", Lines).show(partial(review_lines, self.visit, sheet=self.sitting.sheet))
        self.query_one(KeyBar).draw(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """There is a way to the first open item while one is open."""
        return action != "go_open" or bool(feedback(self.visit).open_items)

    def action_scroll(self, step: int) -> None:
        """Scroll the page."""
        self.query_one("#page", Lines).scroll_relative(y=step, animate=False)

    def action_go_open(self) -> None:
        """Back to the scores, at the first open item."""
        self.dismiss(feedback(self.visit).open_items[0])

    def action_want(self, what: str) -> None:
        """Have the application do it: sign, sheet or code."""
        self.post_message(Wanted(what))

    @work
    async def action_remark(self) -> None:
        """Write this evaluator's remarks."""
        from screens.dialogs.remark import RemarkDialog

        before = self.visit.remarks.get(self.sitting.by, "")
        if not self.may_write():
            return
        text = await self.app.push_screen_wait(RemarkDialog(before))
        if text is not None and text != before and self.keep("remark", {"text": nfc(text)}):
            self.draw()
            self.say(tr("Kept. The remarks stand at the end of this page.") if not_signable(self.visit)
                     else tr("Kept. The remarks stand at the end of this page. s signs."))  # fmt: skip

    @work
    async def action_hand_ins(self) -> None:
        """Record what the school has handed in."""
        from screens.dialogs.hand_ins import HandInsDialog

        found = hand_ins(self.visit)
        if not found:
            self.say(tr("This form asks schools to hand in nothing."))
            return
        if not self.may_write():
            return
        today = date.fromisoformat(self.sitting.now()[:10])
        changed = await self.app.push_screen_wait(HandInsDialog(found, today))
        for what, on in (changed or {}).items():
            self.keep(HAND_IN, hand_in_body(what, on))
        self.draw()
