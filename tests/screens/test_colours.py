"""Every screen in every theme can be read: contrast as WCAG measures it, and nothing told by colour alone."""

import pytest
from textual.color import Color
from textual.command import CommandPalette
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.widgets import DataTable

from ipc2_tui.keys.identity import read_settings
from screens.dialogs.base import Dialog
from screens.themes import CONTRAST, DARK, LIGHT, THEMES
from screens.widgets.text import CURSOR

BLANK = "#FFFFFF"  # under a square code
PALETTE = "#141F27"  # a shade of the dark panel
TEXT, DRAWN, SUNLIGHT = 4.5, 3.0, 7.0
REST_OF_A_BAR = set(". ")
LIBRARY = set("▁▂▃▄▅▆▇▔▌▎▊━╺╸🔎 ")


def luminance(colour):
    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return sum(share * linear(part / 255) for share, part in zip((0.2126, 0.7152, 0.0722), colour.rgb, strict=True))


def contrast(one, other):
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def pieces(app):
    """Every painted text with its colours; under a dialog, only the dialog's own, since the rest is dimmed."""
    strips = app.screen._compositor.render_strips()
    if isinstance(app.screen, Dialog | CommandPalette):
        boxes = [each.region for each in app.screen.query("Dialog > Vertical, CommandInput, CommandList")]
        box = Region.from_union([each for each in boxes if each.area])
        strips = [strip.crop(box.x, box.right) for strip in strips[box.y : box.bottom]]
    for y, strip in enumerate(strips):
        for text, style, _ in strip:
            if text.strip() and not set(text) <= LIBRARY:
                ink, ground = (Color.from_rich_color(each) for each in (style.color, style.bgcolor))
                yield y, text, *((ground, ink) if style.reverse else (ink, ground))


def unreadable(app, least):
    found = {}
    for _, text, ink, ground in pieces(app):
        needed = min(least, DRAWN) if set(text) <= REST_OF_A_BAR else least
        if (ratio := contrast(ink, ground)) < needed:
            found[text.strip()] = round(ratio, 2)
    return found


async def dressed(screen, theme):
    """The screen painted in a theme."""
    screen.app.theme = theme.name
    await screen.pilot.pause()
    if isinstance(screen.app.screen, CommandPalette):  # it wears what it was opened in
        await screen.press("escape", "ctrl+p")
        await screen.until(lambda: any(each.region.area for each in screen.app.screen.query("CommandList")), "it again")
    await screen.pilot.pause()


def test_the_measure_is_the_standards():
    assert round(contrast(Color(0, 0, 0), Color(255, 255, 255)), 2) == 21
    assert round(contrast(Color(0x76, 0x76, 0x76), Color(255, 255, 255)), 2) == 4.54


async def check_contrast(screen):
    """Every text can be read in every theme."""
    for theme in THEMES:
        await dressed(screen, theme)
        grounds = {ground.hex for _, _, _, ground in pieces(screen.app)}
        assert grounds & {theme.background, theme.surface, theme.panel, BLANK, PALETTE}, (theme.name, grounds)
        assert unreadable(screen.app, SUNLIGHT if theme is CONTRAST else TEXT) == {}, theme.name


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_how_far_a_page_is_scrolled_can_be_seen(theme):
    colours = theme.to_color_system().generate()
    for state in ("", "-hover", "-active"):
        ground = Color.parse(colours[f"scrollbar-background{state}"])
        assert contrast(Color.parse(colours[f"scrollbar{state}"]), ground) >= DRAWN


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_a_dialogs_edge_is_seen(view, theme):
    async with view("confirm") as screen:
        await dressed(screen, theme)
        box = screen.app.screen.query_one("Dialog > Vertical").region
        strip = screen.app.screen._compositor.render_strips()[box.y]
        inside, outside = (
            Color.from_rich_color(next(iter(strip.crop(x, x + 1)))[1].bgcolor) for x in (box.x, box.x - 1)
        )
        assert contrast(inside, outside) >= (1.2 if theme.dark else 2.5)


@pytest.mark.parametrize(
    "name", ["list", "district", "score", "draw-verified", "conflicts", "card", "ticks", "palette"]
)
async def test_without_colours_the_text_and_the_cursor_are_seen(view, name, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with view(name) as screen:
        for theme in (LIGHT, DARK):
            await dressed(screen, theme)
            assert unreadable(screen.app, TEXT) == {}, theme.name
            assert all(len(set(ink.rgb) | set(ground.rgb)) <= 2 for _, _, ink, ground in pieces(screen.app))
            grounds = [ground for _, _, _, ground in pieces(screen.app)]
            usual = Color.parse(theme.surface if isinstance(screen.app.screen, ModalScreen) else theme.background)
            assert max(contrast(ground, usual.monochrome) for ground in grounds) >= DRAWN, (
                "nothing shows where the cursor is"
            )


async def test_one_key_goes_through_the_colours_and_keeps_them(opened, fresh):
    async with opened(fresh) as screen:
        seen = []
        for _ in THEMES:
            await screen.press("f9")
            seen.append(screen.app.theme)
            assert read_settings()["theme"] == screen.app.theme
        assert sorted(seen) == ["contrast", "dark", "light"]
        await screen.until(lambda: screen.app.theme == "dark", "the first one again")
        await screen.press("ctrl+t")
        assert screen.app.theme == "contrast"
    async with opened(fresh) as screen:
        assert screen.app.theme == "contrast"


@pytest.mark.parametrize("theme", THEMES)
async def test_colours_switched_on_the_spot_are_those_of_a_fresh_start(opened, fresh, theme):
    async with opened(fresh) as screen:
        while screen.app.theme != theme.name or read_settings().get("theme") != theme.name:
            await screen.press("f9")
        await screen.pilot.pause()
        switched = list(pieces(screen.app))
    async with opened(fresh) as screen:
        assert list(pieces(screen.app)) == switched


async def test_a_theme_that_is_none_falls_back(opened, fresh, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "settings.json").write_text('{"theme": "sunset"}')
    async with opened(fresh) as screen:
        assert screen.app.theme == DARK.name


async def test_a_tables_cells_take_the_new_colours(opened, folder):
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0114" in screen.text, "the list")
        await screen.press("d")
        await screen.until(lambda: "averages of the decided" in screen.text, "the district")

        def level():
            return screen.app.screen.query_one(DataTable).get_row_at(0)[-1].style

        dark = level()
        await screen.press("f9", "f9")
        await screen.until(lambda: level() != dark, "the colours of the light theme")
        assert level() == LIGHT.variables["text-success"]


def test_the_cursors_style_is_one_of_the_theme():
    assert "$block-cursor-background" in CURSOR
    for theme in THEMES:
        ink, ground = (Color.parse(theme.variables[f"block-cursor-{part}"]) for part in ("foreground", "background"))
        assert contrast(ink, ground) >= TEXT
