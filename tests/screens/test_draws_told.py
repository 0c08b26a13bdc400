"""What the screens tell of a draw that did not go as planned."""

import re

from test_draw import drawn, state, to_draw


async def test_a_proportional_draw_is_called_so_from_the_seal_on(opened, fresh):
    async with opened(fresh) as screen:
        await to_draw(screen)
        await screen.press("s")
        await screen.until(lambda: "Seal draw" in screen.text, "the size")
        await screen.press("f2", "enter")
        await screen.until(lambda: "copies this code by hand" in screen.text, "the code")
        assert "draw 1: 3 of 57, proportional by environment" in screen.text
        await screen.type("3162546113")
        await screen.press("enter")
        await screen.until(lambda: "derived again: right" in screen.text, "the last name")
        assert "proportional by environment" in screen.row("draw 1, seal")


async def test_the_shares_are_those_of_the_number_that_is_typed(opened, fresh):
    async with opened(fresh) as screen:
        await to_draw(screen)
        await screen.press("s")
        await screen.until(lambda: "Seal draw" in screen.text, "the size")
        await screen.press("f2")
        before = screen.row("proportional by environment")
        await screen.press("end", "0")
        await screen.until(lambda: screen.row("proportional by environment") != before, "the shares of thirty")
        shares = re.findall(r"\b(\d+)/\d+", screen.row("proportional by environment"))
        assert sum(map(int, shares)) == 30
        await screen.press("backspace", "backspace")
        await screen.until(lambda: "/" not in screen.row("proportional by environment"), "no shares of nothing")
        assert "must be" not in screen.text


async def test_absences_are_told_in_full_back_to_who_was_drawn(opened, fresh):
    async with opened(fresh, size=(80, 70)) as screen:
        await drawn(screen)
        absent = state(screen).draws[0].standing[0]
        for reason, who in (
            ("away at a course in the provincial capital until Friday " * 2, "head"),
            ("ill", "office"),
        ):
            await screen.press("x")
            await screen.until(lambda: "cannot come" in screen.text, "the reason")
            await screen.type(reason)
            await screen.press("tab")
            await screen.type(who)
            await screen.press("enter")
            await screen.until(lambda who=who: f"({who})" in screen.text, "the stand-in")
        name = state(screen).draws[0].teacher(absent).name
        told = ["ill (office)", f"for {name}: away", "(head)"]
        assert [screen.text.index(each) for each in told] == sorted(screen.text.index(each) for each in told)
        await screen.press("escape", "r")
        await screen.until(lambda: "participants" in screen.text, "the review")
        assert all(each in screen.text for each in told)


async def test_the_card_shows_the_schools_grade_that_the_work_is_held_against(opened, fresh):
    async with opened(fresh) as screen:
        await drawn(screen)
        draw = state(screen).draws[0]
        teacher = draw.teacher(draw.standing[0])
        claimed = dict(zip(teacher.abilities, teacher.grades, strict=True))[draw.abilities[teacher.id]]
        await screen.press("enter")
        await screen.until(lambda: "evidence seen" in screen.text, "the card")
        assert f"school: {claimed}" in screen.row("grade (e p f -)")
        await screen.press("e")
        assert "> 等 grade (e p f -)" in screen.text and f"school: {claimed}" in screen.row("> 等")


async def test_teachers_whom_the_roster_leaves_out_are_told_before_the_seal(opened, fresh):
    async with opened(fresh) as screen:
        await screen.press("e")
        await screen.until(lambda: "enter keep" in screen.text, "the school's details")
        await screen.press(*["tab"] * 4, "ctrl+u", "6", "0", "enter")
        await screen.until(lambda: screen.app.sitting.visit.school.teachers == 60, "the number")
        await to_draw(screen)
        assert "! the visit says 60 teachers, the roster has 57" in screen.text


async def test_the_seal_code_stands_under_the_lines_about_it(view):
    async with view("draw-sealed") as screen:
        strips = screen.app.screen._compositor.render_strips()
        segments = next(list(strip) for strip in strips if "T  7  6  B  G" in strip.text)
        before = next(n for n, segment in enumerate(segments) if "T  7" in segment.text)
        assert "".join(segment.text for segment in segments[:before]) == screen.row("roster of")[:3] == "   "


async def test_below_the_last_teacher_the_arrow_goes_on_to_what_the_draw_proves(opened, folder):
    async with opened(folder / "370899-0108.json", size=(60, 20)) as screen:
        await screen.press("d")
        await screen.until(lambda: ">  1 " in screen.text, "the draw")
        assert "failure more would be needed" not in screen.text
        await screen.press(*["down"] * 12)
        await screen.until(lambda: "failure more would be needed" in screen.text, "the end")
        await screen.press("up", "up", "up")
        await screen.until(lambda: ">  1 " in screen.text, "the first teacher")
