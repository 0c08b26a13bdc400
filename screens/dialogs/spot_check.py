"""The schools to inspect again: asks for the words of a public source, and shows whom they draw."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from scoring.problem import Problem
from scoring.wording import commas, few, mark, tr, visible
from screens.dialogs.base import Dialog, paragraph, trouble
from screens.widgets.lines import Lines
from screens.widgets.text import Line, wrapped


class SpotCheckDialog(Dialog[None]):
    """`names` has every school's name by its code; `draw` makes words and a rate the draw's JSON.  Records nothing.

    `left_out` names the files that are in nobody's totals here, whose schools cannot be drawn.
    """

    KEYS = mark("enter draw    tab next field    esc close")
    BELOW_LINES = -100_000  # the schools are as high as they are, and scroll with all the rest: by keys

    def __init__(
        self, names: Mapping[str, str], left_out: Sequence[str], draw: Callable[[str, str], dict[str, Any]]
    ) -> None:
        super().__init__(tr("Spot check among {n} schools").format(n=len(names)))
        self.names = names
        self.left_out = left_out
        self.draw = draw

    def content(self) -> list[Widget]:
        """Where the words must come from, two fields, and room for the result."""
        about = tr("The words come from a public source announced beforehand, such as the lottery of a named date, and "
                   "are written as was announced, such as 03 09 12: then anybody gets the same schools.")  # fmt: skip
        return [
            paragraph(about),
            *(paragraph(self._unlike_others(), "trouble") for _ in self.left_out[:1]),
            paragraph(tr("words of the source"), "label"),
            Input(id="words", max_length=200),
            paragraph(tr("share of the schools (default: 10%)"), "label"),
            Input("10%", id="rate", max_length=10),
            trouble(),
            Lines(id="drawn"),
        ]

    def _unlike_others(self) -> str:
        text = tr("LEFT OUT here: {files}. Who has all of it read draws other schools.")
        return visible(text.format(files=commas(few(self.left_out))))

    def typed(self) -> object:
        """Nothing that would be lost: the same words draw the same schools again."""
        return ()

    @on(Input.Submitted)
    def keep(self) -> None:
        """Draw."""
        try:
            drawn = self.draw(self.query_one("#words", Input).value, self.query_one("#rate", Input).value)
        except Problem as problem:
            self.say(problem.what)
            self.query_one("#drawn", Lines).show(lambda _: ())
            return
        self.say("")
        self.query_one("#drawn", Lines).show(lambda width: self._lines(drawn, width))
        self.query_one(".body").anchor()  # the schools stand at its end, below what fits a usual window

    def _lines(self, drawn: dict[str, Any], width: int) -> list[Line]:
        texts = [tr("{count} of {population} schools").format(**drawn), tr("key    {key}").format(key=drawn["key"])]
        texts += [f"{place}. {code}  {self.names[code]}" for place, code in enumerate(drawn["drawn"], 1)]
        texts.append(tr("Nothing is kept here: write them down, with the words, which draw the same schools again."))
        return [row for text in texts for row in wrapped(text, width)]
