"""A program in a pseudo-terminal, timed from outside: how long until it shows something."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time


class Terminal:
    """Runs `argv` in an 80x24 pseudo-terminal; `shown` is every byte it has written since the last mark."""

    def __init__(self, argv: list[str], env: dict[str, str] | None = None, rows: int = 24, columns: int = 80) -> None:
        self.shown = b""
        self.sent = 0.0
        self.started = time.perf_counter()
        self.pid, self.handle = pty.fork()
        if self.pid == 0:  # the child
            os.environ.update({"TERM": "xterm-256color", "LANG": "C.UTF-8", **(env or {})})
            os.execv(argv[0], argv)
        fcntl.ioctl(self.handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, keys: str) -> float:
        """Type `keys`; returns the moment, which `sent` keeps."""
        self.shown = b""
        self.sent = time.perf_counter()
        os.write(self.handle, keys.encode())
        return self.sent

    def wait_for(self, text: str, seconds: float = 20.0) -> float:
        """The moment at which `text` has been written.  Raises TimeoutError."""
        wanted = text.encode()
        deadline = time.perf_counter() + seconds
        while wanted not in self.shown:
            ready, _, _ = select.select([self.handle], [], [], max(0.0, deadline - time.perf_counter()))
            if not ready:
                raise TimeoutError(f"{text!r} did not appear; the last output was {self.shown[-300:]!r}")
            try:
                self.shown += os.read(self.handle, 65536)
            except OSError as error:  # the program has ended
                raise TimeoutError(f"ended without {text!r}: {self.shown[-600:]!r}") from error
        return time.perf_counter()

    def settle(self, seconds: float = 0.05) -> None:
        """Read until nothing has come for a while."""
        while select.select([self.handle], [], [], seconds)[0]:
            try:
                self.shown += os.read(self.handle, 65536)
            except OSError:
                return

    def kill(self) -> None:
        """End it at once."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.handle)
