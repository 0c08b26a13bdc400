"""A visit scored by keys in a real terminal: the form's keys, and what the screen and the file say of it."""

import json
import os
import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from sample_data import VISITS

ROOT = Path(__file__).parent.parent
IPC2 = [sys.executable, "-m", "ipc2_tui"]
CODE = "370899-0101"  # its self-check and its roster are in, nobody has scored it
FRESH = VISITS / f"{CODE}.json"
NAME = "林知远"
SAVED, SAVING, NOT_SAVED, READ_ONLY = "已保存", "保存中", "未保存", "只读"
ITEMS = 22
# What is typed where `=` does not take the self-check over; half points, a whole part left out, zero, full points.
TYPED = {
    "1.2": "0.5", "1.4": "2", "2.3": ".5", "3.1": "4", "3.2": "0", "3.4": "18.5", "3.6": "5", "4.2": "1.0",
    "4.3": "12", "5.1": "3", "7.1": "2.5", "8.1": "0",
}  # fmt: skip


class Step(NamedTuple):
    """One item's score: the keys that give it, and the points that these mean."""

    item: str
    keys: str
    points: Decimal


def steps() -> list[Step]:
    """The whole form in its order."""
    items = json.loads(FRESH.read_bytes())["visits"][CODE]["result"]["by_item"]
    assert set(TYPED) < set(items)
    return [
        Step(item, f"{TYPED[item]}\r", Decimal(TYPED[item]))
        if item in TYPED
        else Step(item, "=", Decimal(str(figures["self_check"])))
        for item, figures in items.items()
    ]


def keys(first: int, last: int) -> str:
    """The keys of the form's items from `first` up to `last`."""
    return "".join(step.keys for step in steps()[first:last])


def points(count: int) -> dict[str, Decimal]:
    """What the first items come to once their keys are typed."""
    return {step.item: step.points for step in steps()[:count]}


def environment(home: Path) -> dict[str, str]:
    """A computer on which nobody has scored yet."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    return {
        "HOME": str(home), **folders, "IPC2_HOME": str(home / "ipc2"), "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "Asia/Shanghai",
    }  # fmt: skip


def counted(top):
    """How many items the top row says have a score; "22" may stand before it as points."""
    found = re.fullmatch(r".*\s(\d+)/22\s.*", top)
    return int(found[1]) if found else -1


def says(state, count):
    """Whether the top row counts `count` scores and ends with `state`."""
    return lambda session: counted(session.top) == count and session.top.rstrip().endswith(state)


def promised(session):
    """The most scores that the screen has at any time called saved."""
    return max((counted(top) for top in session.tops if top.rstrip().endswith(SAVED)), default=0)


def bodies(path, kind="score"):
    """The newest body of each item in a file; one evaluator."""
    entries = [entry for entry in json.loads(path.read_bytes())["visits"][CODE]["entries"] if entry["kind"] == kind]
    return {entry["body"]["item"]: entry["body"] for entry in sorted(entries, key=lambda entry: entry["seq"])}


def scores(path):
    """The points of each scored item in a file."""
    given = {item: body["points"] for item, body in bodies(path).items()}
    return {item: Decimal(str(points)) for item, points in given.items() if points is not None}
