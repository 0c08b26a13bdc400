"""The frame that every dialog shares."""

import re
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from scoring.wording import mark, tr, visible
from screens.base import Closing, Result
from screens.commands import command
from screens.widgets.lines import Lines
from screens.widgets.text import Line, line, wrap, wrap_between, wrapped

KEEP = command("ctrl+s", "keep", mark("keep"), mark("Keep what is written"))


class Dialog(Closing[Result], ModalScreen[Result]):
    """A box in the middle: a title, what the dialog holds, and a line with its keys.  Escape closes it with None."""

    KEYS = mark("esc close")
    ROOMY = 24  # rows; in a lower window the dialog takes all of them, and with a longer title in a higher one
    BELOW_LINES = 0  # rows of what stands below or above the lines of the dialog that scroll
    BINDINGS: ClassVar = [
        command("escape", "close", mark("close"), mark("Close without a change")),
        Binding("enter", "point", show=False),
    ]
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: black 60%;

        &:light { background: #606060 70%; }  /* what is white behind a white box would hide its edge */

        & > Vertical {
            width: 72;
            max-width: 96%;
            height: auto;
            max-height: 90%;
            background: $surface;
            padding: 1 2;
        }

        .body { height: auto; scrollbar-size-vertical: 1; }
        .title { text-style: bold; color: $text-primary; margin: 0 0 1 0; }
        .keys { color: $foreground-muted; margin: 1 0 0 0; }
        .label { color: $foreground-muted; margin: 1 0 0 0; }
        .label:first-child { margin: 0; }  /* the title keeps its distance */
        .keys.trouble, .trouble { color: $text-error; text-style: bold; }
        Input, TextArea { border: none; padding: 0 1; background: $panel; }
        Input { height: 1; }
        Input:focus, TextArea:focus { border: none; }
        Input.-invalid, Input.-invalid:focus { border: none; color: $text-error; }

        &.-dense > Vertical { max-height: 100%; padding: 0 2; }
        &.-dense .label { margin: 0; }
        &.-dense .keys { margin: 0; }
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.heading = visible(title)
        self._before: object = None
        self._dropping: object = None

    def compose(self) -> ComposeResult:
        """Title, content, keys."""
        with Vertical():
            yield paragraph(self.heading, "title")
            with VerticalScroll(classes="body", can_focus=False):
                yield from self.content()
            yield Lines(classes="keys")

    def on_mount(self) -> None:
        """Show the keys, and know what stood there before anything was typed."""
        self._before = self.untyped()
        self._show_keys()

    def on_resize(self) -> None:
        """What the dialog holds scrolls where it is higher than the window; the title and the keys stay."""
        width = min(72, int(self.size.width * 0.96)) - 4
        title = len(wrap(self.heading, width))
        dense = self.size.height < self.ROOMY + title - 1
        self.set_class(dense, "-dense")
        around = title + 1 + len(spaced_lines(self._keys(), width)) + (0 if dense else 3)
        room = max(3, (self.size.height if dense else int(self.size.height * 0.9)) - around)
        body = self.query_one(".body")
        body.styles.max_height = room
        for lines in body.query(Lines):
            lines.styles.max_height = max(3, room - self.BELOW_LINES)

    def content(self) -> list[Widget]:
        """What the dialog holds."""
        raise NotImplementedError

    def settle(self) -> bool:
        """Whether nothing is typed or ticked that would be lost."""
        return self.typed() == self._before

    def window_closed(self) -> None:
        """Nothing is kept that was not accepted; where people write at length, that is told otherwise."""

    def say(self, what: str, field: str = "") -> None:
        """Say in the dialog's :func:`trouble` what is wrong, or nothing, and go to the field that is to blame."""
        self.query_one("#trouble", Lines).show(partial(wrapped, visible(what)))
        if field:
            self.query_one(f"#{field}").focus()

    def typed(self) -> object:
        """What is typed or ticked so far."""
        return [field.value for field in self.query(Input)]

    def untyped(self) -> object:
        """What :meth:`typed` gives while nothing is typed that would be lost; asked for at the beginning."""
        return self.typed()

    def action_close(self) -> None:
        """Close without a change; what is typed or ticked is not dropped at the first escape."""
        typed = self.typed()
        if typed in (self._before, self._dropping):
            self.dismiss(None)
        else:
            self._dropping = typed
            self._show_keys()
            self.on_resize()

    def on_input_changed(self) -> None:
        """What is typed after an escape needs two again, and the keys no longer say one."""
        if self._dropping is not None and self.typed() != self._dropping:
            self._dropping = None
            self._show_keys()
            self.on_resize()

    on_text_area_changed = on_input_changed

    def action_point(self) -> None:
        """Enter answers nothing here: point at the keys that do."""
        self.query_one(".keys", Lines).add_class("trouble")

    def _show_keys(self) -> None:
        keys = self.query_one(".keys", Lines)
        keys.set_class(self._dropping is not None, "trouble")
        keys.show(partial(spaced_lines, self._keys()))

    def _keys(self) -> str:
        """The keys; after an escape, first that it has not closed the dialog, and why."""
        said = tr("Not kept yet: esc again drops it.") if self._dropping is not None else ""
        return f"{said}  {tr(self.KEYS)}".strip()


def paragraph(text: str, classes: str = "", id: str | None = None) -> Lines:  # noqa: A002
    """Text in lines of the dialog's width, Chinese as it is broken on paper."""
    lines = Lines(id, classes)
    lines.show(partial(wrapped, text))
    return lines


def trouble(text: str = "") -> Lines:
    """Where the dialog's :meth:`Dialog.say` stands."""
    return paragraph(text, "trouble", "trouble")


def spaced_lines(keys: str, width: int) -> list[Line]:
    """A dialog's keys, or other things with two spaces or more between them, in lines that break between those."""
    return [line(row) for row in wrap_between(re.split(r" {2,}", keys), width)]
