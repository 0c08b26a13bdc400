"""``ipc2 summary``: one visit as one screenful, many as a line each."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ipc2_tui.json_out import print_json
from ipc2_tui.paths import is_folder, never_ends
from scoring.wording import mark, tr

HELP = mark("print what visits come to")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=tr("visit files, or folders of them"))
    parser.add_argument("--json", action="store_true", help=tr("print JSON"))


def run(arguments: Namespace) -> int:
    """Print; 1 where there is a conflict, a fork, a gap or a stored result that its entries contradict."""
    from ipc2_tui.summary import needs_a_look, print_many, print_one, summary_json
    from ipc2_tui.visit_file import read_visits
    from scoring.tally import tally

    files = [read_visits(path) for path in visit_paths(arguments.files)]
    rows = [(visit, tally(visit), code in file.outdated) for file in files for code, visit in file.visits.items()]
    if arguments.json:
        print_json({"visits": [summary_json(*row) for row in rows]})
    elif len(rows) == 1:
        print_one(*rows[0])
    else:
        print_many(rows)
    return int(any(needs_a_look(*row) for row in rows))


def visit_paths(paths: list[Path]) -> list[Path]:
    """The files named, and the visit files in the folders named, in order."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.json")) if is_folder(path) else []
        found += [file for file in inside if not never_ends(file)] if is_folder(path) else [path]
    return found
