"""The draw as a ceremony: import, seal, words, names in order, verification."""

from ipc2_tui.files.store import VisitStore
from scoring.draw_entries import draw_body
from scoring.draws import draws_of
from scoring.visit import with_entry


async def to_draw(screen):
    await screen.press("d")
    await screen.until(lambda: "3 drawn" in screen.text, "the draw")


async def sealed(screen):
    await to_draw(screen)
    await screen.press("s")
    await screen.until(lambda: "Seal draw" in screen.text, "the size")
    await screen.press("enter")
    await screen.until(lambda: "copies this code by hand" in screen.text and "saving" not in screen.text, "the code")


async def drawn(screen):
    await sealed(screen)
    await screen.type("3162546113")
    await screen.press("enter")
    await screen.until(lambda: "derived again: right" in screen.text, "the last name")


def state(screen):
    return draws_of(screen.app.sitting.visit)


async def test_without_a_roster_it_says_what_to_do(opened, folder):
    async with opened(folder / "370899-0102.json") as screen:
        await to_draw(screen)
        assert "No roster yet" in screen.text
        await screen.press("s")
        assert "There is no roster" in screen.text


async def test_a_roster_is_looked_at_before_it_is_imported(opened, folder):
    async with opened(folder / "370899-0102.json") as screen:
        await to_draw(screen)
        await screen.press("i")
        await screen.until(lambda: "370899-0102-roster.csv" in screen.text, "the files at hand")
        await screen.press("enter")
        await screen.until(lambda: "112 teachers in" in screen.text, "the preview")
        assert screen.entries("roster") == []
        await screen.press("y")
        await screen.until(lambda: "roster of 112 teachers" in screen.text, "the roster")
        await screen.until(lambda: "; teachers can be drawn." in screen.text, "what comes next, by no other key than s")
        await screen.saved()
        assert len(screen.entries("roster")[0]["teachers"]) == 112


async def test_a_roster_with_mistakes_is_not_imported(opened, folder):
    (folder / "a.csv").write_text("姓名,微能力1,线上学时\n王伟,Z9,25\n李娜,A1,many\n", encoding="utf-8")
    async with opened(folder / "370899-0102.json") as screen:
        await to_draw(screen)
        await screen.press("i")
        await screen.until(lambda: "a.csv" in screen.text, "the files at hand")
        await screen.press("end", "enter")
        await screen.until(lambda: "2 mistakes" in screen.text, "the mistakes")
        assert "B2" in screen.text and "C3" in screen.text
        await screen.press("y", "escape")
        assert screen.app.sitting.saved and screen.entries("roster") == []


async def test_the_code_is_shown_when_the_seal_is_on_disk(opened, fresh):
    async with opened(fresh) as screen:
        await sealed(screen)
        (seal,) = screen.entries("seal")
        assert (seal["no"], seal["count"]) == (1, 3)
        assert state(screen).open_seal is not None
        assert screen.app.focused.id == "words"


async def test_the_key_bar_tells_what_acts_while_words_are_typed(opened, fresh):
    async with opened(fresh) as screen:
        await sealed(screen)
        assert "enter draw  " in screen.text and "s seal" not in screen.text
        await screen.resize((100, 30))
        await screen.press("escape")
        await screen.until(lambda: "s seal  w words" in screen.text, "all keys again")


async def test_names_arrive_in_ticket_order(opened, fresh):
    async with opened(fresh) as screen:
        await drawn(screen)
        (draw,) = state(screen).draws
        names = [draw.teacher(each).name for each in draw.drawn]
        places = [screen.text.index(name) for name in names]
        assert places == sorted(places)
        assert draw.valid and draw.sealed
        await screen.saved()
        assert screen.entries("draw")[0]["words"] == "3162546113"


async def test_that_names_are_coming_is_said_only_while_they_are(opened, fresh):
    async with opened(fresh) as screen:
        await sealed(screen)
        await screen.type("3162546113")
        await screen.press("enter", "enter")
        await screen.until(lambda: "The names are still coming." in screen.text, "the word")
        await screen.until(lambda: "derived again: right" in screen.text, "the last name")
        assert "The names are still coming." not in screen.text


async def test_a_stand_in_needs_a_reason(opened, fresh):
    async with opened(fresh) as screen:
        await drawn(screen)
        absent = state(screen).draws[0].standing[0]
        await screen.press("x")
        await screen.until(lambda: "cannot come" in screen.text, "the reason")
        await screen.press("enter")
        assert "needs a reason" in screen.text
        await screen.type("ill")
        await screen.press("tab")
        await screen.type("head")
        await screen.press("enter")
        await screen.until(lambda: "ill (head)" in screen.text, "the stand-in")
        (draw,) = state(screen).draws
        assert absent not in draw.standing and len(draw.standing) == 3


