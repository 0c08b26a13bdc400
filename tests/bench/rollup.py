"""A country's visits merged in steps and at once: ``python -m tests.bench.rollup 250000``.

Schools come in districts, districts in cities; every tenth school has a second evaluator's file, who differs in one
score.  Merging each district's files, then each city's districts, then all cities must give the same bytes as merging
every file at once.
"""

import contextlib
import hashlib
import io
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from ipc2_tui.cli import run
from ipc2_tui.files.layout import dump_json
from ipc2_tui.files.visit_file import file_json, read_visit
from scoring.visit import SCORE, Visit, fold
from tests.bench.districts import VISITS, visit_as

SCHOOLS_A_DISTRICT, DISTRICTS_A_CITY = 100, 50


def main(count: int) -> None:
    """Generate, merge both ways, compare, and say what it took."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        districts = generate(folder / "field", count)
        began = time.perf_counter()
        merged = [merge([district], folder / "districts" / f"{district.name}.json") for district in districts]
        parts = [merged[start : start + DISTRICTS_A_CITY] for start in range(0, len(merged), DISTRICTS_A_CITY)]
        cities = [merge(part, folder / "cities" / f"{place:04d}.json") for place, part in enumerate(parts)]
        in_steps = merge(cities, folder / "in-steps.json")
        steps = time.perf_counter() - began
        at_once = merge([folder / "field"], folder / "at-once.json")
        once = time.perf_counter() - began - steps
        same = digest(in_steps) == digest(at_once)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        print(
            f"{'same bytes' if same else 'DIFFERENT'}: {count:,} schools, {len(districts)} districts, {len(cities)}"
            f" cities, {at_once.stat().st_size >> 20:,} MB; in steps {steps:.0f} s, at once {once:.0f} s;"
            f" at most {peak:,} MB of memory"
        )
        sys.exit(not same)


def generate(folder: Path, count: int) -> list[Path]:
    """A folder for each district with its schools' files."""
    visit = read_visit(VISITS / "370899-0108.json", None)
    folders = []
    for number in range(count):
        if number % SCHOOLS_A_DISTRICT == 0:
            folders.append(folder / f"{number // SCHOOLS_A_DISTRICT:05d}")
            folders[-1].mkdir(parents=True)
        made = visit_as(visit, f"S-{number:06d}", Random(number))
        write(folders[-1] / f"{made.code}.json", made)
        if number % 10 == 0:
            write(folders[-1] / f"{made.code}-b.json", seen_by_another(made))
    return folders


def seen_by_another(visit: Visit) -> Visit:
    """The visit with one more evaluator, who gives an item nothing."""
    item = visit.rubric.items[0]
    entry = visit.next_entry("苏明澈@00000000", "2022-12-08T09:00:00+08:00", SCORE, {"item": item.id, "points": 0})
    return fold(visit.code, visit.rubric, [*visit.entries, entry])


def write(path: Path, visit: Visit) -> None:
    """The file of one visit."""
    path.write_bytes(dump_json(file_json(visit)))


def merge(sources: list[Path], into: Path) -> Path:
    """``ipc2 merge`` in this process; its report is not looked at, for every merge here has differences."""
    into.parent.mkdir(exist_ok=True)
    with contextlib.redirect_stdout(io.StringIO()):
        code = run(["merge", *map(os.fspath, sources), "-o", os.fspath(into)])
    assert code < 2, into
    return into


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
