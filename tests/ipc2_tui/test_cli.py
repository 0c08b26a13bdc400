"""The command line itself: exit codes, one line for every error, two languages, plain text in a pipe."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from visit_files import CODE, NAME, known, write

from ipc2_tui.at_terminal import agreed
from ipc2_tui.files.rubrics import DEFAULT

ROOT = Path(__file__).parents[2]


@pytest.fixture
def visit_file(tmp_path):
    return write(tmp_path / f"{CODE}.json", known())


def has_chinese(text):
    return any("\u4e00" <= char <= "\u9fff" for char in text)


# --- usage and language -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("summary",), "required: FILE"),
        (("summary", "--jsno", "x"), "unrecognized arguments: --jsno"),
        (("rubric", "burn", "x"), "invalid choice: 'burn'"),
        (("sumary",), "is no command, and there is no such file"),
        (("summary", "--lang", "fr", "x"), "--lang: "),
        (("score", "nowhere.json", "1.1"), "required: POINTS"),
    ],
)
def test_usage_errors_are_one_line_and_exit_2(ipc2, words, why):
    done = ipc2(*words)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("ipc2: ")
    assert why in done.err


LONG = "a" * 300 + ".json"


NO_FILES = {
    "summary": ("summary", LONG),
    "score": ("score", LONG, "1.1", "1"),
    "score of a folder": ("score", ".", "1.1", "1"),
    "open": (LONG,),
    "new": ("new", "--code", CODE, "--name", NAME, "-o", LONG),
}


@pytest.mark.parametrize("words", NO_FILES.values(), ids=NO_FILES)
def test_a_path_that_cannot_be_a_visit_file_is_one_line(ipc2, me, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    done = ipc2(*words)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


def test_a_quote_that_windows_leaves_at_a_folders_end_is_not_part_of_its_name(ipc2, visit_file):
    assert ipc2("summary", f'{visit_file.parent}{os.sep}"').out == ipc2("summary", visit_file.parent).out
    assert ipc2("summary", f'{visit_file}"').code == 2


def test_without_a_terminal_the_interface_says_what_to_use(ipc2, visit_file):
    done = ipc2(visit_file)
    assert done.code == 2
    assert "a terminal window by itself, or use ipc2 summary and ipc2 score" in done.err


@pytest.mark.parametrize(
    ("words", "english", "chinese"),
    [
        (("summary", "--help"), "options", "选项"),
        (("summary", "nowhere.json"), "cannot be read", "无法读取"),
        (("summary",), "are required", "缺少参数"),
        (("rubric", "check", DEFAULT), "sections", "个项目"),
        (("key", "show"), "to compare", "核对"),
    ],
)
def test_two_languages(ipc2, words, english, chinese):
    in_english, in_chinese = ("".join(ipc2(*words, "--lang", language)[1:]) for language in ("en", "zh"))
    assert english in in_english
    assert chinese in in_chinese
    assert chinese not in in_english


def test_every_command_has_help_in_both_languages(ipc2):
    for command in ("demo", "new", "score", "summary", "rubric", "key", "open"):
        assert not has_chinese(ipc2(command, "--help").out)
        assert has_chinese(ipc2("--lang", "zh", command, "--help").out)


# --- as its own process -----------------------------------------------------------------------------------------------


def process(*words, **environment):
    """Run ``python -m ipc2_tui`` as a script would, its output in pipes."""
    command = [sys.executable, "-m", "ipc2_tui", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=False)


def test_in_a_pipe_the_summary_is_plain_utf8_whatever_the_terminal(visit_file):
    done = process("summary", visit_file, TERM="xterm-256color", COLORTERM="truecolor", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert NAME in done.stdout.decode("utf-8")


def test_an_error_is_one_line_on_stderr_without_a_traceback(tmp_path):
    done = process("--lang", "en", "summary", tmp_path / "nowhere.json")
    assert (done.returncode, done.stdout) == (2, b"")
    expected = f"ipc2: {tmp_path / 'nowhere.json'}: cannot be read: No such file or directory"
    assert done.stderr.decode().splitlines() == [expected]


NAMED_BY_SYSTEM = pytest.mark.skipif(os.name == "nt", reason="Windows has a language all the same")


@pytest.mark.parametrize(
    ("locale", "chinese"),
    [
        ({"LC_ALL": "C"}, True),
        ({"LC_ALL": "zh_CN.UTF-8"}, True),
        ({"LC_ALL": "en_US.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8"}, False),
        pytest.param({"LC_CTYPE": "C.UTF-8"}, True, marks=NAMED_BY_SYSTEM),
        pytest.param({}, True, marks=NAMED_BY_SYSTEM),
    ],
)
def test_without_lang_the_locale_decides_and_chinese_where_it_names_none(visit_file, locale, chinese, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    done = process("summary", "--help", **locale)
    assert has_chinese(done.stdout.decode("utf-8")) == chinese


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell's pipe")
def test_a_reader_that_has_seen_enough_is_no_error(visit_file):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "ipc2_tui", "summary", str(visit_file)]
    done = subprocess.run(command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell's way to close a stream")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_changes_neither_what_is_done_nor_the_exit_code(visit_file, tmp_path, closed):
    made = tmp_path / "merged.json"
    for words, code in ((("merge", visit_file, "-o", made), 0), (("summary", made), 0), ((made,), 2)):
        command = shlex.join([sys.executable, "-m", "ipc2_tui", *map(str, words)])
        done = subprocess.run(f"{command} {closed}", shell=True, cwd=ROOT, capture_output=True, check=False)
        assert (done.returncode, b"Traceback" in done.stderr) == (code, False), words


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", [(), ("--json",)], ids=" ".join)
def test_a_full_disk_behind_the_output_is_said(visit_file, words):
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "ipc2_tui", "--lang", "en", "summary", str(visit_file), *words]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert re.fullmatch(rb"ipc2: standard output, or [^\n]+: No space left on device\r?\n", done.stderr)


def test_no_answer_is_no(monkeypatch):
    def ended(_question):
        raise EOFError

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", ended)
    assert agreed("Sign it", "sign") is False


def test_summary_takes_folders_at_every_depth_and_patterns(visit_file, ipc2, tmp_path):
    inner = tmp_path / "town"
    inner.mkdir()
    (inner / "other.json").write_bytes(visit_file.read_bytes())
    (inner / "._other.json").write_bytes(b"another program's")
    for given, count in ((tmp_path, 2), (tmp_path / "*.json", 1), (tmp_path / "**" / "*.json", 2)):
        assert len(json.loads(ipc2("summary", given, "--json").out)["visits"]) == count
    (tmp_path / "empty").mkdir()
    assert "no visit files there" in ipc2("summary", tmp_path / "empty").err


def test_a_number_of_thousands_of_digits_is_no_item(visit_file, ipc2, me):
    done = ipc2("hand-in", visit_file, "9" * 5000)
    assert (done.code, done.err.count("\n")) == (2, 1)


def test_the_demo_without_a_terminal_says_where_it_is(tmp_path):
    done = process("--lang", "en", "demo", "--into", tmp_path / "demo")
    assert done.returncode == 0
    assert str(tmp_path / "demo") in done.stdout.decode()
    assert len(list((tmp_path / "demo").glob("*.json"))) == 14
