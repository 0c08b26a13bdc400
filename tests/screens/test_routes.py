"""Two ways to every command, since terminals and input methods keep keys for themselves."""

import pytest
from rich.cells import cell_len
from textual.command import CommandPalette
from textual.widgets import Input

from ipc2_tui.keys.identity import keep_setting, read_settings
from ipc2_tui.language import catalogue
from scoring import wording
from screens.commands import commands_of
from screens.dialogs.sign import SignDialog
from screens.score import ScoreScreen

# Kept by VS Code's terminal, tmux, GNOME's terminal, or taken for stopping the output.
SWALLOWED = {f"ctrl+{letter}" for letter in "abcefgjknopqrstw"} | {"f1", "f5", "f6", "f9", "f10", "f11", "f12"}
PALETTE = "command_palette"


def keys_of(screen):
    """The keys of every action that acts now, by the action."""
    found = {}
    for key, active in screen.active_bindings.items():
        if active.enabled:
            found.setdefault(active.binding.action.removeprefix("app."), set()).add(key)
    return found


def by_name(screen):
    """The actions that the list of commands offers on a screen, by their names."""
    return {command.title.rpartition("  (")[0] for command in screen.app.get_system_commands(screen)}


async def check_routes(driver):
    """Every command has a name in the list, or two keys; the list opens with a key that nobody keeps or types."""
    screen = driver.app.screen
    named, keyed = by_name(screen), keys_of(screen)
    for _, title, _, action in commands_of(screen):
        keys = keyed[action.removeprefix("app.")]
        assert title in named or len(keys) > 1, f"{action}: only {keys}"
        assert title in named or keys - SWALLOWED, f"{action}: terminals may keep {keys}"
    if not isinstance(screen, CommandPalette):
        await driver.press("f4")
        await driver.until(lambda: isinstance(driver.app.screen, CommandPalette), "the commands")
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen is screen, "the screen again")


async def test_the_list_of_commands_and_leaving_have_a_second_key_each(opened, fresh):
    async with opened(fresh) as screen:
        keys = keys_of(screen.app.screen)
        assert keys[PALETTE] >= {"ctrl+p", "f4", "colon"} and keys[PALETTE] - SWALLOWED
        assert keys["leave"] - SWALLOWED
        await screen.press("colon")
        await screen.until(lambda: isinstance(screen.app.screen, CommandPalette), "the commands")
        await screen.type("quit")
        await screen.until(lambda: "Leave the program" in screen.text, "the command")
        await screen.press("down", "enter")
        await screen.until(lambda: screen.app._exit, "the end")


async def test_a_click_on_the_key_bar_does_what_the_key_does(opened, fresh):
    async with opened(fresh) as screen:
        bar = screen.text.splitlines()[-1]
        await screen.pilot.click("#keys", offset=(cell_len(bar[: bar.index("? help")]), 0))
        await screen.until(lambda: "esc close" in screen.text, "the help")
        await screen.press("escape")
        await screen.pilot.click("#keys", offset=(cell_len(bar[: bar.index("r review")]), 0))
        await screen.until(lambda: "remarks" in screen.text, "the review")


