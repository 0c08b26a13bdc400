"""Every reader of the product, each as a function of bytes, and what must hold whatever the bytes are.

The only exception that leaves a reader is Problem, whose text is one printable line; it is over soon; and the folder
that the file lies in is as it was.
"""

import io
import json
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from ipc2_tui.cli import run
from ipc2_tui.commands.verify import reports_on
from ipc2_tui.files.fast_json import entries_of, read_fast
from ipc2_tui.files.merging import Files
from ipc2_tui.files.rubrics import DEFAULT, built_in, built_in_abilities, find_rubric
from ipc2_tui.files.visit_file import read_visits, strict_json
from ipc2_tui.importing import found_in, read_self_check, read_table
from ipc2_tui.keys import identity, sshsig
from ipc2_tui.keys.nonces import kept_nonce
from ipc2_tui.keys.signing import private_key
from ipc2_tui.keys.trust import signers, trust
from ipc2_tui.papers.code_report import check_code
from ipc2_tui.papers.verifying import check_sheet
from ipc2_tui.photo import code_in
from ipc2_tui.school_lists import school_list
from ipc2_tui.workbooks.sheet_reader import read_sheet
from scoring.opening import new_visit
from scoring.problem import Problem
from scoring.tables.form_cells import read_form
from scoring.tables.roster_cells import read_roster
from scoring.tables.school_list import read_school_list
from scoring.wording import visible

SECONDS = 2.0  # of this process, so that a busy machine is not blamed on a reader
MOST_PRINTED = 300_000
LONGEST = 1000  # characters of a message, places aside
AT = "2022-12-05T09:30:00+08:00"
BY = "王伟@0a1b2c3d"


class Target(NamedTuple):
    """A reader: what it does with the file at a path, and how such a file is named."""

    read: Callable[[Path], object]
    name: str


def hold(target: str, data: bytes) -> Problem | None:
    """Give a reader these bytes, and see that all holds that must; what it said against them, if it did."""
    each = TARGETS[target]
    with home(), tempfile.TemporaryDirectory() as place:
        path = Path(place, each.name)
        path.write_bytes(data)
        said: Problem | None = None
        start = time.process_time()
        try:
            each.read(path)
        except Problem as problem:
            said = problem
        spent = time.process_time() - start
        assert spent < SECONDS, f"{target}: took {spent:.1f} s"
        assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == {each.name: data}
    if said is not None:
        text = str(said).replace(place, "")
        assert visible(text) == text, f"{target}: {text!r}"
        assert len(text) < LONGEST, f"{target}: {len(text)} characters, {text[:200]!r}"
    return said


@contextmanager
def home():
    """Settings of their own for the time of one reading."""
    before = os.environ.get("IPC2_HOME")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IPC2_HOME"] = folder
        try:
            yield
        finally:
            os.environ.pop("IPC2_HOME")
            if before is not None:
                os.environ["IPC2_HOME"] = before


def some_visit():
    """A visit that something can be imported into."""
    return new_visit("370812-0101", built_in(DEFAULT), BY, AT, {"name": "实验小学", "date": "2022-12-05"})


def _merge(path: Path) -> None:
    """Both readers; what the fast one reads is what the strict one reads."""
    with Files() as files:
        files.read([str(path)], skip_bad=False)
        list(files.visits())
    fast = read_fast(raw := path.read_bytes())
    if fast is not None:
        strict = strict_json(raw, "")
        assert {code: each["entries"] for code, each in strict["visits"].items()} == {
            code: [_as_json(entry) for entry in document.entries] for code, document in fast.visits.items()
        }
        for document in fast.visits.values():
            list(entries_of(document, verify=False))


def _as_json(line) -> dict:
    import msgspec

    return json.loads(msgspec.json.encode(line))


def _cells(path: Path) -> None:
    """Cells as a workbook's parser may hand them over, without the parser, and without its reading of our errors."""
    try:
        data = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return
    rows = [list(map(_cell, row)) for row in data if isinstance(row, list)] if isinstance(data, list) else []
    sheets = [("名册", rows)]
    for read in (
        lambda: read_roster(sheets, built_in_abilities(), "x"),
        lambda: read_form(sheets, built_in(DEFAULT), "x"),
        lambda: read_school_list(sheets, "x"),
    ):
        try:
            read()
        except Problem as problem:
            assert visible(str(problem)) == str(problem) and len(str(problem)) < LONGEST


def _cell(value):
    """A cell from JSON, which has no days; a list or object stands for one."""
    return datetime(2022, 12, 5) if isinstance(value, list) else timedelta(1) if isinstance(value, dict) else value


