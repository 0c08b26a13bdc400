"""What fuzzing has found in visits, keys, settings and codes, and what an attacker would try next."""

import json
import os
from pathlib import Path

import pytest
from roster_files import workbook
from visit_files import CODE, as_bytes, entry_by_hand, file_json, known, opened, refused, with_entries, write

from ipc2_tui.files.rubrics import find_rubric
from ipc2_tui.keys.identity import device_key
from ipc2_tui.keys.trust import parse_signers
from ipc2_tui.papers.code_report import check_code
from sample_data import VISITS
from scoring.codes import file_stem
from scoring.problem import Problem
from scoring.rubric_file import build_rubric

SIGNED = VISITS / "370899-0108.json"
posix = pytest.mark.skipif(os.name == "nt", reason="pipes and devices of POSIX")


# --- visit files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", [5, None, "x", [], [{}]], ids=repr)
@pytest.mark.parametrize("first", [True, False])
def test_an_entry_that_is_no_object_is_set_aside(tmp_path, ipc2, entry, first):
    data = file_json(known())
    entries = data["visits"][CODE]["entries"]
    entries.insert(0 if first else len(entries), entry)
    data["visits"]["S-2"] = file_json(opened(code="S-2"))["visits"]["S-2"]
    (tmp_path / "a.json").write_bytes(as_bytes(data))
    done = ipc2("merge", tmp_path / "a.json", "-o", tmp_path / "all.json")
    assert done.code == 1 and "an entry must be an object" in done.out


def seal(**body):
    return {"no": 1, "count": 1, "roster": "", "date": "2022-12-05", "seal": "0" * 64, **body}


def test_a_seal_that_is_none(tmp_path, ipc2):
    path = tmp_path / "v.json"
    path.write_bytes(as_bytes(with_entries(entry_by_hand(seal(seal="x"), "seal"))))
    assert refused(ipc2("draw", path), "body.seal: must be 64 hex digits")


@pytest.mark.parametrize(("no", "lines"), [(1000, 6), (7, 6), (3, 2)])
def test_draws_that_are_missing_by_the_hundred_are_not_named_each(tmp_path, ipc2, no, lines):
    path = tmp_path / "v.json"
    path.write_bytes(as_bytes(with_entries(entry_by_hand(seal(no=no), "seal"))))
    done = ipc2("draw", path)
    assert done.code == 1 and sum(line.startswith("!") for line in done.out.splitlines()) == lines


def test_a_draw_of_a_number_that_nobody_reaches(tmp_path, ipc2):
    path = tmp_path / "v.json"
    path.write_bytes(as_bytes(with_entries(entry_by_hand(seal(no=1_000_000), "seal"))))
    assert refused(ipc2("summary", path), "body.no: must be a whole number from 0 to 1000")


def test_a_signature_over_another_text(tmp_path, ipc2, me):
    """However good it is, it makes no visit unreadable."""
    path = tmp_path / "v.json"
    path.write_bytes(SIGNED.read_bytes())
    assert ipc2("sign", path, "--yes").code == 0
    data = json.loads(path.read_bytes())
    (document,) = data["visits"].values()
    last = next(entry for entry in document["entries"] if entry["kind"] == "sign" and entry["by"].startswith(me))
    from ipc2_tui.keys import sshsig
    from ipc2_tui.keys.signing import private_key

    device = device_key()
    raw = sshsig.sign(private_key(device, str), "ipc2-sheet@v1", b"hello")
    body = {**last["body"], "statement": "hello", "covers": "0" * 64,
            "sshsig": sshsig.armor(device.blob, "ipc2-sheet@v1", raw)}  # fmt: skip
    forged = {**entry_by_hand(body, "sign", last["by"], last["seq"], last["prev"], last["at"])}
    document["entries"][document["entries"].index(last)] = forged
    path.write_bytes(as_bytes(data))
    done = ipc2("verify", path)
    assert done.code == 1 and "it says something else than the entries" in done.out
    assert ipc2("summary", path).code == 1


@pytest.mark.parametrize("day", ["soon", "2022-13-05", "\x1b[2J", "２０２２-12-05"])
def test_a_day_that_is_none_is_not_signed(tmp_path, ipc2, me, day):
    path = tmp_path / "v.json"
    path.write_bytes(SIGNED.read_bytes())
    data = json.loads(path.read_bytes())
    (document,) = data["visits"].values()
    head = max((entry for entry in document["entries"] if entry["kind"] == "open"), key=lambda entry: entry["at"])
    heads = [entry for entry in document["entries"] if entry["by"] == head["by"]]
    last = max(heads, key=lambda entry: entry["seq"])
    again = entry_by_hand({**head["body"], "date": day}, "open", head["by"], last["seq"] + 1, last["hash"],
                          "2030-01-01T00:00:00Z")  # fmt: skip
    document["entries"].append(again)
    path.write_bytes(as_bytes(data))
    done = ipc2("sign", path, "--yes")
    assert done.code == 2 and "the date of the visit is none such as 2022-12-05" in done.err
    assert "\x1b" not in done.out + done.err


def test_a_pass_rate_above_all(tmp_path, ipc2, me):
    """A form that a visit carries may ask for anything; what a sample proves is still said."""
    smallest = find_rubric(str(Path(__file__).parents[1] / "rubrics" / "smallest.toml"))
    path = write(tmp_path / "v.json", opened(build_rubric({**smallest.data, "limits": {"pass_rate": 5}}, "smallest")))
    assert ipc2("import", workbook(tmp_path / "roster.xlsx"), "--into", path, "--yes").code == 0
    assert ipc2("draw", path, "--words", "1 2 3").code == 0
    done = ipc2("inspect", path)
    assert done.code == 0 and "100 %" in done.out