async def test_a_second_draw_does_not_hide_the_first(opened, fresh):
    async with opened(fresh) as screen:
        await drawn(screen)
        await screen.press("s")
        await screen.until(lambda: "Seal draw 2" in screen.text and "stays in the file" in screen.text, "the warning")
        await screen.press("enter")
        await screen.until(lambda: "copies this code by hand" in screen.text, "the second code")
        assert "draw 1 (3 teachers) is still there: esc, then <- shows it" in screen.text
        await screen.press("escape")
        await screen.until(lambda: "is still there: <- shows it" in screen.text, "what another esc would leave")
        await screen.press("left")
        await screen.until(lambda: "derived again: right" in screen.text, "the first draw")
        assert "<- draw" not in screen.text and "-> draw after" in screen.text
        await screen.press("left", "right")
        await screen.until(lambda: "is still there" in screen.text, "the seal again")
        await screen.press("escape", "s")
        await screen.until(lambda: "Seal draw 3" in screen.text, "the third")
        await screen.press("enter")
        await screen.until(lambda: "seals never drawn from: 1" in screen.text, "the abandoned seal")
        assert (len(state(screen).draws), state(screen).abandoned) == (1, 1)


async def test_an_earlier_draw_is_whole_while_a_new_ones_names_still_come(opened, fresh):
    async with opened(fresh) as screen:
        await drawn(screen)
        await screen.press("s")
        await screen.until(lambda: "Seal draw 2" in screen.text, "the size")
        await screen.press("enter")
        await screen.until(lambda: "copies this code by hand" in screen.text, "the second code")
        await screen.type("1234512345")
        await screen.press("enter", "left")
        assert "words  3162546113" in screen.text and "derived again: right" in screen.text


async def test_fewer_than_ten_throws_are_not_taken_at_the_first_enter(opened, fresh):
    async with opened(fresh) as screen:
        await sealed(screen)
        await screen.type("3 1 6")
        await screen.press("enter")
        await screen.until(lambda: "That is 3 of ten" in screen.text, "the warning")
        assert not state(screen).draws
        await screen.type(" 2")
        await screen.until(lambda: "of ten" not in screen.text, "the warning to go")
        await screen.press("enter")
        await screen.until(lambda: "That is 4 of ten" in screen.text, "the warning again")
        await screen.press("enter")
        await screen.until(lambda: "derived again: right" in screen.text, "the last name")
        assert "of ten" not in screen.text
        assert state(screen).draws[0].field("words") == "3 1 6 2"


async def test_a_letter_among_the_throws_is_asked_for_again(opened, fresh):
    async with opened(fresh) as screen:
        await sealed(screen)
        await screen.type("w3162453162")
        await screen.press("enter")
        await screen.until(lambda: "more than digits" in screen.text, "the warning")
        await screen.press("escape")
        await screen.until(lambda: "w types them" in screen.text, "how to go on")
        await screen.press("w", "enter")
        await screen.until(lambda: "more than digits" in screen.text, "the warning again, for it was left")
        assert not state(screen).draws
        await screen.press("home", "delete", "enter")
        await screen.until(lambda: "derived again: right" in screen.text, "the last name")
        assert state(screen).draws[0].field("words") == "3162453162"


async def test_words_that_nothing_was_drawn_with_yet_are_not_left_behind(opened, fresh):
    async with opened(fresh) as screen:
        await sealed(screen)
        await screen.type("3162")
        await screen.press("ctrl+q")
        assert screen.app.is_running and "esc drops it" in " ".join(screen.notices)
        assert screen.app.screen.query_one("#words").value == "3162"
        await screen.press("escape", "escape", "ctrl+q")
        await screen.until(lambda: not screen.app.is_running, "the end")
    assert screen.entries("draw") == []


async def test_a_draw_that_names_nobody_has_nobody_to_verify(opened, fresh):
    store = VisitStore(fresh)
    body = {**draw_body(store.visit, "3162", b"", 2), "drawn": []}
    entry = store.visit.next_entry("Li@11111111", "2022-12-05T09:30:00+08:00", "draw", body)
    store.save(with_entry(store.visit, entry))
    store.close()
    async with opened(fresh) as screen:
        await screen.press("d")
        await screen.until(lambda: "3162" in screen.text, "the draw")
        await screen.press("enter", "x", "down")
        assert type(screen.app.screen).__name__ == "DrawScreen"


async def test_the_bar_has_the_keys_that_act(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("d")
        await screen.until(lambda: "s seal" in screen.text, "the ceremony")
        assert "s seal  i roster  esc back" in screen.text
        await screen.press("w", "enter", "x")
        assert type(screen.app.screen).__name__ == "DrawScreen"
        await screen.press("s", "enter")
        await screen.until(lambda: "enter draw  esc back" in screen.text, "the field for the words")
        await screen.press("escape")
        await screen.until(lambda: "s seal  w words  i roster" in screen.text, "the keys beside the field")
        await screen.press("w", *"3162546113", "enter")
        await screen.until(lambda: "s seal  enter verify  x absent  i roster" in screen.text, "the keys on the drawn")


async def test_who_was_verified_is_not_replaced(opened, folder):
    async with opened(folder / "370899-0108.json") as screen:
        await screen.press("d")
        await screen.until(lambda: "derived again" in screen.text, "the drawn")
        before = len(screen.entries("stand_in"))
        await screen.press("x")
        await screen.until(lambda: "was there: there is a card" in screen.text, "why not")
        assert len(screen.entries("stand_in")) == before
