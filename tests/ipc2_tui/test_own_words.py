"""What Python says of bad input reaches nobody: people are told in their own language, with the place."""

import json
import os
import re
import struct
import zlib

import pytest
from roster_files import workbook
from visit_files import CODE, SCORE, as_bytes, entry_by_hand, file_json, known, opened, with_entries, write

from ipc2_tui.files.store import VisitStore
from ipc2_tui.interface.rescue import rescue
from ipc2_tui.interface.saver import Saver
from ipc2_tui.keys.identity import device_key
from ipc2_tui.language import use_language
from scoring.abilities import parse_abilities
from scoring.problem import Problem

DIGITS = "1" * 5000
FOREIGN = re.compile(r"[A-Za-z][a-z]{2,}")
NAMES = {"Word", "JSON", "xlsx"}  # which Chinese has as well


def huge_picture():
    """The beginning of a PNG of 20,000 by 20,000 points."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 40) + b"IDAT" + bytes(44)


def cut_workbook(path):
    return workbook(path).read_bytes()[:-200]


CASES = {
    "a number of 5000 digits": (
        "v.json", as_bytes(file_json(known()) | {"x": 1}).replace(b'"x": 1', f'"x": {DIGITS}'.encode()),
        ("summary",), f"is no visit file: the number {'1' * 40}... is too large", f"数字 {'1' * 40}... 太大",
    ),
    "JSON nested too deeply": (
        "v.json", b'{"ipc2":' + b"[" * 100_000, ("summary",), "is no visit file: it is nested too deeply", "嵌套过深",
    ),
    "half a character that would be hashed": (
        "v.json", as_bytes(with_entries(entry_by_hand({"x": "?"}, "photo"))).replace(b'"?"', b'"\\ud800"'),
        ("verify",), "has no canonical form: half a character", "没有规范形式",
    ),
    "a quotation mark that is never closed": (
        "r.csv", '姓名,学科\n"张\n三",语文\n李四,"数学\n王五,英语\n'.encode(), ("import",),
        "is not CSV from line 4 on: quotation marks do not pair", "从第 4 行起不是 CSV",
    ),
    "a cell longer than any": (
        "r.csv", f'姓名\n张三\n"{"长" * 200_000}"\n'.encode(), ("import",),
        "from line 3 on: quotation marks do not pair, or a cell is far too long; save it as .xlsx", "某一格过长",
    ),
    "a workbook cut off": ("r.xlsx", cut_workbook, ("import",), "is a damaged workbook; open it", "是损坏的工作簿"),
    "half a picture": (
        "p.png", b"\x89PNG\r\n\x1a\n" + bytes(100), ("verify",), "is no picture that can be read", "不是能读取的图片",
    ),
    "a picture that would burst": ("p.png", huge_picture(), ("verify",), "is larger than a photo", "不像照片"),
    "signers in another encoding": (
        "s.txt", "王伟 ssh-ed25519 AAAA".encode("gb18030"), ("key", "trust"), "is not UTF-8 text", "不是 UTF-8 文本",
    ),
    "a form with a number of 5000 digits": (
        "f.toml", f"x = {DIGITS}".encode(), ("rubric", "check"), "a number in it is too long", "过长的数字",
    ),
    "a form nested too deeply": (
        "f.toml", b"x = " + b"[" * 5000, ("rubric", "check"), "not valid TOML: it is nested too deeply", "嵌套过深",
    ),
    "a form nested by its keys": (
        "f.toml", b"x = [\n" + (b"{" + b".".join([b"a"] * 100) + b" = [\n") * 90 + b"]}" * 90 + b"]",
        ("rubric", "check"), "not valid TOML: it is nested too deeply", "嵌套过深",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_bad_files(tmp_path, ipc2, me, case):
    name, content, words, english, chinese = CASES[case]
    if name == "p.png":
        pytest.importorskip("PIL.Image")
        pytest.importorskip("zxingcpp")
    path = tmp_path / name
    path.write_bytes(content(path) if callable(content) else content)
    into = ("--into", write(tmp_path / "visit.json", opened()), "--yes") if words == ("import",) else ()
    for language, wanted in (("en", english), ("zh", chinese)):
        done = ipc2("--lang", language, *words, path, *into)
        said = done.err if done.err.strip() else done.out
        assert wanted in said
    assert set(FOREIGN.findall(said.replace(str(path), "").removeprefix("ipc2: "))) <= NAMES | set(words)


@pytest.mark.parametrize(
    ("name", "content", "words", "english"),
    [
        ("settings.json", b'{"name": ' + DIGITS.encode(), ("key", "name", "x"), "is damaged; correct it or delete it"),
        ("id_ed25519.pub", b"ssh-ed25519 A\n", ("key", "show"), "cannot be used: it is damaged"),
        ("id_ed25519.pub", b"ssh-ed25519\n", ("key", "show"), "cannot be used: not an Ed25519 key"),
        ("id_ed25519", b"\xff", ("key", "show"), "cannot be used: it is damaged"),
        ("id_ed25519", b"none", ("key", "show"), "cannot be used: not an OpenSSH private key"),
    ],
)
def test_damaged_settings(ipc2, me, home, name, content, words, english):
    device_key()
    (home / name).write_bytes(content)
    done = ipc2(*words)
    assert (done.code, done.err.count("\n")) == (2, 1) and english in done.err
    said = ipc2("--lang", "zh", *words).err.replace(str(home), "")
    assert set(FOREIGN.findall(said)) <= {"settings", "json", "ipc", "Open"}


def test_a_key_whose_inside_is_damaged(tmp_path, ipc2, signed, home):
    """Its head is sound, so that only signing with it finds out."""
    lines = (home / "id_ed25519").read_bytes().splitlines()
    (home / "id_ed25519").write_bytes(b"\n".join([lines[0], lines[1], *lines[-1:]]))
    assert ipc2("score", signed, "1.1", "0").code == 0
    done = ipc2("sign", signed, "--mine", "--yes")
    assert done.code == 2 and done.err.endswith("the device's key cannot be used: it is damaged\n")


def test_a_disk_that_is_full_at_the_wrong_moment(tmp_path, monkeypatch):
    def full(_visit):
        raise OSError(28, "No space left on device")

    use_language("zh")
    store, told = VisitStore(write(tmp_path / "v.json", opened())), []
    monkeypatch.setattr(store, "save", full)
    saver = Saver(store, told.append, told.append)
    saver.keep(known())
    saver.close()
    assert {problem.what for problem in told} == {"无法写入：磁盘已满"}


def test_a_visit_that_finds_no_place(tmp_path, home):
    home.parent.mkdir(exist_ok=True)
    home.write_bytes(b"")  # where the settings' folder should be
    use_language("zh")
    said = rescue(opened(), tmp_path / "v.json")
    assert said.startswith("未保存") and "Errno" not in said
    if os.name == "posix":  # Windows words it itself
        assert said.endswith((f"{home}: 不是文件夹", f"{home}: 文件已存在")), said


def test_abilities_are_told_of_as_forms_are():
    with pytest.raises(Problem, match="is not valid TOML: a number in it is too long"):
        parse_abilities(f"x = {DIGITS}", "a.toml")


def test_a_long_number_in_an_entry_is_set_aside_when_merging(tmp_path, ipc2):
    """One that JSON cannot say exactly, but Python can read."""
    path = tmp_path / "v.json"
    entry = entry_by_hand({"item": "1.1", "points": 1}, SCORE)
    path.write_text(json.dumps(with_entries({**entry, "body": {**entry["body"], "x": 2**60}})), encoding="utf-8")
    done = ipc2("--lang", "zh", "merge", path, "--dry-run")
    assert done.code == 1 and "没有规范形式" in done.out and CODE in done.out
