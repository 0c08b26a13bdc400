"""Writing a file so that a crash, a full disk or a pulled plug leaves the old one or the new one, never half of one."""

import errno
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, NamedTuple

from ipc2_tui.files.private import new_file

_SUFFIX = ".tmp"
# What systems answer whose folders, mostly shared ones, cannot be synced: the rename is as durable as they make it.
_UNSYNCED = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})

# Seconds between tries to rename over a file that somebody reads, which only Windows refuses.
_WINDOWS_PATIENCE = (0.01, 0.02, 0.05, 0.1, 0.2) if os.name == "nt" else ()


class Stamp(NamedTuple):
    """By what a file is known again: every file that is put in its place has another."""

    device: int
    number: int
    size: int
    changed: int


def stamp(path: Path) -> Stamp | None:
    """The stamp of the file at `path`; None where there is none, or a link in a circle.

    Raises OSError where that cannot be told.
    """
    try:
        found = path.stat()
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ELOOP):
            return None
        raise
    number = found.st_ino if os.name != "nt" else 0  # on Windows' simpler disks renaming changes it
    return Stamp(found.st_dev, number, found.st_size, found.st_mtime_ns)


def write_durably(path: Path, data: bytes, check: Callable[[], None] = lambda: None) -> Stamp | None:
    """Replace the file at `path` by `data`, as `replacing` does; returns the new file's stamp.

    `check` is called when only the names are still to change hands, and stops that by raising.
    """
    written: Stamp | None = None

    def ready(new: Path) -> None:
        nonlocal written
        written = stamp(new)
        check()

    with replacing(path, ready) as file:
        file.write(data)
    return written


@contextmanager
def replacing(path: Path, ready: Callable[[Path], None], keep: bool = True) -> Iterator[IO[bytes]]:
    """A file that takes the place of the one at `path`, on disk when the context ends; without `keep` no ``NAME.bak``.

    Exactly two fsyncs: the new file's and its folder's.  A new file is its owner's alone, for teachers' names are in
    it; one that was there keeps its mode.
    One writer at a time: where there may be several, callers hold the file's lock.  `ready` is called with the new file
    when only the names are still to change hands, and stops that by raising.  Raises OSError, and then the old file is
    as it was, unless it is the folder that could not be synced: then the new one is there, but a power cut may undo it.
    """
    path = path.resolve() if path.is_symlink() and path.exists() else path  # what a link leads to is meant
    new, link, previous = _names_beside(path, os.getpid())
    try:
        with os.fdopen(new_file(new, path), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        ready(new)
        if _WINDOWS_PATIENCE and path.exists():
            _rename(path, path)  # refused for a file that another program has open, before a second name is made
        if keep:
            _keep(path, previous, link)
        _rename(new, path)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise
    _sync_folder(path.parent)


def previous_copy(path: Path) -> Path:
    """Where the copy before the last save of `path` is kept."""
    return path.with_name(path.name + ".bak")


def sweep(path: Path) -> None:
    """Remove what a killed save of `path` left behind.  Only for who holds the file's lock."""
    left = re.compile(re.escape(_prefix(path)) + r"(\d+|bak)" + re.escape(_SUFFIX))
    with suppress(OSError):  # also of a folder that cannot be looked into
        for file in path.parent.iterdir():
            if left.fullmatch(file.name):
                file.unlink()


def _prefix(path: Path) -> str:
    return f".{path.name}-"


@lru_cache(maxsize=16)  # the same file is saved at every score
def _names_beside(path: Path, process: int) -> tuple[Path, Path, Path]:
    """Where the new file, the previous copy before it has its name, and the previous copy go."""
    prefix = _prefix(path)
    return path.with_name(f"{prefix}{process}{_SUFFIX}"), path.with_name(f"{prefix}bak{_SUFFIX}"), previous_copy(path)


def _keep(path: Path, previous: Path, link: Path) -> None:
    """Make the present file the previous copy: a second name for the same bytes, so nothing is written twice."""
    try:
        os.link(path, link)
    except FileNotFoundError:  # the first save
        return
    except FileExistsError:  # left by a save that failed
        link.unlink()
        os.link(path, link)
    except OSError:  # no hard links here (FAT on a USB stick): copy
        with path.open("rb") as file, os.fdopen(new_file(link, path), "wb") as copy:
            shutil.copyfileobj(file, copy)
    try:
        _rename(link, previous)
    finally:  # where the replacing failed; or did nothing, for both were names of one file already
        link.unlink(missing_ok=True)


def _rename(file: Path, place: Path) -> None:
    """Put `file` in its place; on Windows at a moment when nobody, not even a virus scanner, reads the old one."""
    for seconds in _WINDOWS_PATIENCE:
        try:
            file.replace(place)
            return
        except PermissionError:
            time.sleep(seconds)
    file.replace(place)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable.  Windows cannot open a folder for that; NTFS journals the rename by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNSYNCED:
            raise
    finally:
        os.close(handle)
