"""``ipc2 summary``: one visit as one screenful, many as a line each."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ipc2_tui.given import visit_paths
from ipc2_tui.json_out import print_json
from scoring.problem import Problem
from scoring.wording import mark, tr, visible

HELP = mark("print what visits come to")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=tr("visit files, folders of them, or patterns"))
    parser.add_argument("--skip-bad", action="store_true", help=tr("leave unreadable files out, naming them"))
    parser.add_argument("--json", action="store_true", help=tr("print JSON"))


def run(arguments: Namespace) -> int:
    """Print; 1 where somebody has to look: at a conflict, a fork, a gap, a result that is wrong, a skipped file."""
    return summarize(arguments.files, arguments.skip_bad, arguments.json)


def summarize(names: list[str], skip_bad: bool = False, as_json: bool = False) -> int:
    """Print what the visits in these files and folders come to; 1 where somebody has to look."""
    from ipc2_tui.files.visit_file import read_visits
    from ipc2_tui.summary import Row, looks_of_copies, needs_a_look, print_many, print_one, summary_json
    from scoring.tally import tally

    paths, files = visit_paths(names), []
    skipped: list[dict[str, str]] = []
    problems: list[tuple[str, Problem]] = []
    for path in paths:
        try:
            files.append((Path(path).name, read_visits(Path(path))))
        except Problem as problem:
            problems.append((path, problem))
    if problems:
        from ipc2_tui.files.merging import left_out

        skipped = [each._asdict() for each in left_out(problems, len(paths), skip_bad)]
    rows = [
        Row(visit, tally(visit), code in file.outdated, name)
        for name, file in files for code, visit in file.visits.items()
    ]  # fmt: skip
    together = looks_of_copies(rows)
    if as_json:
        copies = [{"code": code, "look": look} for code, look in together.items()]
        print_json({"visits": [summary_json(row) for row in rows], "copies": copies, "skipped": skipped})
    elif len(rows) == 1:
        print_one(rows[0])
    else:
        print_many(rows, together)
    if not as_json:
        for each in skipped:
            print(visible(tr("skipped: {file}: {why}").format(**each)))
    return int(bool(skipped or together) or any(map(needs_a_look, rows)))
