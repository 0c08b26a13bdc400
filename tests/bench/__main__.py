"""Speed beside its floors, in one run: ``python -m tests.bench``.

Every figure is a ratio to something measured in the same run, turn by turn, since machines drift; milliseconds stand
beside it only to show the scale.  A goal that is missed is marked, and nothing else happens: benchmarks are no tests.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ipc2_tui import durable
from ipc2_tui.store import VisitStore
from ipc2_tui.visit_file import dump_json, load_json
from tests.bench.terminal import Terminal

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
VISITS = ROOT / "sample_data" / "visits"
MINIMAL = [sys.executable, str(HERE / "minimal_app.py")]
IPC2 = [sys.executable, "-m", "ipc2_tui"]
SLOW = [sys.executable, str(HERE / "slow_disk.py")]
ROUNDS = 15
ITEMS = 22


def main() -> None:
    """Measure everything and print a line each."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode at hand
        os.environ.update(IPC2_HOME=str(folder / "home"), IPC2_NAME="测试", PYTHONPATH=str(ROOT))
        subprocess.run([*IPC2, "key", "show"], check=True, capture_output=True)
        start(folder)
        keys(folder)
        saves(folder)
        summary(folder)
        rosters(folder)
        papers()
        districts(folder)


def report(what: str, ratio: float, goal: float, note: str) -> None:
    """One line of the table."""
    print(f"{'ok  ' if ratio <= goal else 'MISS'} {what:<52} {ratio:5.2f} x  (goal {goal:g})  {note}", flush=True)


def fresh(folder: Path, name: str = "370899-0101.json") -> Path:
    """A fresh copy of a sample visit."""
    return Path(shutil.copy(VISITS / name, folder / name))


def start(folder: Path) -> None:
    """First painted frame of the full scoring screen beside that of a minimal application."""
    path = fresh(folder)
    floor, ours = [], []
    for _ in range(ROUNDS):
        floor.append(first_frame(MINIMAL, "ready"))
        ours.append(first_frame([*IPC2, str(path), "--lang", "zh"], "考核要求", "帮助"))
    ratio = statistics.median(a / b for a, b in zip(ours, floor, strict=True))
    report("first frame / minimal app's", ratio, 1.3, f"{median_ms(ours)} ms, {median_ms(floor)} ms")


def first_frame(argv: list[str], *texts: str) -> float:
    """Seconds from the start of the process until all `texts` have been written."""
    terminal = Terminal(argv)
    moment = max(terminal.wait_for(text) for text in texts)
    terminal.kill()
    return moment - terminal.started


def keys(folder: Path) -> None:
    """Key to repainted row while scoring a whole form, saving on; the same with 20 ms added to every save."""
    runs: dict[str, list[float]] = {"floor": [], "ours": [], "slow": []}
    for _ in range(4):
        runs["floor"] += minimal_keys()
        runs["ours"] += form_keys(IPC2, fresh(folder))
        runs["slow"] += form_keys(SLOW, fresh(folder))
    for name, text in (("ours", "key -> row"), ("slow", "key -> row, saves 20 ms slower")):
        for quantile, goal in ((50, 1.5), (95, 2.0)):
            a, b = percentile(runs[name], quantile), percentile(runs["floor"], quantile)
            report(f"{text}, p{quantile} / minimal app's", a / b, goal, f"{a * 1e3:.1f} ms, {b * 1e3:.1f} ms")


def minimal_keys() -> list[float]:
    """Seconds from each key to the minimal application's answer."""
    terminal = Terminal(MINIMAL)
    terminal.wait_for("ready")
    terminal.settle(0.3)
    times = []
    for turn in range(2 * ITEMS):
        key = str(turn % 10)
        times.append(-terminal.send(key) + terminal.wait_for(f"({key}_)"))
        terminal.settle()
    terminal.kill()
    return times


