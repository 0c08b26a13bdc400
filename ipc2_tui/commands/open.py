"""``ipc2 [PATH]``: the terminal interface on a folder or a visit file."""

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ipc2_tui.files.paths import is_folder, is_there
from scoring.problem import Problem
from scoring.tally import tally
from scoring.wording import mark, tr, visible

CANNOT_DRAW = ("dumb", "unknown")
HELP = mark("open the terminal interface (also: ipc2 PATH)")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("path", nargs="?", type=Path, default=Path(), metavar="PATH", help=tr("folder or visit file"))


def run(arguments: Namespace) -> int:
    """Open the interface and wait until it is left."""
    path: Path = arguments.path
    if not is_there(path):
        raise Problem(str(path), tr("is no command, and there is no such file or folder (see ipc2 --help)"))
    if trouble := no_terminal():
        raise Problem(tr("terminal"), trouble)
    return open_interface(path)


def no_terminal() -> str:
    """Why the interface cannot be shown and driven here, and what helps; empty where it can."""
    kind = os.environ.get("TERM", "")
    if not sys.stdin.isatty():
        why = tr("the interface needs a keyboard, but its input is a file or a pipe")
    elif not sys.stdout.isatty():
        why = tr("the interface needs a screen, but its output goes to a file or a pipe")
    elif kind in CANNOT_DRAW:
        why = tr("the interface cannot be drawn on a terminal of the kind {kind}").format(kind=kind)
    else:
        return ""
    return why + tr("; start it in a terminal window by itself, or use ipc2 summary and ipc2 score")


def open_interface(path: Path, in_sample: bool = False) -> int:
    """Show the interface on `path`; importing it is what costs, so only here."""
    bare_console = os.environ.get("TERM") == "linux"
    if bare_console:
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")  # what it does not know, it may print
    from ipc2_tui.files.store import VisitStore
    from ipc2_tui.keys.identity import evaluator, kept_name

    if kept_name():
        evaluator()  # a damaged key or name is said here, while there is a line to say it on
    from ipc2_tui.interface.app import Ipc2

    store = None if is_folder(path) else VisitStore(path)
    app = Ipc2(path, store, in_sample)
    app.run(mouse=not bare_console)
    if app.farewell:
        raise Problem(str(path), app.farewell)
    if store is not None and not store.read_only:  # from a folder one leaves its list, which has said it
        done = tally(store.visit).evaluated
        text = tr("{file}: all is saved, {n} of {all} items scored")
        print(text.format(file=visible(str(path)), n=done.marked, all=done.items))
    return app.return_code or 0
