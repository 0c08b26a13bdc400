"""A district beside its floors: reading the same bytes, and jq adding up what the files themselves state."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook, load_workbook

from ipc2_tui.files.layout import dump_json
from ipc2_tui.files.visit_file import file_json, read_visit
from ipc2_tui.workbooks.district_book import district_book
from sample_data import VISITS
from scoring.district import District, district
from scoring.district_school import school_of
from scoring.entry import Entry, make_entry, visit_root
from scoring.mark import number as json_number
from scoring.visit import CLAIM, SCORE, Visit, fold
from tests.bench.rows import Row, compare

WITHOUT = ("roster", "seal", "draw", "stand_in", "verify")
JQ = "[.[].visits[].result.evaluated] | add"
SQL = Path(__file__).parents[2] / "docs" / "district.sql"
COUNT = int(os.environ.get("IPC2_BENCH_FILES", "10000"))
MERGED_BARE = """
import json, pathlib, sys
visits = {}
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    visits |= json.loads(path.read_bytes())["visits"]
pathlib.Path(sys.argv[2]).write_text(json.dumps({"visits": visits}, ensure_ascii=False), encoding="utf-8")
"""
# What the command takes, and the most memory that it and its processes had at one time, in kilobytes.
MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, check=False)
sys.stdout.buffer.write(done.stdout)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""


def measure(folder: Path) -> Iterator[Row]:
    """Many visits ranked, merged and put into a workbook, beside reading their bytes and beside other engines."""
    found = thousand_schools()
    rows = rows_of(district_book(found))
    yield compare("workbook of 1,000 schools / bare loop, same cells", 1.5, 5,
                  lambda: district_book(found), lambda: write_book_bare(rows))  # fmt: skip
    source = VISITS / "370899-0108.json"
    few = make_visits(source, folder / "few", 1000)
    many = make_visits(source, folder / "many", COUNT)
    stated = rank(many)
    assert stated == rank(many, "--no-verify") == add_with_duckdb(many) == fold_with_duckdb(many)
    yield compare(
        f"district of {COUNT:,} files / reading the bytes", 25, 3, lambda: rank(many), lambda: read_bare(many)
    )
    yield compare("without hashes / reading the bytes", 6, 3,
                  lambda: rank(many, "--no-verify"), lambda: read_bare(many))  # fmt: skip
    yield compare("without hashes / DuckDB, adding up stated totals", 0.9, 3,
                  lambda: rank(many, "--no-verify"), lambda: add_with_duckdb(many))  # fmt: skip
    yield compare("without hashes / DuckDB, folding entries (district.sql)", None, 3,
                  lambda: rank(many, "--no-verify"), lambda: fold_with_duckdb(many))  # fmt: skip
    if shutil.which("jq"):
        assert stated == add_with_jq(many)
        yield compare("district / jq -s, adding up stated totals", 1, 3, lambda: rank(many), lambda: add_with_jq(many))
        yield compare("without hashes / jq -s, adding up stated totals", 0.125, 3,
                      lambda: rank(many, "--no-verify"), lambda: add_with_jq(many))  # fmt: skip
    merged, bare = folder / "merged.json", folder / "bare.json"
    yield compare("merge of 1,000 files / reading and writing their JSON", None, 3,
                  lambda: merge(few, merged), lambda: merge_bare(few, bare))  # fmt: skip
    before, after = peak(few), peak(many)
    yield Row(f"memory for {COUNT:,} files / for 1,000", after / before, 3, f"{after >> 10} MB, {before >> 10} MB")


def make_visits(source: Path, folder: Path, count: int) -> Path:
    """`count` files of complete visits, each with points, notes, people, times and hashes of its own."""
    visit = read_visit(source, None)
    folder.mkdir()
    for number in range(count):
        made = visit_as(visit, f"S-{number:06d}", Random(number))
        (folder / f"{made.code}.json").write_bytes(dump_json(file_json(made)))
    return folder


def read_bare(folder: Path) -> int:
    """Every byte, looked at by nobody."""
    return sum(len(path.read_bytes()) for path in sorted(folder.iterdir()))


def rank(folder: Path, *more: str) -> float:
    """The sum of all evaluations, as ``ipc2 district`` has them."""
    command = [sys.executable, "-m", "ipc2_tui", "district", folder, "--json", *more]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode < 2, done.stderr  # 1: ties, for many come to the same
    return float(sum(row["evaluated"] for row in json.loads(done.stdout)["rows"]))


def peak(folder: Path) -> int:
    """Kilobytes at most."""
    command = [sys.executable, "-c", MEASURED, sys.executable, "-m", "ipc2_tui", "district", folder, "--json"]
    return int(subprocess.run(command, check=True, capture_output=True).stderr.split()[-1])


def add_with_jq(folder: Path) -> float:
    """The sum of all evaluations that the files state."""
    paths = sorted(os.fspath(path) for path in folder.iterdir())
    done = subprocess.run(["xargs", "-0", "cat"], input="\0".join(paths).encode(), check=True, capture_output=True)
    return float(subprocess.run(["jq", "-s", JQ], input=done.stdout, check=True, capture_output=True).stdout)


def add_with_duckdb(folder: Path) -> float:
    """The sum of all evaluations that the files state, read by DuckDB."""
    import duckdb

    result = "json_extract(content, '$.visits.*.result.evaluated')::DOUBLE[]"
    query = f"SELECT sum(list_sum({result})) FROM read_text('{folder}/*.json')"
    row = duckdb.connect().execute(query).fetchone()
    assert row is not None
    return float(row[0])


def fold_with_duckdb(folder: Path) -> float:
    """The sum of all evaluations, folded from the entries by docs/district.sql."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET VARIABLE files = ?", [f"{folder}/*.json"])
    return float(sum(row[4] for row in connection.execute(SQL.read_text(encoding="utf-8")).fetchall()))


