"""Which school is visited: what a visit starts with."""

import unicodedata
from collections.abc import Callable, Mapping
from typing import NamedTuple

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from scoring.wording import mark, tr
from screens.dialogs.base import Dialog


class Opening(NamedTuple):
    """What was typed, tidied: the school's code and name, how many teachers it has, the day of the visit."""

    code: str
    name: str
    teachers: str
    date: str


class NewVisitDialog(Dialog[Opening]):
    """Gives what was typed once `start` has no objection to it, or None.

    `start` answers with the field and what is wrong with it, or with two empty texts.  `listed` has the names of the
    district's schools by code, where it has their list.
    """

    KEYS = mark("enter start    tab next field    esc close")
    DEFAULT_CSS = "NewVisitDialog .label { margin: 0; }"

    def __init__(self, today: str, listed: Mapping[str, str], start: Callable[[Opening], tuple[str, str]]) -> None:
        super().__init__(tr("Start a visit"))
        self.today = today
        self.listed = listed
        self.start = start

    def content(self) -> list[Widget]:
        """Four fields, of which two can be left as they are."""
        fields = (
            ("code", tr("the school's code, such as 370812-0101"), Input(id="code", max_length=40)),
            ("name", tr("the school's name"), Input(id="name", max_length=100)),
            ("teachers", tr("number of teachers, if known"), Input(id="teachers", max_length=5, type="integer")),
            ("date", tr("date of the visit"), Input(self.today, id="date", max_length=10)),
        )
        widgets: list[Widget] = []
        for _, label, field in fields:
            widgets += [Static(Content(label), classes="label"), field]
        return [*widgets, Static(id="trouble", classes="trouble")]

    @on(Input.Changed, "#code")
    def _known(self) -> None:
        """A code of the district's list brings its school's name."""
        if name := self.listed.get(self._typed().code):
            self.query_one("#name", Input).value = name

    @on(Input.Submitted)
    def keep(self) -> None:
        """Close when the visit can start; else say why not, in the field that is to blame."""
        opening = self._typed()
        for place, text in (("code", opening.code), ("name", opening.name)):
            if not text:
                self.query_one(f"#{place}", Input).focus()
                return
        where, what = self.start(opening)
        if not what:
            self.dismiss(opening)
            return
        self.query_one("#trouble", Static).update(Content(what))
        self.query_one(f"#{where if where in Opening._fields else 'code'}", Input).focus()

    def _typed(self) -> Opening:
        """The fields, whatever forms of letters and digits the keyboard gives."""
        code, *rest = (self.query_one(f"#{name}", Input).value.strip() for name in Opening._fields)
        return Opening(unicodedata.normalize("NFKC", code).upper(), *rest)
