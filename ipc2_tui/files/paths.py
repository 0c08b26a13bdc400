"""Asking what a path is, for paths that people typed: one too long for the system is simply not there."""

import glob
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from ipc2_tui.files.reading import unreadable
from scoring.problem import Problem
from scoring.wording import tr


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


def overlooked(name: str) -> str:
    """The name of a file that may hold visits, though nothing reads it as it is, with the cure; empty for others."""
    lower = "" if name.startswith(".") else name.lower()
    if lower.endswith((".zip", ".rar", ".7z")):
        return tr("{file} (unpack it)").format(file=name)
    return tr("{file} (take the .txt off its name)").format(file=name) if lower.endswith(".json.txt") else ""


def files_in(folder: str) -> Iterator[str]:
    """The files in a folder at every depth, by their paths from it; links to folders are not followed.

    Hidden files and folders are left out: among them is what somebody deleted from a stick (``.Trash-1000``), and
    what office programs keep beside a file that is open (``~$NAME.xlsx``).
    Raises Problem for a folder that cannot be looked into.
    """
    for place, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = [each for each in folders if not each.startswith(".")]
        below = os.path.relpath(place, folder)
        for file in files:
            if not file.startswith((".", "~$")):
                yield os.path.normpath(os.path.join(below, file))  # noqa: PTH118 - as texts


def expand(names: Iterable[str], ending: str = r"\.json") -> list[str]:
    """The files named: a pattern's matches, and those in a folder that end so, in any case; `ending` is an expression.

    As texts, for paths are large and there may be many.
    Raises Problem for a pattern or folder without any, and for a folder that cannot be looked into.
    """
    paths: list[str] = []
    wanted = re.compile(f"(?i:{ending})$").search
    for name in names:
        if is_folder(Path(name)):
            inside = [os.path.join(name, file) for file in files_in(name) if wanted(file)]  # noqa: PTH118
            found = [file for file in inside if not never_ends(Path(file))]
        else:
            matching = matches(name)
            found = [name] if matching is None else matching
        if not found:
            raise Problem(name, tr("no visit files there"))
        paths += sorted(found)
    return list(dict.fromkeys(str(Path(path)) for path in paths))  # as reading calls them, without a leading ./


def _refuse(error: OSError) -> None:
    raise unreadable(Path(error.filename), error) from error
