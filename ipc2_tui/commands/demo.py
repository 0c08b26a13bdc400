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

_PART = ".copied.tmp"  # a file of the copy before it is whole
HELP = mark("copy the made-up sample district to a folder and open it")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--into", type=Path, default=Path("ipc2-demo"), metavar="DIR",
                        help=tr("folder for the copy (default: ipc2-demo)"))  # fmt: skip


def run(arguments: Namespace) -> int:
    """Copy unless the copy is there already, then open it; without a terminal, say where it is and sum it up."""
    folder: Path = arguments.into
    new = not all(is_there(folder / path.name) for path in VISITS.glob("*.json"))
    if new and is_there(folder) and not _is_begun(folder):
        raise Problem(str(folder), tr("exists and is no copy of the sample; choose another folder with --into"))
    if new:
        _copy(folder)
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


def _is_begun(folder: Path) -> bool:
    """Whether nothing but the sample's files is in a folder, as where copying was interrupted."""
    ours = {_PART, *(path.name for path in VISITS.iterdir())}
    try:
        return all(path.name in ours for path in folder.iterdir())
    except OSError:
        return False


def _copy(folder: Path) -> None:
    """Copy the files that are not in the folder yet, each whole and the visits last: with them the copy is complete.

    Of a new folder nothing stays where that fails.  Raises Problem.
    They are not copied elsewhere and renamed: Windows renames no folder in which a scanner has a file open.
    """
    new = not is_there(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in sorted(VISITS.iterdir(), key=lambda path: path.suffix == ".json"):
            if not is_there(folder / file.name):
                shutil.copy2(file, folder / _PART)
                (folder / _PART).replace(folder / file.name)
    except OSError as error:
        if new:
            shutil.rmtree(folder, ignore_errors=True)
        raise Problem(str(folder), tr("cannot be written: {why}").format(why=reason(error))) from error
