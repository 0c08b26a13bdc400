"""``ipc2 score``: one score without the interface, for scripts."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from scoring.wording import mark, tr

HELP = mark("record one score, for scripts")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("visit", type=Path, metavar="VISIT", help=tr("visit file"))
    parser.add_argument("item", metavar="ITEM", help=tr("an item's id, such as 3.4, or its name"))
    parser.add_argument("points", metavar="POINTS", help=tr("points or a grade; - takes the score back"))
    parser.add_argument("--note", help=tr("a note beside the score"))
    parser.add_argument("--self-check", action="store_true", help=tr("the school's own score, not the evaluation"))
    parser.add_argument("--code", help=tr("which school, where the file holds several"))


def run(arguments: Namespace) -> int:
    """Append one entry, durably."""
    from ipc2_tui.recording import recording, value_typed
    from scoring.mark import find_item, mark_body
    from scoring.visit import CLAIM, SCORE

    with recording(arguments.visit, arguments.code) as recorder:
        item = find_item(recorder.visit.rubric, arguments.item)
        column = CLAIM if arguments.self_check else SCORE
        value = None if arguments.points == "-" else value_typed(item, arguments.points)
        mark_ = recorder.visit.mark(column, item.id, recorder.by).valued(value)
        if arguments.note is not None:
            mark_ = mark_._replace(note=arguments.note)
        recorder.record(column, mark_body(item.id, mark_))
    return 0
