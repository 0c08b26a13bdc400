"""A program in an 80x24 pseudo-terminal: its keyboard, and its screen as a person sees it."""

import os
import re
import signal
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte

PATIENCE = 20.0
COLUMNS, ROWS = 80, 24
# Where a repaint of the top row begins: what stood there until then has been seen.
_TOP = re.compile(rb"(?=\x1b\[1;1H)")


class Session:
    """Runs `argv` until it is left or killed.

    `raw` is every byte it has written.  `tops` is every state that the whole top row has been in, in order: nothing
    that was painted is missed, however late it is read.
    """

    def __init__(self, argv: list[str], env: dict[str, str], folder: Path) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.raw = b""
        self.tops: list[str] = []
        self._stream = pyte.ByteStream(self.screen)
        self._child = pexpect.spawn(argv[0], argv[1:], env=env, cwd=str(folder), dimensions=(ROWS, COLUMNS))
        self._child.delaybeforesend = None
        self._child.ptyproc.delayafterclose = 0

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self._row(y) for y in range(ROWS))

    @property
    def top(self) -> str:
        """The top row, as it was when it was last whole."""
        return self.tops[-1] if self.tops else ""

    def press(self, keys: str) -> None:
        """Press keys, one after the other without a pause."""
        self._child.send(keys)

    def wait_for(self, seen: Callable[["Session"], object], what: str, seconds: float = PATIENCE) -> None:
        """Read until `seen` holds; fails with the screen's text."""
        deadline = time.monotonic() + seconds
        while not seen(self):
            going_on = self.read(0.05)
            if not seen(self):
                assert going_on, f"the program ended before {what}; the screen showed\n{self.text}"
                assert time.monotonic() < deadline, f"no sign of {what} in {seconds} s; the screen shows\n{self.text}"

    def wait_text(self, *texts: str) -> None:
        """Read until all of `texts` are on the screen."""
        self.wait_for(lambda session: all(text in session.text for text in texts), " and ".join(texts))

    def read(self, seconds: float) -> bool:
        """Take in what comes next, at the latest after `seconds`; False once the program has closed the terminal."""
        try:
            data = self._child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            self._note_top(whole=True)  # a repaint would go on
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        for piece in _TOP.split(data):
            self._stream.feed(piece)
            self._note_top()
        return True

    def read_for(self, seconds: float) -> None:
        """Take in everything that comes within `seconds`."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and self.read(left):
            pass

    def kill(self) -> None:
        """SIGKILL to all of its processes; then read all that it had painted before."""
        os.killpg(self._child.pid, signal.SIGKILL)
        self._read_to_the_end("being killed")
        self._child.wait()
        assert self._child.signalstatus == signal.SIGKILL, f"it had ended by itself; the screen showed\n{self.text}"
        self._child.close()

    def leave(self, keys: str) -> int:
        """Press keys that end it; returns its exit status.  The terminal must be as it was before."""
        self.press(keys)
        self._read_to_the_end(f"leaving with {keys!r}")
        local = termios.tcgetattr(self._child.child_fd)[3]
        for flag in ("ICANON", "ECHO", "ISIG"):
            assert local & getattr(termios, flag), f"the terminal was left without {flag}"
        self._child.wait()
        self._child.close()
        assert self._child.signalstatus is None
        return int(self._child.exitstatus)

    def hang_up(self) -> int:
        """Close the window under it; returns its exit status once it has ended."""
        self._child.ptyproc.fileobj.close()
        self._child.ptyproc.closed = self._child.closed = True
        deadline = time.monotonic() + PATIENCE
        while (ended := os.waitpid(self._child.pid, os.WNOHANG)) == (0, 0):
            if time.monotonic() > deadline:
                os.kill(self._child.pid, signal.SIGKILL)
                raise AssertionError(f"still running {PATIENCE} s after its window was closed")
            time.sleep(0.05)
        return os.waitstatus_to_exitcode(ended[1])

    def close(self) -> None:
        """End it whatever it is doing; for a test that has failed."""
        if not self._child.closed:
            self._child.close(force=True)

    def _read_to_the_end(self, what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.read(0.5):
            assert time.monotonic() < deadline, (
                f"still running {PATIENCE} s after {what}; the screen shows\n{self.text}"
            )

    def _row(self, y: int) -> str:
        """One row; the second half of a wide character is empty."""
        return "".join(self.screen.buffer[y][x].data for x in range(COLUMNS))

    def _note_top(self, whole: bool = False) -> None:
        """Keep the top row, unless the cursor stands within it, perhaps half-way through a repaint."""
        if not whole and self.screen.cursor.y == 0 and 0 < self.screen.cursor.x < COLUMNS:
            return
        if (row := self._row(0)) != self.top:
            self.tops.append(row)
