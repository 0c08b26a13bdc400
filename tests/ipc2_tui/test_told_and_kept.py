"""Nothing is lost, replaced or taken at its word without being told: links, outputs, keys, forms, odd entries."""

import json
import os
import shutil
from pathlib import Path

import pytest
from visit_files import LI, add, as_bytes, entry_by_hand, known, opened, score, with_entries, write

from ipc2_tui.files import paths
from ipc2_tui.files.rubrics import find_rubric
from ipc2_tui.files.visit_file import read_visits
from ipc2_tui.keys.identity import evaluator
from ipc2_tui.keys.signature_state import signature_state
from ipc2_tui.keys.signing import checked
from sample_data import VISITS
from scoring.draw import read_rate
from scoring.history import item_history
from scoring.mark import Mark, mark_body
from scoring.opening import school_corrected, school_texts, school_typed
from scoring.problem import Problem
from scoring.ruling import ruling_body
from scoring.visit import CLAIM, SCORE

RUBRICS = Path(__file__).parents[2] / "scoring" / "rubrics"


def scored(path):
    (visit,) = json.loads(path.read_bytes())["visits"].values()
    return sum(entry["kind"] == "score" for entry in visit["entries"])


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_score_through_a_link_is_kept_where_the_link_leads(ipc2, me, tmp_path):
    (tmp_path / "shared").mkdir()
    file, link = write(tmp_path / "shared" / "v.json", opened()), tmp_path / "v.json"
    link.symlink_to(file)
    assert ipc2("score", link, "1.1", "1").code == 0
    assert link.is_symlink() and scored(file) == 1 and not (tmp_path / "v.json.bak").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_what_is_written_over_a_link_is_where_the_link_leads(ipc2, me, home, tmp_path):
    (tmp_path / "shared").mkdir()
    file, link = write(tmp_path / "shared" / "v.json", opened()), tmp_path / "v.json"
    link.symlink_to(file)
    other = write(tmp_path / "other.json", score(opened(), "1.1", 1, LI))
    assert ipc2("merge", link, other, "-o", link, "--force").code == 0
    assert link.is_symlink() and scored(file) == 1 and not (tmp_path / "v.json.bak").exists()
    settings, kept = tmp_path / "shared" / "settings.json", home / "settings.json"
    settings.write_text("{}", encoding="utf-8")
    home.mkdir(exist_ok=True)
    kept.symlink_to(settings)
    assert ipc2("key", "name", "王伟").code == 0
    assert kept.is_symlink() and json.loads(settings.read_bytes()) == {"name": "王伟"}


def test_what_a_merge_takes_the_place_of_stays_beside_it(ipc2, tmp_path):
    out = shutil.copy(VISITS / "370899-0101.json", tmp_path / "all.json")
    before = out.read_bytes()
    assert ipc2("merge", VISITS / "370899-0102.json", VISITS / "370899-0103.json", "-o", out, "--force").code == 0
    assert (tmp_path / "all.json.bak").read_bytes() == before
    assert set(json.loads(out.read_bytes())["visits"]) == {"370899-0102", "370899-0103"}


def test_files_for_ssh_keygen_replace_nobodys(ipc2, signed, home, tmp_path):
    folder = tmp_path / "ssh"
    folder.mkdir()
    (folder / "README.txt").write_text("mine", encoding="utf-8")
    done = ipc2("verify", signed, "--ssh", folder)
    assert done.code == 2 and "README.txt" in done.err and [each.name for each in folder.iterdir()] == ["README.txt"]
    (home / "allowed_signers").write_text("", encoding="utf-8")
    assert ipc2("verify", signed, "--ssh", home).code == 2
    assert (home / "allowed_signers").read_text(encoding="utf-8") == ""
    for _ in range(2):  # the same files again are no others
        assert ipc2("verify", signed, "--ssh", tmp_path / "new").code == 0


def test_a_key_that_is_no_pair_signs_nothing(ipc2, me, home, tmp_path, monkeypatch):
    path = shutil.copy(VISITS / "370899-0108.json", tmp_path)
    assert ipc2("key", "show").code == 0
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "other"))
    assert ipc2("key", "show").code == 0
    shutil.copy(tmp_path / "other" / "id_ed25519.pub", home / "id_ed25519.pub")
    monkeypatch.setenv("IPC2_HOME", str(home))
    before = Path(path).read_bytes()
    done = ipc2("sign", path, "--yes")
    assert (done.code, Path(path).read_bytes()) == (2, before) and "is not the private half" in done.err


