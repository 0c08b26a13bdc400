"""Which file to read: one of those at hand, or a path."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList

from scoring.wording import mark, tr, visible
from screens.commands import command
from screens.dialogs.base import Dialog, paragraph
from screens.widgets.line_input import LineInput


class ChooseFileDialog(Dialog[str]):
    """Gives a file's name or path as it stands, or None; `files` has what is to be said of each, if anything."""

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

    def __init__(self, title: str, folder: str, files: Mapping[str, str]) -> None:
        super().__init__(title)
        self.folder = folder
        self.files = files

    def content(self) -> list[Widget]:
        """The files at hand, and a field for another."""
        about = tr("There is nothing to take in in {folder}: no .xlsx, .csv or .docx, no other file of this school.")
        if self.files:
            about = tr("in {folder}:")
        return [
            paragraph(about.format(folder=self.folder)),
            OptionList(*[_option(name, about) for name, about in self.files.items()], id="names"),
            paragraph(tr("or a path"), "label"),
            LineInput(id="path", max_length=1000),
        ]

    def on_mount(self) -> None:
        """The files first, if there are any."""
        self.query_one("#names", OptionList).display = bool(self.files)
        self.query_one("#names" if self.files else "#path").focus()

    def action_path(self) -> None:
        """Type a path."""
        self.query_one("#path").focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(list(self.files)[event.option_index])

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        if path := event.value.strip().strip('"'):
            self.dismiss(path)


def _option(name: str, about: str) -> Content:
    return Content(visible(f"{name}  ({about})" if about else name))
