"""Keys that were lost: the district's list says since when one counts no longer, in OpenSSH's own words."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from visit_files import code_on, score, write

from ipc2_tui.files.visit_file import read_visit
from ipc2_tui.keys.trust import parse_signers, trusted_name
from scoring.problem import Problem
from scoring.signatures import CHAIN, NAMESPACES, VISIT

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"


@pytest.fixture
def trust(tmp_path, ipc2, signed, sheet, monkeypatch):
    """At the office: trust the lead's key, with what the list says of it."""
    line = ipc2("key", "export").out
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "office"))

    def hand_in(said=""):
        path = tmp_path / "list"
        path.write_text(line.replace('" ssh-', f'"{said} ssh-'), encoding="utf-8")
        return ipc2("key", "trust", path)

    return hand_in


def test_a_lost_key_vouches_for_nothing(signed, sheet, ipc2, trust):
    assert trust().code == 0
    papers = (signed, sheet, code_on(sheet))
    assert [ipc2("verify", paper).code for paper in papers] == [0, 0, 0]
    done = trust(',valid-before="20221220"')
    assert done.code == 0 and "counts no longer since 2022-12-20: " in done.out and "is trusted now" not in done.out
    for paper in papers:
        done = ipc2("verify", paper)
        assert done.code == 1 and "counts no longer since 2022-12-20; that it was made before" in done.out
    assert "签署的考核结果：签名正确，但" in ipc2("verify", signed, "--lang", "zh").out
    assert "(counts no longer since 2022-12-20)" in ipc2("key", "show").out


def test_a_stale_signature_by_a_lost_key_is_called_that_and_not_an_unknown_ones(signed, ipc2, trust):
    assert trust(',valid-before="20221220"').code == 0
    write(signed, score(read_visit(signed, None), "1.1", 0))
    said = ipc2("verify", signed).out
    assert (
        "(a key that counts no longer since 2022-12-20), but entries were added" in said
        and "an unknown key" not in said
    )


def test_nor_does_ones_own(signed, sheet, ipc2, trust, home, monkeypatch):
    monkeypatch.setenv("IPC2_HOME", str(home))
    assert trust(',valid-before="20221220"').code == 0
    for paper in (signed, sheet, code_on(sheet)):
        done = ipc2("verify", paper)
        assert done.code == 1 and "counts no longer since 2022-12-20" in done.out


def test_who_found_the_key_cannot_have_it_trusted_again(signed, ipc2, trust, tmp_path):
    assert trust(',valid-before="20221220"').code == 0
    kept = (tmp_path / "office" / "allowed_signers").read_bytes()
    for said in ("", ',valid-before="29991231"'):
        done = trust(said)
        assert (done.code, done.out) == (2, "") and "counts no longer since 2022-12-20; if it is" in done.err
        assert (tmp_path / "office" / "allowed_signers").read_bytes() == kept
    assert trust(',valid-before="20221219"').code == 0  # known better by now


def test_what_else_stands_in_the_list_stays_as_it_was_written(ipc2, trust, tmp_path):
    assert trust().code == 0
    listed = tmp_path / "office" / "allowed_signers"
    others = f"# 王伟\u2028lost a laptop\nfriend {KEY}\n#x ssh-ed25519 y\n"
    listed.write_text(others + listed.read_text(encoding="utf-8"), encoding="utf-8")
    assert trust(',valid-before="20221220"').code == 0
    said = listed.read_text(encoding="utf-8")
    assert said.startswith(others) and said.removeprefix(others).count("\n") == 1
    assert 'valid-before="20221220"' in said


def test_the_key_that_takes_its_place_is_no_surprise(ipc2, trust, tmp_path, monkeypatch):
    assert trust(',valid-before="20221220"').code == 0
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "new laptop"))
    line = ipc2("key", "export").out.split(" ", 1)[1]
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "office"))
    listed = tmp_path / "office" / "allowed_signers"
    (old,) = parse_signers(listed.read_text(encoding="utf-8"), "")
    listed.write_text(listed.read_text(encoding="utf-8").replace(old.name, "lin"), encoding="utf-8")
    (tmp_path / "new.pub").write_text(f"lin {line}", encoding="utf-8")
    done = ipc2("key", "trust", tmp_path / "new.pub")
    assert done.code == 0 and "both count now" not in done.out


def test_a_key_vouches_for_what_its_line_says_alone():
    (chain,) = parse_signers(f'x namespaces="{NAMESPACES[CHAIN]}" {KEY}', "f")
    (all_,) = parse_signers(f"y {KEY}", "f")
    for known, names in (([chain], (None, "x")), ([chain, all_], ("y", "x"))):
        assert tuple(trusted_name(known, chain.blob, NAMESPACES[scope]) for scope in (VISIT, CHAIN)) == names


@pytest.mark.parametrize(("ahead", "ended"), [(-2, True), (2, False)])
@pytest.mark.parametrize("form", ["%Y%m%d%H%M%SZ", "%Y%m%d%H%MZ"])
def test_the_moment_counts_in_its_own_zone(ahead, ended, form):
    until = (datetime.now(UTC) + timedelta(minutes=ahead)).strftime(form)
    (signer,) = parse_signers(f'x valid-before="{until}" {KEY}', "f")
    assert (signer.until, bool(signer.ended)) == (until, ended)


def test_a_day_that_the_system_does_not_know_is_a_condition(monkeypatch):
    """Windows knows no local time before 1970, nor after 3000."""

    def unknown(_):
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr("ipc2_tui.keys.trust._instant", unknown)
    with pytest.raises(Problem, match="valid-before"):
        parse_signers(f'x valid-before="99991231" {KEY}', "f")


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
def test_ssh_keygen_says_the_same_of_a_lost_key(signed, ipc2, trust, tmp_path):
    """By our list itself, and by the files that repeat a check."""
    for said, good in ("", True), (',valid-before="29991231"', True), (',valid-before="20221220"', False):
        assert trust(said).code == 0
        folder = tmp_path / f"ssh{len(said)}{good}"
        ipc2("verify", signed, "--ssh", folder)
        command = (folder / "README.txt").read_text(encoding="utf-8")
        done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, check=False)
        assert (done.returncode == 0) is good, said
