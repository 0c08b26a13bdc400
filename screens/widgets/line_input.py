"""A field of one line that loses nothing unsaid of what is pasted into it."""

from textual import events
from textual.widgets import Input

from scoring.wording import tr


class LineInput(Input):
    """Joins pasted lines by spaces, and takes of a long text what fits; Textual's own drops the rest, or all."""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        text = " ".join(filter(None, map(str.strip, event.text.splitlines())))
        room = len(text) if self.max_length is None else self.max_length - len(self.value) + len(self.selected_text)
        if len(text) > room:
            said = tr("Too long: the last {n} characters pasted were left out.").format(n=len(text) - room)
            self.app.notify(said, severity="warning", markup=False, timeout=10)
        super()._on_paste(events.Paste(text[:room]))
        event.stop()
