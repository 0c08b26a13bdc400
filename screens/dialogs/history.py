"""Who changed an item, when, from what to what."""

from textual.widget import Widget

from scoring.history import item_history
from scoring.mark import Mark, plain
from scoring.rubric import Item
from scoring.visit import CLAIM, SCORE, Visit
from scoring.wording import tr, visible
from screens.dialogs.base import Dialog
from screens.widgets.lines import Lines
from screens.widgets.text import fit, line


class HistoryDialog(Dialog[None]):
    """Lists the changes of one item, the newest first."""

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
        lines = [
            line(
                (fit(change.entry.at[5:16].replace("T", " "), 12), "$foreground-muted"),
                fit(change.entry.by, 22),
                (fit(columns[change.column], 11), "$foreground-muted"),
                (f"{_said(change.before)} > {_said(change.after)}", "bold"),
                f"  {visible(change.after.note)}",
            )
            for change in reversed(item_history(self.visit, self.item.id))
        ]
        changes = self.query_one("#changes", Lines)
        changes.can_focus = True
        changes.focus()
        changes.show(lambda _: lines or [line(tr("Nobody has scored this item yet."))])


def _said(mark: Mark) -> str:
    return plain(mark.value) or "-"