def test_a_signature_that_holds_is_not_spoilt_by_one_that_does_not(signed):
    (visit,) = read_visits(signed).visits.values()
    (good,) = (entry for entry in visit.entries if entry.kind == "sign")
    bad = add(visit, LI, "sign", {**good.body, "sshsig": "junk"})
    assert sorted(each.state for each in checked(bad)) == ["invalid", "valid"]
    assert signature_state(bad) == "valid"
    only_bad = add(visit._replace(entries=tuple(e for e in visit.entries if e != good), heads={}), LI, "sign",
                   {**good.body, "sshsig": "junk"})  # fmt: skip
    assert signature_state(only_bad) == "invalid"


def test_another_key_or_name_is_told(ipc2, me, home, tmp_path, monkeypatch):
    lines = []
    for name in ("one", "other"):
        monkeypatch.setenv("IPC2_HOME", str(tmp_path / name))
        lines.append("李娜 " + ipc2("key", "export").out.split(" ", 1)[1])
    monkeypatch.setenv("IPC2_HOME", str(home))
    for number, line in enumerate(lines):
        (tmp_path / f"{number}.pub").write_text(line, encoding="utf-8")
    assert ipc2("key", "trust", tmp_path / "0.pub").code == 0
    again = ipc2("key", "trust", tmp_path / "0.pub")
    assert (again.code, again.out.count("\n")) == (0, 1)
    done = ipc2("key", "trust", tmp_path / "1.pub")
    assert done.code == 1 and "was trusted with another key already" in done.out
    (tmp_path / "renamed.pub").write_text(lines[0].replace("李娜", "局长", 1), encoding="utf-8")
    done = ipc2("key", "trust", tmp_path / "renamed.pub")
    assert done.code == 1 and "this key was trusted as 李娜" in done.out


@pytest.mark.parametrize("name", ["局长@deadbeef", "局长@deadbeef,x", "x@ＤＥＡＤＢＥＥＦ", "x@DEADBEEF"])
def test_a_name_with_another_device_is_refused(ipc2, me, tmp_path, name):
    words = ipc2("key", "export").out.split(" ", 1)
    (tmp_path / "k.pub").write_text(f"{name} {words[1]}", encoding="utf-8")
    assert "not that of" in ipc2("key", "trust", tmp_path / "k.pub").err


def test_a_form_that_only_has_the_official_ones_id_is_refused(ipc2, me, tmp_path):
    text = (RUBRICS / "yanzhou-2022.toml").read_text(encoding="utf-8")
    (tmp_path / "y.toml").write_text(text, encoding="utf-8")
    assert ipc2("rubric", "check", tmp_path / "y.toml").code == 0  # the same form
    (tmp_path / "y.toml").write_text(text.replace("min = 80", "min = 10"), encoding="utf-8")
    for words in (
        ("rubric", "check", tmp_path / "y.toml"),
        ("new", "--code", "A", "--name", "n", "--rubric", tmp_path / "y.toml", "-o", tmp_path / "a.json"),
    ):
        done = ipc2(*words)
        assert done.code == 2 and "yanzhou-2022" in done.err and "an id of its own" in done.err
    assert not (tmp_path / "a.json").exists()


def test_a_day_that_is_none_keeps_nobody_from_totals(ipc2, tmp_path):
    entry = entry_by_hand({"name": "某校", "date": "2022年12月5日"}, kind="open")
    path = tmp_path / "odd.json"
    path.write_bytes(as_bytes(with_entries(entry)))
    shutil.copy(VISITS / "370899-0108.json", tmp_path)
    assert ipc2("district", tmp_path).code in (0, 1)
    assert "2022年12月5日" in ipc2("summary", path).out


