"""The same district in DuckDB, by docs/district.sql alone."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

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
    folder = ROOT / "sample_data" / "visits"
    assert by_sql(folder / "*.json") == by_us(ipc2, folder)


@pytest.fixture
def differing(tmp_path, ipc2, monkeypatch):
    """Three people's copies of some visits: agreeing, differing, ruled on, differing again, taken back."""
    folder = tmp_path / "copies"
    folder.mkdir()
    for name in ("370899-0110", "370899-0111", "370899-0107", "370899-0109"):
        shutil.copy(ROOT / "sample_data" / "visits" / f"{name}.json", folder)
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


def test_a_merged_file_of_many_schools_is_read_once(tmp_path):
    data = json.loads((ROOT / "sample_data" / "visits" / "370899-0108.json").read_bytes())
    (document,) = data["visits"].values()
    data["visits"] = {f"S-{number:04d}": document for number in range(1000)}
    (tmp_path / "all.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    connection = duckdb.connect(config={"memory_limit": "1GB", "max_temp_directory_size": "0GB"})
    connection.execute(f"SET VARIABLE files = '{tmp_path}/all.json'")
    assert len(connection.execute(SQL).fetchall()) == 1000
