"""Whatever a file holds: refused with one clear line and left alone, or shown as the text it is."""

import pytest
from visit_files import (
    CODE,
    as_bytes,
    entry_by_hand,
    file_json,
    folder_state,
    known,
    newer,
    with_entries,
    write,
)

from ipc2_tui.files.layout import dump_json

FILE = "visit.json"


def scored(points, item="1.1", **more):
    """A file with one score, its hash right, its body whatever it is."""
    return as_bytes(with_entries(entry_by_hand({"item": item, "points": points, **more})))


def whole():
    return dump_json(file_json(known()))


def changed_by_hand():
    return whole().replace(b'"points": 18.5', b'"points": 19.5')


def of_another_rubric():
    data = file_json(known())
    data["visits"][CODE]["rubric"]["digest"] = "0" * 64
    return as_bytes(data)


def deep():
    return b'{"ipc2":' + b"[" * 100_000


REFUSED = {
    "empty": (b"", "is empty"),
    "only spaces": (b" \n", "is empty"),
    "cut in half": (whole()[: len(whole()) // 2], ""),
    "cut between entries": (whole().rpartition(b"{")[0], "cut off, damaged"),
    "not JSON": (b"PK\x03\x04 a workbook", "no visit file"),
    "a workbook": (b"PK\x03\x04\x14\x00\x06\x00", "is a workbook or a document, no visit file"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a workbook or a document, no visit file"),
    "not UTF-8": ("自查".encode("gb18030"), "not UTF-8"),
    "UTF-16": ("\ufeff{}".encode("utf-16"), "not UTF-8"),
    "another program's JSON": (b'{"name": "package", "version": 1}', "another program"),
    "a JSON list": (b"[1]", "another program"),
    "null": (b"null", "another program"),
    "newer version": (newer(), "format version 2"),
    "version as text": (newer().replace(b'"version": 2', b'"version": "1"'), "whole number"),
    "wrong hash": (changed_by_hand(), "does not match its hash"),
    "another rubric": (of_another_rubric(), "not the one that its digest names"),
    "a key twice": (b'{"ipc2": 1, "ipc2": 2}', "stands twice"),
    "nested too deep": (deep(), "no visit file"),
    "NaN": (whole().replace(b'"points": 18.5', b'"points": NaN'), "NaN is not a number"),
    "infinite": (whole().replace(b'"points": 18.5', b'"points": 1e999'), "the number 1e999 is too large"),
    "infinite, in another table": (
        as_bytes(file_json(known()) | {"x": 1}).replace(b'"x": 1', b'"x": -1e999'),
        "too large",
    ),
    "points as text": (scored("1"), "must be a number or null"),
    "points as true": (scored(True), "must be a number or null"),
    "negative points": (scored(-1), "from 0 to 10000"),
    "points above the maximum": (scored(2), "1.1 管理团队: 2 is outside 0 to 1"),
    "points off the step": (scored(0.25), "0.25 is off the step of 0.5"),
    "unknown item": (scored(1, item="9.9"), "the rubric has no item 9.9"),
    "unknown grade": (scored(None, grade="优"), "not a grade of this item"),
    "a note of 10 MB": (scored(1, note="a" * 10_000_000), "longer than 2000 characters"),
    "half a character": (scored(1, note="?").replace(b'"?"', b'"\\ud800"'), "half a character"),
    "entries are no list": (as_bytes(file_json(known())).replace(b'"entries": [', b'"entries": 1, "x": ['), "entries"),
    "a school's code with a space": (as_bytes(file_json(known())).replace(CODE.encode(), b"A B"), "code is 1 to 24"),
}


@pytest.fixture
def file(tmp_path):
    folder = tmp_path / "visits"
    folder.mkdir()
    return folder / FILE


def hold_refused(done, file, before, why):
    """One line that names the file and says why, nothing on stdout, and nothing written."""
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith(f"ipc2: {file}: ")
    assert done.err.count("\n") == 1
    assert done.err.rstrip("\n").isprintable()
    assert why in done.err
    assert folder_state(file.parent) == before


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("command", [("summary",), ("summary", "--json"), ("score", "1.1", "1")], ids=" ".join)
def test_a_bad_file_is_refused_in_one_line_and_left_alone(ipc2, me, file, command, case):
    content, why = REFUSED[case]
    file.write_bytes(content)
    before = folder_state(file.parent)
    name, *rest = command
    hold_refused(ipc2(name, file, *rest), file, before, why)


def test_one_bad_file_among_good_ones_is_named(ipc2, file):
    write(file.with_name("good.json"), known())
    file.write_bytes(b"")
    before = folder_state(file.parent)
    hold_refused(ipc2("summary", file.parent), file, before, "is empty")


@pytest.mark.parametrize(
    ("item", "points", "why"),
    [
        ("1.1", "2", "2 is outside 0 to 1"),
        ("1.1", "0.25", "off the step"),
        ("1.1", "nan", "not a number"),
        ("1.1", "1e0", "not a number"),
        ("1.1", "", "not a number"),
        ("9.9", "1", "no such item"),
        ("\x1b[31m\n9", "1", "no such item"),
    ],
)
def test_a_score_that_cannot_be_is_not_recorded(ipc2, me, file, item, points, why):
    write(file, known())
    before = folder_state(file.parent)
    done = ipc2("score", file, item, points)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert why in done.err
    assert done.err.rstrip("\n").isprintable()
    assert folder_state(file.parent) == before


def test_a_note_of_10_mb_is_not_recorded(ipc2, me, file):
    write(file, known())
    before = folder_state(file.parent)
    done = ipc2("score", file, "1.1", "1", "--note", "a" * 10_000_000)
    assert done.code == 2
    assert "longer than 2000 characters" in done.err
    assert len(done.err) < 500
    assert folder_state(file.parent) == before
