"""The documents: their links lead somewhere, and what they print and name are things that the program has."""

import re
import shlex
from pathlib import Path

import pytest

from ipc2_tui.cli import COMMANDS, run
from scoring.rubric import LIMITS, MEASURES
from scoring.rubric_file import parse_rubric

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"")
COMMAND = re.compile(r"^ {4}(?:\.venv/bin/|\.venv\\Scripts\\)?ipc2 (?!\[)(.+)$|`ipc2 ([^`…\]]+)`", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    links = [one or other for one, other in LINK.findall(text)]
    assert [link for link in links if "://" not in link and not (page.parent / link.partition("#")[0]).exists()] == []
    anchors = [link for link in links if "#" in link]
    for link in anchors:
        file, _, anchor = link.partition("#")
        target = (page.parent / file if file else page).read_text(encoding="utf-8")
        headings = [heading.strip().lower() for heading in re.findall(r"^#+ (.+)$", target, re.MULTILINE)]
        assert anchor in [re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings], link


def printed():
    for page in PAGES:
        for one, other in COMMAND.findall(page.read_text(encoding="utf-8")):
            yield page.name, re.split(r" {2,}|  #| \| ", one or other)[0].replace("[", "").replace("]", "")


def test_commands_and_options_are_there(capsys):
    seen = set()
    for page, line in printed():
        words = shlex.split(line.replace("...", ""))
        if not words or words[0] not in COMMANDS or "|" in words[0]:
            assert re.match(r"PATH|FOLDER|[\w./-]+\.json|ipc2-demo", line), (page, line)
            continue
        with pytest.raises(SystemExit):
            run([words[0], "--help", "--lang", "en"])
        known = capsys.readouterr().out
        if words[0] == "key" and len(words) > 1:
            with pytest.raises(SystemExit):
                run(["key", words[1].partition("|")[0], "--help", "--lang", "en"])
            known += capsys.readouterr().out
        for word in words[1:]:
            if word.startswith("-"):
                assert re.search(rf"(^|[\s\[,]){re.escape(word)}\b", known), (page, line, word)
        seen.add(words[0])
    assert len(seen) >= 15


def test_the_test_command_is_the_first_line_that_ends_with_pytest():
    """So does what runs before a change lands find it."""
    (line, *_) = [
        line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if line.endswith("pytest")
    ]
    assert line.startswith("    python3 -m venv .venv && ")


def test_the_format_names_every_limit_and_measure():
    rows = [row for row in (ROOT / "docs" / "FORMAT.md").read_text(encoding="utf-8").splitlines() if row[:1] == "|"]
    (limits,) = [row for row in rows if row.startswith("| `[limits]`")]
    (items,) = [row for row in rows if row.startswith("| `[[sections.items]]`")]
    assert [name for name in LIMITS if f"`{name}`" not in limits] == []
    assert [name for name in MEASURES if f"`{name}`" not in items] == []


def test_the_clerks_example_of_a_form_is_right():
    (text,) = re.findall(
        r"```toml\n(.*?)```", (ROOT / "docs" / "clerk.zh-CN.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert parse_rubric(text, "clerk.zh-CN.md").total == 10
