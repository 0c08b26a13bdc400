"""Who changed an item, when, from what to what."""

from textual.widget import Widget

from scoring.history import Change, item_history
from scoring.mark import plain
from scoring.rubric import Item
from scoring.visit import CLAIM, SCORE, Visit
from scoring.wording import mark, tr
from screens.dialogs.base import Dialog
from screens.widgets.lines import Lines
from screens.widgets.text import Line, fit, line, wrap


class HistoryDialog(Dialog[None]):
    """Lists the changes of one item, the newest first."""

    KEYS = mark("up down scroll    esc close")

    def __init__(self, visit: Visit, item: Item) -> None:
        super().__init__(f"{item.id} {item.name}")
        self.visit = visit
        self.item = item

    def content(self) -> list[Widget]:
        """The list."""
        return [Lines(id="changes")]

    def on_mount(self) -> None:
        """Fill the list."""
        columns = {CLAIM: tr("self-check"), SCORE: tr("evaluation"), "ruling": tr("ruling")}
        found = list(reversed(item_history(self.visit, self.item.id)))

        def build(width: int) -> list[Line]:
            lines: list[Line] = []
            for change in found:
                lines.append(line(
                    (fit(change.entry.at[5:16].replace("T", " "), 12), "$foreground-muted"),
                    fit(change.entry.by, 21) + " ",
                    (fit(columns[change.column], 11), "$foreground-muted"),
                    (_said(change), "bold"),
                ))  # fmt: skip
                note = change.after.note or "-" * bool(change.before.note)  # it was taken away
                lines += [line(" " * 12 + row) for row in wrap(note, width - 12) if row]
            return lines or [line(tr("Nobody has scored this item yet."))]

        changes = self.query_one("#changes", Lines)
        changes.can_focus = True
        changes.focus()
        changes.show(build)


def _said(change: Change) -> str:
    before, after = (plain(mark.value) or "-" for mark in (change.before, change.after))
    return f"{before} > {after}" if before != after else "  ".join((after, tr("note or ticks")))
