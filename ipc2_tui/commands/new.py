"""``ipc2 new``: starts a visit; with ``--from`` anew under another code, since a mistyped one cannot be corrected."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from scoring.problem import Problem
from scoring.wording import mark, tr, visible

HELP = mark("start a visit of one school")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--code", required=True, help=tr("the school's code: 0-9 A-Z -"))
    parser.add_argument("--name", default="", help=tr("the school's name (default: as on the folder's list)"))
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=tr("file to write (default: CODE.json)"))
    parser.add_argument("--date", default="", help=tr("date of the visit (default: today)"))
    parser.add_argument("--stage", default="", help=tr("kindergarten, primary, ..."))
    parser.add_argument("--town", default="", help=tr("town or street"))
    parser.add_argument("--teachers", type=int, default=0, help=tr("number of teachers"))
    parser.add_argument("--team", nargs="*", default=[], help=tr("the team's names"))
    form = tr("a built-in rubric's id or a TOML file (default: the folder's form)")
    parser.add_argument("--rubric", default="", help=form)
    taken = tr("the visit that was begun under a wrong code: what you recorded is taken over")
    parser.add_argument("--from", type=Path, dest="mistyped", metavar="VISIT", help=taken)


def run(arguments: Namespace) -> int:
    """Write the new file and say where it is."""
    from ipc2_tui.at_terminal import next_step
    from ipc2_tui.clock import now, today
    from ipc2_tui.files.folder_form import form_for
    from ipc2_tui.files.outputs import check_visit_name
    from ipc2_tui.files.rubrics import find_rubric
    from ipc2_tui.files.store import create
    from ipc2_tui.files.visit_file import read_visit
    from ipc2_tui.keys.identity import evaluator
    from scoring.codes import file_stem
    from scoring.opening import new_visit
    from scoring.recode import recoded
    from scoring.visit import School

    school = {key: getattr(arguments, key) for key in School._fields}
    left = 0
    if arguments.mistyped is None:
        folder = (arguments.output or Path()).parent
        name = arguments.name or _on_list(arguments.code, folder)
        begun = {**school, "name": name, "date": arguments.date or today()}
        form = find_rubric(arguments.rubric) if arguments.rubric else form_for(folder)
        visit = new_visit(arguments.code, form, evaluator(), now(), begun)
    elif arguments.rubric:
        raise Problem("--rubric", tr("the visit keeps its form; leave this out"))
    else:
        visit, left = recoded(read_visit(arguments.mistyped, None), arguments.code, evaluator(), now(), school)
    path = arguments.output or Path(f"{file_stem(arguments.code)}.json")
    check_visit_name(path)
    create(path, visit)
    print(path)
    if left:
        text = tr(
            "left in {file}: {n} entries, of others or bound to its code: draws, verifications, rulings, signatures"
        )
        print(visible(text.format(file=arguments.mistyped, n=left)), file=sys.stderr)
    next_step(tr("ipc2 {file}").format(file=path))
    return 0


def _on_list(code: str, folder: Path) -> str:
    """The school's name on the list of schools in a folder; empty where there is none.  Raises Problem."""
    from ipc2_tui.school_lists import lists_in, school_list

    return school_list(*lists_in([folder])).get(code, "")
