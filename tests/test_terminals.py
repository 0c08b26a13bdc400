"""The program in the terminals that people have: the bare Linux console, tmux, few colours, none at all."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal that Python can open", allow_module_level=True)

import pexpect

from sample_data import VISITS
from tests.terminal_session import COLUMNS, PATIENCE, ROWS, Session

ROOT = Path(__file__).parent.parent
IPC2 = [sys.executable, "-m", "ipc2_tui", "--lang", "en"]
FRESH = VISITS / "370899-0101.json"
FEW_COLOURS = re.compile(rb"\x1b\[[0-9;]*(?:38|48);[25];")
MOUSE = (b"\x1b[?1000h", b"\x1b[?1003h", b"\x1b[?1006h")
KITTY = b"\x1b[>1u"


@pytest.fixture
def env(tmp_path):
    names = ("PATH", "SYSTEMROOT")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    home = str(tmp_path / "home")
    return kept | {"HOME": home, "IPC2_HOME": home, "IPC2_NAME": "Lin", "PYTHONPATH": str(ROOT), "LANG": "en_US.UTF-8",
                   "PYTHONUTF8": "1"}  # fmt: skip


@pytest.fixture
def start(tmp_path, env):
    """Starts the program on a fresh visit in a terminal of some kind; ends what a failed test has left running."""
    shutil.copy(FRESH, tmp_path)
    sessions = []

    def start(**more):
        sessions.append(Session([*IPC2, FRESH.name], env | more, tmp_path))
        return sessions[-1]

    yield start
    for session in sessions:
        session.close()


def score_and_leave(session):
    session.wait_text("> 管理团队", "0/22")
    session.press("0.5\r")
    session.wait_text("1/22", "saved", "> 教学现状")
    shown = session.text
    cells = [session.screen.buffer[y][x] for y in range(ROWS) for x in range(COLUMNS)]
    assert session.leave("q") == 0
    return shown, cells


@pytest.mark.parametrize("term", ["xterm-256color", "xterm", "tmux-256color", "screen", "vt220", "linux", ""])
def test_a_score_is_given_in_every_terminal(start, term):
    shown, cells = score_and_leave(start(TERM=term))
    assert "? help" in shown.splitlines()[-1]
    invisible = {cell.data for cell in cells if cell.data.strip() and cell.fg == cell.bg != "default"}
    assert not invisible


def test_the_bare_console_gets_plain_signs_few_colours_and_no_mouse(start):
    session = start(TERM="linux")
    shown, _ = score_and_leave(session)
    assert not any(mode in session.raw for mode in (*MOUSE, KITTY))
    assert not FEW_COLOURS.search(session.raw)
    assert {char for char in shown if not char.isascii() and not "\u2e80" <= char <= "\uffef"} == set()


def test_another_terminal_gets_its_mouse_and_its_colours(start):
    session = start(TERM="xterm-256color")
    score_and_leave(session)
    assert all(mode in session.raw for mode in MOUSE)
    assert FEW_COLOURS.search(session.raw)


def test_without_colours_there_are_only_greys(start):
    session = start(TERM="xterm-256color", COLORTERM="truecolor", NO_COLOR="1")
    score_and_leave(session)
    found = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", session.raw)
    assert found
    assert all(len(set(each)) == 1 for each in found)


def run(env, folder, **streams):
    return subprocess.run([*IPC2, FRESH.name], env=env, cwd=folder, text=True, timeout=PATIENCE * 3,
                          check=False, stderr=subprocess.PIPE, **streams)  # fmt: skip


@pytest.fixture
def terminal():
    """A pseudo-terminal's end for a program."""
    ours, theirs = os.openpty()
    yield theirs
    os.close(ours)
    os.close(theirs)


def test_keys_from_a_pipe(tmp_path, env, terminal):
    shutil.copy(FRESH, tmp_path)
    done = run(env | {"TERM": "xterm"}, tmp_path, input="5\n", stdout=terminal)
    assert done.returncode == 2
    assert done.stderr.startswith("ipc2: terminal: the interface needs a keyboard") and done.stderr.count("\n") == 1
    assert "ipc2 summary" in done.stderr


def test_a_screen_that_is_a_pipe(tmp_path, env, terminal):
    shutil.copy(FRESH, tmp_path)
    done = run(env | {"TERM": "xterm"}, tmp_path, stdin=terminal, stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("ipc2: terminal: the interface needs a screen") and done.stderr.count("\n") == 1


@pytest.mark.parametrize("kind", ["dumb", "unknown"])
def test_a_terminal_that_cannot_draw(tmp_path, env, kind):
    shutil.copy(FRESH, tmp_path)
    child = pexpect.spawn(IPC2[0], [*IPC2[1:], FRESH.name], env=env | {"TERM": kind}, cwd=str(tmp_path),
                          dimensions=(24, 200))  # fmt: skip
    said = child.read().decode()
    child.close()
    assert child.exitstatus == 2
    assert f"cannot be drawn on a terminal of the kind {kind}; start it in a terminal window" in said
    assert "\x1b" not in said


class Tmux:
    """A tmux server of its own with one window."""

    def __init__(self, env, folder, name):
        self.env, self.folder, self.name = env, folder, name
        self.tmux("new-session", "-d", "-x", "80", "-y", "24", *IPC2, FRESH.name)

    def tmux(self, *words):
        command = ["tmux", "-L", self.name, "-f", os.devnull, *words]
        return subprocess.run(command, env=self.env, cwd=self.folder, check=True, text=True, capture_output=True,
                              timeout=PATIENCE).stdout  # fmt: skip

    def wait_text(self, *texts):
        deadline = time.monotonic() + PATIENCE * 2
        while not all(text in (shown := self.tmux("capture-pane", "-p")) for text in texts):
            assert time.monotonic() < deadline, f"no sign of {texts}; the pane shows\n{shown}"
        return shown


@pytest.fixture
def pane(tmp_path, env, request):
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    shutil.copy(FRESH, tmp_path)
    name = (
        f"ipc2-{os.getpid()}-{request.node.name}"  # of its own, since the server of the test before may still be going
    )
    kinds = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "IPC2_GLYPHS": "full", "TMUX_TMPDIR": tempfile.gettempdir()}
    yield Tmux(env | kinds, tmp_path, name)
    subprocess.run(["tmux", "-L", name, "kill-server"], env=env | kinds, check=False, capture_output=True)


def test_a_draft_outlives_a_pane_that_is_made_too_small(pane):
    pane.wait_text("> 管理团队", "0/22")
    pane.tmux("send-keys", "0", ".")
    pane.wait_text("[0._]")
    pane.tmux("resize-window", "-x", "50", "-y", "24")
    pane.wait_text("50 x 24", "60 x 20")
    pane.tmux("resize-window", "-x", "100", "-y", "30")
    pane.wait_text("> 管理团队", "[0._]")  # tmux alone brings back what stood to the right
    pane.tmux("send-keys", "5", "Enter")
    shown = pane.wait_text("1/22", "> 教学现状")
    assert "-0.5" in shown


def test_the_commands_open_where_tmux_keeps_their_first_key(pane):
    pane.wait_text("> 管理团队")
    pane.tmux("send-keys", ":")
    pane.wait_text("Find a command")
    pane.tmux("send-keys", "Escape")
