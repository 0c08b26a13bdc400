"""A field of one line that shows where one writes, and loses nothing unsaid of what is pasted into it."""

from textual import events
from textual.geometry import Region
from textual.widgets import Input

from scoring.wording import tr


class LineInput(Input):
    """Joins pasted lines by spaces, and takes of a long text what fits; Textual's own drops the rest, or all.

    It shows the end of a long text, where the caret is; Textual's own shows the beginning of the first it is given.
    """

    def on_mount(self) -> None:
        """Follow the caret from now on."""
        self.watch(self, "value", self._follow_caret)

    def _follow_caret(self) -> None:
        self.call_after_refresh(self._show_caret)

    def _show_caret(self) -> None:
        caret = self.cursor_screen_offset - self.content_region.offset + self.scroll_offset
        self.scroll_to_region(Region(caret.x, 0, 1, 1), force=True, animate=False)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        text = " ".join(filter(None, map(str.strip, event.text.splitlines())))
        room = len(text) if self.max_length is None else self.max_length - len(self.value) + len(self.selected_text)
        if len(text) > room:
            said = tr("Too long: the last {n} characters pasted were left out.").format(n=len(text) - room)
            self.app.notify(said, severity="warning", markup=False, timeout=10)
        super()._on_paste(events.Paste(text[:room]))
        event.stop()
