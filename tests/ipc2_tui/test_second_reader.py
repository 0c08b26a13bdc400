"""A second reader, in another language, written from docs/FORMAT.md alone: both come to the same, or the page is wrong."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from any_visits import any_visit
from roster_files import workbook
from visit_files import AT, ME, data_of, entry_by_hand, opened, score, with_entries, write

from ipc2_tui.commands.draw import draws_json
from ipc2_tui.rubrics import DEFAULT, built_in
from ipc2_tui.visit_file import read_visits
from scoring.entry import make_entry, visit_root
from scoring.record import entries_digest, record_of, result_digest, result_values, signable
from scoring.result import result_json
from scoring.rubric_file import parse_rubric
from scoring.tally import tally
from scoring.visit import CLAIM

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")

READER = Path(__file__).parents[1] / "reader" / "ipc2-reader.mjs"
SAMPLE = Path(__file__).parents[2] / "sample_data" / "visits"
SAMPLES = sorted(SAMPLE.glob("*.json"))
OTHERS = sorted((Path(__file__).parents[1] / "rubrics").glob("*.toml"))
UNSIGNED = "nobody has signed the visit"


@pytest.fixture
def read(tmp_path, ipc2):
    """Runs the second reader; its visits by code, and its exit code."""
    form = tmp_path / "form.json"
    form.write_text(ipc2("rubric", "show", DEFAULT, "--json").out, encoding="utf-8")

    def run(*files):
        command = ["node", READER, "--rubric", form, *files]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
        assert not done.stderr
        found = json.loads(done.stdout)
        return done.returncode, {visit["code"]: visit for visit in found["visits"]}, found["unreadable"]

    return run


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
        failing = [each["text"] for each in report["findings"] if each["holds"] is False and each["text"] != UNSIGNED]
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
    assert mine["digests"] == {
        "entries": entries_digest(signable(visit)), "result": result_digest(result_values(visit)), "record": record_of(visit),
    }  # fmt: skip
    assert (mine["forks"], mine["gaps"]) == (list(visit.forks), list(visit.gaps))
    assert [(each["by"], each["seq"]) for each in mine["uncounted"]] == [(e.by, e.seq) for e, _ in visit.unlinked]
    assert draws_of(mine) == told(draws_json(visit))
    assert (mine["stored_result_holds"], mine["set_aside"]) == (True, [])


# --- files as they should be ------------------------------------------------------------------------------------------


def test_the_samples(read, ipc2):
    code, found, unreadable = read(*SAMPLES)
    assert (code, len(found), unreadable) == (1, len(SAMPLES), [])  # of one the history forks
    for path in SAMPLES:
        agree(ipc2, {path.stem: found[path.stem]}, path)
        same_state(found[path.stem], read_visits(path).visits[path.stem])
    assert sum(len(each["draws"]["draws"]) for each in found.values()) >= 2


def test_one_sample_holds(read):
    assert read(SAMPLE / "370899-0108.json")[0] == 0


@pytest.mark.parametrize("path", [*OTHERS, None], ids=lambda path: path.stem if path else DEFAULT)
def test_visits_of_every_sort(read, tmp_path, path):
    """Means, weights, grades, vetoes and bands; forks, gaps, strays and rulings; draws by strata and stand-ins."""
    rubric = parse_rubric(path.read_text(encoding="utf-8"), path.name) if path else built_in(DEFAULT)
    visits = [any_visit(seed, rubric) for seed in range(40)]
    _, found, unreadable = read(write(tmp_path / "many.json", *visits))
    assert not unreadable
    for visit in visits:
        same_state(found[visit.code], visit)
    assert {bool(visit.forks) for visit in visits} == {bool(visit.unlinked) for visit in visits} == {True, False}
    assert len({found[visit.code]["result"]["level"] for visit in visits}) > bool(rubric.levels)
    draws = [draw for visit in found.values() for draw in visit["draws"]["draws"]]
    assert any(draw["stand_ins"] for draw in draws) and {draw["sealed"] for draw in draws} == {True, False}


def test_a_merged_district_with_rosters_withheld_and_people_who_differ(read, ipc2, me, tmp_path):
    mine, hers = (
        Path(shutil.copy(SAMPLE / "370899-0109.json", tmp_path / name)) for name in ("mine.json", "hers.json")
    )
    ipc2("score", mine, "1.1", "1")
    assert ipc2("sign", mine, "--mine", "--yes").code == 0
    ipc2("score", hers, "1.1", "0")
    ipc2("score", hers, "2.1", "0.5")
    merged = tmp_path / "merged.json"
    assert ipc2("merge", mine, hers, SAMPLE / "370899-0108.json", SAMPLE / "370899-0105.json", "-o", merged).code == 1
    code, found, _ = read(merged)
    assert code == 1
    agree(ipc2, found, merged)
    assert found["370899-0109"]["forks"] and "1.1" in found["370899-0109"]["result"]["conflicts"]
    assert [draw["valid"] for draw in found["370899-0108"]["draws"]["draws"]] == [None]
    for visit in read_visits(merged).visits.values():
        same_state(found[visit.code], visit)
    kept = tmp_path / "kept.json"
    ipc2("merge", mine, SAMPLE / "370899-0108.json", "-o", kept, "--with-rosters")
    assert [draw["valid"] for draw in read(kept)[1]["370899-0108"]["draws"]["draws"]] == [True]


# --- from the first entry to the signature ----------------------------------------------------------------------------


@pytest.fixture
def signed(tmp_path, ipc2, me):
    """A visit by the commands alone: scored, sealed, drawn, replaced, and signed as a whole and as one's own."""
    path = tmp_path / "370812-0101.json"
    visit = opened()
    for item in visit.rubric.items:
        visit = score(visit, item.id, item.points - item.step, "学校填报@22222222", CLAIM)
    write(path, visit)
    head = ("工号", "姓名", "学科", "微能力1", "微能力2", "微能力3")
    teachers = [(f"T{n}", f"名{n}", "语文" if n % 3 else "数学", f"A{n}", "B2", "C1") for n in range(1, 13)]
    ipc2("import", workbook(tmp_path / "roster.xlsx", (head, *teachers)), "--into", path, "--yes")
    for item in visit.rubric.items:
        assert ipc2("score", path, item.id, str(item.points)).code == 0
    ipc2("draw", path, "--seal", "--count", "4", "--by", "subject")
    assert ipc2("draw", path, "--words", "3 1 6 2 5 4 6 1 1 3").code == 0
    drawn = json.loads(ipc2("draw", path, "--json").out)["draws"][0]["drawn"]
    assert ipc2("draw", path, "--stand-in", drawn[1]["id"], "--reason", "外出", "--said-by", "教导处").code == 0
    assert ipc2("draw", path, "--words", "4 4", "--count", "1").code == 0
    assert ipc2("sign", path, "--yes").code == ipc2("sign", path, "--mine", "--yes").code == 0
    return path


