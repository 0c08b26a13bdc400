"""Speed beside its floors, in one run: ``python -m tests.bench [--write docs/BENCHMARKS.md]``.

Every figure is a ratio to something measured in the same run, turn by turn, since machines drift; milliseconds stand
beside it only to show the scale.  A goal that is missed is marked, and nothing else happens: benchmarks are no tests.
"""

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import districts, interface, papers, rosters, summaries
from tests.bench.rows import Row, line_of, table_of

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Measure everything and print a line each; with --write keep the table in a file."""
    rows = []
    with tempfile.TemporaryDirectory() as place:
        for row in measure(Path(place)):
            rows.append(row)
            print(line_of(row), flush=True)
    if "--write" in sys.argv:
        Path(sys.argv[sys.argv.index("--write") + 1]).write_text(page(rows), encoding="utf-8")


def measure(folder: Path) -> Iterator[Row]:
    """Every figure, one after the other."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode at hand
    os.environ.update(IPC2_HOME=str(folder / "home"), IPC2_NAME="测试", PYTHONPATH=str(ROOT))
    subprocess.run([*interface.IPC2, "key", "show"], check=True, capture_output=True)
    yield from interface.measure(folder)
    yield from summaries.measure(folder)
    yield from rosters.measure(folder)
    yield from papers.measure()
    yield from districts.measure(folder)


def page(rows: list[Row]) -> str:
    """What is kept of a run."""
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"""# How fast, and beside what

Written by `python -m tests.bench --write docs/BENCHMARKS.md`. Every figure is a ratio to a floor that was measured in
the same run, turn by turn; the milliseconds only show the scale. Machine: {machine}.

{table_of(rows)}"""


if __name__ == "__main__":
    main()
