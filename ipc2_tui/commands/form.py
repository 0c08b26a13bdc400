"""``ipc2 form``: a blank workbook for a school."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from scoring.problem import Problem
from scoring.wording import mark, tr

HELP = mark("make a blank workbook for a school to fill in")
FORMS = ("self-check", "roster", "participants")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("form", choices=FORMS, help=tr("the score form, the teachers' roster, or Appendix 2"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx", help=tr("file to write"))
    whose = parser.add_mutually_exclusive_group()
    form = tr("a built-in rubric's id or a TOML file (default: the folder's form)")
    whose.add_argument("--rubric", default="", help=form)
    whose.add_argument("--visit", type=Path, metavar="FILE", help=tr("with this visit's school, and its self-check"))
    parser.add_argument("--code", help=tr("which school, where the file holds several"))
    parser.add_argument("--force", action="store_true", help=tr("replace an existing file"))


def run(arguments: Namespace) -> int:
    """Write the workbook and say where it is."""
    from ipc2_tui.at_terminal import next_step
    from ipc2_tui.files.outputs import write_workbook

    if arguments.code and not arguments.visit:
        raise Problem("--code", tr("goes with --visit"))
    write_workbook(arguments.output, _form(arguments), arguments.force)
    print(arguments.output)
    if arguments.form != "participants":
        step = tr("the school fills it in; then ipc2 import {file} --into VISIT, or i on the visit's screen")
        next_step(step.format(file=arguments.output))
    return 0


def _form(arguments: Namespace) -> bytes:
    from ipc2_tui.files.folder_form import form_for
    from ipc2_tui.files.rubrics import built_in_abilities, find_rubric
    from ipc2_tui.files.visit_file import read_visit

    visit = read_visit(arguments.visit, arguments.code) if arguments.visit else None
    school = visit.school.name if visit else ""
    if arguments.form == "roster":
        from ipc2_tui.workbooks.roster_form import roster_form

        return roster_form(built_in_abilities(), school)
    if arguments.form == "participants":
        from ipc2_tui.workbooks.participants_form import participants_form

        return participants_form(school)
    from ipc2_tui.workbooks.self_check_form import self_check_form
    from scoring.result import values_json
    from scoring.visit import CLAIM

    if visit is None:
        return self_check_form(find_rubric(arguments.rubric) if arguments.rubric else form_for(arguments.output.parent))
    claims = {item.id: values_json(visit.cell(CLAIM, item.id).values) for item in visit.rubric.items}
    return self_check_form(visit.rubric, visit.school.name, visit.school.date, claims)
