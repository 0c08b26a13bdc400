"""Text from elsewhere stays text: no terminal obeys it, no markup is read in it, no line is forged with it."""

import json

import pytest
from visit_files import CODE, SCHOOL_BODY, as_bytes, entry_by_hand, file_json, known, opened, with_entries, write

from ipc2_tui.files.rubrics import DEFAULT

HOSTILE = "\x1b[31m[bold]红[/bold][/]\x1b]0;t\x07\r\n\u202e"
SHOWN = "␛[31m[bold]红[/bold][/]␛]0;t␇␍␊<U+202E>"
MALLORY, TRENT = f"{HOSTILE}@33333333", f"[red]{HOSTILE}@44444444"


@pytest.fixture
def visit_file(tmp_path):
    """Hostile text in everything a visit lets people write: the school, who scored, a remark; with a conflict and a
    gap, so that they are named there too."""
    texts = {"name": HOSTILE, "town": HOSTILE, "stage": HOSTILE, "date": HOSTILE}
    newest = "2023-01-01T00:00:00Z"
    school = entry_by_hand(SCHOOL_BODY | texts, "open", MALLORY, at=newest)
    high = entry_by_hand({"item": "1.1", "points": 1, "note": HOSTILE}, by=MALLORY, seq=2, prev=school["hash"])
    low = entry_by_hand({"item": "1.1", "points": 0.5}, by=TRENT, seq=7, prev="0" * 64)
    remark = entry_by_hand({"text": HOSTILE}, "remark", MALLORY, seq=3, prev=high["hash"])
    path = tmp_path / f"{CODE}.json"
    path.write_bytes(as_bytes(with_entries(school, high, low, remark)))
    return path


def unwrapped(text):
    """A table's text without the breaks and spaces that its layout puts in."""
    return "".join(text.split())


def assert_harmless(text):
    assert [char for char in text if char != "\n" and not char.isprintable()] == []


def test_one_visit(ipc2, visit_file):
    done = ipc2("summary", visit_file)
    assert done.code == 1
    assert_harmless(done.out)
    assert unwrapped(done.out).count(SHOWN) >= 8  # name, date, stage, town, conflict twice, remark by and text, gap


def test_many_visits(ipc2, visit_file, tmp_path):
    write(tmp_path / "other.json", known())
    done = ipc2("summary", tmp_path)
    assert_harmless(done.out)
    assert "␛[31m[bold]红" in done.out


def test_json_escapes_what_a_terminal_would_obey_and_keeps_the_text(ipc2, visit_file):
    done = ipc2("summary", visit_file, "--json")
    assert "\x1b" not in done.out
    assert json.loads(done.out)["visits"][0]["name"] == HOSTILE


# --- in what is refused -----------------------------------------------------------------------------------------------


def changed(change):
    data = file_json(opened())
    change(data["visits"][CODE])
    return as_bytes(data)


def renamed(data, code):
    data["visits"] = {code: data["visits"][CODE]}
    return as_bytes(data)


def foreign(**rubric):
    sections = [{"points": 1, "items": [{"name": "a", "points": 1}]}]
    data = {"format": 1, "id": "x", "title": "x", "sections": sections, **rubric}
    return {"id": "x", "digest": "", "data": data}


REFUSED = {
    "school's code": renamed(file_json(opened()), HOSTILE),
    "rubric's id": changed(lambda visit: visit.update(rubric={"id": HOSTILE})),
    "entry's field": changed(lambda visit: visit["entries"][0].update({HOSTILE: 1})),
    "entry's kind": changed(lambda visit: visit["entries"][0].update(kind=HOSTILE)),
    "who cannot count": as_bytes(with_entries(entry_by_hand({"item": "9", "points": 1}, by=MALLORY))),
    "item": as_bytes(with_entries(entry_by_hand({"item": HOSTILE, "points": 1}))),
    "grade": as_bytes(with_entries(entry_by_hand({"item": "1.1", "points": None, "grade": HOSTILE}))),
    "key twice": b'{"\\u001b[31m\\n": 1, "\\u001b[31m\\n": 2}',
    "rubric's title": changed(lambda visit: visit.update(rubric=foreign(title=HOSTILE))),
    "rubric's key": changed(lambda visit: visit.update(rubric=foreign(**{HOSTILE: 1}))),
}


@pytest.mark.parametrize("place", REFUSED)
def test_a_refusal_that_quotes_it_is_one_plain_line(ipc2, visit_file, place):
    visit_file.write_bytes(REFUSED[place])
    done = ipc2("summary", visit_file)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert_harmless(done.err)


NO_FILE = "no such \x1b[31m\nfile"


@pytest.mark.parametrize(
    "words", [("summary", NO_FILE), ("score", NO_FILE, "1.1", "1"), ("rubric", "show", NO_FILE), (NO_FILE,)], ids=len
)
def test_a_hostile_file_name_is_quoted_harmlessly(ipc2, me, words):
    done = ipc2(*words)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert_harmless(done.err)


@pytest.mark.parametrize("field", ["columns", "choices"])
def test_a_rubric_with_terminal_sequences_in_its_lists_is_refused(ipc2, tmp_path, field):
    top = 'columns = ["\\u001b[31m"]\n' if field == "columns" else ""
    item = 'choices = ["\\u001b[31m"]\n' if field == "choices" else ""
    path = tmp_path / "form.toml"
    path.write_text(
        f'format = 1\nid = "x"\ntitle = "x"\n{top}'
        f'[[sections]]\npoints = 1\n[[sections.items]]\nname = "a"\npoints = 1\n{item}'
    )
    done = ipc2("rubric", "check", path)
    assert done.code == 2
    assert "has control characters in it" in done.err
    assert_harmless(done.err)


def test_the_built_in_rubric_has_nothing_a_terminal_would_obey(ipc2):
    assert_harmless(ipc2("rubric", "show", DEFAULT).out)
