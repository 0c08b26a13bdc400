"""The filter behind every widget."""

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from screens.widgets.harmless import Harmless
from tests.hostile import TEXTS, bad_characters

BLACK = Color(0, 0, 0)


def filtered(*texts):
    return [segment.text for segment in Harmless().apply([Segment(text) for text in texts], BLACK)]


def test_every_text_loses_its_harm_and_keeps_its_columns():
    for text in TEXTS.values():
        (shown,) = filtered(text)
        assert bad_characters(shown) == []
        plain = [char for char in text if not bad_characters(char) and char != "\n"]
        assert [char for char in plain if char not in shown] == []
        assert cell_len(shown) == sum(map(cell_len, text))


def test_a_line_without_harm_is_the_same_line():
    line = [Segment("实验小学\u3000[red]x[/] ✓"), Segment("5")]
    assert Harmless().apply(line, BLACK) is line
