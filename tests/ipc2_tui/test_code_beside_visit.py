"""The text of a code, read off a photo or typed, beside the visit's file and on a machine that knows nobody's key."""

import re

import pytest
from visit_files import add, code_on, write

from ipc2_tui.files.visit_file import read_visit
from scoring.record import record_of
from scoring.statement import base32

_CHANGES = [
    ("E5/6/40.5/", "E5/6/41.5/", "/88.5/100Q", "/89.5/100Q"),  # the sums still add up
    ("20221207", "20221117"),
    (" D1:4:64 ", " D1:9:64 "),
    ("100Q ", "100N "),
]


def _changed(code, change):
    for old, new in zip(change[::2], change[1::2], strict=True):
        assert old in code
        code = code.replace(old, new)
    return code


@pytest.fixture
def elsewhere(signed, sheet, monkeypatch, tmp_path):
    """Another machine than the signer's, with the signed visit and the true code's text."""
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "elsewhere"))
    return signed, code_on(sheet)


def test_a_paper_is_compared_by_eye_where_scores_were_changed_and_the_total_was_not(signed, sheet, ipc2):
    said = ipc2("verify", code_on(sheet)).out
    assert "- to be compared with the paper" in said and "draws: 1, 4 of 64 teachers" in said
    sums = re.search(r"\(self-check/evaluation\): (.+);", said)[1].split(", ")
    assert [each.rsplit(" ", 1)[1] for each in sums[:3]] == ["5.5/5", "6/6", "42/40.5"] and len(sums) == 8
    assert "to be compared" not in ipc2("verify", sheet).out


def test_whose_key_it_is_can_be_asked_on_the_phone(signed, sheet, ipc2, monkeypatch, tmp_path):
    shown = re.search("([A-Z2-7]{4} ){3}", ipc2("key", "show").out)[0].strip()
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "elsewhere"))
    for paper in (sheet, signed):
        assert f"on their laptop begins with {shown})" in ipc2("verify", paper).out


def test_what_was_checked_is_said_where_ssh_keygen_can_be_given_nothing(elsewhere, ipc2, tmp_path):
    done = ipc2("verify", elsewhere[1], "--ssh", tmp_path / "ssh")
    assert done.code == 2 and "there is no signature to write" in done.err and _of_code(done)


def _of_code(done):
    return done.out[done.out.index("code of ") :]


def test_the_key_in_the_visit_tells_whether_the_codes_signature_is_good(elsewhere, ipc2):
    visit, code = elsewhere
    said = _of_code(ipc2("verify", visit, code))
    assert "! the signature is good, but its key" in said and "could not be checked" not in said
    assert "+ the visit's file is the one that was signed" in said


@pytest.mark.parametrize("change", _CHANGES, ids=lambda change: change[1].strip())
def test_a_code_that_kept_the_record_alone_is_no_signed_one(elsewhere, ipc2, change):
    visit, code = elsewhere
    done = ipc2("verify", visit, _changed(code, change))
    said = _of_code(done)
    assert done.code == 1 and "! the signature does not belong to these figures" in said
    assert "! the visit's file comes to other figures than are stated here" in said and "  + " not in said


@pytest.mark.parametrize("change", _CHANGES, ids=lambda change: change[1].strip())
def test_nor_is_one_that_names_another_key(elsewhere, ipc2, change):
    visit, code = elsewhere
    head, kid = code.rsplit(" ", 1)[0].rsplit(" K", 1)
    said = _of_code(ipc2("verify", visit, _changed(code.replace(f"{head} K{kid}", f"{head} K{'A' * 13}"), change)))
    assert "! the visit's file comes to other figures than are stated here" in said and "  + " not in said
    assert "1 only because their key is unknown here; the others: code of" in said


def test_a_record_that_cannot_be_signed_is_none_that_was(elsewhere, ipc2, tmp_path):
    """Who has the file can name its record in a code, be it signable or not."""
    visit, code = elsewhere
    state = read_visit(visit, None)
    open_ = add(state, next(iter(state.latest["score"]["1.1"])), "score", {"item": "1.1", "points": None})
    path = write(tmp_path / "open.json", open_)
    before = code.partition(" R")[2][:52]
    said = _of_code(ipc2("verify", path, code.replace(before, base32(bytes.fromhex(record_of(open_))))))
    assert "! the visit's file comes to other figures than are stated here" in said


def test_on_the_signers_laptop_the_key_is_said_to_be_its_own_and_nobodys_word(signed, sheet, ipc2):
    done = ipc2("verify", code_on(sheet))
    assert done.code == 0 and "+ signed with this laptop's own key" in done.out and "trusted" not in done.out


def test_a_file_that_changed_where_its_total_did_not_is_said_with_both_totals(elsewhere, ipc2):
    visit, code = elsewhere
    state = read_visit(visit, None)
    write(visit, add(state, next(iter(state.latest["score"]["1.1"])), "remark", {"text": "补记"}))
    text = "entries were added, changed or taken away: its evaluation is 88.5/100, the one stated here 88.5/100"
    assert text in _of_code(ipc2("verify", visit, code))


@pytest.mark.parametrize("known", [True, False])
def test_a_stranger_who_signs_over_changes_renews_nobodys_signature(signed, ipc2, me, monkeypatch, tmp_path, known):
    """Else all that is wrong with such a file is said to be a key that nobody has entered yet."""
    (tmp_path / "mine.pub").write_text(ipc2("key", "export").out, encoding="utf-8")
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "stranger"))
    ipc2("draw", signed, "--words", "1 2 3 4 5 6 1 2 3 4")
    assert ipc2("sign", signed, "--yes").code == 0
    (tmp_path / "theirs.pub").write_text(ipc2("key", "export").out, encoding="utf-8")
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "reader"))
    trusted = ["mine.pub", "theirs.pub"] if known else ["mine.pub"]
    for each in trusted:
        assert ipc2("key", "trust", tmp_path / each).code in (0, 1)
    said = ipc2("verify", signed, signed).out
    assert f"  {'-' if known else '!'} the visit, signed by {me}@" in said
    assert "only because their key is unknown" not in said
