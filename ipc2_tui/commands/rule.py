"""``ipc2 rule``: settles an item on which evaluators differ."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from scoring.wording import mark, tr

HELP = mark("settle an item on which evaluators differ")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("visit", type=Path, metavar="VISIT", help=tr("visit file"))
    parser.add_argument("item", metavar="ITEM", help=tr("an item's id, such as 3.4, or its name"))
    parser.add_argument("points", metavar="POINTS", help=tr("the settled points, or a grade"))
    parser.add_argument("--reason", required=True, help=tr("why; it stays in the file and on the sheet"))
    parser.add_argument("--self-check", action="store_true", help=tr("the school's own score, not the evaluation"))
    parser.add_argument("--code", help=tr("which school, where the file holds several"))


def run(arguments: Namespace) -> int:
    """Append the ruling, durably."""
    from ipc2_tui.recording import recording, value_typed
    from scoring.mark import find_item
    from scoring.ruling import ruling_body
    from scoring.visit import CLAIM, SCORE

    with recording(arguments.visit, arguments.code) as recorder:
        item = find_item(recorder.visit.rubric, arguments.item)
        value = value_typed(item, arguments.points)
        column = CLAIM if arguments.self_check else SCORE
        recorder.record("ruling", ruling_body(recorder.visit, column, item, value, arguments.reason))
    return 0