def test_a_signed_visit(signed, read, ipc2):
    code, found, _ = read(signed)
    agree(ipc2, found, signed)
    (mine,) = found.values()
    assert (code, mine["holds"], mine["stored_result_holds"]) == (0, True, True)
    assert [(each["scope"], each["state"], each["ed25519"]) for each in mine["signatures"]] == [
        ("visit", "valid", True), ("chain", "valid", True)]  # fmt: skip
    openssh = {each["openssh"] for each in mine["signatures"]}
    assert openssh == ({True} if shutil.which("ssh-keygen") else {None})
    assert [(each["sealed"], len(each["stand_ins"])) for each in mine["draws"]["draws"]] == [(True, 1), (False, 0)]


def test_what_is_recorded_afterwards_makes_a_signature_stale(signed, read, ipc2):
    ipc2("hand-in", signed, "1")
    code, found, _ = read(signed)
    agree(ipc2, found, signed)
    (mine,) = found.values()
    assert (code, [each["state"] for each in mine["signatures"]]) == (1, ["stale", "stale"])
    assert ipc2("sign", signed, "--yes").code == ipc2("sign", signed, "--mine", "--yes").code == 0
    code, found, _ = read(signed)
    agree(ipc2, found, signed)
    assert [(each["state"], each["renewed"]) for each in found[signed.stem]["signatures"]] == [
        ("stale", True), ("stale", True), ("valid", False), ("valid", False)]  # fmt: skip
    assert code == 0


# --- changed by hand --------------------------------------------------------------------------------------------------


def change(path, kind, **fields):
    """The file with fields of its first entry of `kind` changed, and every hash as it was."""
    data = json.loads(path.read_bytes())
    (visit,) = data["visits"].values()
    body = next(entry["body"] for entry in visit["entries"] if entry["kind"] == kind)
    assert body.keys() >= fields.keys() and all(body[key] != value for key, value in fields.items())
    body.update(fields)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


