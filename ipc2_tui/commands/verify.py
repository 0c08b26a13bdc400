"""``ipc2 verify``: checks visits, score sheets, photos of them, and the text of their codes."""

import sys
import unicodedata
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipc2_tui.files.paths import expand, is_folder, is_there, matches
from ipc2_tui.files.reading import SMALL, read_bytes, unreadable
from ipc2_tui.json_out import print_json
from scoring.problem import Problem
from scoring.wording import brief, commas, few, mark, tr, visible

if TYPE_CHECKING:
    from ipc2_tui.papers.findings import Report
    from scoring.visit import Visit

HELP = mark("check visits, score sheets, photos of them, or the text of a sheet's code")
_OF_A_FOLDER = r"\.json|-sheet[^/\\]*\.xlsx"  # a copy, too: 370812-0101-sheet(1).xlsx
_SIGNS = {True: "+", False: "!", None: "-"}


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    given = tr("visit, sheet, photo, the code's text, or a folder of visits and sheets")
    parser.add_argument("what", nargs="+", metavar="FILE|TEXT", help=given)
    parser.add_argument("--ssh", type=Path, metavar="DIR", help=tr("write what ssh-keygen needs to repeat the check"))
    parser.add_argument("--json", action="store_true", help=tr("print JSON"))


def run(arguments: Namespace) -> int:
    """Check each and say what was checked; 1 where something does not hold, or nothing vouches for it."""
    given = _joined(arguments.what)
    from ipc2_tui.papers.verifying import not_checked

    visits: list[Visit] = []
    reports: list[Report] = []
    for each, one_of_many in sorted(_expanded(given), key=lambda pair: not pair[0].lower().endswith(".json")):
        try:
            reports += reports_on(each, visits)
        except Problem as problem:
            if not one_of_many:
                raise
            reports.append(not_checked(each, problem))  # the others are checked all the same
    if arguments.json:
        print_json({"reports": [_json(report) for report in reports]})
    else:
        for report in reports:
            print(visible(_head_of(report)))
            for finding in report.findings:
                print(f"  {_SIGNS[finding.holds]} {visible(finding.text)}")
        print(_last_line(reports))
    if arguments.ssh is not None:
        from ipc2_tui.keys.ssh_files import write_ssh_files

        for path in write_ssh_files(arguments.ssh, visits):
            print(path, file=sys.stderr)
    return int(not all(report.holds for report in reports))


def _head_of(report: "Report") -> str:
    """What was checked, with its file: a merged one holds many."""
    return f"{report.file}: {report.what}" if report.file else report.what


def _last_line(reports: "list[Report]") -> str:
    """The verdict: how many need a look; where some do only for want of a key, which the others are."""
    if len(reports) == 1:
        return tr("all of it holds") if reports[0].holds else tr("needs a look: what is marked with !")
    bad = [report for report in reports if not report.holds]
    worse = [_head_of(each) for each in bad if any(f.holds is False and not f.unknown_key for f in each.findings)]
    said = tr("{n} checked, {bad} need a look").format(n=len(reports), bad=len(bad))
    if len(worse) == len(bad):
        return said
    text = tr("{said}: {n} only because their key is unknown here")
    if worse:
        text = tr("{said}: {n} only because their key is unknown here; the others: {files}")
    return visible(text.format(said=said, n=len(bad) - len(worse), files=commas(few(worse))))


def _joined(given: list[str]) -> list[str]:
    """What was given, a code's text in one piece again where blanks in it tore it apart."""
    found: list[str] = []
    for each in given:
        if found and _is_code(found[-1]) and not _is_code(each) and not is_there(Path(each)):
            found[-1] += f" {each}"
        else:
            found.append(each)
    return found


def _expanded(given: list[str]) -> "Iterator[tuple[str, bool]]":
    """Every file that is meant, and whether it is one of a folder's or a pattern's; texts as they are."""
    for each in given:
        if is_folder(Path(each)) or matches(each) is not None:
            yield from ((path, True) for path in expand([each], _OF_A_FOLDER))
        else:
            yield each, False


def reports_on(given: str, visits: "list[Visit]") -> "Iterator[Report]":
    """The reports on one argument; visits that it holds are kept for the papers after it.  Raises Problem."""
    from ipc2_tui.papers.code_report import check_code
    from ipc2_tui.papers.verifying import check_sheet
    from ipc2_tui.workbooks.tables import OLD_OR_LOCKED

    path = Path(given)
    if _is_code(given) or not is_there(path):
        if not _is_code(given):
            raise Problem(brief(given), tr("is no file, and no code's text, which begins with IPC2:1"))
        yield check_code(given, visits)
        return
    head = _head(path)
    if head.startswith((b"PK", OLD_OR_LOCKED)):
        from ipc2_tui.workbooks.sheet_reader import read_sheet

        yield check_sheet(read_sheet(path), str(path), visits)
    elif head.startswith((b"\x89PNG", b"\xff\xd8", b"II*\0", b"MM\0*", b"BM", b"RIFF")):
        from ipc2_tui.photo import code_in

        yield _code_in_file(path, code_in(path, str(path)), visits)
    elif _is_code(head.decode("utf-8", "ignore")):
        yield _code_in_file(path, read_bytes(path, SMALL).decode("utf-8", "replace"), visits)
    else:
        yield from _visits(path, visits)


def _code_in_file(path: Path, text: str, visits: "list[Visit]") -> "Report":
    from ipc2_tui.papers.code_report import check_code

    try:
        return check_code(text, visits)
    except Problem as problem:
        raise Problem(f"{path}: {problem.where}", problem.what) from problem


def _visits(path: Path, visits: "list[Visit]") -> "Iterator[Report]":
    from ipc2_tui.files.merging import documents_in, merged
    from ipc2_tui.papers.verifying import check_visit

    documents = documents_in(path)
    if not documents:
        raise Problem(str(path), tr("has no visit in it"))
    for code in sorted(documents):
        found = merged(code, [(path, documents[code])])
        visits.append(found.visit)
        yield check_visit(found, documents[code])._replace(file=str(path))


def _is_code(text: str) -> bool:
    return unicodedata.normalize("NFKC", text).lstrip().upper().startswith("IPC2:")


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(64)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def _json(report: "Report") -> dict[str, Any]:
    return {
        "what": report.what,
        "file": report.file or None,
        "holds": report.holds,
        "statement": report.statement.text if report.statement else None,
        "findings": [finding._asdict() for finding in report.findings],
    }
