"""``ipc2 demo``: the sample district, copied to a folder and opened."""

import shutil
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path

from ipc2_tui.commands.open import no_terminal, open_interface
from ipc2_tui.files.paths import is_there
from ipc2_tui.files.reasons import reason
from sample_data import VISITS
from scoring.problem import Problem
from scoring.wording import mark, tr, visible

HELP = mark("copy the made-up sample district to a folder and open it")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--into", type=Path, default=Path("ipc2-demo"), metavar="DIR",
                        help=tr("folder for the copy (default: ipc2-demo)"))  # fmt: skip


def run(arguments: Namespace) -> int:
    """Copy unless the copy is there already, then open it; without a terminal, say where it is and sum it up."""
    folder: Path = arguments.into
    if is_there(folder) and not all((folder / path.name).exists() for path in VISITS.glob("*.json")):
        raise Problem(str(folder), tr("exists and is no copy of the sample; choose another folder with --into"))
    new = not is_there(folder)
    if new:
        _copy(VISITS, folder)
    if not no_terminal():
        if new:
            from ipc2_tui.interface.toured_app import SETTING
            from ipc2_tui.keys.identity import keep_setting

            with suppress(Problem):  # which the interface says
                keep_setting(SETTING, "")  # whoever makes a new copy wants to be shown round
        return open_interface(folder, in_sample=True)
    from ipc2_tui.commands.summary import summarize

    print(visible(tr("the sample district is in {folder}").format(folder=folder)))
    summarize([str(folder)])
    return 0


def _copy(source: Path, folder: Path) -> None:
    """Copy the files in `source` to a new folder, all of them or none.  Raises Problem.

    They are not copied elsewhere and renamed: Windows renames no folder in which a scanner has a file open.
    """
    try:
        folder.mkdir(parents=True)
        try:
            for file in source.iterdir():
                shutil.copy2(file, folder)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    except OSError as error:
        raise Problem(str(folder), tr("cannot be written: {why}").format(why=reason(error))) from error
