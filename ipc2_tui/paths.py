"""Asking what a path is, for paths that people typed: one too long for the system is simply not there."""

import glob
import os
import stat
from pathlib import Path


def is_there(path: Path) -> bool:
    """Whether there is anything at `path`."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether `path` is a folder."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def matches(name: str) -> list[str] | None:
    """What a pattern such as ``visits/**/*.json`` means; None where `name` is none, or is what something is called."""
    if not any(sign in name for sign in "*?[") or os.path.lexists(name):
        return None
    return glob.glob(name, recursive=True)  # noqa: PTH207 - absolute ones, too


def never_ends(path: Path) -> bool:
    """Whether reading `path` may wait or go on for ever: a pipe, a socket, a device.  In a folder it is no file."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
