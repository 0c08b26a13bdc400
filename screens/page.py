"""A screen that is one page of lines on the visit."""

from textual.app import ComposeResult

from screens.base import Result, SittingScreen
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines
from screens.widgets.status_line import MessageLine, StatusLine


class PageScreen(SittingScreen[Result]):
    """Has the status, the page, a line that answers, and the keys."""

    def compose(self) -> ComposeResult:
        """One page of lines."""
        yield StatusLine(id="status")
        yield Lines(id="page")
        yield MessageLine(id="message")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the page."""
        self.draw()

    def action_leave(self) -> None:
        """Back to the scores, with nothing."""
        self.dismiss(None)
