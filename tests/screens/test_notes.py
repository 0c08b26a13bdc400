"""Notes and ticks beside a score: typed, pasted, kept and told."""

from textual import events


async def test_in_a_field_as_well_what_is_typed_after_an_escape_takes_its_word_back(opened, folder):
    async with opened(folder) as screen:
        await screen.press("n", "1", "escape")
        assert "Not kept yet: esc again drops it." in screen.text
        await screen.press("2")
        assert "Not kept yet" not in screen.text


async def test_a_note_is_not_dropped_at_the_first_escape(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("n", "a", "escape")
        assert "Not kept yet: esc again drops it." in screen.text
        await screen.press("b")
        assert "Not kept yet" not in screen.text
        await screen.press("escape")
        assert "Not kept yet" in screen.text  # for what was typed since
        await screen.press("escape")
        assert "Not kept yet" not in screen.text
        await screen.press("n", "escape", "n", "a", "enter")
        await screen.saved()
    assert [body["note"] for body in screen.entries("score")] == ["a"]


async def test_a_note_without_other_columns_has_no_next_field(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("n")
        await screen.until(lambda: "enter keep" in screen.text, "the note's dialog")
        assert "tab next field" not in screen.text


async def test_a_note_and_ticks_stand_beside_the_score(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("n")
        await screen.until(lambda: "note for the team" in screen.text, "the note's dialog")
        await screen.type("seen")
        await screen.press("enter")
        await screen.until(lambda: "*" in screen.row("> 管理团队"), "the note's mark")
        await screen.press("B", "t")
        await screen.until(lambda: "混合学习环境" in screen.text and "space tick" in screen.text, "the ticks")
        await screen.press("2", "enter")
        await screen.until(lambda: "[x] 混合学习环境" in screen.text, "the tick")
        await screen.saved()
        assert screen.entries("score") == [
            {"item": "1.1", "points": None, "note": "seen"},
            {"item": "2.1", "points": None, "ticks": ["混合学习环境"]},
        ]


async def test_ticks_say_whether_they_are_the_schools(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("B", "c", "t")
        await screen.until(lambda: "space tick" in screen.text, "the ticks")
        await screen.press("2", "ctrl+s")
        await screen.until(lambda: "[x] 混合学习环境" in screen.text, "the school's ticks")
        assert screen.row("[x] 混合学习环境").startswith(" self ")
        await screen.press("c", "t")
        await screen.until(lambda: "space tick" in screen.text, "the ticks")
        await screen.press("3", "enter")
        await screen.until(lambda: "[x] 智慧学习环境" in screen.text, "one's own")
        assert screen.row("[x] 智慧学习环境").startswith(" ticks ")
        assert screen.row("[x] 混合学习环境").startswith(" self ")


async def test_every_line_that_is_pasted_into_a_note_is_kept(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("n")
        await screen.until(lambda: "note for the team" in screen.text, "the note's dialog")
        screen.app.screen.focused.post_message(events.Paste("台账缺两次\n\n 制度没有上墙\n"))
        await screen.until(lambda: "台账缺两次 制度没有上墙" in screen.text, "both lines")
        await screen.press("enter")
        await screen.saved()
        assert screen.entries("score")[0]["note"] == "台账缺两次 制度没有上墙"


async def test_of_a_text_too_long_for_a_note_what_fits_is_taken_and_the_rest_is_told(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("n")
        await screen.until(lambda: "note for the team" in screen.text, "the field")
        screen.app.post_message(events.Paste("记" * 2040))
        await screen.until(lambda: screen.notices, "what was left out")
        assert "last 40 characters" in screen.notices[-1]
        await screen.press("enter")
        await screen.saved()
        assert screen.entries("score")[-1]["note"] == "记" * 2000
