"""``ipc2 merge``: the visits of many files in one."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from scoring.problem import Problem
from scoring.wording import mark, tr, visible

if TYPE_CHECKING:
    from ipc2_tui.merging import Files

HELP = mark("merge the visits of several files into one")


_TO_LOOK_AT = ("conflicts", "forks", "lookalikes", "refused", "skipped", "unlinked", "signatures")


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
    from ipc2_tui.merging import Files, expand
    from ipc2_tui.paths import is_there

    if arguments.output is None and not arguments.dry_run:
        raise Problem("-o", tr("is missing; name the file to write, or ask for --dry-run"))
    if arguments.output is not None and is_there(arguments.output) and not arguments.force:
        raise Problem(str(arguments.output), tr("exists already; --force replaces it"))
    paths = expand(arguments.files)
    with Files() as files, _progress(len(paths)) as step:
        files.read(paths, arguments.skip_bad, step)
        report = _merge(files, None if arguments.dry_run else arguments.output, arguments.with_rosters)
    if arguments.json:
        print(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        _print(report)
    return int(any(report[key] for key in _TO_LOOK_AT))


def _merge(files: "Files", output: Path | None, with_rosters: bool) -> dict[str, Any]:
    """Write every visit as it comes, and gather what is to be said of them."""
    from ipc2_tui.visit_file import HEADER, document_of, visit_text
    from scoring.merge import conflicts_json, lookalikes, withheld
    from scoring.signatures import signatures

    report: dict[str, Any] = {"visits": 0, "entries": 0, "conflicts": [], "forks": [], "gaps": [], "unlinked": [],
                              "refused": [], "signatures": [], "rubrics": {}}  # fmt: skip
    names: dict[str, str] = {}
    several = len(files.codes) > 1
    with _new_file(output) as file:
        file.write(f'{{"ipc2": {json.dumps(HEADER)},\n"visits": {{\n'.encode())
        for merged in files.visits():
            visit = merged.visit
            if several and not with_rosters:
                visit = withheld(visit, ("roster",))
            text = visit_text(visit.code, document_of(visit), {})
            file.write((",\n" if report["visits"] else "").encode() + text.encode())
            report["visits"] += 1
            report["entries"] += len(visit.entries)
            report["conflicts"] += conflicts_json(visit)
            report["forks"] += [{"code": visit.code, "by": by} for by in visit.forks]
            report["gaps"] += [{"code": visit.code, "by": by} for by in visit.gaps]
            report["unlinked"] += [
                {"code": visit.code, "by": entry.by, "seq": entry.seq, "why": why} for entry, why in visit.unlinked
            ]
            report["signatures"] += [
                {
                    "code": visit.code,
                    "by": each.entry.by,
                    "why": each.wrong or tr("stale: something was recorded after it"),
                }
                for each in signatures(visit)
                if each.wrong or (each.stale and not each.renewed)
            ]
            report["refused"] += [each._asdict() for each in merged.refused]
            report["rubrics"][visit.rubric.id] = report["rubrics"].get(visit.rubric.id, 0) + 1
            names[visit.code] = visit.school.name
        file.write(b"\n}}\n")
    report["lookalikes"] = [list(pair) for pair in lookalikes(names)]
    report["skipped"] = [each._asdict() for each in files.skipped]
    return report


@contextmanager
def _new_file(path: Path | None) -> Iterator[IO[bytes]]:
    """A file that takes the name only when it is whole and on disk; one that is thrown away for None."""
    if path is None:
        with Path(os.devnull).open("wb") as nothing:
            yield nothing
        return
    new = path.with_name(f".{path.name}-{os.getpid()}.tmp")
    try:
        with new.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise Problem(str(path), tr("cannot be written: {why}").format(why=error.strerror or error)) from error
    finally:
        new.unlink(missing_ok=True)


@contextmanager
def _progress(total: int) -> Iterator[Any]:
    """A step function; on a terminal it moves a bar."""
    if not sys.stderr.isatty() or total < 20:
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(tr("files"), total=total)
        yield lambda: bar.advance(task)


def _print(report: dict[str, Any]) -> None:
    """The report for people."""
    lines = [tr("{visits} visits, {entries} entries").format(**report)]
    for each in report["conflicts"]:
        scores = "  ".join(f"{by.partition('@')[0]} {points}" for by, points in each["scores"].items())
        lines.append(tr("people differ: {code} {item}  {scores}").format(scores=scores, **_without(each, "scores")))
    lines += [tr("two histories: {code} {by}").format(**each) for each in report["forks"]]
    lines += [tr("entries missing: {code} {by}").format(**each) for each in report["gaps"]]
    lines += [tr("not counted: {code} {by} {seq}: {why}").format(**each) for each in report["unlinked"]]
    lines += [tr("one school under two codes? {one} {other}").format(one=a, other=b) for a, b in report["lookalikes"]]
    lines += [tr("signature of {by} in {code}: {why}").format(**each) for each in report["signatures"]]
    lines += [tr("set aside: {code} {by} {seq}: {why}").format(**each) for each in report["refused"]]
    lines += [tr("skipped: {file}: {why}").format(**each) for each in report["skipped"]]
    if len(report["rubrics"]) > 1:
        lines.append(
            tr("several rubrics: {ids}").format(ids="  ".join(f"{i} {n}" for i, n in report["rubrics"].items()))
        )
    for line in lines:
        print(visible(line))


def _without(fields: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != name}
