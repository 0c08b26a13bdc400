"""``ipc2 import``: a filled-in roster or self-check form into a visit."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.problem import Problem
from scoring.wording import mark, tr, visible

if TYPE_CHECKING:
    from ipc2_tui.importing import Found
    from ipc2_tui.recording import Recorder

HELP = mark("take a school's roster or self-check (.xlsx, .csv or .docx) into a visit")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help=tr("workbook, CSV or Word file"))
    parser.add_argument("--into", type=Path, required=True, metavar="VISIT", help=tr("visit file"))
    parser.add_argument("--code", help=tr("which school, where the file holds several"))
    parser.add_argument("--yes", action="store_true", help=tr("import without asking"))


def run(arguments: Namespace) -> int:
    """Read everything, say what is wrong or what would be imported, ask, record; 1 where something newer stands."""
    from ipc2_tui.at_terminal import agreed, next_step
    from ipc2_tui.importing import in_force
    from ipc2_tui.recording import recording

    with recording(arguments.into, arguments.code) as recorder:
        found = _read(arguments.file, recorder)
        for note in found.notes:
            print(visible(note), file=sys.stderr)
        if found.problems:
            for problem in found.problems:
                print(f"ipc2: {problem}", file=sys.stderr)
            mistakes = sum(problem.mistakes for problem in found.problems)
            print(tr("{n} mistakes; nothing was imported").format(n=mistakes), file=sys.stderr)
            return 2
        if not found.bodies:
            print(tr("all of it is in the visit already"))
            return 0
        if found.others and arguments.yes:
            raise Problem(str(arguments.file), tr("is of another school; look at it first, without --yes"))
        if not arguments.yes:
            print("\n".join(found.rows))
            question = tr("{what} from {file} into {visit}").format(
                what=found.what, file=arguments.file, visit=arguments.into)  # fmt: skip
            if not agreed(question, "import"):
                print(tr("nothing was imported"), file=sys.stderr)
                return 0
        recorder.record_all(found.kind, found.bodies)
        beaten = in_force(found, recorder.visit)
    if arguments.yes:
        print("\n".join(found.rows))  # when it is on disk: whoever reads this may stop reading
    print(tr("imported: {what}").format(what=found.what))
    if beaten:
        print(beaten, file=sys.stderr)
    next_step(tr("ipc2 {file}").format(file=arguments.into))
    return int(bool(beaten))


def _read(path: Path, recorder: "Recorder") -> "Found":
    """What the file holds; on a terminal a bar shows how far it is."""
    from ipc2_tui.importing import found_in
    from ipc2_tui.keys.nonces import new_salt

    if not sys.stderr.isatty():
        return found_in(path, recorder.visit, recorder.by, new_salt())
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    progress = Progress(TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:.0f}"),
                        console=Console(stderr=True), transient=True)  # fmt: skip
    with progress:
        task = progress.add_task(tr("rows"), total=None)
        return found_in(path, recorder.visit, recorder.by, new_salt(),
                        lambda number: progress.update(task, completed=number))  # fmt: skip
