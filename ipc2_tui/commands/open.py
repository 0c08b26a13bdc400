"""``ipc2 [PATH]``: the terminal interface on a folder or a visit file."""

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ipc2_tui.paths import is_folder, is_there
from scoring.problem import Problem
from scoring.wording import mark, tr

HELP = mark("open the terminal interface (also: ipc2 PATH)")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("path", nargs="?", type=Path, default=Path(), metavar="PATH", help=tr("folder or visit file"))


def run(arguments: Namespace) -> int:
    """Open the interface and wait until it is left."""
    path: Path = arguments.path
    if not is_there(path):
        raise Problem(str(path), tr("is no command, and there is no such file or folder (see ipc2 --help)"))
    if not has_terminal():
        raise Problem("ipc2", tr("the interface needs a terminal; in a script use ipc2 summary or ipc2 score"))
    return open_interface(path)


def has_terminal() -> bool:
    """Whether a full-screen interface can be shown and driven here."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def open_interface(path: Path, in_sample: bool = False) -> int:
    """Show the interface on `path`; importing it is what costs, so only here."""
    from ipc2_tui.identity import evaluator, kept_name
    from ipc2_tui.store import VisitStore

    if kept_name():
        evaluator()  # a damaged key or name is said here, while there is a line to say it on
    from ipc2_tui.app import Ipc2

    app = Ipc2(path, in_sample=in_sample) if is_folder(path) else Ipc2(path, VisitStore(path))
    app.run()
    if app.farewell:
        raise Problem(str(path), app.farewell)
    return app.return_code or 0
