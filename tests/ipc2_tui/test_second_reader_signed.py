"""The second reader on a visit from its first entry to the signature, and on what somebody changed in it by hand."""

import json
import shutil

import pytest
from roster_files import workbook
from second_reader import agree, needs_node, read
from visit_files import opened, score, write

from ipc2_tui.files.rubrics import DEFAULT
from scoring.entry import make_entry, visit_root
from scoring.visit import CLAIM

pytestmark = needs_node


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


def test_a_signed_visit(signed, ipc2):
    code, found, _ = read(signed)
    agree(ipc2, found, signed)
    (mine,) = found.values()
    assert (code, mine["holds"], mine["stored_result_holds"]) == (0, True, True)
    assert [(each["scope"], each["state"], each["ed25519"]) for each in mine["signatures"]] == [
        ("visit", "valid", True), ("chain", "valid", True)]  # fmt: skip
    openssh = {each["openssh"] for each in mine["signatures"]}
    assert openssh == ({True} if shutil.which("ssh-keygen") else {None})
    assert [(each["sealed"], len(each["stand_ins"])) for each in mine["draws"]["draws"]] == [(True, 1), (False, 0)]


def test_what_is_recorded_afterwards_makes_a_signature_stale(signed, ipc2):
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
    "stand_in": {"id": "T0"},
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_changed_entry_is_set_aside_by_name(signed, ipc2, kind):
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
def test_a_rewritten_history(signed, ipc2, what):
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
def test_a_forged_signature(signed, ipc2, field):
    other = {"sshsig": other_signature(signed), "statement": "IPC2:1 370812-0101 20221205", "covers": "0" * 64,
             "key": "ssh-ed25519 " + "A" * 68}[field]  # fmt: skip
    rewritten(signed, "sign", **{field: other})
    code, found, _ = read(signed)
    agree(ipc2, found, signed)
    first = found[signed.stem]["signatures"][0]
    assert (code, first["state"]) == (1, "stale" if field == "covers" else "invalid")
    assert first["ed25519"] is (field == "covers")
    assert first["openssh"] in (None, first["ed25519"])


def test_a_signature_under_another_name(signed, ipc2):
    """The visit's own, good and fresh; but the key is not that of the one who is said to have signed."""
    data = json.loads(signed.read_bytes())
    (visit,) = data["visits"].values()
    sign = next(entry for entry in visit["entries"] if entry["kind"] == "sign" and entry["body"]["scope"] == "visit")
    visit["entries"] = [entry for entry in visit["entries"] if entry["kind"] != "sign"]
    made = make_entry("赵磊@00000000", 1, sign["at"], "sign", sign["body"], visit_root(signed.stem, DEFAULT))
    visit["entries"].append({**sign, "by": made.by, "seq": 1, "prev": made.prev, "hash": made.hash})
    signed.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    code, found, _ = read(signed)
    agree(ipc2, found, signed)
    (mine,) = found[signed.stem]["signatures"]
    assert (code, mine["state"], mine["ed25519"]) == (1, "invalid", True)
    assert mine["why"] == "its key is not that of the one who signs"


def test_a_changed_total_in_the_file(signed, ipc2):
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
