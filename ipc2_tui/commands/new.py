"""``ipc2 new``: starts a visit."""

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from scoring.wording import mark, tr

HELP = mark("start a visit of one school")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--code", required=True, help=tr("the school's code: 0-9 A-Z -"))
    parser.add_argument("--name", required=True, help=tr("the school's name"))
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=tr("file to write (default: CODE.json)"))
    parser.add_argument("--date", default="", help=tr("date of the visit (default: today)"))
    parser.add_argument("--stage", default="", help=tr("kindergarten, primary, ..."))
    parser.add_argument("--town", default="", help=tr("town or street"))
    parser.add_argument("--teachers", type=int, default=0, help=tr("number of teachers"))
    parser.add_argument("--team", nargs="*", default=[], help=tr("the team's names"))
    parser.add_argument("--rubric", default="", help=tr("a built-in rubric's id or a TOML file"))


def run(arguments: Namespace) -> int:
    """Write the new file and say where it is."""
    from ipc2_tui.clock import now
    from ipc2_tui.hints import next_step
    from ipc2_tui.identity import evaluator
    from ipc2_tui.rubrics import DEFAULT, find_rubric
    from ipc2_tui.store import create
    from scoring.codes import file_stem
    from scoring.opening import new_visit

    visit = new_visit(
        code=arguments.code,
        rubric=find_rubric(arguments.rubric or DEFAULT),
        by=evaluator(),
        at=now(),
        school={
            "name": arguments.name,
            "date": arguments.date or date.today().isoformat(),
            "stage": arguments.stage,
            "town": arguments.town,
            "teachers": arguments.teachers,
            "team": arguments.team,
        },
    )
    path = arguments.output or Path(f"{file_stem(arguments.code)}.json")
    create(path, visit)
    print(path)
    next_step(tr("ipc2 {file}").format(file=path))
    return 0
