"""What a check finds."""

from typing import NamedTuple

from scoring.statement import Statement


class Finding(NamedTuple):
    """One thing that was checked: `holds` is None for what is only said, or could not be checked.

    `unknown_key` says that it does not hold for no other reason than that nobody here knows whose the key is.
    """

    holds: bool | None
    text: str
    unknown_key: bool = False


class Report(NamedTuple):
    """What was found of one paper or visit; `statement` is the line that was signed, if there is one.

    `file` is where a visit stands.
    """

    what: str
    findings: list[Finding]
    statement: Statement | None = None
    file: str = ""

    @property
    def holds(self) -> bool:
        """Whether everything that was checked holds, and a signature that we trust is among it."""
        return all(finding.holds is not False for finding in self.findings)
