"""Ten thousand keys at once, as a wrong paste brings them: taken in, in order, and the program still answers."""

import os
import shutil
import sys
import time

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal that Python can open", allow_module_level=True)

from ipc2_tui.files.visit_file import read_visits
from tests.terminal_visit import CODE, FRESH, NAME, SAVED, counted

MANY = 10_000
LONGEST_SECONDS = 60.0  # on a machine that has much else to do
TEXT = ("Minutes of 2022-12-05: 4.5 points = good? (see /rooms #12) " * 200)[:MANY]
HELP, DIALOG = "  按键   ", "esc 关闭"
KEYS = {
    "digits": "1" * MANY,
    "scores": "1\r" * (MANY // 2),
    "arrows": "\x1b[B\x1b[A\x1b[C\x1b[D" * (MANY // 4),
    "a text in brackets": f"\x1b[200~{TEXT}\x1b[201~",
    "a text, raw": TEXT.lower(),
}


def press_all(session, keys):
    """Press them as fast as the program takes them; what it paints is read meanwhile, as a terminal does."""
    handle, left = session._child.child_fd, keys.encode()
    os.set_blocking(handle, False)
    try:
        while left:
            try:
                left = left[os.write(handle, left[:4096]) :]
            except BlockingIOError:
                session.read(0.01)
    finally:
        os.set_blocking(handle, True)


@pytest.mark.parametrize("what", KEYS)
@pytest.mark.parametrize("where", ["scores", "list"])
def test_many_keys_at_once(where, what, tmp_path, start, figure):
    (tmp_path / "v").mkdir()
    path = tmp_path / "v" / FRESH.name
    for name in (FRESH.name, "370899-0103.json", "370899-0104.json"):
        shutil.copy(FRESH.with_name(name), path.with_name(name))
    session = start("v" if where == "list" else f"v/{path.name}", IPC2_NAME=NAME)
    session.wait_text("0/22")
    began = time.monotonic()
    press_all(session, KEYS[what])
    # It answers: the help comes up, once what the keys have opened is closed; what is asked while it is still busy
    # with them may close the help that was asked for before, so that it is asked for again.
    session.press("\x1bOP")
    while HELP not in session.text and time.monotonic() < began + 2 * LONGEST_SECONDS:
        session.read_for(0.5)
        if HELP not in session.text:
            session.press("\x1b" if DIALOG in session.text else "")
            session.read_for(0.2)
            session.press("\x1bOP")
    assert HELP in session.text, session.text
    took = time.monotonic() - began
    session.press("\x1b")
    session.wait_for(lambda s: HELP not in s.text, "what was there before")
    while True:  # what is typed and not accepted has to be dropped first; what is open has to be closed
        session.press("\x11")
        session.read_for(0.3)
        if not session.read(0.2):
            break
        session.press("\x1b")
        session.read_for(0.2)
    assert session.leave("") == 0
    assert b"Traceback" not in session.raw
    visit = read_visits(path).visits[CODE]
    assert len(visit.entries) == len({entry.hash for entry in visit.entries}) and not visit.forks
    figure(f"{MANY} keys ({what}) into the {where}: answered after {took:.1f} s")
    assert took < LONGEST_SECONDS


def test_scores_in_the_list_open_the_visit_first(tmp_path, start):
    """Every key acts on what the one before has opened: Enter opens the first visit, and its scores follow."""
    (tmp_path / "v").mkdir()
    path = tmp_path / "v" / FRESH.name
    shutil.copy(FRESH, path)
    session = start("v", IPC2_NAME=NAME)
    session.wait_text("0/22")
    session.press("\r" + "=" * 5)
    session.wait_for(lambda s: counted(s.top) == 5 and SAVED in s.top, "five scores")
    session.press("q")
    session.wait_text("5/22")
    assert session.leave("q") == 0
    assert read_visits(path).visits[CODE].counts["score"] == 5
