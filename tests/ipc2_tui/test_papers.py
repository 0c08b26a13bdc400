"""Signing, the score sheet, and checking both: what is printed is what was signed, and any change shows."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from visit_files import CODE, code_on, opened, score, write

from ipc2_tui.files import merging
from ipc2_tui.workbooks.score_sheet import TITLE
from sample_data import VISITS


def body_of(path, kind="sign"):
    (visit,) = json.loads(path.read_bytes())["visits"].values()
    return next(entry["body"] for entry in visit["entries"] if entry["kind"] == kind)


def test_signing_says_what_and_asks(tmp_path, ipc2, me):
    path = Path(shutil.copy(VISITS / "370899-0108.json", tmp_path))
    before = path.read_bytes()
    done = ipc2("sign", path)
    assert (done.code, path.read_bytes()) == (2, before)
    assert "--yes" in done.err
    assert "evaluation 88.5/100" in done.out
    assert ipc2("sign", path, "--yes").code == 0
    assert body_of(path)["statement"].startswith("IPC2:1 370899-0108 20221207 YANZHOU-2022 S5.5/6/42/24.5/5/5/4/4 E")


@pytest.mark.parametrize(("day", "asked"), [("2022-12-05", False), ("2023-01-20", False), ("2021-12-05", True)])
def test_a_year_that_cannot_be_right_is_asked_about(tmp_path, ipc2, me, day, asked):
    visit = opened(date=day)
    for item in visit.rubric.items:
        visit = score(visit, item.id, item.points)
    done = ipc2("sign", write(tmp_path / "visit.json", visit), "--yes")
    assert (done.code, f"! the visit is dated {day}" in done.out) == (0, asked)


@pytest.mark.parametrize(("name", "why"), [("370899-0105", "people differ on 3.4, 4.3"), ("370899-0103", "13 items")])
def test_what_is_open_is_not_signed(tmp_path, ipc2, me, name, why):
    path = Path(shutil.copy(VISITS / f"{name}.json", tmp_path))
    before = path.read_bytes()
    done = ipc2("sign", path, "--yes")
    assert (done.code, path.read_bytes()) == (2, before)
    assert why in done.err
    sheet = tmp_path / "s.xlsx"
    assert ipc2("export", path, "-o", sheet).code == 1
    book = load_workbook(sheet)
    assert book[TITLE]["E1"].value == "未签"
    assert book[TITLE].oddHeader.center.text == "未签"
    assert not book[TITLE]._images
    assert ipc2("verify", sheet).code == 1


def test_the_states_of_a_signature(signed, ipc2):
    def state():
        return json.loads(ipc2("summary", signed, "--json").out)["visits"][0]["signature"]

    assert state() == "valid"
    assert ipc2("verify", signed).code == 0
    ipc2("hand-in", signed, "1")
    assert state() == "stale"
    done = ipc2("verify", signed)
    assert done.code == 1 and "added, changed or taken away since" in done.out
    assert "a signature no longer holds: 370899-0108" in ipc2("district", signed).out
    assert ipc2("export", signed, "-o", signed.with_name("s.xlsx")).code == 1
    assert ipc2("sign", signed, "--yes").code == 0
    assert state() == "valid"


def test_several_people_sign_one_record(signed, ipc2, monkeypatch, tmp_path):
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "another laptop"))
    monkeypatch.setenv("IPC2_NAME", "李娜")
    assert ipc2("sign", signed, "--yes").code == 0
    done = ipc2("verify", signed)
    assert done.out.count(": good") == 1 and "added, changed" not in done.out
    assert "the signature is good, but its key" in done.out and done.code == 1  # the first one's


def test_a_key_on_the_list_is_trusted(signed, sheet, ipc2, monkeypatch, tmp_path):
    line = ipc2("key", "export").out
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "office"))
    for paper in (signed, sheet):
        done = ipc2("verify", paper)
        assert done.code == 1 and "unknown" in done.out
    (tmp_path / "lead.pub").write_text(line, encoding="utf-8")
    assert ipc2("key", "trust", tmp_path / "lead.pub").code == 0
    for paper in (signed, sheet):
        assert ipc2("verify", paper).code == 0
    done = ipc2("verify", code_on(sheet))
    assert done.code == 0 and "evidence behind them was not checked" in done.out


@pytest.mark.parametrize("text", ["", "lin ssh-rsa AAAA", "lin ssh-ed25519 AAAA", "ssh-ed25519 " + "A" * 68])
def test_a_list_with_something_else_in_it_is_refused(tmp_path, ipc2, text):
    (tmp_path / "f").write_text(text)
    done = ipc2("key", "trust", tmp_path / "f")
    assert done.code == 2 and done.err.count("\n") == 1


def test_reading_what_is_signed_makes_no_key(signed, ipc2, monkeypatch, tmp_path):
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "fresh"))
    assert ipc2("summary", signed).code == 0
    assert ipc2("verify", signed).code == 1  # nobody vouches for the key here
    assert not (tmp_path / "fresh").exists()


def test_ones_own_entries(tmp_path, ipc2, me):
    path = Path(shutil.copy(VISITS / "370899-0101.json", tmp_path))
    assert ipc2("sign", path, "--mine", "--yes").code == 2  # there are none yet
    ipc2("score", path, "1.1", "1")
    ipc2("score", path, "1.2", "0.5")
    assert ipc2("sign", path, "--mine", "--yes").code == 0
    done = ipc2("verify", path)
    assert "the entries of" in done.out and ": good" in done.out
    data = json.loads(path.read_bytes())
    (visit,) = data["visits"].values()
    mine = [e for e in visit["entries"] if e["by"].startswith(me)]
    visit["entries"].remove(mine[0])
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    done = ipc2("verify", path)
    assert done.code == 1 and "some were changed or are missing" in done.out


def test_a_signature_survives_merging_and_withheld_rosters(signed, tmp_path, ipc2):
    ipc2("merge", signed, VISITS / "370899-0109.json", "-o", tmp_path / "all.json")
    merged = json.loads((tmp_path / "all.json").read_bytes())["visits"]["370899-0108"]
    assert any("body_sha256" in entry for entry in merged["entries"])
    found = json.loads(ipc2("verify", tmp_path / "all.json", "--json").out)["reports"]
    texts = [finding["text"] for finding in found[0]["findings"] if finding["holds"]]
    assert any("signed by" in text and "good" in text for text in texts)


def test_an_edited_entry_is_named(signed, ipc2):
    data = json.loads(signed.read_bytes())
    (visit,) = data["visits"].values()
    next(entry for entry in visit["entries"] if entry["kind"] == "score")["body"]["points"] = 0
    signed.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    done = ipc2("verify", signed)
    assert done.code == 1 and "set aside" in done.out


@pytest.mark.parametrize(
    ("given", "why"), [("nothing.json", "is no file"), ("IPC2:1 X", "cut off"), ("IPC2:2 X", "newer")]
)
def test_what_cannot_be_checked_is_one_line(ipc2, given, why):
    done = ipc2("verify", given)
    assert (done.code, done.out) == (2, "") and why in done.err and done.err.count("\n") == 1


def test_another_workbook_is_no_sheet(tmp_path, ipc2):
    ipc2("form", "roster", "-o", tmp_path / "f.xlsx")
    done = ipc2("verify", tmp_path / "f.xlsx")
    assert done.code == 2 and "no score sheet" in done.err


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_a_key_that_others_may_read_is_not_used(signed, ipc2, home):
    ipc2("hand-in", signed, "1")
    (home / "id_ed25519").chmod(0o644)
    done = ipc2("sign", signed, "--yes")
    assert done.code == 2 and "chmod 600" in done.err


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
def test_a_key_with_a_passphrase(signed, ipc2, home, monkeypatch):
    change = ["ssh-keygen", "-q", "-p", "-N", "geheim", "-P", "", "-a", "1", "-f", home / "id_ed25519"]
    subprocess.run(change, check=True, capture_output=True)
    assert "protected by a passphrase" in ipc2("key", "show").out
    ipc2("hand-in", signed, "1")
    done = ipc2("sign", signed, "--yes")
    assert done.code == 2 and "can only be typed in a terminal" in done.err and done.err.count("\n") == 1
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    for wrong in (lambda _: "falsch", lambda _: b"\xca\xc7".decode(), lambda _: "\udcca"):  # typed in another charset
        monkeypatch.setattr("getpass.getpass", wrong)
        done = ipc2("sign", signed, "--yes")
        assert done.code == 2 and "passphrase is wrong" in done.err and done.err.count("\n") == 1
    monkeypatch.setattr("getpass.getpass", lambda _: "geheim")
    assert ipc2("sign", signed, "--yes").code == 0
    assert ipc2("verify", signed).code == 0


def test_merging_reports_a_signature_gone_stale(signed, tmp_path, ipc2):
    other = Path(shutil.copy(signed, tmp_path / "other.json"))
    ipc2("hand-in", other, "1")
    done = ipc2("merge", signed, other, "-o", tmp_path / "m.json")
    assert done.code == 1 and "added, changed or taken away since" in done.out
    assert ipc2("merge", signed, "-o", tmp_path / "n.json").code == 0


def test_ssh_keygen_repeats_the_check(signed, tmp_path, ipc2):
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is not installed")
    folder = tmp_path / "ssh"
    assert ipc2("verify", signed, "--ssh", folder).code == 0
    command = (folder / "README.txt").read_text(encoding="utf-8")
    repeat = ["sh", "-c", command]
    assert subprocess.run(repeat, cwd=folder, capture_output=True, check=False).returncode == 0
    (text,) = folder.glob("370899-*.txt")
    text.write_text(text.read_text().replace("/88.5/", "/89.5/"))
    assert subprocess.run(repeat, cwd=folder, capture_output=True, check=False).returncode != 0


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
@pytest.mark.parametrize("name", ["O'Neil, 静", 'a"b', "#x", "!w*", "x'; touch owned; echo '"])
def test_no_name_spoils_the_check_or_becomes_a_command(tmp_path, ipc2, monkeypatch, name):
    monkeypatch.setenv("IPC2_NAME", name)
    path, folder, keys = Path(shutil.copy(VISITS / "370899-0108.json", tmp_path)), tmp_path / "ssh", tmp_path / "keys"
    assert ipc2("sign", path, "--yes").code == 0
    assert ipc2("verify", path, "--ssh", folder).code == 0
    command = (folder / "README.txt").read_text(encoding="utf-8")
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, check=False)
    assert (done.returncode, (folder / "owned").exists()) == (0, False)
    keys.write_text(ipc2("key", "export").out, encoding="utf-8")
    assert ipc2("key", "trust", keys).code == 0


def test_the_last_line_of_a_check_is_its_verdict(signed, ipc2):
    assert ipc2("verify", signed).out.splitlines()[-1] == "all of it holds"
    unsigned = ipc2("verify", VISITS / "370899-0109.json")
    assert unsigned.code == 1 and unsigned.out.splitlines()[-1] == "needs a look: what is marked with !"


def test_a_folder_is_checked_whole_whatever_is_in_it(signed, ipc2):
    folder = signed.parent
    assert ipc2("export", signed, "-o", folder / "370899-0108-sheet.xlsx").code == 0
    (folder / "blank.xlsx").write_bytes(b"PK")  # not a sheet by its name
    done = ipc2("verify", folder)
    assert (done.code, done.err) == (0, "")
    assert "every printed score, total and level is the one that was signed" in done.out
    assert done.out.splitlines()[-1] == "2 checked, 0 need a look"
    (folder / "~$370899-0108-sheet.xlsx").write_bytes(b"open in an office program")
    shutil.copy(folder / "370899-0108-sheet.xlsx", folder / "370899-0108-sheet(1).xlsx")
    assert ipc2("verify", folder).out.splitlines()[-1] == "3 checked, 0 need a look"
    (folder / "370899-0108-sheet(1).xlsx").unlink()
    (folder / "cut.json").write_text('{"half', encoding="utf-8")
    done = ipc2("verify", folder / "*.json")
    assert done.code == 1 and "cut off" in done.out and done.out.splitlines()[-1] == "2 checked, 1 need a look"
    assert ipc2("verify", folder / "cut.json").code == 2
    nothing = ipc2("verify", folder / "*.photo")
    assert (nothing.code, nothing.out) == (2, "") and "no visit files there" in nothing.err


def test_a_file_that_is_replaced_while_it_is_checked_is_the_one_or_the_other(tmp_path, ipc2, monkeypatch):
    path = write(tmp_path / "visits.json", opened(), opened(code="S-2"))
    read = merging.file_bytes

    def read_before_it_is_replaced(file):
        raw = read(file)
        write(path, opened(code="S-9"))
        return raw

    monkeypatch.setattr(merging, "file_bytes", read_before_it_is_replaced)
    reports = json.loads(ipc2("verify", path, "--json").out)["reports"]
    assert [report["what"].partition(" ")[0] for report in reports] == [CODE, "S-2"]


def test_only_who_asks_whom_we_trust_needs_the_list_of_signers(signed, ipc2, home, tmp_path):
    (home / "allowed_signers").write_text("somebody edited this\n", encoding="utf-8")
    assert ipc2("summary", signed).code == 0
    assert ipc2("export", signed, "-o", tmp_path / "sheet.xlsx").code == 0
    done = ipc2("verify", signed)
    assert done.code == 2 and "allowed_signers: line 1 is no Ed25519 key" in done.err
    assert ipc2("score", signed, "1.1", "0.5").code == 0
