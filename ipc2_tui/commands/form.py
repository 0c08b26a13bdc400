"""``ipc2 form``: a blank workbook for a school."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from scoring.wording import mark, tr

HELP = mark("make a blank workbook for a school to fill in")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("form", choices=("roster",), help=tr("the teachers' roster"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx", help=tr("file to write"))
    parser.add_argument("--force", action="store_true", help=tr("replace an existing file"))


def run(arguments: Namespace) -> int:
    """Write the workbook and say where it is."""
    from ipc2_tui.outputs import write_output
    from ipc2_tui.rubrics import built_in_abilities
    from ipc2_tui.workbooks.roster_form import roster_form

    write_output(arguments.output, roster_form(built_in_abilities()), arguments.force)
    print(arguments.output)
    return 0
