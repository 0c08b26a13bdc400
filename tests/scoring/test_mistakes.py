"""Of very many mistakes and notes the first are named, and of the others it is said how many they are."""

from test_roster_cells import read

from scoring.tables.mistakes import MOST

HEAD = ["姓名", "线上学时"]


def test_very_many_mistakes():
    *named, more = read(HEAD, *[["王芳", "x"]] * 5000).problems
    assert (len(named), str(more), more.mistakes) == (MOST, f"R.xlsx: 名册: {5000 - MOST} mistakes more", 5000 - MOST)


def test_very_many_notes():
    *noted, more = read(HEAD, ["王芳", 25], *[["", 25]] * 5000).notes
    assert (len(noted), more) == (MOST, f"{5000 - MOST} notes more")


def test_as_many_as_are_named_have_no_more():
    assert len(read(HEAD, *[["王芳", "x"]] * MOST).problems) == MOST
