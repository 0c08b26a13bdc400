"""Files made for people: never over an existing one unless that was asked for."""

import os
from pathlib import Path

from ipc2_tui.paths import is_there
from scoring.problem import Problem
from scoring.wording import tr


def write_output(path: Path, data: bytes, force: bool) -> None:
    """Write a new file whole; with `force` in place of an existing one.  Raises Problem, and then nothing changed."""
    if is_there(path) and not force:
        raise Problem(str(path), tr("exists already; --force replaces it"))
    new = path.with_name(f".{path.name}-{os.getpid()}.tmp")
    try:
        new.write_bytes(data)
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise Problem(str(path), tr("cannot be written: {why}").format(why=error.strerror or error)) from error
