"""Programs in a terminal, for the tests that meet the product as people do; options of the whole suite."""

import pytest

from tests.terminal_visit import IPC2, environment


def pytest_addoption(parser):
    parser.addoption(
        "--update-snapshots", action="store_true", help="write the pictures of the screens anew instead of comparing"
    )


@pytest.fixture
def env(tmp_path):
    """A computer on which nobody has scored yet."""
    return environment(tmp_path / "home")


@pytest.fixture
def start(tmp_path, env):
    """Starts the program; ends whatever a failed test has left running."""
    from tests.terminal_session import Session  # not where Python can open no pseudo-terminal

    sessions = []

    def start(*arguments: str, **more: str) -> Session:
        sessions.append(Session([*IPC2, *arguments], env | more, tmp_path))
        return sessions[-1]

    yield start
    for session in sessions:
        session.close()
