"""Power that fails, a program that is killed: nothing that the screen has called saved is lost."""

import multiprocessing
import random
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import reduce
from operator import add
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal that Python can open", allow_module_level=True)

from ipc2_tui.files.visit_file import read_visits
from scoring.draw import seal_code
from scoring.draws import draws_of
from tests.bad_days.killing import Killed, kill_sessions
from tests.terminal_visit import CODE, FRESH, IPC2, NAME, SAVED

KILLS, AT_ONCE = 500, 2
SEALS = 12
CODE_SHOWN = re.compile(r"[A-Z2-7](  [A-Z2-7]){4}  -(  [A-Z2-7]){5}")  # while it is saved, a word stands in its place


def test_no_score_shown_as_saved_is_lost_by_a_kill(tmp_path, figure):
    """A score is saved once the top row counts it and says so.  Each start goes on with the file of the kill before."""
    began = time.monotonic()
    # Spawned, not forked: this process may have threads.
    with ProcessPoolExecutor(AT_ONCE, multiprocessing.get_context("spawn")) as pool:
        folders = [tmp_path / str(place) for place in range(AT_ONCE)]
        seeds = [f"2022-12-05 {place}" for place in range(AT_ONCE)]
        killed = reduce(
            add, pool.map(kill_sessions, folders, seeds, [KILLS // AT_ONCE] * AT_ONCE), Killed(0, 0, 0, 0, 0)
        )
    figure(
        f"{killed.kills} kills ({killed.starting} of them while starting, {killed.unsaved} with scores not yet saved, "
        f"{killed.litter} half-written copies swept) in {time.monotonic() - began:.0f} s: "
        f"{killed.shown} scores shown as saved, 0 lost, 0 files unreadable"
    )
    assert killed.kills >= KILLS
    assert killed.shown >= KILLS, "too little was saved before the kills to try anything"
    assert killed.unsaved >= KILLS // 10, "no kill came before its scores were saved"


def test_a_seal_shown_can_be_drawn_after_a_kill(tmp_path, env, start, figure):
    """The nonce waits in the settings folder and the entry in the file, both before the code is on the screen."""
    chance = random.Random(20221205)
    shown = 0
    for number in range(SEALS):
        path = Path(shutil.copy(FRESH, tmp_path / f"{number}.json"))
        session = start(path.name, IPC2_NAME=NAME)
        session.wait_text("0/22", SAVED)
        session.press("ds\r")
        if number % 2:
            session.wait_for(lambda s: CODE_SHOWN.search(s.text), "the seal's code")
        session.read_for(chance.uniform(0, 0.15))
        session.kill()

        visit = read_visits(path).visits[CODE]
        seal = draws_of(visit).open_seal
        code = seal_code(seal.body["seal"]) if seal else None
        if seen := CODE_SHOWN.search(session.text):
            assert seen[0].replace("  ", "") == code
            shown += 1
        if seal is not None:
            words = [*IPC2, "draw", path.name, "--words", "3 1 6 2 5 4 6 1 1 3"]
            done = subprocess.run(words, env=env | {"IPC2_NAME": NAME}, cwd=tmp_path, capture_output=True, check=False)
            assert (done.returncode, done.stderr) == (0, b"")
            [draw] = draws_of(read_visits(path).visits[CODE]).draws
            assert draw.valid and seal_code(draw.seal) == code
    figure(f"{SEALS} kills while sealing: {shown} seals shown, all of them drawn afterwards")
    assert shown >= SEALS // 2
