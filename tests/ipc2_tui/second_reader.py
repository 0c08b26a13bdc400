"""The second reader, run by Node, and what it found held against the program's own commands and state."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from ipc2_tui.commands.draw import draws_json
from ipc2_tui.files.rubrics import DEFAULT, built_in
from scoring.entry import visit_root
from scoring.record import entries_digest, record_of, result_digest, result_values, signable
from scoring.result import result_json
from scoring.tally import tally

READER = Path(__file__).parents[1] / "reader" / "ipc2-reader.mjs"
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


def read(*files):
    """Its exit code, the visits that it found by code, and the files that it could not read."""
    with tempfile.TemporaryDirectory() as folder:
        form = Path(folder) / "form.json"
        form.write_text(json.dumps({"data": built_in(DEFAULT).data}), encoding="utf-8")
        command = ["node", READER, "--rubric", form, *files]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    assert not done.stderr
    found = json.loads(done.stdout)
    return done.returncode, {visit["code"]: visit for visit in found["visits"]}, found["unreadable"]


def agree(ipc2, found, path, ok=True):
    """What the second reader found in the file at `path` is what the commands say of it."""
    summaries = json.loads(ipc2("summary", path, "--json").out)["visits"] if ok else []
    reports = {each["what"].split()[0]: each for each in json.loads(ipc2("verify", path, "--json").out)["reports"]}
    assert set(found) == set(reports)
    for said in summaries:
        mine = found[said["code"]]
        result = mine["result"]
        assert {key: said[key] for key in result if key != "by_item"} == {
            key: value for key, value in result.items() if key != "by_item"
        }
        assert (mine["name"], mine["forks"], mine["gaps"]) == (said["name"], said["forks"], said["gaps"])
        assert mine["stored_result_holds"] is not said["outdated"]
        assert signature_state(mine) == said["signature"]
        draws = ipc2("draw", path, "--check", "--json", "--code", said["code"]).out
        assert draws_of(mine) == told(json.loads(draws))
    for code, report in reports.items():
        failing = [
            each["text"]
            for each in report["findings"]
            if each["holds"] is False and each["text"] != "nobody has signed the visit"
        ]
        assert found[code]["holds"] is not bool(failing), failing
        stated = [each["statement"] for each in found[code]["signatures"]
                  if (each["scope"], each["state"] == "invalid") == ("visit", False)]  # fmt: skip
        assert report["statement"] == (stated[-1] if stated else None)


def signature_state(mine):
    states = {each["state"] for each in mine["signatures"] if each["scope"] == "visit" or each["state"] == "invalid"}
    return next((state for state in ("invalid", "valid", "stale") if state in states), "none")


def draws_of(mine):
    """The reader's draws as `draw --check --json` has them, less names and reasons, which prove nothing."""
    draws = [
        {
            **{key: each[key] for key in ("no", "sealed", "key", "words", "population", "roster", "valid")},
            "drawn": [(id_, each["abilities"].get(id_)) for id_ in each["stated"]],
            "stand_ins": [(one["absent"], one["teacher"]) for one in each["stand_ins"]],
        }
        for each in mine["draws"]["draws"]
    ]
    return {"draws": draws, "abandoned": mine["draws"]["abandoned"], "missing": mine["draws"]["missing"]}


def told(data):
    """The same of what the program says."""
    draws = [
        {
            **{key: each[key] for key in ("no", "sealed", "key", "words", "population", "roster", "valid")},
            "drawn": [(one["id"], one["ability"]) for one in each["drawn"]],
            "stand_ins": [(one["absent"], one["teacher"]) for one in each["stand_ins"]],
        }
        for each in data["draws"]
    ]
    return {"draws": draws, "abandoned": data["abandoned"], "missing": data["missing"]}


def same_state(mine, visit):
    """Hashes, totals, chains and draws of a folded visit."""
    assert mine["root"] == visit_root(visit.code, visit.rubric.id)
    assert mine["result"] == result_json(visit, tally(visit))
    entries, result = entries_digest(signable(visit)), result_digest(result_values(visit))
    assert mine["digests"] == {"entries": entries, "result": result, "record": record_of(visit)}
    assert (mine["forks"], mine["gaps"]) == (list(visit.forks), list(visit.gaps))
    assert [(each["by"], each["seq"]) for each in mine["uncounted"]] == [(e.by, e.seq) for e, _ in visit.unlinked]
    assert draws_of(mine) == told(draws_json(visit))
    assert (mine["stored_result_holds"], mine["set_aside"]) == (True, [])
