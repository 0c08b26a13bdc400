"""``ipc2 import``: a filled-in roster into a visit."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from scoring.roster_cells import RosterTable
from scoring.wording import mark, tr, visible

HELP = mark("take a school's roster (.xlsx or .csv) into a visit")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help=tr("workbook or CSV"))
    parser.add_argument("--into", type=Path, required=True, metavar="VISIT", help=tr("visit file"))
    parser.add_argument("--code", help=tr("which school, where the file holds several"))
    parser.add_argument("--yes", action="store_true", help=tr("import without asking"))


def run(arguments: Namespace) -> int:
    """Read everything, say what is wrong or what would be imported, ask, record."""
    from ipc2_tui.asking import agreed
    from ipc2_tui.importing import remarks_on
    from ipc2_tui.nonces import new_salt
    from ipc2_tui.recording import recording
    from scoring.roster import roster_body, roster_of

    table = _read(arguments.file)
    if table.problems:
        for problem in table.problems:
            print(f"ipc2: {visible(str(problem))}", file=sys.stderr)
        print(tr("{n} mistakes; nothing was imported").format(n=len(table.problems)), file=sys.stderr)
        return 2
    with recording(arguments.into, arguments.code) as recorder:
        body = roster_body(table.teachers, new_salt())
        known = roster_of(recorder.visit)
        if known is not None and known.digest == body["digest"]:
            print(tr("this roster is in the visit already"))
            return 0
        for note in remarks_on(table, recorder.visit):
            print(note, file=sys.stderr)
        question = tr("{n} teachers from {file} into {visit}").format(
            n=len(table.teachers), file=arguments.file, visit=arguments.into)  # fmt: skip
        if not arguments.yes and not agreed(question, "import"):
            print(tr("nothing was imported"), file=sys.stderr)
            return 0
        recorder.record("roster", body)
    print(tr("{n} teachers, roster {digest}").format(n=len(table.teachers), digest=body["digest"]))
    return 0


def _read(path: Path) -> RosterTable:
    """The table; on a terminal a bar shows how far it is."""
    from ipc2_tui.importing import read_table

    if not sys.stderr.isatty():
        return read_table(path)
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    progress = Progress(TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:.0f}"),
                        console=Console(stderr=True), transient=True)  # fmt: skip
    with progress:
        task = progress.add_task(tr("rows"), total=None)
        return read_table(path, lambda number: progress.update(task, completed=number))
