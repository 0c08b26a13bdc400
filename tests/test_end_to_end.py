"""The whole program in a real terminal: a form scored by keys, left, opened again; and killed at any moment."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is needed, which Windows has no module for", allow_module_level=True)

from scoring.mark import number
from tests.terminal_session import Session

ROOT = Path(__file__).parent.parent
VISITS = ROOT / "sample_data" / "visits"
FRESH = "370899-0101.json"
IPC2 = [sys.executable, "-m", "ipc2_tui"]
ITEMS = 22
KILLS = 24


@pytest.fixture
def env(tmp_path):
    """A machine on which nobody has scored yet."""
    return {"IPC2_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT), "IPC2_NAME": ""}


def summary_of(path, env):
    """What `ipc2 summary --json` says of the one visit in a file."""
    command = [*IPC2, "summary", "--json", str(path)]
    done = subprocess.run(command, env=os.environ | env, capture_output=True, check=True)
    return json.loads(done.stdout)["visits"][0]


def scored(shown):
    """How many items the status line counts; points out of 22 may stand before it."""
    return int(re.findall(r"(\d+)/22\b", shown.splitlines()[0])[-1])


def test_a_whole_form_by_keys(tmp_path, env):
    demo = tmp_path / "demo"
    session = Session([*IPC2, "demo", "--into", str(demo), "--lang", "en"], env)
    session.wait_text("14 visits", "370899-0101", "370899-0114")
    session.type("\r")
    session.wait_text("Who is scoring?")
    session.type("Lin Zhiyuan\r")
    session.wait_until(lambda shown: "saved" in shown and "Who is" not in shown, "the name to be kept")
    expected = {}
    for place, (item, figures) in enumerate(items_of(demo)):
        keys, points = ("=", figures["self_check"]) if place % 3 else typed(figures["max"])
        session.type(keys)
        expected[item] = points
        session.wait_until(lambda shown, n=place + 1: scored(shown) == n, f"{place + 1} items to be scored")
    session.type("h")
    session.wait_text("Lin Zhiyuan")
    session.type("\x1b")
    session.wait_until(lambda shown: "esc close" not in shown, "the history to be closed")
    shown = session.wait_until(lambda text: "saved" in text.splitlines()[0], "everything to be saved")
    assert scored(shown) == ITEMS
    assert session.leave("\x11") == 0

    assert {item: figures["score"] for item, figures in items_of(demo)} == expected
    total = sum(Decimal(str(points)) for points in expected.values())
    result = summary_of(demo / FRESH, env)
    assert (result["evaluated"], result["scored"]) == (number(total), ITEMS)

    again = Session([*IPC2, str(demo / FRESH), "--lang", "en"], env)
    shown = again.wait_until(lambda text: f"{ITEMS}/22" in text.splitlines()[0], "the visit to be open again")
    assert f"{result['evaluated']}/100" in shown.splitlines()[0]
    assert "Lin Zhi" in shown
    assert again.leave("q") == 0


def typed(maximum):
    """Half of the points, to the half point, as keys and as the figure."""
    points = Decimal(str(maximum)) / 2
    points -= points % Decimal("0.5")
    return f"{points}\r", number(points)


def items_of(folder):
    """The derived figures of every item in the fresh visit's file."""
    document = json.loads((folder / FRESH).read_bytes())["visits"][FRESH.removesuffix(".json")]
    return document["result"]["by_item"].items()


def test_the_terminal_is_given_back(tmp_path, env):
    shutil.copy(VISITS / FRESH, tmp_path)
    session = Session([*IPC2, str(tmp_path / FRESH), "--lang", "en"], env | {"IPC2_NAME": "Lin"})
    session.wait_text("0/22")
    assert b"\x1b[?1049h" in session.raw
    assert session.leave("\x11") == 0
    assert session.raw.rindex(b"\x1b[?1049l") > session.raw.rindex(b"\x1b[?1049h")
    assert session.raw.rindex(b"\x1b[?25h") > session.raw.rindex(b"\x1b[?25l")


def test_killed_at_any_moment_no_saved_score_is_lost(tmp_path, env, record_property):
    """Each run types scores without a pause and is killed somewhere; what was shown as saved must be on disk."""
    chance = random.Random(20221205)
    env = env | {"IPC2_NAME": "Lin"}
    path = tmp_path / FRESH
    shutil.copy(VISITS / FRESH, path)
    promised = 0
    for _ in range(KILLS):
        before = summary_of(path, env)["scored"]
        session = Session([*IPC2, str(path), "--lang", "en"], env)
        session.wait_until(
            lambda shown, n=before: " saved" in shown and scored(shown) == n, f"{before} scores to be back"
        )
        assert "read-only" not in session.text
        best = before
        for _ in range(chance.randint(1, 4)):
            session.type("=")
            session.read_for(chance.uniform(0, 0.05))
            best = max(best, shown_as_saved(session.text))
        session.kill_now()
        best = max(best, shown_as_saved(session.text))
        after = summary_of(path, env)["scored"]
        assert after >= best, f"{best} scores were shown as saved, {after} are on disk"
        promised += best - before
        if after == ITEMS:
            shutil.copy(VISITS / FRESH, path)
    record_property("kills", KILLS)
    record_property("scores shown as saved", promised)
    assert promised >= KILLS / 2, "the runs were killed before anything was shown as saved, so nothing was tried"


def shown_as_saved(shown):
    """The scores that the screen says are saved; 0 while it says something else."""
    first = shown.splitlines()[0]
    return scored(shown) if re.search(r"\bsaved", first) and "NOT" not in first else 0
