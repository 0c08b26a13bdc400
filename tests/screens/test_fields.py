"""Fields of one line: where one writes is in sight."""

from textual import events

LONG = "看了台账和会议记录，与上报一致；首席信息官由副校长兼任，分工表有三人签字，另有两人说不清自己的分工，补充责任人"


def field(screen):
    """What is in sight of the field that is typed into."""
    return screen.text.splitlines()[screen.app.screen.focused.region.y]


async def test_the_end_of_a_long_note_is_in_sight_pasted_and_opened_again(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("n")
        await screen.until(lambda: "enter keep" in screen.text, "the note")
        screen.app.screen.focused.post_message(events.Paste(LONG))
        await screen.until(lambda: LONG[-8:] in field(screen), "the end of what was pasted")
        await screen.press("enter")
        await screen.until(lambda: "enter keep" not in screen.text, "the scores")
        await screen.press("n")
        await screen.until(lambda: "enter keep" in screen.text and LONG[-8:] in field(screen), "the end of the note")
        await screen.press("home")
        assert LONG[:8] in field(screen) and LONG[-8:] not in field(screen)


async def test_the_end_of_a_pasted_path_is_in_sight(opened, folder):
    async with opened(folder / "370899-0102.json") as screen:
        await screen.press("i")
        await screen.until(lambda: "or a path" in screen.text, "the files")
        await screen.press("tab")
        screen.app.screen.focused.post_message(events.Paste("/home/" + "很长的文件夹/" * 12 + "名册.xlsx\n"))
        await screen.until(lambda: "名册.xlsx" in field(screen), "the end of the path")
