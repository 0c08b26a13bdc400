"""Disks that are small, full, read-only or pulled out: real ones, where this user may mount them."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest


def _run(*words: object) -> bool:
    return subprocess.run([str(word) for word in words], capture_output=True, check=False).returncode == 0


def put_in(place: Path) -> None:
    """Mount a small disk at `place`; skips the test where that is not allowed."""
    place.mkdir(exist_ok=True)
    if os.name != "posix" or not _run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", place):
        pytest.skip("mounting a disk needs root")


def pull_out(place: Path) -> None:
    """Unmount it, as a stick is pulled: whatever is open on it."""
    assert _run("umount", "-l", place)


def make_read_only(place: Path) -> None:
    """Remount it read-only."""
    assert _run("mount", "-o", "remount,ro", place)


@contextmanager
def disk_at(place: Path):
    """A small disk at `place`."""
    put_in(place)
    try:
        yield place
    finally:
        _run("umount", "-l", place)


def fill(place: Path) -> Path:
    """Leave no room on the disk at `place`; returns the file that takes it."""
    filler = place / "films"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return filler
