"""The visit files that a command was given."""

import sys
from collections.abc import Iterable
from pathlib import Path

from ipc2_tui.files.paths import expand, files_in, is_folder, overlooked
from scoring.wording import commas, tr, visible


def visit_paths(names: Iterable[str]) -> list[str]:
    """The visit files that are named; what is passed over is told on stderr.

    Raises Problem for a pattern or folder without any.
    """
    given = list(names)
    paths = expand(given)
    if archives := passed_over(given):
        sys.stderr.write(visible(tr("not read: {files}").format(files=commas(archives))) + "\n")
    return paths


def passed_over(names: Iterable[str]) -> list[str]:
    """What in the folders that are named may hold visits, but is not read as it is, with what to do."""
    files = (file for name in names if is_folder(Path(name)) for file in files_in(name))
    return list(filter(None, map(overlooked, files)))
