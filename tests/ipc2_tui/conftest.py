"""Every test has its own settings folder and language; none touches those of whoever runs it."""

from gettext import NullTranslations
from typing import NamedTuple

import pytest
from visit_files import ME

from ipc2_tui.cli import run
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
