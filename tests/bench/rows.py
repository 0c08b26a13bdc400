"""A figure beside its floor: how it is measured, and how it is written down."""

import statistics
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """One ratio to a floor measured in the same run; `goal` is None where nobody set one."""

    what: str
    ratio: float
    goal: float | None
    note: str

    @property
    def verdict(self) -> str:
        """Whether the goal is met; empty where there is none."""
        return "" if self.goal is None else "ok" if self.ratio <= self.goal else "MISS"


def compare(what: str, goal: float | None, rounds: int, ours: Callable[[], object], floor: Callable[[], object]) -> Row:
    """One thing beside its floor, turn by turn, after a first turn that counts for neither."""
    pairs = [(timed(ours), timed(floor)) for _ in range(rounds + 1)][1:]
    return of_pairs(what, goal, pairs)


def of_pairs(what: str, goal: float | None, pairs: list[tuple[float, float]]) -> Row:
    """The median of the ratios of such pairs of seconds."""
    mine, floors = zip(*pairs, strict=True)
    ratio = statistics.median(a / b for a, b in pairs)
    return Row(what, ratio, goal, f"{milliseconds(mine)} ms, {milliseconds(floors)} ms")


def timed(action: Callable[[], object]) -> float:
    """Seconds that `action` takes."""
    before = time.perf_counter()
    action()
    return time.perf_counter() - before


def percentile(values: list[float], quantile: int) -> float:
    """The value below which `quantile` percent of `values` lie."""
    return statistics.quantiles(values, n=100)[quantile - 1]


def milliseconds(values: Iterable[float]) -> str:
    """The median in milliseconds."""
    median = statistics.median(values) * 1e3
    return f"{median:.0f}" if median >= 20 else f"{median:.2f}"


def line_of(row: Row) -> str:
    """The row for a terminal."""
    goal = "" if row.goal is None else f"(goal {row.goal:g})"
    return f"{row.verdict:<4} {row.what:<56} {row.ratio:6.2f} x {goal:<12} {row.note}"


def table_of(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what / its floor | ratio | goal | | ours, floor |", "| --- | ---: | ---: | --- | --- |"]
    for row in rows:
        goal = "" if row.goal is None else f"{row.goal:g}"
        lines.append(f"| {row.what} | {row.ratio:.2f} | {goal} | {row.verdict} | {row.note} |")
    return "\n".join(lines) + "\n"
