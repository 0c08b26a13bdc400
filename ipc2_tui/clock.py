"""The only clock."""

from datetime import datetime


def now() -> str:
    """The local time, RFC 3339 with offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def today() -> str:
    """The local day, ``YYYY-MM-DD``."""
    return now()[:10]