def form_keys(program: list[str], path: Path) -> list[float]:
    """Seconds from each key to the repainted row: a digit shows in the cell, Enter shows the next open item."""
    terminal = Terminal([*program, str(path), "--lang", "zh"])
    terminal.wait_for("帮助")
    terminal.settle(0.3)
    times = []
    for _ in range(ITEMS - 1):
        times.append(-terminal.send("1") + terminal.wait_for("[1_]"))
        terminal.settle()
        times.append(-terminal.send("\r") + terminal.wait_for("> "))
        terminal.settle()
    terminal.kill()
    return times


def saves(folder: Path) -> None:
    """One save beside a bare atomic write of the same bytes; and among a thousand other visits."""
    path = fresh(folder, "370899-0108.json")
    crowd = folder / "crowd"
    crowd.mkdir()
    for number in range(1000):
        shutil.copy(path, crowd / f"{number}.json")
    alone, crowded = VisitStore(path), VisitStore(crowd / "500.json")
    data = dump_json(load_json(path))
    bare_path = folder / "bare.json"
    times: dict[str, list[float]] = {"bare": [], "alone": [], "crowded": []}
    for _ in range(150):
        times["bare"].append(timed(lambda: bare_atomic_write(bare_path, data)))
        times["alone"].append(timed(lambda: alone.save(alone.visit)))
        times["crowded"].append(timed(lambda: crowded.save(crowded.visit)))
    bare, one, many = (statistics.median(times[name]) for name in ("bare", "alone", "crowded"))
    report("save / bare atomic write of the same bytes", one / bare, 1.6, f"{one * 1e3:.2f} ms, {bare * 1e3:.2f} ms")
    report("save among 1,000 other visits / alone", many / one, 1.1, f"{many * 1e3:.2f} ms")
    report("fsyncs a save", count_fsyncs(alone), 2, "exactly two")
    alone.close()
    crowded.close()


