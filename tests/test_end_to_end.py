"""The program as people meet it: in a real terminal, by keys alone."""

import json
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal that Python can open", allow_module_level=True)

import pyte

from tests.terminal_visit import (
    CODE,
    FRESH,
    IPC2,
    ITEMS,
    NAME,
    READ_ONLY,
    SAVED,
    bodies,
    counted,
    says,
    scores,
    steps,
)  # fmt: skip

NOTE, NOTED = "缺两次记录", "3.4"
TICK, TICKED = "混合学习环境", "2.1"


def summary(path, env):
    """What `ipc2 summary --json` prints of a file's scores; it must load without anything to look at."""
    done = subprocess.run([*IPC2, "summary", "--json", path], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    [visit] = json.loads(done.stdout)["visits"]
    return {key: value for key, value in visit.items() if key not in ("participants", "draws", "verified")}


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
        "signature": "none", "forks": [], "gaps": [],
        "withheld": {}, "look": [], "outdated": False,
    }  # fmt: skip


def test_a_form_scored_by_keys_is_on_the_screen_and_in_the_file(tmp_path, env, start):
    form = steps()
    session = start("demo")
    session.wait_text(CODE, "370899-0114", "0/22")
    session.press("\r")
    session.wait_text("由谁评分？", READ_ONLY)
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
    session.wait_text(total, "8 所已评完")
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
    assert f"{path.name}：已全部保存，已评 22/22 项".encode() in session.raw
    assert summary(path, env) == expected_summary(steps())
    assert scores(path) == {step.item: step.points for step in steps()}


@pytest.mark.parametrize("arguments", [(".",), (FRESH.name,)], ids=["folder", "visit"])
def test_the_terminal_is_given_back(tmp_path, start, arguments):
    shutil.copy(FRESH, tmp_path)
    session = start(*arguments, IPC2_NAME=NAME)
    session.wait_text("0/22")
    assert b"\x1b[?1049h" in session.raw
    session.press("\x03")
    session.wait_text("ctrl+q 退出，或按 :")  # ctrl+c does not end it, but says what does
    assert session.leave("\x11") == 0
    assert session.raw.rindex(b"\x1b[?1049l") > session.raw.rindex(b"\x1b[?1049h")
    assert pyte.modes.DECTCEM in session.screen.mode  # the cursor is shown
    for mode in (b"1000", b"1003", b"1006", b"2004"):  # mouse, brackets around what is pasted
        assert session.raw.rindex(b"\x1b[?" + mode + b"l") > session.raw.rindex(b"\x1b[?" + mode + b"h")
    assert not list(tmp_path.glob(".*.lock"))


@pytest.mark.parametrize("arguments", [(".",), (FRESH.name,)], ids=["folder", "visit"])
@pytest.mark.parametrize("typed", ["", "0.5"], ids=["idle", "typing"])
def test_a_window_that_is_closed_leaves_no_process_and_no_lock(tmp_path, start, arguments, typed):
    path = Path(shutil.copy(FRESH, tmp_path))
    session = start(*arguments, IPC2_NAME=NAME)
    session.wait_text("0/22")
    if arguments == (".",):
        session.press("\r")
    session.wait_text("[评估]")
    session.press(f"f{typed}")
    session.wait_text("1/22", f"[{typed}_]" if typed else "已保存")
    assert session.hang_up() == 0
    assert not list(tmp_path.glob(".*.lock"))
    assert list(scores(path).values()) == [1, 0.5][: 1 + bool(typed)]
