"""One drawn teacher's card: 查 评 听 问, each passed, failed or not done, and the outcome."""

from functools import partial
from typing import ClassVar

from textual import events, on
from textual.widget import Widget
from textual.widgets import Input

from scoring.abilities import Ability
from scoring.entry import name_of
from scoring.mark import LONGEST_NOTE
from scoring.problem import Problem
from scoring.roster import EXCELLENT, FAILED, GRADES, PASSED
from scoring.verification import (
    GRADE_SIGN,
    RESULT_NAMES,
    STEP_NAMES,
    STEP_SIGNS,
    Card,
    Verified,
    check_card,
    results_told,
)
from scoring.wording import mark, named, tr, visible
from screens.commands import command
from screens.dialogs.base import Dialog, paragraph
from screens.widgets.line_input import LineInput
from screens.widgets.lines import Lines
from screens.widgets.text import CURSOR, Line, fit, line, wrap, wrapped

_SIGNS = {**STEP_SIGNS, "grade": GRADE_SIGN}
_NAMES = {**STEP_NAMES, "grade": mark("grade (e p f -)")}
_ROWS = tuple(_SIGNS)
_GRADES = {"passed": PASSED, "failed": FAILED, "not_done": ""}  # what the keys of the results stand for on the grade
_STYLES = {"passed": "$text-success", "failed": "bold $text-error", "not_done": ""}
_WRITING = mark("up down back to the results    enter keep    esc close")