@posix
def test_a_pipe_in_a_folder_holds_nobody_up(tmp_path, ipc2):
    write(tmp_path / "a.json", known())
    os.mkfifo(tmp_path / "b.json")
    for words in (("summary", tmp_path), ("district", tmp_path), ("merge", tmp_path, "--dry-run")):
        assert ipc2(*words).code in (0, 1)


@posix
@pytest.mark.parametrize("words", [("key", "trust", "/dev/zero"), ("rubric", "check", "/dev/zero")], ids=str)
def test_a_device_that_never_ends(ipc2, words):
    assert refused(ipc2(*words), "/dev/zero", "is larger than")


# --- keys, settings, codes --------------------------------------------------------------------------------------------

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"


@pytest.mark.parametrize("comment", ["#x", 'a"b', "a'b", "ssh-ed25519", "*", "x;rm -rf ~", "王 伟", "$(x)", "a\\b"])
def test_whoever_is_trusted_stays_so(tmp_path, home, ipc2, comment):
    """A name in a key's comment is read back as one word, and no list is damaged by it."""
    for name in ("one.pub", "two.pub"):
        (tmp_path / name).write_text(f"{KEY} {comment}\n", encoding="utf-8")
        done = ipc2("key", "trust", tmp_path / name)
        if done.code == 2:
            assert refused(done, "is no Ed25519 key with a name")
            return
    (line,) = (home / "allowed_signers").read_text(encoding="utf-8").splitlines()
    assert [each.blob[-1] for each in parse_signers(line, "")] == [0x1F]
    assert not set(line.split()[0]) & set("#\"'\\*;$() ")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (f"x cert-authority {KEY}", "conditions that are not known here: cert-authority"),
        (f'x valid-before="20200132" {KEY}', 'conditions that are not known here: valid-before="20200132"'),
        (f"x valid-before=20200101 {KEY}", "conditions that are not known here: valid-before=20200101"),
        (f'x namespaces="ipc2-sheet@v1",valid-after=2 {KEY}', "valid-after=2"),
        (f'#x\u2028y {KEY}\nx namespaces="a b {KEY}', "line 2"),
        (f'x namespaces="a\\"b" {KEY}', "line 1"),
        (f'"x {KEY}', "line 1 is no Ed25519 key"),
    ],
)
def test_a_list_of_signers_that_says_more_than_is_understood(line, why):
    with pytest.raises(Problem, match="f: line") as caught:
        parse_signers(line, "f")
    assert why in str(caught.value)


def test_names_in_the_commands_for_ssh_keygen_are_words(tmp_path, ipc2, me, monkeypatch):
    monkeypatch.setenv("IPC2_NAME", "x'; touch y; '")
    path = tmp_path / "v.json"
    path.write_bytes(SIGNED.read_bytes())
    assert ipc2("sign", path, "--yes").code == 0
    ipc2("verify", path, "--ssh", tmp_path / "ssh")
    text = (tmp_path / "ssh" / "README.txt").read_text(encoding="utf-8")
    assert f"-I x___touch_y___@{device_key().short} -n" in text
    assert not set(text) & set("'\";$`|&()")


@pytest.mark.parametrize("raw", [b'{"theme": "\\ud800"}', b"[" * 100_000, b"\xff", b'{"name": 1}', b" " * 2_000_000])
@pytest.mark.parametrize("words", [("key", "name", "x"), ("key", "show")], ids=" ".join)
def test_settings_that_were_damaged(home, ipc2, raw, words):
    home.mkdir()
    (home / "settings.json").write_bytes(raw)
    done = ipc2(*words)
    assert (done.code, done.err.count("\n")) == (2, 1) and "settings.json" in done.err
    assert (home / "settings.json").read_bytes() == raw


def test_the_comment_of_a_key_is_shown_harmlessly(home, ipc2):
    device_key()
    public = home / "id_ed25519.pub"
    public.write_bytes(public.read_bytes().strip() + b" \x1b[2J\n")
    done = ipc2("key", "show")
    assert done.code == 0 and "\x1b" not in done.out and "␛[2J" in done.out


@pytest.mark.parametrize("text", ["IPC2:1 A 20221205 " + "S1/" * 50_000, "IPC2:1" + "9" * 1_000_000])
def test_a_code_of_a_million_characters(home, text):
    with pytest.raises(Problem, match="is longer than a code can be"):
        check_code(text)


def test_a_file_with_a_code_that_is_no_text(tmp_path, ipc2):
    (tmp_path / "c.txt").write_bytes(b"IPC2:1 \xff\xfe\xc2")
    assert refused(ipc2("verify", tmp_path / "c.txt"), "is cut off or mistyped")


def test_an_argument_that_is_no_file_name(ipc2):
    assert refused(ipc2("verify", "x" * 100_000), "is no file")


@pytest.mark.parametrize(("code", "stem"), [("CON", "_CON"), ("LPT1", "_LPT1"), ("-A", "_-A"), ("CONE", "CONE")])
def test_files_named_by_a_code(tmp_path, ipc2, me, monkeypatch, code, stem):
    """None is a device to Windows, or an option to the next command."""
    assert file_stem(code) == stem
    monkeypatch.chdir(tmp_path)
    assert ipc2("new", f"--code={code}", "--name", "x").code == 0
    assert [path.name for path in tmp_path.glob("*.json")] == [f"{stem}.json"]