def test_a_folder_that_cannot_be_looked_into_is_named(ipc2, tmp_path, monkeypatch):
    write(tmp_path / "a.json", opened())
    (tmp_path / "sub").mkdir()
    real = os.scandir

    def scandir(path):
        if os.fspath(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(paths.os, "scandir", scandir)
    done = ipc2("summary", tmp_path)
    assert done.code == 2 and done.err.startswith(f"ipc2: {tmp_path / 'sub'}: cannot be read")


@pytest.mark.parametrize("rate", ["1e9999999%", "1e-9999999%", "1/3", "%", ".", "5%%", "0.0000001"])
def test_a_rate_is_a_plain_number(rate):
    with pytest.raises(Problem):
        read_rate(rate)


@pytest.mark.parametrize(
    ("typed", "team"),
    [
        ("王伟 李娜", ["王伟", "李娜"]),
        ("王伟，李娜；", ["王伟", "李娜"]),
    ],
)
def test_names_of_a_team(typed, team):
    assert school_typed({"name": " n ", "date": "2022-12-05", "team": typed})["team"] == team


def test_correcting_the_day_leaves_the_names_whole():
    visit = opened(team=["王 伟", "John Smith"])
    texts = {**school_texts(visit.school), "date": "2022-12-06"}
    assert school_corrected(visit.school, texts)["team"] == ["王 伟", "John Smith"]
    more = {**texts, "team": "王伟、李娜 John"}
    assert school_corrected(visit.school, more)["team"] == ["王伟", "李娜", "John"]


def test_rulings_on_the_two_columns_have_histories_of_their_own():
    visit = score(score(known(), "3.4", "11", LI), "3.4", "16", LI, CLAIM)
    item = visit.rubric.by_id["3.4"]
    for column, value in ((SCORE, "11"), (CLAIM, "16")):
        body = ruling_body(visit, column, item, type(item.points)(value), "看过")
        visit = add(visit, LI, "ruling", body)
    changes = [each for each in item_history(visit, "3.4") if each.column == "ruling"]
    assert [(each.before.value, each.after.value) for each in changes] == [(None, 11), (None, 16)]


def test_a_score_by_hand_is_no_count_of_deductions(ipc2, me, tmp_path):
    rubric = Path(__file__).parents[1] / "rubrics" / "deductions.toml"
    path = tmp_path / "d.json"
    assert ipc2("new", "--code", "D", "--name", "n", "--rubric", rubric, "-o", path).code == 0
    (visit,) = read_visits(path).visits.values()
    item = next(item for item in visit.rubric.items if item.deductions)
    counted = Mark(item.points - 1, times={item.deductions[0].name: 1})
    write(path, add(visit, evaluator(), "score", mark_body(item.id, counted)))
    assert ipc2("score", path, item.id, item.points).code == 0
    (visit,) = read_visits(path).visits.values()
    assert visit.mark(SCORE, item.id, evaluator()) == Mark(item.points)


def test_what_windows_puts_before_a_text_is_named_or_read(ipc2, me, tmp_path):
    path = write(tmp_path / "v.json", opened())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert "byte order mark" in ipc2("summary", path).err
    line = ipc2("key", "export").out
    for number, encoding in enumerate(("utf-16", "utf-8-sig")):
        (tmp_path / f"{number}.pub").write_text(line, encoding=encoding)
        assert ipc2("key", "trust", tmp_path / f"{number}.pub").code == 0


def test_a_code_that_cannot_be_read_is_named_by_its_file(ipc2, tmp_path):
    (tmp_path / "a.txt").write_text("IPC2:1 hello", encoding="utf-8")
    done = ipc2("verify", tmp_path / "a.txt")
    assert done.code == 2 and done.err.startswith(f"ipc2: {tmp_path / 'a.txt'}: ")


def test_what_was_changed_under_a_signature_is_not_called_later(signed, ipc2):
    """An entry that somebody edited is set aside; nothing was recorded after the signature."""
    data = json.loads(signed.read_bytes())
    (visit,) = data["visits"].values()
    entry = next(entry for entry in visit["entries"] if entry["kind"] == "score")
    entry["body"]["points"] = 0 if entry["body"]["points"] else 1
    signed.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    done = ipc2("verify", signed)
    assert done.code == 1 and "some were set aside" in done.out and "added, changed" not in done.out


def test_a_command_that_records_after_the_signature_says_what_becomes_of_it(signed, ipc2):
    said = f"{signed}: the signature no longer covers the visit, which is to be signed again"
    assert said not in ipc2("sign", signed, "--yes").err
    assert said in ipc2("hand-in", signed, "1", "--on", "2022-11-24").err
    assert said not in ipc2("score", signed, "1.1", "0").err  # it was stale already


def test_a_form_that_asks_schools_for_nothing_says_so(ipc2, tmp_path):
    write(
        tmp_path / "S-1.json",
        opened(find_rubric(str(Path(__file__).parents[1] / "rubrics" / "smallest.toml")), code="S-1"),
    )
    done = ipc2("hand-in", tmp_path / "S-1.json")
    assert (done.code, done.out.strip()) == (0, "this form asks schools for nothing")