class CardDialog(Dialog[Card]):
    """Gives the card as filled in, or None."""

    AUTO_FOCUS = ""  # keys act on the rows until the note is asked for
    ROOMY = 32
    BELOW_LINES = 2
    KEYS = mark("p passed  f failed  - not done  e excellent    up down    n note    enter keep    esc close")
    BINDINGS: ClassVar = [
        command("up,shift+tab", "move(-1)", mark("up"), mark("Go up")),
        command("down,tab", "move(1)", mark("down"), mark("Go down")),
        command("p,plus", "give('passed')", mark("passed"), mark("Passed; on the grade: 合格")),
        command("f", "give('failed')", mark("failed"), mark("Failed; on the grade: 不合格")),
        command("e", "excel", mark("excellent"), mark("The grade 优秀")),
        command("minus,delete", "give('not_done')", mark("not done"), mark("Not done; on the grade: none")),
        command("space", "turn", mark("next"), mark("The next result or grade")),
        command("n", "note", mark("note"), mark("Write a note")),
        command("enter,ctrl+s", "keep", mark("keep"), mark("Keep the card")),
    ]

    def __init__(
        self, one: Verified, mine: Card, filled: Card, by: str, ability: Ability | None, unreasoned: str
    ) -> None:
        """`mine` is the recorded card of `by`, `filled` that as they left it here before.

        `unreasoned` says why its note cannot be empty.
        """
        teacher = one.draw.teacher(one.teacher)
        code = one.draw.abilities.get(one.teacher, "")
        super().__init__(f"{teacher.name}  {code} {ability.name if ability else ''}".rstrip())
        self.one = one
        self.by = by
        self.mine = mine
        self.card = filled
        self.others = {name: card for name, card in one.cards.items() if name != by}
        self.ability = ability
        self.claimed = teacher.grade_in(code)
        self.unreasoned = unreasoned
        self.row = 0
        self.decided = filled.outcome != filled.suggested

    def content(self) -> list[Widget]:
        """The hints, the rows, what others found, the note."""
        return [
            Lines(id="rows"),
            paragraph(tr("note"), "label"),
            LineInput(self.card.note, id="note", max_length=LONGEST_NOTE, select_on_focus=False),
        ]

    def on_mount(self) -> None:
        """Show the rows."""
        self._draw(self.unreasoned)
        if self.unreasoned:
            self.action_note()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _while_writing(self) -> None:
        """In the note, letters are no keys."""
        self.KEYS = _WRITING if self.focused else type(self).KEYS
        self._show_keys()

    def typed(self) -> object:
        """The card so far."""
        return self.card._replace(note=self.mine.note), super().typed()

    def untyped(self) -> object:
        """The recorded card: what was filled in here before is kept by nobody yet."""
        return self.mine, [self.mine.note]

    def window_closed(self) -> None:
        """Keep what is filled in so far, as an outcome only what was decided; nothing that people would differ on."""
        if not self.decided:
            self.card = self.card._replace(outcome=self.mine.outcome)
        if not self.one.contested(self.by, self.card):
            self.action_keep()

    def action_move(self, step: int) -> None:
        """Move the cursor; out of the note, if it is being written, for then letters are results again."""
        self.set_focus(None)
        self.row = max(0, min(len(_ROWS) - 1, self.row + step))
        self._draw()

    def action_give(self, result: str) -> None:
        """Give the row under the cursor a result, and go on to the next."""
        field = _ROWS[self.row]
        if field == "grade":
            self._set("grade", _GRADES[result])
            return
        self.decided = self.decided or field == "outcome"
        self._set(field, result)
        self.action_move(1)

    def action_excel(self) -> None:
        """Give the best grade, whichever row the cursor is on."""
        self.row = len(_ROWS) - 1
        self._set("grade", EXCELLENT)

    def action_turn(self) -> None:
        """The next result of the row."""
        field = _ROWS[self.row]
        if field == "grade":
            self._set("grade", self._next_grade())
        else:
            results = list(RESULT_NAMES)
            self.action_give(results[(results.index(getattr(self.card, field)) + 1) % len(results)])
            self.action_move(-1)

    def action_note(self) -> None:
        """Write the note."""
        self.query_one("#note", Input).focus()

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Close with the card, unless its grade contradicts its outcome."""
        card = self.card._replace(note=self.query_one("#note", Input).value.strip())
        try:
            check_card(card)
        except Problem as problem:
            self._draw(problem.what)
            return
        self.dismiss(card)

    def _next_grade(self) -> str:
        grades = ("", *GRADES)
        known = grades.index(self.card.grade) if self.card.grade in grades else 0
        return grades[(known + 1) % len(grades)]

    def _set(self, field: str, value: str) -> None:
        """Set a field; the outcome follows until somebody has decided it."""
        self.card = self.card._replace(**{field: value})
        if not self.decided:
            self.card = self.card._replace(outcome=self.card.suggested)
        self._draw()

    def _draw(self, trouble: str = "") -> None:
        self.query_one("#rows", Lines).show(partial(self._lines, trouble))

    def _lines(self, trouble: str, width: int) -> list[Line]:
        lines: list[Line] = []
        for sign, text in self._hints():
            for place, row in enumerate(wrap(text, width - 6)):
                lines.append(line((fit("" if place else sign, 4), "$foreground-muted"), (row, "italic")))
        lines.append(line())
        for place, field in enumerate(_ROWS):
            value = getattr(self.card, field)
            shown = self._grade(value) if field == "grade" else tr(RESULT_NAMES[value])
            pointer = ">" if place == self.row else " "
            row = f"{pointer} {fit(f'{_SIGNS[field]} {tr(_NAMES[field])}', 26)}"
            lines.append(line((fit(row + shown, width), CURSOR)) if place == self.row else
                         line(row, (shown, _STYLES.get(value, ""))))  # fmt: skip
        if not trouble and self.one.contested(self.by, self.card):
            trouble = tr("Others differ: to settle it, write the reason as the note.")
        lines += wrapped(trouble, width, "bold $text-error") if trouble else []
        for by, card in self.others.items():
            text = named(name_of(by), f"{' '.join(results_told(card))}  {card.note}")
            lines += wrapped(visible(text), width, "$foreground-muted")
        return lines

    def _grade(self, given: str) -> str:
        """The grade, beside it the school's, which the work is to be held against."""
        school = tr("school: {grade}").format(grade=self.claimed) if self.claimed else ""
        return fit(given or "-", 8) + school

    def _hints(self) -> list[tuple[str, str]]:
        """What to look at and to ask of this ability; the form's own words say how to verify: 查, 评, 听, 问."""
        look = self.ability.look if self.ability else ""
        ask = self.ability.ask if self.ability else ""
        return [
            ("查", look or tr("what the teacher has handed in for the ability")),
            ("评", tr("Is it what the standard asks of this grade? Is it the teacher's own?")),
            ("听", tr("Hear the lesson demo; have one step done again on the spot.")),
            ("问", ask or tr("Why this ability, and what changed in class?")),
        ]
