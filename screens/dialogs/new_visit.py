"""Which school is visited: what a visit starts with."""

import unicodedata
from collections.abc import Callable, Mapping

from textual import on
from textual.widgets import Input

from scoring.wording import mark, named, tr
from screens.dialogs.school import SchoolDialog


class NewVisitDialog(SchoolDialog):
    """Asks for the code as well; `listed` has the names of the district's schools by code, where it has their list.

    `form` is the title of another form than the built-in one, on which the visit will be.
    """

    KEYS = mark("enter start    tab next field    esc close")

    def __init__(
        self, form: str, today: str, listed: Mapping[str, str], check: Callable[[dict[str, str]], object]
    ) -> None:
        title = tr("Start a visit")
        super().__init__(
            named(title, form) if form else title, {"code": "", "name": "", "teachers": "", "date": today}, check
        )
        self.listed = listed

    @on(Input.Changed, "#code")
    def _known(self) -> None:
        """A code of the district's list brings its school's name."""
        if name := self.listed.get(self.fields()["code"]):
            self.query_one("#name", Input).value = name

    def fields(self) -> dict[str, str]:
        """The fields; the code in plain letters and digits, whatever forms the keyboard gives."""
        typed = super().fields()
        return {**typed, "code": unicodedata.normalize("NFKC", typed["code"]).upper()}
