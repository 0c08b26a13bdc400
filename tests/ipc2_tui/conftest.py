"""Every test has its own settings folder and language; none touches those of whoever runs it."""

import shutil
from gettext import NullTranslations
from pathlib import Path
from typing import NamedTuple

import pytest
from roster_files import rosters_in
from visit_files import ME

from ipc2_tui.cli import run
from ipc2_tui.files.store import VisitStore
from sample_data import VISITS
from scoring import wording

_OUTSIDE = ("IPC2_NAME", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "COLUMNS", "LC_ALL", "LC_MESSAGES", "LANG")


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """The settings folder; it does not exist yet, as on a new laptop."""
    folder = tmp_path_factory.mktemp("user") / "settings"
    for name in _OUTSIDE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("IPC2_HOME", str(folder))
    monkeypatch.setenv("LANGUAGE", "en")  # a command sets it for argparse; monkeypatch takes that back
    monkeypatch.setattr(wording, "_catalogue", NullTranslations())
    return folder


@pytest.fixture
def me(monkeypatch):
    """Somebody has said who is scoring."""
    monkeypatch.setenv("IPC2_NAME", ME)
    return ME


@pytest.fixture
def ipc2(capsys):
    """Run one command in this process, in English unless it says otherwise."""

    def run_command(*words):
        argv = [str(word) for word in words]
        if "--lang" not in argv:
            argv = ["--lang", "en", *argv]
        capsys.readouterr()
        try:
            code = run(argv)
        except SystemExit as leaving:
            code = leaving.code
        return Done(code, *capsys.readouterr())

    return run_command


@pytest.fixture
def store(path):
    """The module's own file at `path`, opened for writing."""
    opened_store = VisitStore(path)
    yield opened_store
    opened_store.close()


@pytest.fixture
def signed(tmp_path, ipc2, me):
    """A visit with draws and verified teachers, signed on this device."""
    path = Path(shutil.copy(VISITS / "370899-0108.json", tmp_path))
    assert ipc2("sign", path, "--yes").code == 0
    return path


@pytest.fixture
def sheet(signed, ipc2):
    """Its score sheet."""
    path = signed.with_name("sheet.xlsx")
    assert ipc2("export", signed, "-o", path).code == 0
    return path


@pytest.fixture
def take(ipc2, me, visit):
    """Import a file; the teachers recorded, None where it was refused, and what was said.

    `visit` is the module's own: the file that it is imported into.
    """

    def take_file(path):
        done = ipc2("import", path, "--into", visit, "--yes")
        assert done.code in (0, 2), done.err
        return (rosters_in(visit)[-1] if done.code == 0 else None), done

    return take_file


@pytest.fixture
def refused(ipc2, me, visit):
    """Run a command that must be refused; gives its line."""

    def refuse(*words, command="draw"):
        before = visit.read_bytes()
        done = ipc2(command, visit, *words)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1), done
        assert visit.read_bytes() == before
        return done.err

    return refuse
