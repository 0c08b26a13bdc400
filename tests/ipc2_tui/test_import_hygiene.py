"""Plain commands start fast because they leave the heavy libraries alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from visit_files import CODE, NAME, known, write

from ipc2_tui.files.rubrics import DEFAULT

ROOT = Path(__file__).parents[2]
HEAVY = ("textual", "openpyxl", "qrcode", "PIL", "cryptography", "tinydb", "filelock", "babel", "pytest")

PROBE = """
import json, sys
from ipc2_tui.cli import run
code = run(json.loads(sys.argv[1]))
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""

IMPORT_ALL = """
import json, sys
from importlib import import_module
from pathlib import Path
for path in Path("scoring").rglob("*.py"):
    import_module(".".join(path.with_suffix("").parts))
print(json.dumps([0, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def loaded(code, argv=()):
    """The exit code, and the top-level packages that are in memory at the end."""
    command = [sys.executable, "-c", code, json.dumps([str(word) for word in argv])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def visit_file(tmp_path):
    return write(tmp_path / f"{CODE}.json", known())


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (("summary", "{file}"), ()),
        (("summary", "{file}", "--json"), ()),
        (("merge", "{file}", "-o", "{new}"), ()),
        (("district", "{file}"), ()),
        (("district", "{file}", "--schools", "{schools}"), ()),
        (("rubric", "show", DEFAULT), ()),
        (("rubric", "check", DEFAULT), ()),
        (("new", "--code", CODE, "--name", NAME, "-o", "{new}"), ("cryptography", "tinydb", "filelock")),
        (("new", "--code", CODE, "-o", "{new}"), ("cryptography", "tinydb", "filelock")),
        (("score", "{file}", "1.3", "1"), ("cryptography", "tinydb", "filelock")),
        (("key", "show"), ("cryptography", "filelock", "qrcode", "PIL")),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_command_loads_only_what_it_needs(me, visit_file, tmp_path, words, needed):
    schools = tmp_path / "schools.csv"
    schools.write_text(f"代码,学校\n{CODE},{NAME}\n", encoding="utf-8")
    files = {"file": visit_file, "new": tmp_path / "new.json", "schools": schools}
    code, modules = loaded(PROBE, [word.format(**files) for word in words])
    assert code == 0
    assert set(HEAVY) & set(modules) <= set(needed)


def test_the_rules_of_scoring_touch_no_library_of_the_outside_world():
    _, modules = loaded(IMPORT_ALL)
    assert not {*HEAVY, "rich", "screens", "ipc2_tui"} & set(modules)
