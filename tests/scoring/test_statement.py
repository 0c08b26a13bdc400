"""The statement: its fields, what it takes, and how it is read back from what people paste."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipc2_tui.files.rubrics import DEFAULT, built_in, find_rubric
from scoring.mark import Mark, mark_body
from scoring.opening import new_visit
from scoring.problem import Problem
from scoring.statement import LONGEST, SIGNATURE, code_text, key_id, name_check, readings, statement_of
from scoring.visit import CLAIM, SCORE, fold

RUBRIC = built_in(DEFAULT)
BY, AT = "甲@0123abcd", "2022-12-05T09:00:00+08:00"
BLOB = bytes(range(51))
SIGNED = bytes(range(64))
ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+")


def visit(rubric=RUBRIC, zero=(), claims=True, name="实验小学", leave_out=()):
    """A visit with full marks but for the items in `zero`, which have none, and those left out."""
    made = new_visit("370812-0101", rubric, BY, AT, {"name": name, "date": "2022-12-05"})
    entries = [*made.entries]
    for column in (CLAIM, SCORE)[0 if claims else 1 :]:
        for item in rubric.items:
            value = item.points if item.points is not None else item.grades[0].name
            if column == SCORE and item.id in zero:
                value = item.points * 0
            if item.id not in leave_out:
                made = fold("370812-0101", rubric, entries)
                entries.append(made.next_entry(BY, AT, column, mark_body(item.id, Mark(value))))
    return fold("370812-0101", rubric, entries)


TEXT = statement_of(visit(zero=("1.1", "3.3")), BLOB).text
CODE = code_text(TEXT, SIGNED)


def test_the_fields():
    head, fields = TEXT.rsplit(" R", 1)
    assert head == (
        "IPC2:1 370812-0101 20221205 YANZHOU-2022 S6/6/45/25/5/5/4/4 E5/6/40/25/5/5/4/4 T100/94/100Q D0:0:0 "
        f"N{name_check('实验小学')}"
    )
    record, kid = fields.split(" K")
    assert (len(record), kid) == (52, key_id(BLOB))
    assert len(kid) == 13 and len(name_check("实验小学")) == 8


def test_it_is_one_line_a_qr_code_takes_as_capitals():
    assert ALPHANUMERIC.fullmatch(CODE)
    assert len(CODE) == len(TEXT) + 1 + SIGNATURE
    assert len(CODE) <= 311  # version 10-M in alphanumeric mode


def test_level_and_a_missing_self_check():
    assert " T100/80/100Q " in statement_of(visit(zero=("3.4",)), BLOB).text
    text = statement_of(visit(zero=("3.4", "1.1"), claims=False), BLOB).text
    assert " S-/-/-/-/-/-/-/- " in text
    assert " T-/79/100N " in text


@pytest.mark.parametrize("path", ["tests/rubrics/weights.toml", "tests/rubrics/smallest.toml"])
def test_other_forms_have_statements_too(path):
    rubric = find_rubric(path)
    text = statement_of(visit(rubric), BLOB).text
    assert ALPHANUMERIC.fullmatch(text)
    assert readings(code_text(text, SIGNED))[0].statement.text == text
    assert len(text) + 1 + SIGNATURE <= LONGEST


def test_what_is_open_has_none():
    with pytest.raises(Problem, match="1 items have no score"):
        statement_of(visit(leave_out=("3.4",)), BLOB)
    other = visit()
    entry = other.next_entry("乙@4567cdef", AT, SCORE, mark_body("3.4", Mark(RUBRIC.by_id["3.4"].step)))
    with pytest.raises(Problem, match=r"people differ on 3.4"):
        statement_of(fold(other.code, RUBRIC, [*other.entries, entry]), BLOB)


def test_any_change_to_the_record_changes_it():
    one = visit()
    entry = one.next_entry(BY, AT, "remark", {"text": "好"})
    assert statement_of(fold(one.code, RUBRIC, [*one.entries, entry]), BLOB).record != statement_of(one, BLOB).record


def test_read_back():
    (read, *_) = readings(CODE)
    assert (read.statement.text, read.signature) == (TEXT, SIGNED)
    assert readings(TEXT)[0].signature == b""
    assert read.statement.check_code == f"{TEXT.rsplit(' R', 1)[1][:5]}-{TEXT.rsplit(' R', 1)[1][5:10]}"


@given(st.data())
def test_what_chat_programs_do_to_a_text_is_undone(data):
    text = CODE
    if data.draw(st.booleans()):
        text = text.lower()
    if data.draw(st.booleans()):
        text = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    if data.draw(st.booleans()):
        text = text.replace(" ", "")
    breaks = data.draw(st.lists(st.integers(0, len(text)), max_size=8))
    for at in sorted(breaks, reverse=True):
        text = text[:at] + data.draw(st.sampled_from(["\n", "\r\n", " ", "\u3000"])) + text[at:]
    assert (TEXT, SIGNED) in [(read.statement.text, read.signature) for read in readings(text)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("https://example.org", "no score sheet's code"),
        ("", "no score sheet's code"),
        ("IPC2:2" + CODE[6:], "newer version"),
        (CODE[:-1], "cut off"),
        (CODE[: len(CODE) // 2], "cut off"),
        (CODE + "A", "cut off"),
        (CODE.replace("T100", "TX"), "cut off"),
        ("IPC2:1", "cut off"),
    ],
)
def test_another_text_is_refused(text, why):
    with pytest.raises(Problem, match=why):
        readings(text)


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text):
    for each in (text, "IPC2:1" + text):
        try:
            readings(each)
        except Problem:
            continue