def _take(path: Path) -> None:
    try:
        found_in(path, some_visit(), BY, "00")
    finally:
        for read in (read_table, school_list, lambda file: read_self_check(file, built_in(DEFAULT))):
            try:
                read(path)
            except Problem as problem:
                assert visible(text := str(problem).replace(str(path), "")) == text


def _commands(path: Path) -> None:
    """What a file that can be read comes to: no command stumbles, and no terminal obeys what it prints."""
    read_visits(path)
    out = path.parent / "out"
    for words in COMMANDS:
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            argv = [word.format(file=path, out=out) for word in words]
            try:
                code = run(["--lang", "en", *argv])
            finally:
                out.unlink(missing_ok=True)
        text = said.getvalue()
        assert code in (0, 1, 2), f"{words}: {code}"
        assert [char for char in text if char != "\n" and visible(char) != char] == [], f"{words}: {text[:500]!r}"
        assert len(text) < MOST_PRINTED, f"{words}: {len(text)} characters"


def _sheet(path: Path) -> None:
    check_sheet(read_sheet(path), str(path))


def _code(path: Path) -> None:
    check_code(path.read_bytes().decode("utf-8", "replace"))


def _signers(path: Path) -> None:
    """What was added can be read back, and is the same."""
    new = trust(path)
    assert [(each.name, each.blob) for each in signers()] == [(each.name, each.blob) for each in new]
    assert all(each.namespaces in (frozenset(), kept.namespaces) for each, kept in zip(new, signers(), strict=False))


def _into_home(name: str, then: Callable[[], object]) -> Callable[[Path], object]:
    """The bytes as a file of the settings folder."""

    def read(path: Path) -> object:
        file = identity.settings_folder() / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(path.read_bytes())
        file.chmod(0o600)
        return then()

    return read


def _settings() -> None:
    identity.kept_name()
    identity.keep_setting("theme", "x")
    assert identity.read_settings()["theme"] == "x"


def _private() -> None:
    identity.settings_folder().joinpath("id_ed25519.pub").write_text(PUBLIC)
    device = identity.device_key()
    private_key(device, lambda: "x")


def _public() -> None:
    public = identity.settings_folder().joinpath("id_ed25519.pub")
    data = public.read_bytes()
    public.unlink()
    identity.device_key()  # makes both
    public.write_bytes(data)
    key = identity.device_key()
    str((key.fingerprint, key.short, key.groups))


def _signature(path: Path) -> None:
    try:
        blob, namespace, raw = sshsig.unarmor(path.read_bytes().decode("utf-8", "replace"))
    except ValueError:
        return
    sshsig.holds(blob, namespace, b"x", raw)


COMMANDS = (
    ("summary", "{file}"),
    ("summary", "--json", "{file}"),
    ("draw", "{file}"),
    ("draw", "--json", "{file}"),
    ("inspect", "{file}"),
    ("inspect", "--json", "{file}"),
    ("verify", "{file}"),
    ("verify", "--json", "{file}"),
    ("merge", "{file}", "--dry-run"),
    ("merge", "{file}", "-o", "{out}", "--json"),
    ("district", "{file}", "-o", "{out}"),
    ("district", "{file}", "--json"),
    ("spot-check", "{file}", "--words", "1 2"),
    ("export", "{file}", "-o", "{out}"),
    ("form", "self-check", "--visit", "{file}", "-o", "{out}"),
    ("form", "participants", "--visit", "{file}", "-o", "{out}"),
    ("hand-in", "{file}"),
)

PUBLIC = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n"
TARGETS = {
    "visit": Target(read_visits, "v.json"),
    "commands": Target(_commands, "v.json"),
    "merge": Target(_merge, "v.json"),
    "rubric": Target(lambda path: find_rubric(str(path)), "r.toml"),
    "workbook": Target(_take, "w.xlsx"),
    "csv": Target(_take, "w.csv"),
    "word": Target(_take, "w.docx"),
    "cells": Target(_cells, "c.json"),
    "sheet": Target(_sheet, "s.xlsx"),
    "verify": Target(lambda path: list(reports_on(str(path), [])), "x"),
    "code": Target(_code, "c.txt"),
    "photo": Target(lambda path: code_in(path, str(path)), "p.png"),
    "signers": Target(_signers, "a.pub"),
    "signature": Target(_signature, "a.sig"),
    "private key": Target(_into_home("id_ed25519", _private), "k"),
    "public key": Target(_into_home("id_ed25519.pub", _public), "k.pub"),
    "settings": Target(_into_home("settings.json", _settings), "settings.json"),
    "nonce": Target(_into_home("seals/ab.txt", lambda: kept_nonce("ab")), "n.txt"),
}
