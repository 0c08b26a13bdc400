"""Draws at the command line whose size, words, options, roster or name cannot be, or only just."""

import shutil

import pytest

from sample_data import VISITS

WORDS = "3 1 6 2 5 4 6 1 1 3"


@pytest.fixture
def visit(tmp_path):
    """A visit with a roster of 57, nobody drawn yet."""
    return shutil.copy(VISITS / "370899-0101.json", tmp_path / "visit.json")


@pytest.mark.parametrize("what", [("--seal",), ("--words", WORDS)], ids=" ".join)
@pytest.mark.parametrize(
    ("size", "why"),
    [
        (("--count", 58), "must be from 1 to 57, the teachers there are"),
        (("--count", 0), "must be from 1 to 57"),
        (("--count=-1",), "must be from 1 to 57"),
        (("--count", "many"), "invalid int value"),
        (("--rate", "0"), "above 0 % and at most 100 %"),
        (("--rate", "0%"), "above 0 % and at most 100 %"),
        (("--rate", "100.1%"), "above 0 % and at most 100 %"),
        (("--rate", "5"), "above 0 % and at most 100 %"),
        (("--rate=-5%",), "above 0 % and at most 100 %"),
        (("--rate", "nan"), "a rate such as 5%"),
        (("--rate", "1/0"), "a rate such as 5%"),
        (("--rate", "%"), "a rate such as 5%"),
        (("--rate", "5%", "--count", 3), "not allowed with"),
    ],
)
def test_a_size_that_cannot_be_is_refused(refused, what, size, why):
    assert why in refused(*what, *size)


@pytest.mark.parametrize(
    ("size", "count"),
    [((), 3), (("--rate", "5%"), 3), (("--rate", "0.01%"), 1), (("--rate", "0.5"), 29), (("--rate", "１００％"), 57)],
)
def test_a_rate_is_rounded_up(ipc2, me, visit, size, count):
    assert f"draw 1: {count} of 57" in ipc2("draw", visit, "--words", WORDS, *size).out


@pytest.mark.parametrize("words", ["", "  ", "a\nb", "a" * 201, "\x1b[2J"])
def test_words_that_are_none_are_refused(refused, words):
    assert "words: " in refused("--words", words)


@pytest.mark.parametrize(
    ("words", "option", "why"),
    [
        (("--count", "3"), "--count", "goes with --seal or --words"),
        (("--check", "--by", "subject"), "--by", "goes with --seal or --words"),
        (("--stand-in", "T01", "--rate", "5%"), "--rate", "goes with --seal or --words"),
        (("--words", WORDS, "--reason", "ill"), "--reason", "goes with --stand-in"),
        (("--no", "1"), "--no", "goes with --stand-in"),
    ],
)
def test_no_option_is_left_unheard(refused, words, option, why):
    assert refused(*words) == f"ipc2: {option}: {why}\n"


def test_without_a_roster_nobody_can_be_drawn(ipc2, me, visit, refused):
    shutil.copy(VISITS / "370899-0102.json", visit)
    assert "has no roster; import one first" in refused("--seal")
    assert "has no roster; import one first" in refused("--words", WORDS)


def test_nobody_draws_without_a_name_but_anybody_checks(ipc2, visit):
    assert ipc2("draw", visit, "--seal").code == 2
    assert ipc2("draw", visit, "--check") == (0, "no draws yet\n", "")
