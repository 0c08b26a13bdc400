"""The frame that every dialog shares."""

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from scoring.wording import mark, tr, visible
from screens.commands import command

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A box in the middle: a title, what the dialog holds, and a line with its keys.  Escape closes it with None."""

    KEYS = mark("esc close")
    BINDINGS: ClassVar = [command("escape", "close", mark("close"), mark("Close without a change"))]
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 60%;

        & > Vertical {
            width: 72;
            max-width: 96%;
            height: auto;
            max-height: 90%;
            background: $surface;
            padding: 1 2;
        }

        Lines { max-height: 60vh; }
        .title { text-style: bold; color: $text-primary; margin: 0 0 1 0; }
        .keys { color: $foreground-muted; margin: 1 0 0 0; }
        .label { color: $foreground-muted; margin: 1 0 0 0; }
        .trouble { color: $text-error; text-style: bold; }
        Input, TextArea { border: none; padding: 0 1; background: $boost; }
        Input { height: 1; }
        Input:focus, TextArea:focus { border: none; background: $panel; }
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.heading = visible(title)

    def compose(self) -> ComposeResult:
        """Title, content, keys."""
        with Vertical():
            yield Static(Content(self.heading), classes="title")
            yield from self.content()
            yield Static(Content(tr(self.KEYS)), classes="keys")

    def content(self) -> list[Widget]:
        """What the dialog holds."""
        raise NotImplementedError

    def action_close(self) -> None:
        """Close without a change."""
        self.dismiss(None)
