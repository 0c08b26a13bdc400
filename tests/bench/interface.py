"""The interface beside a minimal application: its first frame, a key until it shows, a key until it is on disk."""

import os
import shutil
import sys
from collections.abc import Iterator
from itertools import cycle, islice, permutations
from pathlib import Path

from ipc2_tui.files import durable
from ipc2_tui.files.layout import dump_json
from ipc2_tui.files.store import VisitStore
from ipc2_tui.files.visit_file import load_json
from sample_data import VISITS
from tests.bench.rows import Row, of_pairs, percentile, timed
from tests.bench.terminal import Terminal

HERE = Path(__file__).parent
MINIMAL = [sys.executable, str(HERE / "minimal_app.py")]
IPC2 = [sys.executable, "-m", "ipc2_tui"]
SLOW = [sys.executable, str(HERE / "slow_disk.py")]
ROUNDS = 15
ITEMS = 22


def measure(folder: Path) -> Iterator[Row]:
    """Everything that an evaluator waits for."""
    path = fresh(folder)
    frames = [
        (first_frame([*IPC2, str(path), "--lang", "zh"], "考核要求", "帮助"), first_frame(MINIMAL, "ready"))
        for _ in range(ROUNDS)
    ]
    yield of_pairs("first frame of the scoring screen / minimal app's", 1.3, frames)
    yield from keys(folder)
    yield from saves(folder)


def fresh(folder: Path, name: str = "370899-0101.json") -> Path:
    """A fresh copy of a sample visit."""
    return Path(shutil.copy(VISITS / name, folder / name))


def first_frame(argv: list[str], *texts: str) -> float:
    """Seconds from the start of the process until all `texts` have been written."""
    terminal = Terminal(argv)
    moment = max(terminal.wait_for(text) for text in texts)
    terminal.kill()
    return moment - terminal.started


def keys(folder: Path) -> Iterator[Row]:
    """Key to repainted row while scoring a whole form, saving on; the same with 20 ms added to every save."""
    runs: dict[str, list[float]] = {"floor": [], "ours": [], "slow": [], "durable": []}
    for _ in range(4):
        runs["floor"] += minimal_keys()
        runs["ours"] += form_keys(IPC2, fresh(folder))
        runs["slow"] += form_keys(SLOW, fresh(folder))
        runs["durable"] += durable_keys(fresh(folder))
    for name, text in (("ours", "key -> row"), ("slow", "key -> row, saves 20 ms slower")):
        for quantile, goal in ((50, 1.5), (95, 2.0)):
            a, b = percentile(runs[name], quantile), percentile(runs["floor"], quantile)
            yield Row(f"{text}, p{quantile} / minimal app's", a / b, goal, f"{a * 1e3:.1f} ms, {b * 1e3:.1f} ms")
    bare = [timed(lambda: bare_atomic_write(folder / "bare.json", b"x" * 20_000)) for _ in range(100)]
    a, b = percentile(runs["durable"], 50), percentile(runs["floor"], 50) + percentile(bare, 50)
    what = "key -> saved on screen, p50 / minimal app's key + atomic write"
    yield Row(what, a / b, None, f"{a * 1e3:.1f} ms, {b * 1e3:.1f} ms")


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


def durable_keys(path: Path) -> list[float]:
    """Seconds from the key that gives a score until the screen says that it is on disk."""
    terminal = Terminal([*IPC2, str(path), "--lang", "zh"])
    terminal.wait_for("帮助")
    terminal.settle(0.3)
    times = []
    for count in range(1, ITEMS):
        terminal.send("=")
        terminal.wait_for(f"{count}/{ITEMS}")
        times.append(terminal.wait_for("已保存") - terminal.sent)
        terminal.settle()
    terminal.kill()
    return times


def saves(folder: Path) -> Iterator[Row]:
    """One save beside a bare atomic write of the same bytes; and the same among a thousand other visits."""
    path = fresh(folder, "370899-0108.json")
    crowd = folder / "crowd"
    crowd.mkdir()
    for number in range(1000):
        shutil.copy(path, crowd / f"{number}.json")
    alone, crowded = VisitStore(path), VisitStore(crowd / "500.json")
    data = dump_json(load_json(path))
    crowded.visit = alone.visit  # one state, whose tally both find
    actions = {
        "bare": lambda: bare_atomic_write(folder / "bare.json", data),
        "alone": lambda: alone.save(alone.visit),
        "bare among others": lambda: bare_atomic_write(crowd / "bare.json", data),
        "among others": lambda: crowded.save(crowded.visit),
    }
    times: dict[str, list[float]] = {name: [] for name in actions}
    for order in islice(cycle(permutations(actions)), 240):  # who comes after whom matters
        for name in order:
            times[name].append(timed(actions[name]))
    one = of_pairs(
        "save / bare atomic write of the same bytes", 1.6, list(zip(times["alone"], times["bare"], strict=True))
    )
    among = of_pairs("", None, list(zip(times["among others"], times["bare among others"], strict=True)))
    yield one
    what = "save among 1,000 other visits / alone, each beside a bare write there"
    yield Row(what, among.ratio / one.ratio, 1.1, among.note)
    yield Row("fsyncs a save", count_fsyncs(alone), 2, "file and folder")
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
