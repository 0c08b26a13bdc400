"""The program as people meet it: in a real terminal, by keys alone; and killed at any moment."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal that Python can open", allow_module_level=True)

import pyte

from tests.terminal_session import Session

ROOT = Path(__file__).parent.parent
IPC2 = [sys.executable, "-m", "ipc2_tui"]
CODE = "370899-0101"  # its self-check is in, nobody has scored it
FRESH = ROOT / "sample_data" / "visits" / f"{CODE}.json"
NAME = "林知远"
NOTE, NOTED = "缺两次记录", "3.4"
TICK, TICKED = "混合学习环境", "2.1"
SAVED, SAVING, READ_ONLY = "已保存", "保存中", "只读"
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


class Death(NamedTuple):
    """When to kill: `count` scores have been typed, and then at once, once a state is shown, or after seconds."""

    count: int
    moment: str | float


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


@pytest.fixture
def env(tmp_path):
    """A computer on which nobody has scored yet."""
    home = tmp_path / "home"
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    return {
        "HOME": str(home), **folders, "IPC2_HOME": str(home / "ipc2"), "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "Asia/Shanghai",
    }  # fmt: skip


@pytest.fixture
def start(tmp_path, env):
    """Starts the program; ends whatever a failed test has left running."""
    sessions = []

    def start(*arguments: str, **more: str) -> Session:
        sessions.append(Session([*IPC2, *arguments], env | more, tmp_path))
        return sessions[-1]

    yield start
    for session in sessions:
        session.close()


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


def summary(path, env):
    """What `ipc2 summary --json` prints of a file's scores; it must load without anything to look at."""
    done = subprocess.run([*IPC2, "summary", "--json", path], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    [visit] = json.loads(done.stdout)["visits"]
    return {key: value for key, value in visit.items() if key not in ("participants", "draws", "verified")}


def bodies(path, kind="score"):
    """The newest body of each item in a file; one evaluator."""
    entries = [entry for entry in json.loads(path.read_bytes())["visits"][CODE]["entries"] if entry["kind"] == kind]
    return {entry["body"]["item"]: entry["body"] for entry in sorted(entries, key=lambda entry: entry["seq"])}


def scores(path):
    """The points of each scored item in a file."""
    given = {item: body["points"] for item, body in bodies(path).items()}
    return {item: Decimal(str(points)) for item, points in given.items() if points is not None}


def expected_summary(form):
    """What the typed points come to, reckoned from the form's points alone."""
    document = json.loads(FRESH.read_bytes())["visits"][CODE]
    claims = {item: Decimal(str(body["points"])) for item, body in bodies(FRESH, "claim").items()}
    points = {step.item: step.points for step in form}
    sections = []
    for section in document["result"]["sections"]:
        inside = [item for item in points if item.startswith(section["id"] + ".")]
        sections.append({
            "id": section["id"], "name": section["name"], "points": section["points"], "items": len(inside),
            "scored": len(inside), "evaluated": sum(points[item] for item in inside),
            "self_check": sum(claims[item] for item in inside),
        })  # fmt: skip
    total = sum(points.values())
    return {
        "code": CODE, "name": document["school"]["name"], "date": document["school"]["date"],
        "rubric": "yanzhou-2022", "total": 100, "self_check": sum(claims.values()), "evaluated": total,
        "evaluated_range": [total, total], "possible": 100, "scored": ITEMS, "claimed": ITEMS, "items": ITEMS,
        "level": "qualified" if total >= 80 else "not_qualified", "conflicts": [], "sections": sections,
        "signature": "none", "forks": [], "gaps": [], "outdated": False,
    }  # fmt: skip


def test_a_form_scored_by_keys_is_on_the_screen_and_in_the_file(tmp_path, env, start):
    form = steps()
    session = start("demo")
    session.wait_text(CODE, "370899-0114", "0/22")
    session.press("\r")
    session.wait_text("由谁评分?", READ_ONLY)
    session.press(NAME)
    session.wait_text(NAME)
    session.press("\r")
    session.wait_for(says(SAVED, 0), "an open, unscored visit")
    assert NAME in session.top
    for count, step in enumerate(form):
        if step.item == NOTED:
            session.press("n")
            session.wait_text("esc 关闭")
            session.press(f"{NOTE}\r")
            session.wait_for(lambda s: NOTE in s.text and "esc 关闭" not in s.text, "the note under the item")
        if step.item == TICKED:
            session.press("t")
            session.wait_text(f"2  [ ] {TICK}")
            session.press("2\r")
            session.wait_for(lambda s: f"[x] {TICK}" in s.text and "esc 关闭" not in s.text, "the tick under the item")
        session.press(step.keys)
        session.wait_for(lambda s, n=count + 1: counted(s.top) == n, f"{step.item} scored with {step.keys!r}")
    session.wait_for(says(SAVED, ITEMS), "the whole form saved")
    session.press("q")
    expected = expected_summary(form)
    total = f"{figure(expected['evaluated'])}/100"
    session.wait_text(total, "9 所已评完")
    assert session.leave("q") == 0

    session = start("ipc2-demo")
    session.wait_text(total)
    session.press("\r")
    session.wait_for(says(SAVED, ITEMS), "the scores again")
    assert NAME in session.top and total in session.top
    for place, letter in enumerate("ABCDEFGH"):
        inside = [step for step in form if step.item.startswith(f"{place + 1}.")]
        points = [figure(step.points) for step in inside]
        session.press(letter)
        session.wait_for(lambda s, points=points: shown_scores(s) == points, f"section {letter} with {points}")
        for step in inside:
            session.wait_for(lambda s, item=step.item: shows_details(s, item), f"the details of {step.item}")
            session.press("\x1b[B")
    assert session.leave("\x11") == 0

    path = tmp_path / "ipc2-demo" / FRESH.name
    assert summary(path, env) == expected
    assert scores(path) == {step.item: step.points for step in form}
    assert bodies(path)[NOTED]["note"] == NOTE
    assert bodies(path)[TICKED]["ticks"] == [TICK]
    for other in FRESH.parent.glob("*.json"):
        assert other == FRESH or other.read_bytes() == (path.parent / other.name).read_bytes()


def shows_details(session, item):
    """Whether the item's details are on the screen, with the note and the tick where they belong only."""
    text = session.text
    found = (f"\n {item} " in text, NOTE in text, f"[x] {TICK}" in text)
    return found == (True, item == NOTED, item == TICKED)


def figure(points):
    """Points as people write them."""
    return f"{points.normalize():f}"


def shown_scores(session):
    """The column of scores in the table: maximum, self-check, score, gap, flags stand to the right of each name."""
    number = r"\d+(?:\.\d)?"
    return re.findall(rf" {number} +{number} +({number}) +[+-]?{number} [ !][ *]$", session.text, re.MULTILINE)


def test_keys_in_one_burst_are_taken_in_the_order_typed(tmp_path, env, start):
    path = Path(shutil.copy(FRESH, tmp_path))
    session = start(path.name, IPC2_NAME=NAME)
    session.wait_for(says(SAVED, 0), "an open, unscored visit")
    assert session.leave("".join(step.keys for step in steps()) + "\x11") == 0
    assert summary(path, env) == expected_summary(steps())
    assert scores(path) == {step.item: step.points for step in steps()}


@pytest.mark.parametrize("arguments", [(".",), (FRESH.name,)], ids=["folder", "visit"])
def test_the_terminal_is_given_back(tmp_path, start, arguments):
    shutil.copy(FRESH, tmp_path)
    session = start(*arguments, IPC2_NAME=NAME)
    session.wait_text("0/22")
    assert b"\x1b[?1049h" in session.raw
    session.press("\x03")
    session.wait_text("ctrl+q 退出, 或按 :")  # ctrl+c does not end it, but says what does
    assert session.leave("\x11") == 0
    assert session.raw.rindex(b"\x1b[?1049l") > session.raw.rindex(b"\x1b[?1049h")
    assert pyte.modes.DECTCEM in session.screen.mode  # the cursor is shown
    for mode in (b"1000", b"1003", b"1006", b"2004"):  # mouse, brackets around what is pasted
        assert session.raw.rindex(b"\x1b[?" + mode + b"l") > session.raw.rindex(b"\x1b[?" + mode + b"h")
    assert not list(tmp_path.glob(".*.lock"))


def deaths():
    """Twelve moments spread over the form, and as many at random, the same every time."""
    spread = [
        (1, SAVED), (5, 0.004), (8, SAVING), (12, 0.012), (17, SAVED), (22, SAVING),
        (3, ""), (7, SAVED), (10, 0.02), (14, SAVED), (19, ""), (22, SAVED),
    ]  # fmt: skip
    chance = random.Random(20221205)
    counts = sorted(chance.sample(range(1, ITEMS + 1), 6)) + sorted(chance.sample(range(1, ITEMS + 1), 6))
    return [Death(*each) for each in spread] + [Death(count, chance.uniform(0, 0.06)) for count in counts]


def test_no_score_shown_as_saved_is_lost_by_a_kill(tmp_path, env, start, record_property):
    """A score is saved once the top row counts it and says so.  Each start goes on with the file of the kill before."""
    form = steps()
    path, on_disk, last = tmp_path / "none", 0, ITEMS + 1
    kills = checked = unsaved = 0
    for death in deaths():
        if death.count <= last:  # a form from the start
            path = Path(shutil.copy(FRESH, tmp_path / f"{kills}.json"))
            (tmp_path / f".{path.name}-1.tmp").write_bytes(b'{"ipc2":')  # of a kill in the middle of a save
            on_disk = 0
        last = death.count
        session = start(path.name, IPC2_NAME=NAME)
        session.wait_for(lambda s, n=on_disk: counted(s.top) == n, f"{on_disk} scores of a killed run")
        assert says(SAVED, on_disk)(session), f"after a kill the file cannot be written: {session.top}"
        assert not list(tmp_path.glob(f".{path.name}-*.tmp")), "a killed save's leavings are still there"
        session.press("".join(step.keys for step in form[on_disk : death.count]))
        if death.moment == SAVED:
            session.wait_for(says(SAVED, death.count), f"{death.count} scores saved")
        elif death.moment == SAVING:
            session.wait_for(lambda s, n=death.count: counted(s.top) == n, f"{death.count} scores")
        elif death.moment:
            session.read_for(float(death.moment))
        session.kill()

        shown, before = promised(session), on_disk
        on_disk = summary(path, env)["scored"]
        assert shown <= on_disk <= death.count, f"{death}: {shown} shown as saved, {on_disk} on disk"
        assert scores(path) == {step.item: step.points for step in form[:on_disk]}
        kills += 1
        checked += shown - before
        unsaved += death.count > shown
    session = start(path.name, IPC2_NAME=NAME)
    session.wait_for(says(SAVED, on_disk), "a start after the last kill")
    assert session.leave("q") == 0
    record_property("kills", kills)
    record_property("scores shown as saved", checked)
    print(f"{kills} kills, {unsaved} of them with scores not yet saved; {checked} scores shown as saved, all on disk")
    assert kills >= 18
    assert checked >= ITEMS, "too little was saved before the kills to try anything"
    assert unsaved >= 3, "no kill came before its scores were saved"
