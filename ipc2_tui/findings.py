"""What a check finds."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One thing that was checked: `holds` is None for what is only said, or could not be checked.

    `unknown_key` says that it does not hold for no other reason than that nobody here knows whose the key is.
    """

    holds: bool | None
    text: str
    unknown_key: bool = False
