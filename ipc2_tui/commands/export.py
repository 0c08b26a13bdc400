"""``ipc2 export``: the score sheet of a visit, to be printed."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from scoring.wording import mark, tr

HELP = mark("make a visit's score sheet, to be printed and signed")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("visit", type=Path, metavar="VISIT", help=tr("visit file"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="SHEET.xlsx", help=tr("workbook to write"))
    parser.add_argument("--force", action="store_true", help=tr("replace an existing file"))
    parser.add_argument("--code", help=tr("which school, where the file holds several"))


def run(arguments: Namespace) -> int:
    """Write the sheet and say where it is; 1 where it is marked as unsigned."""
    from ipc2_tui.at_terminal import next_step
    from ipc2_tui.files.outputs import write_workbook
    from ipc2_tui.files.visit_file import read_visit
    from ipc2_tui.papers.exporting import sheet_of

    data, signed = sheet_of(read_visit(arguments.visit, arguments.code))
    write_workbook(arguments.output, data, arguments.force)
    print(arguments.output)
    if not signed:
        print(tr("it is marked 未签: nobody's signature covers the visit as it stands"), file=sys.stderr)
    step = tr("print it from Excel or WPS; checked later with: ipc2 verify {sheet} {file}")
    next_step(step.format(sheet=arguments.output, file=arguments.visit))
    return int(not signed)