def merge(folder: Path, into: Path) -> None:
    """``ipc2 merge`` of a folder."""
    command = [sys.executable, "-m", "ipc2_tui", "merge", folder, "-o", into, "--force"]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode < 2, done.stderr  # 1: some schools have one name


def merge_bare(folder: Path, into: Path) -> None:
    """All files' JSON in one, looked at by nobody."""
    subprocess.run([sys.executable, "-c", MERGED_BARE, folder, into], check=True)


def thousand_schools() -> District:
    """A district of 1,000 schools, all of one visit."""
    visit = read_visit(VISITS / "370899-0108.json", None)
    school = school_of(visit)
    return district(visit.rubric, [school._replace(code=f"S-{number:04d}") for number in range(1000)])


def write_book_bare(rows: list[list[list[object]]]) -> None:
    """The same cells by nothing but openpyxl's own loop for large books."""
    book = Workbook(write_only=True)
    for sheet_rows in rows:
        sheet = book.create_sheet()
        for row in sheet_rows:
            sheet.append(row)
    book.save(io.BytesIO())


def rows_of(data: bytes) -> list[list[list[object]]]:
    """The values on each sheet of a workbook, row by row."""
    return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in load_workbook(io.BytesIO(data))]


def visit_as(visit: Visit, code: str, chance: Random | None = None) -> Visit:
    """The visit as if it were another school's, with hashes of its own, without teachers.

    With `chance` its people, times, points and notes are its own as well.
    """
    heads: dict[str, tuple[int, str]] = {}
    entries = []
    devices = {by: f"{chance.getrandbits(32):08x}" for by in visit.heads} if chance else {}
    later = timedelta(seconds=chance.randrange(10**7)) if chance else timedelta()
    for entry in sorted(visit.entries, key=lambda entry: (entry.by, entry.seq)):
        if entry.kind in WITHOUT or entry.body is None:
            continue
        seq, prev = heads.get(entry.by, (0, visit_root(code, visit.rubric.id)))
        by, body = entry.by, entry.body
        at = (datetime.fromisoformat(entry.at) + later).isoformat()
        if chance:
            by, body = f"{entry.name}@{devices[by]}", _other(visit, entry, chance)
        new = make_entry(by, seq + 1, at, entry.kind, body, prev)
        heads[entry.by] = (seq + 1, new.hash)
        entries.append(new)
    return fold(code, visit.rubric, entries)


def _other(visit: Visit, entry: Entry, chance: Random) -> dict[str, Any]:
    """The body as another school's: other points, and a note with every fourth score."""
    body = dict(entry.body or {})
    if entry.kind == "open":
        body["name"] = f"{body['name']}{chance.randrange(10**4)}"
    if entry.kind in (CLAIM, SCORE):
        item = visit.rubric.by_id[body["item"]]
        steps = int((item.points or 0) / item.step)
        body["points"] = json_number(item.step * chance.randint(steps * 3 // 5, steps))
        if entry.kind == SCORE and chance.random() < 0.25:
            body["note"] = "查看档案盒与研修记录，" * chance.randint(1, 3) + f"缺 {chance.randrange(100)} 份"
    return body
