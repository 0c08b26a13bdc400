"""What a check finds."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One thing that was checked: `holds` is None for what is only said, or could not be checked."""

    holds: bool | None
    text: str
