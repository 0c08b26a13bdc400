"""Says in plain words what a signature is put under, and asks."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from scoring.wording import mark, tr
from screens.commands import command
from screens.dialogs.base import Dialog, paragraph, spaced_lines
from screens.widgets.lines import Lines


class SignDialog(Dialog[str]):
    """Gives the key's passphrase to sign with (empty where it has none), or None."""

    KEYS = mark("y or enter sign    n or esc do not")
    BINDINGS: ClassVar = [
        command("y,enter", "sign", mark("sign"), mark("Sign it")),
        command("n", "close", mark("no"), mark("Leave it")),
    ]

    def __init__(self, title: str, facts: Sequence[str], meaning: str, unfinished: Sequence[str] = ()) -> None:
        """`facts` are what is signed, with what `meaning`; `unfinished` what would make it stale if it came later."""
        super().__init__(title)
        self.facts = facts
        self.meaning = meaning
        self.unfinished = unfinished
        self.key = ""
        self.encrypted = False

    def use_key(self, key: str, encrypted: bool) -> None:
        """Sign with this key; `encrypted` where its passphrase is to be asked for."""
        self.key = key
        self.encrypted = encrypted

    def content(self) -> list[Widget]:
        """What is signed, with which key, what that means, and the passphrase where there is one."""
        facts = Lines()
        facts.show(lambda width: [row for fact in self.facts for row in spaced_lines(fact, width)])  # no name is torn
        widgets: list[Widget] = [
            facts,
            *(paragraph("\n".join(self.unfinished), "trouble") for _ in self.unfinished[:1]),
            paragraph(tr("with the key of {by}").format(by=self.key), "label"),
            paragraph(self.meaning, "label"),
        ]
        if self.encrypted:
            widgets += [
                Static(Content(tr("the key's passphrase")), classes="label"),
                Input(id="secret", password=True, max_length=200),
            ]
        return widgets

    def action_sign(self) -> None:
        """Close with the passphrase."""
        self.dismiss(self.query_one(Input).value if self.encrypted else "")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_sign()