CHANGES = {
    "score": {"points": 0.5},
    "draw": {"drawn": ["T1", "T2", "T3", "T4"]},
    "seal": {"count": 5},
    "sign": {"statement": "IPC2:1 370812-0101"},
    "stand_in": {"id": "T1"},
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_changed_entry_is_set_aside_by_name(signed, read, ipc2, kind):
    change(signed, kind, **CHANGES[kind])
    code, found, _ = read(signed)
    agree(ipc2, found, signed, ok=False)
    assert (code, ipc2("summary", signed).code) == (1, 2)
    (aside,) = found[signed.stem]["set_aside"]
    assert (aside["kind"], aside["why"]) == (kind, "does not hash to what it says")


def rewritten(path, kind, **fields):
    """The same, but with every hash after it made anew, as somebody who can run a program would."""
    data = json.loads(path.read_bytes())
    (code, document), *_ = data["visits"].items()
    new, heads, done = {}, {}, False
    entries = sorted(document["entries"], key=lambda entry: (entry["by"], entry["seq"]))
    document["entries"] = []
    for entry in entries:
        text = json.dumps(entry["body"])
        for old, hash_ in new.items():
            text = text.replace(old, hash_)
        body = json.loads(text)
        if entry["kind"] == kind and not done:
            assert all(body[key] != value for key, value in fields.items())
            body, done = {**body, **fields}, True
        prev = heads.get(entry["by"], visit_root(code, DEFAULT))
        made = make_entry(entry["by"], entry["seq"], entry["at"], entry["kind"], body, prev)
        new[entry["hash"]] = heads[entry["by"]] = made.hash
        document["entries"].append({**entry, "body": body, "prev": prev, "hash": made.hash})
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


REWRITES = {
    "points": ("score", {"points": 0.5}, "signature"),
    "teacher": ("draw", {"drawn": ["T1", "T2", "T3", "T4"]}, "its teachers are not those that its key gives"),
    "nonce": ("draw", {"nonce": "00" * 16}, "its seal does not open with this nonce"),
    "words": ("draw", {"words": "1 1"}, "its key is not what its words give"),
    "population": ("draw", {"population": 11}, "it counts other teachers than the roster has"),
    "another": ("draw", {"no": 3}, "its seal is of another draw"),
    "unsealed": ("draw", {"seal": None}, "its seal is missing"),
    "strata": ("seal", {"strata": {"by": "subject", "sizes": {"语文": 12}}}, "its strata are not those of the roster"),
    "stand-in": ("stand_in", {"id": "T99"}, "T99 stands in out of turn"),
}


@pytest.mark.parametrize("what", REWRITES)
def test_a_rewritten_history(signed, read, ipc2, what):
    """Every hash is right again; draws and signatures still tell."""
    kind, fields, why = REWRITES[what]
    rewritten(signed, kind, **fields)
    code, found, _ = read(signed)
    agree(ipc2, found, signed)
    mine = found[signed.stem]
    assert (code, mine["set_aside"], mine["uncounted"]) == (1, [], [])
    problems = [problem for draw in mine["draws"]["draws"] for problem in draw["problems"]]
    assert why in problems or why == "signature"
    assert (why == "signature") is not bool(problems)
    # The signature on the visit is stale: what it covers is no longer there.  The one on the chain is found out.
    assert [each["state"] for each in mine["signatures"]] == ["stale", "invalid"]


def other_signature(path):
    """The `sshsig` in a file with one of its bits turned, in the form that it has."""
    (visit,) = json.loads(path.read_bytes())["visits"].values()
    lines = next(entry["body"]["sshsig"] for entry in visit["entries"] if entry["kind"] == "sign").split("\n")
    last = lines[-3]
    lines[-3] = ("B" if last[0] != "B" else "C") + last[1:]
    return "\n".join(lines)


@pytest.mark.parametrize("field", ["sshsig", "statement", "covers", "key"])
def test_a_forged_signature(signed, read, ipc2, field):
    other = {"sshsig": other_signature(signed), "statement": "IPC2:1 370812-0101 20221205", "covers": "0" * 64,
             "key": "ssh-ed25519 " + "A" * 68}[field]  # fmt: skip
    rewritten(signed, "sign", **{field: other})
    code, found, _ = read(signed)
    agree(ipc2, found, signed)
    first = found[signed.stem]["signatures"][0]
    assert (code, first["state"]) == (1, "stale" if field == "covers" else "invalid")
    assert first["ed25519"] is (field == "covers")
    assert first["openssh"] in (None, first["ed25519"])


def test_a_changed_total_in_the_file(signed, read, ipc2):
    data = json.loads(signed.read_bytes())
    data["visits"][signed.stem]["result"]["evaluated"] = 99
    signed.write_text(json.dumps(data), encoding="utf-8")
    code, found, _ = read(signed)
    agree(ipc2, found, signed)
    assert (code, found[signed.stem]["stored_result_holds"], found[signed.stem]["result"]["evaluated"]) == (
        1,
        False,
        100,
    )


ENTRIES = {
    "another visit": entry_by_hand({"item": "1.1", "points": 1}, prev="0" * 64),
    "no item": entry_by_hand({"item": "9.9", "points": 1}),
    "too many points": entry_by_hand({"item": "1.1", "points": 1.5}),
    "off the step": entry_by_hand({"item": "1.1", "points": 0.25}),
    "a grade": entry_by_hand({"item": "1.1", "points": None, "grade": "好"}),
    "no points": entry_by_hand({"item": "1.1"}),
    "points as text": entry_by_hand({"item": "1.1", "points": "1"}),
    "five decimals": entry_by_hand({"item": "1.1", "points": 0.00001}),
    "a long note": entry_by_hand({"item": "1.1", "points": 1, "note": "长" * 2001}),
    "half a teacher": entry_by_hand({"digest": "", "salt": "", "teachers": [{"id": "T1"}]}, kind="roster"),
    "an id twice": entry_by_hand(
        {"digest": "", "salt": "", "teachers": [{"id": "1", "name": "王"}] * 2}, kind="roster"
    ),
    "no day": entry_by_hand({"what": "工作总结", "on": "2022-02-30"}, kind="hand_in"),
    "no person": entry_by_hand({"text": ""}, kind="remark", by="李娜"),
    "no time": entry_by_hand({"text": ""}, kind="remark", at="2022-12-05 09:30"),
    "no number": entry_by_hand({"text": ""}, kind="remark", seq=0),
    "no kind": entry_by_hand({}, kind="re mark"),
    "one field more": entry_by_hand({"text": ""}, kind="remark") | {"more": 1},
    "both": entry_by_hand({"text": ""}, kind="remark") | {"body_sha256": "0" * 64},
}
SOUND = {
    "both points and grade": entry_by_hand({"item": "1.1", "points": 1, "grade": "好"}),
    "nothing said": entry_by_hand({"item": "1.1", "points": None}),
    "more in the body": entry_by_hand({"item": "1.1", "points": 1, "column": CLAIM, "x": {"y": []}}),
    "to the letter": entry_by_hand({"item": "1.1", "points": 1, "note": "𝟙" * 2000}),
    "another kind": entry_by_hand({"points": "?"}, kind="голос"),
    "a fraction of a second": entry_by_hand({"text": ""}, kind="remark", at=AT.replace("+", ".123456+")),
}


@pytest.mark.parametrize("what", [*ENTRIES, *SOUND])
def test_which_entries_can_count(read, ipc2, tmp_path, what):
    """Both readers set aside the same ones, whoever wrote them and with whatever hash."""
    path = tmp_path / "f.json"
    path.write_text(json.dumps(with_entries((ENTRIES | SOUND)[what])), encoding="utf-8")
    _, found, _ = read(path)
    assert len(found["370812-0101"]["set_aside"]) == int(what in ENTRIES)
    agree(ipc2, found, path, ok=what in SOUND)


WRONG_FILES = {
    "a key twice": '{"ipc2": {}, "ipc2": {}}',
    "a key twice, written differently": '{"ipc2": {"a": 1, "\\u0061": 2}}',
    "not a number": '{"ipc2": NaN}',
    "cut off": '{"ipc2": {"file"',
    "another program's": "{}",
    "nothing": "",
    "a newer one": json.dumps(data_of(opened())).replace('"version": 1', '"version": 2'),
    "a byte order mark": "\ufeff" + json.dumps(data_of(opened())),
    "no such form": json.dumps(data_of(opened())).replace(f'"{DEFAULT}"', '"nowhere"'),
    "another form": json.dumps(data_of(opened())).replace(built_in(DEFAULT).digest, "0" * 64),
    "no code": json.dumps(data_of(opened())).replace('"370812-0101": ', '"370812_0101": '),
}


@pytest.mark.parametrize("what", WRONG_FILES)
def test_files_that_cannot_be_read(read, ipc2, tmp_path, what):
    path = tmp_path / "f.json"
    path.write_text(WRONG_FILES[what], encoding="utf-8")
    code, found, unreadable = read(path, SAMPLES[0])
    assert (code, list(found), len(unreadable)) == (2, [SAMPLES[0].stem], 1)
    assert str(path) in unreadable[0]
    assert ipc2("verify", path).code == 2


def test_the_form_comes_from_the_program_where_nobody_gives_it(tmp_path):
    """As the page says: `ipc2 rubric show ID --json`; here a stand-in of that name says it."""
    shown = tmp_path / "shown.json"
    shown.write_text(json.dumps({"data": built_in(DEFAULT).data}), encoding="utf-8")
    program = tmp_path / "ipc2"
    program.write_text(f'#!/bin/sh\n[ "$*" = "rubric show {DEFAULT} --json" ] && cat "{shown}"\n')
    program.chmod(0o700)
    path = f"{tmp_path}:{Path(shutil.which('node')).parent}:/usr/bin:/bin"
    done = subprocess.run(["node", READER, SAMPLES[0]], env={"PATH": path}, capture_output=True, text=True, check=False)
    assert (done.returncode, json.loads(done.stdout)["visits"][0]["holds"]) == (0, True)
