"""The visit files that a command was given."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from ipc2_tui.paths import expand, is_folder, overlooked
from scoring.wording import commas, tr, visible


def visit_paths(names: Iterable[str]) -> list[str]:
    """The visit files that are named; what in a folder may hold others, but is not read, is told on stderr.

    Raises Problem for a pattern or folder without any.
    """
    given = list(names)
    paths = expand(given)
    files = (file for name in given if is_folder(Path(name)) for _, _, inside in os.walk(name) for file in inside)
    if passed_over := list(filter(None, map(overlooked, files))):
        sys.stderr.write(visible(tr("not read: {files}").format(files=commas(passed_over))) + "\n")
    return paths
