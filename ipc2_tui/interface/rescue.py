"""A visit that is left before its disk would take it."""

import os
import shlex
import subprocess
from pathlib import Path

from ipc2_tui.clock import now
from ipc2_tui.files.private import private_folder
from ipc2_tui.files.reasons import reason
from ipc2_tui.files.store import create
from ipc2_tui.keys.identity import settings_folder
from scoring.problem import Problem
from scoring.visit import Visit
from scoring.wording import tr


def rescue(visit: Visit, file: Path) -> str:
    """Keep `visit`, all of which could not be saved in `file`, in the settings folder; says where and what to do."""
    stamp = now()[:19].replace(":", "").replace("-", "")
    place = settings_folder() / "unsaved" / f"{visit.code}-{stamp}.json"
    try:
        private_folder(place.parent)
        create(place, visit)
    except (Problem, OSError) as error:
        why = error if isinstance(error, Problem) else Problem(str(error.filename or place), reason(error))
        return tr("NOT SAVED, and not kept anywhere else either: {why}").format(why=why)
    quoted = subprocess.list2cmdline if os.name == "nt" else shlex.join
    command = quoted(["ipc2", "merge", str(file), str(place), "-o", str(file), "--with-rosters", "--force"])
    what = tr("NOT SAVED; it is kept in {place}. To bring it in later: {command}")
    return what.format(place=place, command=command)
