"""Which file to read: one of those at hand, or a path."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from scoring.wording import mark, tr, visible
from screens.commands import command
from screens.dialogs.base import Dialog


class ChooseFileDialog(Dialog[str]):
    """Gives a file's name or path as it stands, or None."""

    KEYS = mark("up down    enter read    tab type a path    esc close")
    BINDINGS: ClassVar = [command("ctrl+l", "path", mark("path"), mark("Type a path"))]
    DEFAULT_CSS = """
    ChooseFileDialog OptionList, ChooseFileDialog OptionList:focus {
        height: auto;
        max-height: 12;
        border: none;
        padding: 0;
    }
    """

    def __init__(self, title: str, folder: str, names: Sequence[str]) -> None:
        super().__init__(title)
        self.folder = folder
        self.names = names

    def content(self) -> list[Widget]:
        """The files at hand, and a field for another."""
        about = tr("in {folder}:") if self.names else tr("There is no .xlsx or .csv in {folder}.")
        return [
            Static(Content(visible(about.format(folder=self.folder)))),
            OptionList(*[Content(visible(name)) for name in self.names], id="names"),
            Static(Content(tr("or a path")), classes="label"),
            Input(id="path"),
        ]

    def on_mount(self) -> None:
        """The files first, if there are any."""
        self.query_one("#names", OptionList).display = bool(self.names)
        self.query_one("#names" if self.names else "#path").focus()

    def action_path(self) -> None:
        """Type a path."""
        self.query_one("#path").focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.names[event.option_index])

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        if path := event.value.strip().strip('"'):
            self.dismiss(path)
