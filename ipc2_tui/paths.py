"""Asking what a path is, for paths that people typed: one too long for the system is simply not there."""

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
