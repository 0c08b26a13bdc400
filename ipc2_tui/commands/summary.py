"""``ipc2 summary``: one visit as one screenful, many as a line each."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ipc2_tui.json_out import print_json
from ipc2_tui.paths import expand
from scoring.wording import mark, tr

HELP = mark("print what visits come to")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=tr("visit files, folders of them, or patterns"))
    parser.add_argument("--json", action="store_true", help=tr("print JSON"))


def run(arguments: Namespace) -> int:
    """Print; 1 where there is a conflict, a fork, a gap or a stored result that its entries contradict."""
    from ipc2_tui.summary import needs_a_look, print_many, print_one, summary_json
    from ipc2_tui.visit_file import read_visits
    from scoring.tally import tally

    files = [read_visits(Path(path)) for path in expand(arguments.files)]
    rows = [(visit, tally(visit), code in file.outdated) for file in files for code, visit in file.visits.items()]
    if arguments.json:
        print_json({"visits": [summary_json(*row) for row in rows]})
    elif len(rows) == 1:
        print_one(*rows[0])
    else:
        print_many(rows)
    return int(any(needs_a_look(*row) for row in rows))
