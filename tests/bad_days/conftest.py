"""The figures of the bad days, printed at the end of every run."""

import pytest

_FIGURE = "bad day"


@pytest.fixture
def figure(record_property):
    """Records one line of figures, which the table at the end shows."""

    def figure(line: str) -> None:
        print(line)
        record_property(_FIGURE, line)

    return figure


def pytest_terminal_summary(terminalreporter):
    """One line a bad day, as it was measured in this run."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome)]
    lines = [
        line for report in reports if report.when == "call" for name, line in report.user_properties if name == _FIGURE
    ]
    if lines:
        terminalreporter.section("bad days")
        for line in lines:
            terminalreporter.line(line)
