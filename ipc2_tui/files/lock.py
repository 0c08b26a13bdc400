"""The lock on a visit's file: one window writes, the others look."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ipc2_tui.files.reasons import reason
from scoring.problem import Problem
from scoring.wording import tr

# What systems answer where a folder, mostly one on a network, knows no locks.
_UNKNOWN = frozenset({errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP})


class Lock:
    """The lock of the file at `path`, to be held for as long as it is open for writing.

    `unknown` says that the folder knows no locks, so that holding it keeps nobody out.
    """

    def __init__(self, path: Path) -> None:
        self.unknown = False
        self._file = path.with_name(f".{path.name}.lock")
        # Taken and given back by different threads; no other kind of lock where the system knows none.
        self._lock = FileLock(self._file, thread_local=False, fallback_to_soft=False)
        self._held: tuple[int, int] | None = None

    def take(self, seconds: float = 0) -> str:
        """Take it, unless it is held for so long; why it cannot be had, empty where it is ours.

        What was held is held no more once its folder has been away: on another disk, or made anew.
        """
        if self.unknown:
            return ""
        if self._held is not None:
            if _identity(self._file) == self._held:
                return ""
            self._let_go()
        try:
            self._lock.acquire(timeout=seconds)
        except Timeout:
            return tr("is open in another window, so it is read-only here")
        except OSError as error:
            if error.errno not in _UNKNOWN:
                return tr("the folder cannot be written: {why}").format(why=reason(error))
            self.unknown = True
            with suppress(OSError):
                self._file.unlink()
            return ""
        self._held = _identity(self._file)
        return ""

    def release(self) -> None:
        """Let others write."""
        if self._held is not None and _identity(self._file) == self._held:
            # Removed while still held: a waiter notices that its file is gone and takes a new one.
            with suppress(OSError):
                self._file.unlink()
        self._let_go()

    def _let_go(self) -> None:
        self._held = None
        with suppress(OSError):  # of a disk that is gone
            self._lock.release(force=True)


@contextmanager
def locked(path: Path, seconds: float = 0) -> Iterator[None]:
    """Nobody else writes the file at `path` meanwhile.  Raises Problem where somebody has it for so long."""
    lock = Lock(path)
    try:
        if why := lock.take(seconds):
            raise Problem(str(path), why)
        yield
    finally:
        lock.release()


def _identity(file: Path) -> tuple[int, int] | None:
    """Which file it is, whatever its name; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
