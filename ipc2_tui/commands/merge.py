"""``ipc2 merge``: the visits of many files in one."""

import json
import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ipc2_tui.json_out import print_json
from scoring.problem import Problem
from scoring.wording import mark, tr, visible

if TYPE_CHECKING:
    from ipc2_tui.files.merging import Files

HELP = mark("merge the visits of several files into one")

_READABLE = 50


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=tr("visit files, folders of them, or patterns"))
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help=tr("file to write"))
    parser.add_argument("--force", action="store_true", help=tr("replace an existing file"))
    parser.add_argument("--dry-run", action="store_true", help=tr("report, but write nothing"))
    parser.add_argument("--skip-bad", action="store_true", help=tr("leave unreadable files out, naming them"))
    parser.add_argument("--with-rosters", action="store_true",
                        help=tr("keep teachers' rows in a file of several visits"))  # fmt: skip
    parser.add_argument("--json", action="store_true", help=tr("print JSON"))


def run(arguments: Namespace) -> int:
    """Merge and report; 1 where people differ, histories fork, or something was set aside."""
    from ipc2_tui.at_terminal import next_step, progress
    from ipc2_tui.files.merging import Files
    from ipc2_tui.files.outputs import check_visit_name, new_output
    from ipc2_tui.given import visit_paths
    from scoring.attention import KINDS

    if arguments.output is None and not arguments.dry_run:
        raise Problem("-o", tr("is missing; name the file to write, or ask for --dry-run"))
    if arguments.output is not None:
        check_visit_name(arguments.output)
    paths = visit_paths(arguments.files)
    nowhere = Path(os.devnull)
    into = nowhere.open("wb") if arguments.dry_run else new_output(arguments.output, arguments.force, visits=True)
    with into as file, Files() as files:
        with progress(len(paths)) as step:
            files.read(paths, arguments.skip_bad, step)
        report = _merge(files, file, arguments.with_rosters)
    if arguments.json:
        print_json(report)
    else:
        _print(report)
        if not arguments.dry_run:
            print(arguments.output)
        if report["conflicts"] and not arguments.dry_run:
            one = tr("ipc2 {file}, then v settles the items (or: ipc2 rule {file} ITEM POINTS --reason TEXT)")
            many = tr("ipc2 rule {file} ITEM POINTS --reason TEXT --code CODE settles an item")
            next_step((one if report["visits"] == 1 else many).format(file=arguments.output))
    return int(any(report[key] for key in (*KINDS, "lookalikes", "refused", "skipped")))


def _merge(files: "Files", file: IO[bytes], with_rosters: bool) -> dict[str, Any]:
    """Write every visit as it comes, and gather what is to be said of them."""
    from ipc2_tui.files.layout import visit_json
    from ipc2_tui.files.visit_file import HEADER, document_of
    from scoring.forks import overridden_texts
    from scoring.merge import conflicts_json, lookalikes, withheld
    from scoring.opening import schools_said
    from scoring.signatures import in_doubt
    from scoring.withheld import withheld_text

    report: dict[str, Any] = {"visits": 0, "entries": 0, "schools": [], "conflicts": [], "forks": [], "gaps": [],
                              "unlinked": [], "overridden": [], "refused": [], "signatures": [], "withheld": [],
                              "rubrics": {}}  # fmt: skip
    names: dict[str, str] = {}
    several = len(files.codes) > 1
    file.write(f'{{"ipc2": {json.dumps(HEADER)},\n"visits": {{\n'.encode())
    for merged in files.visits():
        visit = merged.visit
        if several and not with_rosters:
            visit = withheld(visit, ("roster",))
        file.write(b",\n" if report["visits"] else b"")
        file.write(visit_json(visit.code, document_of(visit), {}))
        report["visits"] += 1
        report["entries"] += len(visit.entries)
        if said := schools_said(visit):
            report["schools"].append({"code": visit.code, "said": said})
        report["conflicts"] += conflicts_json(visit)
        if hidden := withheld_text(visit):
            report["withheld"].append({"code": visit.code, "why": hidden})
        report["forks"] += [{"code": visit.code, "by": by} for by in visit.forks]
        report["overridden"] += [{"code": visit.code, "why": text} for text in overridden_texts(visit)]
        report["gaps"] += [{"code": visit.code, "by": by} for by in visit.gaps]
        report["unlinked"] += [
            {"code": visit.code, "by": entry.by, "seq": entry.seq, "why": why} for entry, why in visit.unlinked
        ]
        report["signatures"] += [
            {"code": visit.code, "by": each.entry.by, "why": each.doubt} for each in in_doubt(visit)
        ]
        report["refused"] += [each._asdict() for each in merged.refused]
        report["rubrics"][visit.rubric.id] = report["rubrics"].get(visit.rubric.id, 0) + 1
        names[visit.code] = visit.school.name
    file.write(b"\n}}\n")
    report["lookalikes"] = [list(pair) for pair in lookalikes(names)]
    report["skipped"] = [each._asdict() for each in files.skipped]
    return report


def _print(report: dict[str, Any]) -> None:
    """The report for people."""
    print(visible(tr("{visits} visits, {entries} entries").format(**report)))
    differing = [{**each, "scores": "  ".join(_said(each))} for each in report["conflicts"]]
    schools = [{**each, "said": "  ".join(each["said"])} for each in report["schools"]]
    pairs = [{"one": one, "other": other} for one, other in report["lookalikes"]]
    _print_kind(tr("the school is named or dated differently, the newest counts: {code}  {said}"), schools)
    _print_kind(tr("people differ: {code} {item}  {scores}"), differing)
    _print_kind(tr("two histories: {code} {by}"), report["forks"])
    _print_kind("{code}: {why}", report["overridden"])
    _print_kind(tr("entries missing: {code} {by}"), report["gaps"])
    _print_kind(tr("not counted: {code} {by} {seq}: {why}"), report["unlinked"])
    _print_kind("{code}: {why}", report["withheld"])
    _print_kind(tr("one school under two codes? {one} {other}"), pairs)
    _print_kind(tr("signature of {by} in {code}: {why}"), report["signatures"])
    _print_kind(tr("set aside from {file}: {code} {by} {seq}: {why}"), report["refused"])
    _print_kind(tr("skipped: {file}: {why}"), report["skipped"])
    if len(report["rubrics"]) > 1:
        ids = "  ".join(f"{rubric_id} {count}" for rubric_id, count in report["rubrics"].items())
        print(visible(tr("several rubrics: {ids}").format(ids=ids)))


def _said(conflict: dict[str, Any]) -> list[str]:
    """Who says what, first the ruling that others differ from."""
    from scoring.entry import name_of
    from scoring.ruling import ruling_of

    rulings = [f"{ruling_of(name_of(by))} {_values(points)}" for by, points in conflict["ruling"].items()]
    return rulings + [f"{name_of(by)} {_values(points)}" for by, points in conflict["scores"].items()]


def _values(points: Any) -> str:
    """One value, or the several of a person with two histories."""
    from scoring.mark import DIFFERING

    return DIFFERING.join(map(str, points)) if isinstance(points, list) else str(points)


def _print_kind(line: str, found: list[dict[str, Any]]) -> None:
    """A line each, so far as anybody would read them."""
    for each in found[:_READABLE]:
        print(visible(line.format(**each)))
    if len(found) > _READABLE:
        print("  " + tr("... and {n} more like that; --json has them all").format(n=len(found) - _READABLE))
