"""The note beside a score, and the form's extra columns."""

from typing import ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from scoring.mark import LONGEST_NOTE, Mark
from scoring.rubric import Item
from scoring.wording import mark, tr
from screens.dialogs.base import KEEP, Dialog, paragraph
from screens.widgets.line_input import LineInput


class NoteDialog(Dialog[Mark]):
    """Gives the mark back with its note and extra columns as written, or None."""

    KEYS = mark("enter keep    esc close")
    BINDINGS: ClassVar = [KEEP]

    def __init__(self, item: Item, current: Mark, columns: tuple[str, ...]) -> None:
        super().__init__(f"{item.id} {item.name}")
        self.current = current
        self.columns = columns
        if columns:
            self.KEYS = mark("enter keep    tab next field    esc close")

    def content(self) -> list[Widget]:
        """A field for the note and one for each extra column."""
        about = tr("note for the team, kept in the file, not printed")
        fields: list[Widget] = [paragraph(about, "label"), self._field("note", self.current.note)]
        for place, column in enumerate(self.columns):
            fields.append(paragraph(column, "label"))
            fields.append(self._field(f"column-{place}", self.current.extra.get(column, "")))
        return fields

    def _field(self, name: str, text: str) -> Input:
        return LineInput(text, id=name, max_length=LONGEST_NOTE, select_on_focus=False)

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Close with what is written."""
        extra = {
            column: text
            for place, column in enumerate(self.columns)
            if (text := self.query_one(f"#column-{place}", Input).value.strip())
        }
        self.dismiss(self.current._replace(note=self.query_one("#note", Input).value.strip(), extra=extra))

    def window_closed(self) -> None:
        """Keep what is written so far."""
        self.action_keep()
