"""The same district in DuckDB, by docs/district.sql alone."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from any_visits import any_visit
from visit_files import AT, LI, WANG, add, known, opened, score, write

from ipc2_tui.files.rubrics import DEFAULT, built_in
from sample_data import VISITS
from scoring.entry import make_entry, visit_root
from scoring.mark import Mark, mark_body
from scoring.visit import CLAIM, SCORE, fold

ROOT = Path(__file__).parents[2]
SQL = (ROOT / "docs" / "district.sql").read_text(encoding="utf-8")
FIELDS = ("rank", "code", "name", "self_check", "evaluated", "level")


def by_sql(pattern):
    connection = duckdb.connect()
    connection.execute(f"SET VARIABLE files = '{pattern}'")
    found = connection.execute(SQL)
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return [{field: row[field] for field in FIELDS} for row in rows]


def by_us(ipc2, *files):
    rows = json.loads(ipc2("district", *files, "--json").out)["rows"]
    return [{field: row[field] for field in FIELDS} for row in rows]


def test_the_sample_district(ipc2):
    folder = VISITS
    assert by_sql(folder / "*.json") == by_us(ipc2, folder)


@pytest.fixture
def differing(tmp_path, ipc2, monkeypatch):
    """Three people's copies of some visits: agreeing, differing, ruled on, differing again, taken back."""
    folder = tmp_path / "copies"
    folder.mkdir()
    for name in ("370899-0110", "370899-0111", "370899-0107", "370899-0109"):
        shutil.copy(VISITS / f"{name}.json", folder)
    for person in ("甲", "乙"):
        monkeypatch.setenv("IPC2_NAME", person)
        monkeypatch.setenv("IPC2_HOME", str(tmp_path / person))
        for path in sorted(folder.glob("*.json")):
            copy = Path(shutil.copy(path, tmp_path / f"{path.stem}-{person}.json"))
            ipc2("score", copy, "3.4", "20" if person == "甲" else "18")
            if "0110" not in path.name:
                ipc2("rule", copy, "3.4", "19.5", "--reason", "合议")
            if "0111" in path.name and person == "乙":
                ipc2("score", copy, "3.4", "3")
    return tmp_path


def test_conflicts_and_rulings_over_several_copies(differing, ipc2):
    files = sorted(differing.glob("*.json"))
    ours = by_us(ipc2, *files)
    assert by_sql(differing / "*.json") == ours
    assert {row["level"] for row in ours} >= {"undecided"}
    ipc2("merge", *files, "-o", differing.with_suffix(".json"))
    assert by_sql(differing.with_suffix(".json")) == ours


def ruling(item, over, points=2, **more):
    return {"item": item, "points": points, "reason": "合议", "over": over, **more}


def with_more(visit, *entries):
    return fold(visit.code, visit.rubric, [*visit.entries, *entries])


def scored_after(prev, by=LI, seq=2):
    """A score that names `prev`, which may be anybody's."""
    return make_entry(by, seq, AT, SCORE, mark_body("3.3", Mark(built_in(DEFAULT).by_id["3.3"].points)), prev)


def a_ruling_over_everything():
    """Its `over` names scores and self-checks of other items, another ruling on another item, and its own."""
    visit = add(score(known(), "3.4", "20", LI), WANG, "ruling", ruling("1.1", [], 0.5))
    return add(visit, LI, "ruling", ruling("3.4", [entry.hash for entry in visit.entries]))


def a_ruling_on_self_checks_over_scores():
    visit = score(score(known(), "3.4", "20", LI, CLAIM), "3.4", "20", LI)
    return add(visit, WANG, "ruling", ruling("3.4", [entry.hash for entry in visit.entries], column=CLAIM))


def a_ruling_in_a_column_nobody_knows():
    return add(known(), LI, "ruling", ruling("3.4", [], column="votes2030"))


def after_somebody_elses():
    """And what follows that, twice over."""
    first = scored_after(known().heads[WANG].hash)
    second = scored_after(first.hash, seq=3)
    return with_more(known(), first, second, make_entry(LI, 4, AT, "open", {"name": "别校", "date": ""}, second.hash))


def after_another_number():
    return with_more(known(), scored_after(known().heads[WANG].hash, WANG, 9))


def with_one_of_another_visit():
    """It is set aside, so that what follows it follows a gap."""
    alien = make_entry(LI, 1, AT, SCORE, {"item": "1.3", "points": 1}, visit_root("S-2", DEFAULT))
    return with_more(known(), alien, scored_after(alien.hash))


def without_its_first():
    visit = known()
    return fold(visit.code, visit.rubric, [entry for entry in visit.entries if entry.kind != "open"])


def with_the_newest_name_withheld():
    visit = add(opened(), WANG, "open", {"name": "新名", "date": "2022-12-06"})
    last = visit.heads[WANG]
    return fold(visit.code, visit.rubric, [*visit.entries[:-1], last._replace(body=None)])


@pytest.mark.parametrize("make", [
    a_ruling_over_everything, a_ruling_on_self_checks_over_scores, a_ruling_in_a_column_nobody_knows,
    after_somebody_elses, after_another_number, with_one_of_another_visit, without_its_first,
    with_the_newest_name_withheld,
])  # fmt: skip
def test_entries_that_settle_or_count_for_less_than_they_claim(make, tmp_path, ipc2):
    path = write(tmp_path / "visit.json", make())
    assert by_sql(path) == by_us(ipc2, path)


def test_visits_of_every_sort(tmp_path, ipc2):
    for seed in range(60):
        write(tmp_path / f"{seed}.json", any_visit(seed, built_in(DEFAULT)))
    assert by_sql(tmp_path / "*.json") == by_us(ipc2, tmp_path)


def test_a_merged_file_of_many_schools_is_read_once(tmp_path):
    data = json.loads((VISITS / "370899-0108.json").read_bytes())
    (document,) = data["visits"].values()
    data["visits"] = {f"S-{number:04d}": document for number in range(1000)}
    (tmp_path / "all.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    connection = duckdb.connect(config={"memory_limit": "1GB", "max_temp_directory_size": "0GB"})
    connection.execute(f"SET VARIABLE files = '{tmp_path}/all.json'")
    assert len(connection.execute(SQL).fetchall()) == 1000
