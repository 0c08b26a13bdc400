"""Writing a file so that a crash, a full disk or a pulled plug leaves the old one or the new one, never half of one."""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_SUFFIX = ".tmp"


def write_durably(path: Path, data: bytes) -> None:
    """Replace the file at `path` by `data`, on disk when this returns; the one before stays as ``NAME.bak``.

    Exactly two fsyncs: the new file's and its folder's.  Raises OSError, and then the old file is as it was.
    """
    handle, name = tempfile.mkstemp(prefix=_prefix(path), suffix=_SUFFIX, dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _keep_previous(path)
        new.replace(path)
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
    start = _prefix(path)
    for file in path.parent.iterdir():
        if file.name.startswith(start) and file.name.endswith(_SUFFIX):
            with suppress(OSError):
                file.unlink()


def _prefix(path: Path) -> str:
    return f".{path.name}-"


def _keep_previous(path: Path) -> None:
    """Make the present file the previous copy: a second name for the same bytes, so nothing is written twice."""
    if not path.exists():
        return
    backup = previous_copy(path)
    link = path.with_name(f"{_prefix(path)}bak{_SUFFIX}")
    with suppress(FileNotFoundError):
        link.unlink()
    try:
        os.link(path, link)
    except OSError:  # no hard links here (FAT on a USB stick): copy
        shutil.copyfile(path, link)
    link.replace(backup)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable.  Windows cannot open a folder for that; NTFS journals the rename by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
