"""A program in an 80x24 pseudo-terminal, read as a person reads it: off the screen."""

import os
import select
import signal
import time
from collections.abc import Callable

import pyte

from tests.bench.terminal import Terminal

PATIENCE = 20.0


class Session(Terminal):
    """A running program; `screen` is what its terminal shows."""

    def __init__(self, argv: list[str], env: dict[str, str]) -> None:
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        super().__init__(argv, env)

    @property
    def text(self) -> str:
        """The screen's lines; a wide character stands for its two columns."""
        return "\n".join(self.screen.display)

    def type(self, keys: str) -> None:
        """Press keys, one after the other without waiting."""
        os.write(self.handle, keys.encode())

    def wait_until(self, seen: Callable[[str], bool], what: str) -> str:
        """Read until the screen satisfies `seen`; returns its text.  Fails with the screen's text."""
        deadline = time.monotonic() + PATIENCE
        while not seen(self.text):
            left = deadline - time.monotonic()
            assert left > 0, f"waited for {what}; the screen shows\n{self.text}"
            self.read(left)
        return self.text

    def wait_text(self, *texts: str) -> str:
        """Read until all `texts` are on the screen."""
        return self.wait_until(lambda shown: all(text in shown for text in texts), " and ".join(texts))

    def read(self, seconds: float) -> bool:
        """Take in what comes within `seconds`; False if nothing did, or the program has ended."""
        if not select.select([self.handle], [], [], max(0.0, seconds))[0]:
            return False
        try:
            data = os.read(self.handle, 65536)
        except OSError:
            return False
        self.raw += data
        self._stream.feed(data)
        return bool(data)

    def read_for(self, seconds: float) -> None:
        """Take in everything that comes within `seconds`."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.read(left)

    def leave(self, keys: str) -> int:
        """Press keys that end the program; returns its exit status."""
        self.type(keys)
        deadline = time.monotonic() + PATIENCE
        while True:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                while self.read(0):
                    pass
                os.close(self.handle)
                return os.waitstatus_to_exitcode(status)
            assert time.monotonic() < deadline, f"still running; the screen shows\n{self.text}"

    def kill_now(self) -> None:
        """SIGKILL, then read what the program had still written: all of that was shown."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        while self.read(0):
            pass
        os.close(self.handle)