async def test_a_dialogs_own_command_is_done_by_its_name(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("n")
        await screen.until(lambda: "note for the team" in screen.text, "the dialog")
        await screen.type("a: b")  # a colon is text where text is written
        await screen.press("f4")
        await screen.until(lambda: isinstance(screen.app.screen, CommandPalette), "the commands")
        await screen.type("keep")
        await screen.until(lambda: "Keep what is written" in screen.text, "the command")
        await screen.press("down", "enter")
        await screen.until(lambda: isinstance(screen.app.screen, ScoreScreen), "the scores")
        await screen.saved()
        assert [body["note"] for body in screen.entries("score")] == ["a: b"]


async def test_full_width_letters_and_signs_are_the_keys_they_stand_for(opened, fresh):
    async with opened(fresh) as screen:
        await screen.strike("ｆ＝０。５")
        await screen.press("enter")
        await screen.until(lambda: "3/22" in screen.text, "three scores")
        await screen.strike("Ｄ")
        await screen.until(lambda: "> 校本自测" in screen.text, "section D")
        await screen.strike("：")
        await screen.until(lambda: isinstance(screen.app.screen, CommandPalette), "the commands")
        await screen.press("escape")
        await screen.strike("？")
        await screen.until(lambda: "esc close" in screen.text, "the help")


@pytest.mark.parametrize(("keys", "said"), [("发", "!"), ("，", "!"), ("“", "!"), ("、", "!"), ("ｗ", "!")])
async def test_what_is_no_key_is_not_silent(opened, fresh, keys, said):
    async with opened(fresh) as screen:
        await screen.strike(keys)
        await screen.until(lambda: "input method is on" in screen.row(f" {said} "), "what to do")
        assert screen.app.sitting.saved and not screen.entries("score")
        await screen.press("f")
        assert "input method" not in screen.text


async def test_the_lists_are_not_silent_either(opened, folder):
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0114" in screen.text, "the list")
        await screen.strike("区")
        assert any("input method is on" in notice for notice in screen.notices)
        await screen.strike("ｄ")
        await screen.until(lambda: "averages of the decided" in screen.text, "the district")
        await screen.strike("、")
        await screen.until(lambda: isinstance(screen.app.focused, Input), "the filter")
        await screen.strike("白鹭、")
        assert screen.app.screen.query_one(Input).value == "白鹭、"


async def test_chinese_in_a_field_is_text(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("n")
        await screen.until(lambda: "note for the team" in screen.text, "the dialog")
        await screen.strike("缺两次，“记录”。？")
        await screen.press("enter")
        await screen.saved()
        assert [body["note"] for body in screen.entries("score")] == ["缺两次，“记录”。？"]
        assert "theme" not in read_settings()


async def test_the_palette_finds_what_another_screen_does_and_goes_there(opened, folder):
    async with opened(folder / "370899-0108.json") as screen:
        await screen.press("f4")
        await screen.type("sign")
        await screen.until(lambda: "sign  (r s)" in screen.text, "the review's command")
        await screen.press("enter")
        await screen.until(lambda: isinstance(screen.app.screen, SignDialog), "what is signed")


async def test_the_palette_finds_a_chinese_name_by_its_first_letters(opened, folder, monkeypatch):
    monkeypatch.setattr(wording, "_catalogue", catalogue("zh"))
    async with opened(folder / "370899-0108.json") as screen:
        await screen.press("f4")
        await screen.until(lambda: "满分  (f)" in screen.text, "the commands, in the order of the help")
        await screen.type("bz")
        await screen.until(lambda: "备注  (n f2)" in screen.text and "满分  (f)" not in screen.text, "the note")
        await screen.press("enter")
        await screen.until(lambda: "供评估组查阅" in screen.text, "the note's field")


async def test_the_palette_leaves_out_how_one_moves_on_other_screens(opened, folder):
    async with opened(folder / "370899-0101.json") as screen:
        titles = [command.title for command in screen.app.get_system_commands(screen.app.screen)]
        assert "seal  (d s)" in titles
        assert not [
            title for title in titles if title.endswith(("(d up)", "(d down)", "(r pgdn)", "(r esc)", "(d esc)"))
        ]


async def test_the_palette_goes_nowhere_while_what_is_typed_is_refused(opened, fresh):
    async with opened(fresh) as screen:
        await screen.type("99")
        await screen.press("f4")
        await screen.type("papers")
        await screen.until(lambda: "papers  (r i)" in screen.text, "the review's command")
        await screen.press("enter")
        await screen.until(lambda: "is outside 0 to 1" in screen.text, "why not")
        assert isinstance(screen.app.screen, ScoreScreen)


async def test_the_palette_says_that_nothing_is_called_so(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("f4")
        await screen.type("zzz")
        await screen.until(lambda: "No command is called that." in screen.text, "a word on it")
        await screen.press("down", "enter")
        await screen.until(lambda: isinstance(screen.app.screen, ScoreScreen), "the scores")


async def test_the_keys_of_a_screen_are_not_shown_under_a_dialog(opened, fresh):
    async with opened(fresh) as screen:
        keys = screen.text.splitlines()[-1]
        assert "? help" in keys
        await screen.press("n")
        await screen.until(lambda: not screen.text.splitlines()[-1].strip(), "an empty key bar")
        await screen.press("escape")
        await screen.until(lambda: screen.text.splitlines()[-1] == keys, "the keys again")


async def test_a_name_can_be_changed_on_the_list(opened, folder, monkeypatch):
    monkeypatch.delenv("IPC2_NAME")
    keep_setting("name", "Lin")
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0101" in screen.text, "the list")
        await screen.press("w")
        await screen.until(lambda: "It stands beside every score" in screen.text, "the question")
        await screen.type("2")
        await screen.press("ctrl+u", "2", "enter")
        await screen.until(lambda: "That is no name of a person" in screen.text, "why not")
        await screen.press("ctrl+u", *"Wang", "enter")
        await screen.until(lambda: "You score as Wang from now on." in screen.notices, "the new name")
    assert read_settings()["name"] == "Wang"


async def test_a_name_given_where_the_program_was_started_cannot_be_changed_in_it(opened, folder):
    async with opened(folder) as screen:
        await screen.until(lambda: "370899-0101" in screen.text, "the list")
        await screen.press("w")
        await screen.until(lambda: any("IPC2_NAME: is set" in text for text in screen.notices), "why not")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("name", "out"), [("list", "q"), ("district", "esc"), ("review-open", "esc")])
async def test_the_key_bar_has_the_way_out_in_the_smallest_window(view, name, out, language):
    async with view(name, (60, 20), language) as screen:
        words = screen.text.splitlines()[-1].split()
        assert out in words
        assert "?" in words
