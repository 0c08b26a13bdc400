"""What is known of a school and of the visit to it, to be typed or corrected."""

from collections.abc import Callable, Mapping

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from scoring.problem import Problem
from scoring.wording import mark, tr
from screens.dialogs.base import Dialog, paragraph, trouble
from screens.widgets.line_input import LineInput

LABELS = {
    "code": mark("the school's code, such as 370812-0101"),
    "name": mark("the school's name"),
    "teachers": mark("number of teachers, if known"),
    "date": mark("date of the visit"),
    "stage": mark("kindergarten, primary, ..."),
    "town": mark("town or street"),
    "team": mark("the team's names"),
}
_LENGTHS = {"code": 40, "teachers": 5, "date": 12, "team": 400}
_NEEDED = {"code": mark("a code is needed"), "name": mark("a name is needed"), "date": mark("a date is needed")}


class SchoolDialog(Dialog[dict[str, str]]):
    """Gives the fields' texts by name once `check` has no objection, or None.

    `check` raises Problem, whose `where` names the field that is to blame.
    """

    KEYS = mark("enter keep    tab next field    esc close")
    DEFAULT_CSS = "SchoolDialog .label { margin: 0; }"

    def __init__(self, title: str, texts: Mapping[str, str], check: Callable[[dict[str, str]], object]) -> None:
        super().__init__(title)
        self.texts = texts
        self.check = check

    def content(self) -> list[Widget]:
        """A label and a field for each text, in their order."""
        widgets: list[Widget] = []
        for name, text in self.texts.items():
            field = LineInput(
                text, id=name, max_length=_LENGTHS.get(name, 100), select_on_focus=False,
                type="integer" if name == "teachers" else "text",
            )  # fmt: skip
            widgets += [paragraph(tr(LABELS[name]), "label"), field]
        return [*widgets, trouble()]

    @on(Input.Changed)
    def _typing(self) -> None:
        self.say("")

    @on(Input.Submitted)
    def keep(self, event: Input.Submitted) -> None:
        """Close when nothing is wrong; else say what is, and go there.  An empty field further on is just gone to."""
        typed = self.fields()
        missing = next((name for name in typed if name in _NEEDED and not typed[name]), "")
        if missing:
            self.say(tr(_NEEDED[missing]) if missing == event.input.id else "", missing)
            return
        try:
            self.check(typed)
        except Problem as problem:
            self.say(problem.what, problem.where if problem.where in typed else next(iter(typed)))
            return
        self.dismiss(typed)

    def fields(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: self.query_one(f"#{name}", Input).value.strip() for name in self.texts}
