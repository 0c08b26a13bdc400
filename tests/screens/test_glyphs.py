"""Signs whose width terminals differ on: which are painted at all, and that plain signs are rid of every one."""

import pytest
import zxingcpp
from PIL import Image
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from ipc2_tui.interface.glyphs import wants_plain
from ipc2_tui.keys.identity import read_settings
from scoring.problem import Problem
from screens.glyphs import PlainGlyphs, is_ambiguous, plain

OFFICIAL = set("“”")  # in the text of the form, which stands word for word
LIBRARY = set("▁▂▃▄▅▆▇▔▌▎▊━╺╸")  # scroll bars, the frames of notices and of the list of commands, the bar of a wait
CODE = set("▀▄█")  # the square code


def ambiguous(text):
    return {char for char in text if is_ambiguous(char)}


async def check_signs(screen):
    """Few ambiguous signs on the screen, with plain signs none, and every line as wide as the window."""
    found = ambiguous(screen.text)
    assert found <= OFFICIAL | LIBRARY
    screen.app.action_switch_glyphs()
    await screen.pilot.pause()
    assert ambiguous(screen.text) == set()
    assert {cell_len(line) for line in screen.text.splitlines()} == {screen.app.size.width}
    screen.app.action_switch_glyphs()
    await screen.pilot.pause()
    assert ambiguous(screen.text) >= found & OFFICIAL


INK = {" ": (0, 0), "\u00a0": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}


def read_code(app):
    """What a phone reads from the screen: every cell as wide as half of its height."""
    rows = []
    for strip in app.screen._compositor.render_strips():
        halves = ([], [])
        for text, style, _ in strip:
            ground, ink = (colour.get_truecolor()[0] if colour else 0 for colour in (style.bgcolor, style.color))
            for char in text:
                for half, inked in zip(halves, INK.get(char, (0, 0)), strict=True):
                    half.extend([ink if inked else ground] * cell_len(char))
        rows += halves
    picture = Image.new("L", (len(rows[0]), len(rows)))
    picture.putdata([pixel for row in rows for pixel in row])
    [found] = zxingcpp.read_barcodes(picture.resize((picture.width * 4, picture.height * 4)))
    return found.text


async def test_the_code_is_drawn_by_colours_alone(view):
    async with view("code", size=(130, 70)) as screen:
        assert ambiguous(screen.text) <= LIBRARY | CODE
        assert "█" in screen.text
        assert read_code(screen.app).startswith("IPC2:1 370899-0108")
        screen.app.action_switch_glyphs()
        await screen.pilot.pause()
        assert set("".join(screen.text.splitlines()[:60])) <= set(" ")
        assert read_code(screen.app).startswith("IPC2:1 370899-0108")
        assert "check code" in screen.text


def painted(*texts):
    segments = PlainGlyphs().apply([Segment(text) for text in texts], Color.parse("black"))
    return "".join(segment.text for segment in segments)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“先进”…", '"先进".'),
        ("阿依古丽·买买提", "阿依古丽.买买提"),
        ("a ≥ 5  b   c", "a >= 5  b  c"),
        ("多媒体 ≤50%", "多媒体 <=50"),  # no space to give: the end gives way, the columns do not move
        ("│╭─╮│ ┼ ▁▔", "|+-+| + --"),
        ("ⅢⅣ①é℃½  x    ", "IIIIV1eC1/2 x"),
        ("αЖ", "??"),
        ("汉字 abc", "汉字 abc"),
    ],
)
def test_a_line_in_plain_signs_is_as_wide_as_before(text, shown):
    assert painted(text).rstrip() == shown
    assert cell_len(painted(text)) == cell_len(text)


def test_styles_stay_with_their_text():
    segments = PlainGlyphs().apply([Segment("≥5 ", None), Segment("x   y", None)], Color.parse("black"))
    assert [segment.text for segment in segments] == [">=5 ", "x  y"]


def test_no_sign_but_those_that_are_doubtful_is_changed():
    text = "".join(map(chr, range(0x4E00, 0x9FFF))) + "，。；：！？「」《》（）、"
    assert plain(text) == text


async def test_plain_signs_are_a_command_and_are_kept(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("ctrl+p")
        await screen.type("plain")
        await screen.until(lambda: "plain signs" in screen.text, "the command")
        await screen.press("down", "enter")
        await screen.until(lambda: read_settings().get("glyphs") == "plain", "the setting")
    async with opened(fresh) as screen:
        await screen.press("ctrl+p")
        await screen.until(lambda: "(f)" in screen.text, "the commands")
        assert ambiguous(screen.text) == set()


@pytest.mark.parametrize(
    ("said", "kept", "term", "plain_signs"),
    [
        ("plain", "", "xterm", True),
        ("full", "plain", "linux", False),
        ("", "plain", "xterm", True),
        ("", "full", "linux", False),
        ("", "", "linux", True),
        ("", "", "xterm-256color", False),
    ],
)
def test_what_is_said_goes_before_what_is_kept_and_that_before_the_terminal(
    monkeypatch, said, kept, term, plain_signs, tmp_path
):
    monkeypatch.setenv("IPC2_GLYPHS", said)
    monkeypatch.setenv("TERM", term)
    if kept:
        (tmp_path / "home").mkdir()
        (tmp_path / "home" / "settings.json").write_text(f'{{"glyphs": "{kept}"}}')
    assert wants_plain() is plain_signs


@pytest.mark.parametrize(
    ("charset", "named", "plain_signs"),
    [
        ("GBK", "", True),
        ("UTF-8", "", False),
        (None, "", False),
        ("cp936", "", True),
        ("cp936", "WT_SESSION", False),
        ("cp936", "TERM_PROGRAM", False),
        ("cp437", "", False),
        ("CP1251", "", True),
        ("cp65001", "", False),
    ],
)
def test_where_signs_take_two_columns_they_are_plain(charset, named, plain_signs, monkeypatch):
    monkeypatch.setattr("os.device_encoding", lambda _handle: charset)
    monkeypatch.setenv("TERM", "xterm")
    for name in ("WT_SESSION", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    if named:
        monkeypatch.setenv(named, "1")
    assert wants_plain() is plain_signs


def test_another_word_for_the_setting_is_refused(monkeypatch):
    monkeypatch.setenv("IPC2_GLYPHS", "ascii")
    with pytest.raises(Problem, match="plain or full"):
        wants_plain()
