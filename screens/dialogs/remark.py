"""The remarks at the foot of the form, 点评要点."""

from typing import ClassVar

from textual.widget import Widget
from textual.widgets import TextArea

from scoring.bodies import LONGEST_REMARK
from scoring.wording import mark, tr
from screens.commands import command
from screens.dialogs.base import Dialog, trouble


class RemarkDialog(Dialog[str]):
    """Gives the text as written, or None."""

    KEYS = mark("ctrl+s or f2 keep    esc close")
    BINDINGS: ClassVar = [command("ctrl+s,f2", "keep", mark("keep"), mark("Keep the remarks"))]
    DEFAULT_CSS = "RemarkDialog TextArea { height: 10; }"

    def __init__(self, text: str) -> None:
        super().__init__(tr("Remarks for the form (点评要点)"))
        self.text = text

    def content(self) -> list[Widget]:
        """A field of several lines."""
        return [TextArea(self.text, id="text"), trouble()]

    def on_mount(self) -> None:
        """Go on behind what is written already."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def typed(self) -> object:
        """The text so far."""
        return self.query_one(TextArea).text.strip()

    def action_keep(self) -> None:
        """Close with the text, unless it is too long."""
        text = self.query_one(TextArea).text.strip()
        if len(text) > LONGEST_REMARK:
            self.say(tr("longer than {n} characters").format(n=LONGEST_REMARK))
        else:
            self.dismiss(text)

    def window_closed(self) -> None:
        """Keep what is written so far."""
        self.action_keep()
