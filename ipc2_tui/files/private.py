"""Files and folders that are their owner's alone when we make them: keys, nonces, and whatever names teachers."""

import os
from pathlib import Path


def new_file(path: Path, instead_of: Path) -> int:
    """A handle on a new file at `path`, of mode 0600, or of the mode and group of the file whose place it will take.

    What lies at `path`, left by a killed save or laid there by somebody, goes; no link there is followed.
    Raises OSError.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags, 0o600)
    except FileExistsError:
        path.unlink()
        handle = os.open(path, flags, 0o600)
    if os.name == "posix":
        _share_as(handle, instead_of)
    return handle


def private_folder(folder: Path) -> None:
    """Make a folder that nobody else may look into; one that is there stays, those above are made as usual."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def _share_as(handle: int, other: Path) -> None:
    """Give a file the mode and group of another, where there is one; never to a group that had no part in it."""
    try:
        like = other.stat()
    except OSError:
        return
    mode, made = like.st_mode & 0o777, os.fstat(handle)
    try:
        if mode & 0o070 and made.st_gid != like.st_gid:
            os.fchown(handle, -1, like.st_gid)
    except OSError:
        mode &= ~0o070
    if mode != made.st_mode & 0o777:  # a stick gives all files one mode, and refuses to be asked for another
        os.fchmod(handle, mode)
