"""`ipc2 summary` of one visit beside a bare script that prints the same table."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.interface import IPC2, fresh
from tests.bench.rows import Row, compare

BARE = [sys.executable, str(Path(__file__).with_name("bare_summary.py"))]


def measure(folder: Path) -> Iterator[Row]:
    """Whole processes, from start to end."""
    ours = [*IPC2, "summary", str(fresh(folder, "370899-0104.json")), "--lang", "zh"]
    yield compare("summary / bare script with rich", 1.4, 19, lambda: _run(ours), lambda: _run(BARE))


def _run(argv: list[str]) -> None:
    subprocess.run(argv, check=True, capture_output=True)
