"""The Chinese catalogue has every message of the code, each once, and with the same placeholders."""

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
PO = ROOT / "ipc2_tui" / "locale" / "zh_CN" / "LC_MESSAGES" / "ipc2.po"
SOURCES = sorted(path for folder in ("scoring", "screens", "ipc2_tui") for path in (ROOT / folder).rglob("*.py"))
KEYWORDS = {"tr": None, "mark": None}
FOREIGN = "argparse"  # the comment above argparse's own messages


@cache
def messages_in_code():
    """Each message with the place where it stands first."""
    found = {}
    for path in SOURCES:
        for line, message, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
            found.setdefault(message, f"{path.relative_to(ROOT)}:{line}")
    return found


@cache
def catalogue():
    with PO.open("rb") as file:
        return read_po(file, locale="zh_CN", abort_invalid=True)


def ours():
    return {message.id: message for message in catalogue() if message.id and FOREIGN not in message.auto_comments}


@cache
def trees():
    return {str(path.relative_to(ROOT)): ast.parse(path.read_bytes()) for path in SOURCES}


def nodes(kind):
    return [node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, kind)]


def calls():
    """Every call of tr and mark, with its place."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                yield f"{path}:{node.lineno}", node


def fields(message):
    """The {placeholders} with their conversions, and argparse's %(placeholders)s."""
    braces = {(name, conversion) for _, name, _, conversion in Formatter().parse(message) if name is not None}
    return braces, sorted(re.findall(r"%(?:\(\w+\))?[a-z]", message)) if "%(" in message or "%s" in message else []


def test_the_extractor_finds_the_messages():
    assert len(messages_in_code()) > 250


def test_every_message_of_the_code_is_in_the_catalogue():
    missing = {message: place for message, place in messages_in_code().items() if message not in ours()}
    assert missing == {}


def test_no_message_of_the_catalogue_has_left_the_code():
    assert set(ours()) - set(messages_in_code()) == set()
    assert not catalogue().obsolete


def test_every_message_is_translated_and_none_is_a_guess():
    assert [m.id for m in catalogue() if m.id and (not m.string or m.fuzzy)] == []


def test_no_message_stands_twice():
    text = PO.read_text(encoding="utf-8")
    assert len(re.findall(r"^msgid ", text, re.MULTILINE)) == len(list(catalogue()))


def test_both_languages_have_the_same_placeholders():
    assert [m.id for m in catalogue() if m.id and fields(m.id) != fields(m.string)] == []


def test_both_languages_have_the_same_lines():
    assert [m.id for m in catalogue() if m.id and m.id.count("\n") != m.string.count("\n")] == []


def test_messages_stand_in_the_order_of_their_ids():
    """So that two people who add messages do not both add them at the end."""
    assert list(ours()) == sorted(ours())


def is_literal(call):
    return any(isinstance(word, ast.Constant) for word in call.args)


def test_no_message_is_written_inside_an_f_string():
    """The extractor looks into f-strings on some Pythons only; looking a marked message up there does no harm."""
    inside = {id(node) for outer in nodes(ast.JoinedStr) for node in ast.walk(outer)}
    assert [place for place, call in calls() if id(call) in inside and is_literal(call)] == []


def test_no_message_is_put_together_before_it_is_looked_up():
    made = (ast.JoinedStr, ast.BinOp)
    assert [place for place, call in calls() if any(isinstance(word, made) for word in call.args)] == []


def test_what_is_marked_is_a_literal():
    marked = [(place, call) for place, call in calls() if call.func.id == "mark"]
    assert marked
    assert [place for place, call in marked if not is_literal(call)] == []


@pytest.mark.parametrize("message", ["cannot be read: {why}", "is empty"])
def test_the_translation_is_chinese(message):
    assert any("\u4e00" <= char <= "\u9fff" for char in catalogue()[message].string)


def test_chinese_has_its_own_punctuation():
    """Full-width ，；：？！ after a Chinese character, and half-width parentheses."""
    wrong = re.compile(r"[\u4e00-\u9fff][,;:?!]|[（）]")
    assert [message.string for message in ours().values() if wrong.search(message.string)] == []


@pytest.mark.parametrize(
    ("word", "instead"),
    [("评估文件", "考核档案"), ("该校文件", "考核档案"), ("核验卡", "核验记录"), ("顶替", "递补"), ("替补", "递补"),
     ("被抽", "抽中"), ("参训教师", "参训人员"), ("评估列", "评估栏"), ("自查列", "自查栏"), ("不认识", "无法识别")],
)  # fmt: skip
def test_one_thing_has_one_word_in_chinese(word, instead):
    texts = [message.string for message in ours().values()]
    assert [text for text in texts if word in text] == []
    assert any(instead in text for text in texts)
