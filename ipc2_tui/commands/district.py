"""``ipc2 district``: the totals of all schools together."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipc2_tui.json_out import points_json, print_json
from scoring.problem import Problem
from scoring.wording import mark, tr

if TYPE_CHECKING:
    from scoring.district import District
    from scoring.pooled import Pool

HELP = mark("rank a district's schools and total them")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    files = tr("visit files, folders, or patterns (default: here)")
    parser.add_argument("files", nargs="*", metavar="FILE", default=["."], help=files)
    parser.add_argument("-o", "--output", type=Path, metavar="BOOK.xlsx", help=tr("workbook to write"))
    listed = tr("the district's schools: a table of 代码 and 学校 (default: the folder's schools.csv or .xlsx)")
    parser.add_argument("--schools", type=Path, metavar="LIST", help=listed)
    parser.add_argument("--force", action="store_true", help=tr("replace an existing file"))
    parser.add_argument("--skip-bad", action="store_true", help=tr("leave unreadable files out, naming them"))
    parser.add_argument("--no-verify", action="store_true", help=tr("trust the files: leave the hashes of entries out"))
    parser.add_argument("--json", action="store_true", help=tr("print JSON"))


def run(arguments: Namespace) -> int:
    """Fold visit by visit, then rank; 1 where somebody has to look: at what was set aside, differs, or is tied."""
    from ipc2_tui.at_terminal import progress
    from ipc2_tui.given import passed_over, visit_paths
    from ipc2_tui.school_lists import lists_in, school_list
    from ipc2_tui.totals import totals
    from scoring.district import district

    paths = visit_paths(arguments.files)
    with progress(len(paths)) as on_files:
        rubric, schools, refused, skipped = totals(paths, arguments.skip_bad, not arguments.no_verify, on_files)
    if rubric is None:
        raise Problem(arguments.files[0], tr("no visit files there"))
    lists = [arguments.schools] if arguments.schools else lists_in(arguments.files)
    left_out = [*passed_over(arguments.files), *(each.file for each in skipped)]  # as on the screen
    found = district(rubric, schools, school_list(*lists), left_out, (each.place for each in refused))
    if arguments.output is not None:
        from ipc2_tui.files.outputs import write_workbook
        from ipc2_tui.workbooks.district_book import district_book

        write_workbook(arguments.output, district_book(found), arguments.force)
    report = {**district_json(found), "refused": [each._asdict() for each in refused],
              "skipped": [each._asdict() for each in skipped]}  # fmt: skip
    if arguments.json:
        print_json(report)
    else:
        from ipc2_tui.district_table import print_district

        print_district(found, refused, skipped)
        if arguments.output is not None:
            print(arguments.output)
    odd = (skipped, found.set_aside, found.looks, found.lookalikes, found.tied_at_cut, found.unlisted,
           found.renamed, found.named_twice)  # fmt: skip
    return int(any(odd))


def district_json(found: "District") -> dict[str, Any]:
    """The district for programs, its rows as they are asked for; points are JSON numbers."""
    from scoring.attention import KINDS
    from scoring.district_words import open_text

    return {
        "schools": len(found.rows),
        "excellent_limit": found.excellent_limit,
        "quota_of": found.quota_of,
        "counts": found.counts,
        "rows": (
            {
                "rank": row.rank,
                "code": row.school.code,
                "name": row.school.name,
                "self_check": points_json(row.school.self_check),
                "evaluated": points_json(row.school.evaluated),
                "gap": points_json(row.school.gap),
                "level": row.level,
                "open": open_text(found.rubric, row.school),
                "stale_signature": "signatures" in row.school.look,
                "missing": [each.what for each in row.school.hand_ins if each.on is None],
                "late": [each.what for each in row.school.hand_ins if each.late],
            }
            for row in found.rows
        ),
        "tied_at_cut": list(found.tied_at_cut),
        "unvisited": [{"code": code, "name": name} for code, name in found.unvisited],
        "unlisted": [code for code, *_ in found.unlisted],
        "renamed": [list(each) for each in found.renamed],
        "named_twice": [list(each) for each in found.named_twice],
        **{kind: list(found.looks.get(kind, ())) for kind in KINDS},
        "lookalikes": [list(pair) for pair in found.lookalikes],
        "sections": [
            {
                "id": section.id,
                "name": section.name,
                "points": points_json(section.points),
                "self_check": points_json(claimed),
                "evaluated": points_json(scored),
            }
            for section, (claimed, scored) in zip(found.rubric.sections, found.means, strict=True)
        ],
        "evidence": _evidence_json(found.evidence),
        "evidence_absent_failed": _evidence_json(found.worst),
        "participants": {**found.participants._asdict(), "without_roster": list(found.without_roster)},
    }


def _evidence_json(found: "Pool | None") -> dict[str, Any] | None:
    if found is None:
        return None
    floats = {"claimed": float(found.claimed), "chance": float(found.chance)}
    return {**found._asdict(), **floats, "contradicted": found.contradicted}
