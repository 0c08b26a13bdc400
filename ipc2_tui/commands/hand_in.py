"""``ipc2 hand-in``: what a school has handed in."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from scoring.problem import Problem
from scoring.wording import mark, tr, visible

HELP = mark("record what a school has handed in, or list it")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("visit", type=Path, metavar="VISIT", help=tr("visit file"))
    parser.add_argument("what", nargs="?", help=tr("the thing's number on the list, or its name (default: list them)"))
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--on", metavar="DATE", help=tr("the day it came (default: today)"))
    when.add_argument("--missing", action="store_true", help=tr("it has not come after all"))
    parser.add_argument("--code", help=tr("which school, where the file holds several"))


def run(arguments: Namespace) -> int:
    """Append the entry, durably, and list what is there now; 1 where something is missing."""
    from ipc2_tui.clock import today
    from ipc2_tui.files.visit_file import read_visit
    from ipc2_tui.recording import recording
    from scoring.hand_ins import HAND_IN, find_hand_in, hand_in_body, hand_in_text, hand_ins

    if arguments.what is None:
        if arguments.on is not None or arguments.missing:
            raise Problem("hand-in", tr("say which thing; without one they are listed"))
        visit = read_visit(arguments.visit, arguments.code)
    else:
        with recording(arguments.visit, arguments.code) as recorder:
            what = find_hand_in(recorder.visit.rubric, arguments.what)
            day = today() if arguments.on is None else arguments.on
            body = hand_in_body(what, None if arguments.missing else day)
            recorder.record(HAND_IN, body)
            visit = recorder.visit
            mine = recorder.by
        other = next(each for each in hand_ins(visit) if each.what == what)
        if other.on is not None and other.by != mine and other.on.isoformat() != body["on"]:
            text = tr("{by} received it on {day}, which stands: the earliest day counts, and each takes back their own")
            print(visible(text.format(by=other.by, day=other.on)), file=sys.stderr)
    found = hand_ins(visit)
    if not found:
        print(tr("this form asks schools for nothing"))
    for number, each in enumerate(found, 1):
        due = tr("by {day}").format(day=each.due) if each.due else ""
        print(visible(f"{number}  {each.what}  {due}  {hand_in_text(each)}"))
    return int(any(each.on is None for each in found))
