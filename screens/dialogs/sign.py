"""Says in plain words what a signature is put under, and asks."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from scoring.wording import mark, tr, visible
from screens.commands import command
from screens.dialogs.base import Dialog


class SignDialog(Dialog[str]):
    """Gives the key's passphrase to sign with (empty where it has none), or None."""

    KEYS = mark("y or enter sign    esc do not")
    BINDINGS: ClassVar = [command("y,enter", "sign", mark("sign"), mark("Sign it"))]

    def __init__(self, facts: Sequence[str], key: str, encrypted: bool) -> None:
        super().__init__(tr("Sign this result?"))
        self.facts = facts
        self.key = key
        self.encrypted = encrypted

    def content(self) -> list[Widget]:
        """What is signed, with which key, what that means, and the passphrase where there is one."""
        meaning = tr("Whoever has the sheet or its code can check later that these figures were not changed. "
                     "Anything recorded afterwards makes the signature stale.")  # fmt: skip
        widgets: list[Widget] = [
            Static(Content("\n".join(self.facts))),
            Static(Content(visible(tr("with the key of {by}").format(by=self.key))), classes="label"),
            Static(Content(meaning), classes="label"),
        ]
        if self.encrypted:
            widgets += [Static(Content(tr("the key's passphrase")), classes="label"), Input(id="secret", password=True)]
        return widgets

    def action_sign(self) -> None:
        """Close with the passphrase."""
        self.dismiss(self.query_one(Input).value if self.encrypted else "")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_sign()
