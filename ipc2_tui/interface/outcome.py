"""How something that touched files or keys ended."""

from typing import NamedTuple


class Outcome(NamedTuple):
    """Whether something was recorded, and a line on what was done and what comes next; empty where nothing was."""

    recorded: bool = False
    said: str = ""
