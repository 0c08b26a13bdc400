"""The fields that docs/commands.md names for scripts are those that the commands print, all of them."""

import json
import re
from pathlib import Path

import pytest

from ipc2_tui.cli import run
from sample_data import VISITS

ROOT = Path(__file__).parent.parent
SIGNED = VISITS / "370899-0108.json"
ROWS = re.findall(
    r"^\| `([a-z-]+)` \| (.+?) \| (.+) \|$", (ROOT / "docs" / "commands.md").read_text("utf-8"), re.MULTILINE
)
# What each is asked about, and the list whose things the last column describes.
ASKED = {
    "summary": ((SIGNED,), "visits"),
    "district": ((VISITS,), "rows"),
    "merge": ((VISITS, "--dry-run"), "conflicts"),
    "draw": ((SIGNED,), "draws"),
    "spot-check": ((VISITS, "--words", "3"), "drawn"),
    "inspect": ((SIGNED,), "teachers"),
    "verify": ((SIGNED,), "reports"),
    "rubric": (("show", "yanzhou-2022"), "sections"),
}


def named(cell):
    """The fields in a cell of the table, without what is said of them."""
    return set(re.findall(r"`([a-z_]+)`", re.sub(r"\([^)]*\)", "", cell)))


@pytest.mark.parametrize("command", ASKED)
def test_the_fields_are_all_there_and_all_named(command, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("IPC2_HOME", str(tmp_path))
    (top, each) = next((top, each) for name, top, each in ROWS if name == command)
    words, things = ASKED[command]
    assert run([command, *map(str, words), "--json", "--lang", "en"]) in (0, 1)
    document = json.loads(capsys.readouterr().out)
    assert named(top) == set(document)
    assert named(re.sub(r"^of `[a-z_]+`:", "", each)) == set(document[things][0])
