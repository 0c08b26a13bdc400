"""A field of one line that loses nothing of what is pasted into it."""

from textual import events
from textual.widgets import Input


class LineInput(Input):
    """Joins pasted lines by spaces; Textual's own keeps the first and drops the others."""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        super()._on_paste(events.Paste(" ".join(filter(None, map(str.strip, event.text.splitlines())))))
        event.stop()
