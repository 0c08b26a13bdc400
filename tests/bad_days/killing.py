"""Scoring that is killed again and again: each start goes on with the file that the kill before has left."""

import random
import shutil
from pathlib import Path
from typing import NamedTuple

from ipc2_tui.files.durable import previous_copy
from ipc2_tui.files.visit_file import read_visits
from scoring.visit import SCORE
from tests.terminal_session import Session
from tests.terminal_visit import (
    CODE,
    FRESH,
    IPC2,
    ITEMS,
    NAME,
    SAVED,
    counted,
    environment,
    promised,
    says,
    scores,
    steps,
)

LONGEST_SECONDS = 0.08  # from the last key to the kill: most saves are over by then, many are in the middle


class Killed(NamedTuple):
    """What came of it; `shown` are the scores that a screen called saved, and `unsaved` kills came before all were."""

    kills: int
    starting: int
    unsaved: int
    shown: int
    litter: int

    def __add__(self, other: "Killed") -> "Killed":
        return Killed(*(one + another for one, another in zip(self, other, strict=True)))


def kill_sessions(folder: Path, seed: str, kills: int) -> Killed:
    """Kill `kills` sessions on files in `folder`.  Raises AssertionError where a score shown as saved is not there."""
    chance, form = random.Random(seed), steps()
    env = environment(folder / "home") | {"IPC2_NAME": NAME}
    folder.mkdir(parents=True)
    path, on_disk, done = folder / "none", ITEMS, Killed(0, 0, 0, 0, 0)
    while done.kills < kills:
        if on_disk == ITEMS:
            path = Path(shutil.copy(FRESH, folder / f"{done.kills}.json"))
            on_disk = 0
        session = Session([*IPC2, path.name], env, folder)
        try:
            done += _killed(session, path, on_disk, form, chance)
        finally:
            session.close()
        on_disk = _whole(path, form)
    session = Session([*IPC2, path.name], env, folder)
    try:
        session.wait_for(says(SAVED, on_disk), "a start after the last kill")
        assert session.leave("q") == 0
    finally:
        session.close()
    assert not _litter(path)
    assert not path.with_name(f".{path.name}.lock").exists()
    return done


def _killed(session: Session, path: Path, on_disk: int, form: list, chance: random.Random) -> Killed:
    """One session's life: the start after the kill before, some scores, its own kill at a moment by chance."""
    left = len(_litter(path))
    if chance.random() < 0.05:  # in the middle of the start
        session.read_for(chance.uniform(0, 0.5))
        session.kill()
        assert promised(session) in (0, on_disk)
        return Killed(1, 1, 0, 0, left)
    session.wait_for(lambda s: counted(s.top) == on_disk, f"{on_disk} scores of a killed run")
    assert says(SAVED, on_disk)(session), f"after a kill the file cannot be written: {session.top}"
    assert not _litter(path), "what a killed save left is still there"
    typed = min(ITEMS, on_disk + chance.randint(1, 6))
    session.press("".join(step.keys for step in form[on_disk:typed]))
    if chance.random() < 0.4:
        session.wait_for(says(SAVED, typed), f"{typed} scores saved")
    else:
        session.read_for(chance.uniform(0, LONGEST_SECONDS))
    session.kill()
    shown, kept = promised(session), len(scores(path))
    assert shown <= kept <= typed, f"{shown} shown as saved, {kept} on disk, {typed} typed"
    return Killed(1, 0, int(typed > shown), shown - on_disk, left)


def _whole(path: Path, form: list) -> int:
    """How many scores the file has; it, and the copy before it, must be whole, and these the first of the form."""
    file = read_visits(path)
    assert file.outdated == ()
    given = scores(path)
    assert given == {step.item: step.points for step in form[: len(given)]}
    assert len(file.visits[CODE].latest[SCORE]) == len(given)
    if previous_copy(path).exists():
        read_visits(previous_copy(path))
    return len(given)


def _litter(path: Path) -> list[Path]:
    return list(path.parent.glob(f".{path.name}-*.tmp"))
