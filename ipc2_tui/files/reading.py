"""The bytes of a file that somebody gave us: never more than such a file can have, whatever the name leads to."""

import os
import stat
from pathlib import Path

from ipc2_tui.files.reasons import reason
from scoring.problem import Problem
from scoring.wording import tr

SMALL = 1_000_000  # what people type: keys, lists of signers, settings, a code
_PART = 1 << 20


def read_bytes(path: Path, largest: int) -> bytes:
    """What the file at `path` holds.  Raises Problem, also for one with more than `largest` bytes."""
    try:
        return _read(path, largest)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def read_if_there(path: Path, largest: int) -> bytes | None:
    """The same; None where there is no file."""
    try:
        return _read(path, largest)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception) -> Problem:
    """That a file cannot be read, with the system's reason."""
    return Problem(str(path), tr("cannot be read: {why}").format(why=reason(error)))


def _read(path: Path, largest: int) -> bytes:
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        if stat.S_ISREG(status.st_mode) and status.st_size <= largest:
            return file.read()
        parts, size = [], status.st_size
        while size <= largest and (part := file.read(_PART)):  # a pipe, or a device that never ends
            parts.append(part)
            size += len(part)
    if size > largest:
        raise Problem(str(path), tr("is larger than such a file can be"))
    return b"".join(parts)
