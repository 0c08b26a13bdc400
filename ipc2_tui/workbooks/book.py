"""A workbook's bytes; or one line where this computer has no room for the sheets that openpyxl puts aside meanwhile."""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import gettempdir

from lxml.etree import LxmlError
from openpyxl import Workbook

from scoring.problem import Problem
from scoring.wording import tr


def book_bytes(book: Workbook) -> bytes:
    """The bytes of the .xlsx file.  Raises Problem."""
    data = io.BytesIO()
    with room_for_sheets():
        book.save(data)
    return data.getvalue()


@contextmanager
def room_for_sheets() -> Iterator[None]:
    """For the rows of a write-only workbook, each of which goes to a temporary file.  Raises Problem."""
    try:
        yield
    except (OSError, LxmlError) as error:
        sys.unraisablehook = _as_usual_but_for_sheets
        # lxml names the cause as in IO_ENOSPC
        number = error.errno if isinstance(error, OSError) else getattr(errno, str(error).removeprefix("IO_"), None)
        why = tr(os.strerror(number)) if number else error
        raise Problem(gettempdir(), tr("cannot be written: {why}").format(why=why)) from error


def _as_usual_but_for_sheets(late: "sys.UnraisableHookArgs") -> None:
    """For the sheets left open: they close themselves later, and fail once more."""
    if not isinstance(late.exc_value, OSError | LxmlError):
        sys.__unraisablehook__(late)