def bare_atomic_write(path: Path, data: bytes) -> None:
    """The floor: new file, fsync, rename, fsync of the folder."""
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    handle = os.open(path.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def count_fsyncs(store: VisitStore) -> int:
    """How many fsyncs one save makes."""
    calls: list[int] = []
    real = durable.os.fsync
    durable.os.fsync = lambda handle: (calls.append(handle), real(handle))[1]
    try:
        store.save(store.visit)
    finally:
        durable.os.fsync = real
    return len(calls)


def summary(folder: Path) -> None:
    """`ipc2 summary` of one visit beside a bare script that prints the same table."""
    path = fresh(folder, "370899-0104.json")
    ours, floor = [], []
    for _ in range(ROUNDS + 5):
        floor.append(timed(lambda: subprocess.run([sys.executable, str(HERE / "bare_summary.py")], check=True,
                                                  capture_output=True)))  # fmt: skip
        ours.append(timed(lambda: subprocess.run([*IPC2, "summary", str(path), "--lang", "zh"], check=True,
                                                 capture_output=True)))  # fmt: skip
    ratio = statistics.median(a / b for a, b in zip(ours, floor, strict=True))
    report("summary / bare script with rich", ratio, 1.4, f"{median_ms(ours)} ms, {median_ms(floor)} ms")


def rosters(folder: Path) -> None:
    """Importing 5,000 teachers beside reading their workbook; drawing among 100,000 beside hashing their tickets."""
    from tests.bench.rosters import KEY, draw_from, hash_bare, read_bare, read_roster_of, workbook_of

    book = workbook_of(folder, 5000)
    compare("import of 5,000 teachers / reading the workbook", 1.5, 5,
            lambda: read_roster_of(book, 5000), lambda: read_bare(book))  # fmt: skip
    ids = [f"T{number:06d}" for number in range(100_000)]
    texts = [f"ipc2-ticket-v1:{KEY}:{each}".encode() for each in ids]
    compare(
        "draw among 100,000 teachers / hashing the bytes", 4, 7, lambda: draw_from(ids, 5000), lambda: hash_bare(texts)
    )


def papers() -> None:
    """A signed sheet beside a bare script that writes the same cells; signatures beside the bare Ed25519 checks."""
    from ipc2_tui.exporting import sheet_of
    from ipc2_tui.identity import evaluator
    from ipc2_tui.visit_file import read_visit
    from tests.bench.districts import visit_as
    from tests.bench.papers import check_bare, check_ours, sheets_of, signed_visit, write_bare

    drawn = read_visit(VISITS / "370899-0108.json", None)
    visit = signed_visit(drawn, evaluator())
    sheets, code = sheets_of(visit)
    compare("signed sheet / bare script, same cells and code", 1.5, 9,
            lambda: sheet_of(visit), lambda: write_bare(sheets, code))  # fmt: skip
    visits = [signed_visit(visit_as(drawn, f"S-{number:04d}"), evaluator()) for number in range(1000)]
    assert check_ours(visits[:5]) == check_bare(visits[:5]) == 5
    # Nobody set this goal; beside the signature, what the entries come to is worked out and hashed again.
    compare("1,000 signed visits / bare Ed25519 checks", 8, 3, lambda: check_ours(visits), lambda: check_bare(visits))


def districts(folder: Path) -> None:
    """Many visits ranked beside reading their bytes, and beside jq adding up what they state."""
    from ipc2_tui.workbooks.district_book import district_book
    from tests.bench.districts import (
        add_with_duckdb,
        add_with_jq,
        make_visits,
        peak,
        rank,
        read_bare,
        rows_of,
        thousand_schools,
        write_book_bare,
    )

    found = thousand_schools()
    rows = rows_of(district_book(found))
    compare("workbook of 1,000 schools / bare loop, same cells", 1.5, 5,
            lambda: district_book(found), lambda: write_book_bare(rows))  # fmt: skip
    count = int(os.environ.get("IPC2_BENCH_FILES", "2000"))
    few = make_visits(VISITS / "370899-0108.json", folder / "few", count // 10)
    many = make_visits(VISITS / "370899-0108.json", folder / "many", count)
    stated = add_with_jq(many)
    assert add_with_duckdb(many) == rank(many) == rank(many, "--no-verify")
    assert stated in (None, rank(many))
    compare(f"district of {count:,} files / reading the bytes", 25, 3, lambda: rank(many), lambda: read_bare(many))
    if stated is not None:
        compare("the same / jq -s, totals only", 1, 3, lambda: rank(many), lambda: add_with_jq(many))
    compare("without hashes / reading the bytes", 6, 3, lambda: rank(many, "--no-verify"), lambda: read_bare(many))
    compare("without hashes / DuckDB, totals only", 0.9, 3,
            lambda: rank(many, "--no-verify"), lambda: add_with_duckdb(many))  # fmt: skip
    before, after = peak(few), peak(many)
    report(
        f"memory for {count:,} files / for {count // 10:,}", after / before, 3, f"{after >> 10} MB, {before >> 10} MB"
    )


def compare(what: str, goal: float, rounds: int, ours: Callable[[], object], floor: Callable[[], object]) -> None:
    """Report one thing beside its floor, turn by turn."""
    pairs = [(timed(ours), timed(floor)) for _ in range(rounds)]
    ratio = statistics.median(a / b for a, b in pairs)
    report(what, ratio, goal, f"{median_ms([a for a, _ in pairs])} ms, {median_ms([b for _, b in pairs])} ms")


def timed(action: Callable[[], object]) -> float:
    """Seconds that `action` takes."""
    before = time.perf_counter()
    action()
    return time.perf_counter() - before


def percentile(values: list[float], quantile: int) -> float:
    """The value below which `quantile` percent of `values` lie."""
    return statistics.quantiles(values, n=100)[quantile - 1]


def median_ms(values: list[float]) -> str:
    """The median in milliseconds."""
    return f"{statistics.median(values) * 1e3:.0f}"


if __name__ == "__main__":
    main()
