"""What every screen shows, as text that can be read in a review: one file for each language and size of window.

A row ends with ``|``, and with ``|<`` where the cursor stands.  After a change that is meant:
``pytest tests/screens/test_snapshots.py --update-snapshots``, and look at the difference before committing it.
"""

import difflib
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.cells import cell_len
from textual.color import Color

SNAPSHOTS = Path(__file__).parent / "snapshots"
SIZES = ((80, 24), (120, 36))
LANGUAGES = ("zh", "en")
VIEWS = (
    "list", "district", "score", "score-fresh", "score-differ", "score-refused", "review", "review-open", "conflicts",
    "draw-begin", "draw-sealed", "draw-done", "draw-verified", "note", "ticks", "history", "import-preview", "hand-ins",
    "sign", "draw-size", "card", "stand-in", "settle", "name", "help",
)  # fmt: skip
SMALLEST = ("list", "district", "score-differ", "review", "draw-verified", "conflicts", "card")


def grid(screen, width):
    """The rows as they are painted, each exactly as wide as the window."""
    cursor = Color.parse(screen.app.theme_variables["block-cursor-background"]).rich_color
    rows = []
    for strip in screen.app.screen._compositor.render_strips():
        text = "".join(segment.text for segment in strip)
        assert cell_len(text) == width, f"{cell_len(text)} columns instead of {width}: {text!r}"
        here = any(segment.style is not None and segment.style.bgcolor == cursor for segment in strip)
        rows.append(text + ("|<" if here else "|"))
    return rows


def file_of(name, language, size):
    return SNAPSHOTS / f"{name}.{language}.{size[0]}x{size[1]}.txt"


def compare(screen, path, size, update):
    """Hold the screen against its file, or write the file."""
    found = grid(screen, size[0])
    assert len(found) == size[1]
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(found) + "\n", encoding="utf-8", newline="\n")
        return
    assert path.exists(), f"{path.name} is missing; write it with --update-snapshots"
    kept = path.read_text(encoding="utf-8").splitlines()
    if found != kept:
        difference = "\n".join(difflib.unified_diff(kept, found, path.name, "painted now", lineterm="", n=2))
        pytest.fail(f"{difference}\n\nIf this is meant: --update-snapshots", pytrace=False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
async def test_the_screen_is_as_it_was(view, name, language, request):
    update = request.config.getoption("--update-snapshots")
    async with view(name, SIZES[0], language) as screen:
        compare(screen, file_of(name, language, SIZES[0]), SIZES[0], update)
        await screen.resize(SIZES[1])
        compare(screen, file_of(name, language, SIZES[1]), SIZES[1], update)


@pytest.mark.parametrize("name", SMALLEST)
async def test_the_smallest_window_is_as_it_was(view, name, request):
    async with view(name, (60, 20)) as screen:
        compare(screen, file_of(name, "en", (60, 20)), (60, 20), request.config.getoption("--update-snapshots"))


async def test_the_largest_window_is_as_it_was(view, request):
    size = (200, 60)
    async with view("score-differ", size, "zh") as screen:
        path = file_of("score-differ", "zh", size)
        compare(screen, path, size, request.config.getoption("--update-snapshots"))


def test_no_file_is_left_of_a_screen_that_is_no_more():
    known = {file_of(name, language, size) for name in VIEWS for language in LANGUAGES for size in SIZES}
    known |= {file_of(name, "en", (60, 20)) for name in SMALLEST} | {file_of("score-differ", "zh", (200, 60))}
    assert set(SNAPSHOTS.glob("*")) == known


def test_a_difference_is_shown_line_by_line(tmp_path):
    app = SimpleNamespace(theme_variables={"block-cursor-background": "#ffffff"})
    app.screen = SimpleNamespace(_compositor=SimpleNamespace(render_strips=list))
    screen = SimpleNamespace(app=app)
    path = tmp_path / "x.txt"
    path.write_text("was here|\n", encoding="utf-8")
    with pytest.raises(pytest.fail.Exception, match=r"(?s)-was here\|.*--update-snapshots"):
        compare(screen, path, (8, 0), update=False)
    with pytest.raises(AssertionError, match=r"y\.txt is missing"):
        compare(screen, tmp_path / "y.txt", (8, 0), update=False)
