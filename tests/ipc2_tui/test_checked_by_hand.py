"""What docs/FORMAT.md prints for people without this program, as they would paste it: jq, OpenSSH and coreutils."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from visit_files import code_on

from ipc2_tui.workbooks.score_sheet import HIDDEN

PAGE = (Path(__file__).parents[2] / "docs" / "FORMAT.md").read_text(encoding="utf-8")
TOOLS = ("jq", "ssh-keygen", "base32", "sha256sum")

pytestmark = pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason=f"not all of {TOOLS} are installed")


def _lines_below(words):
    """The block of commands that follows these words."""
    block = re.search(r"\n\n((?: {4}.+\n)+)", PAGE[PAGE.index(words) :])[1]
    return re.sub("^ {4}", "", block, flags=re.MULTILINE)


def _pasted(folder, *blocks):
    return subprocess.run(["sh", "-ec", "\n".join(blocks)], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("paper_alone", [False, True])
def test_a_signature(signed, sheet, tmp_path, paper_alone):
    shutil.copy(signed, tmp_path / "VISIT.json")
    code, key = code_on(sheet), dict(load_workbook(sheet)[HIDDEN].iter_rows(values_only=True))["key"]
    of_visit = _lines_below("Without this program, of a visit's first signature")
    of_paper = _lines_below("of the paper alone, where `CODE`")
    check = _lines_below("and of both:")
    for text, holds in ((code, True), (code.replace("/88.5/", "/89.5/"), False)):
        read = f"CODE='{text}' KEY='{key}'\n{of_paper}" if paper_alone else of_visit
        done = _pasted(tmp_path, read, check)
        assert (done.returncode == 0, "Good" in done.stdout) == (holds or not paper_alone,) * 2, done


def test_a_draw(signed, tmp_path):
    shutil.copy(signed, tmp_path / "VISIT.json")
    (visit,) = json.loads(signed.read_bytes())["visits"].values()
    draw = next(entry["body"] for entry in visit["entries"] if entry["kind"] == "draw")
    done = _pasted(
        tmp_path, _lines_below("for the first draw of a file with one visit").replace("n 3", f"n {draw['count']}")
    )
    assert [line.split(" ", 1)[1] for line in done.stdout.splitlines()] == draw["drawn"]
