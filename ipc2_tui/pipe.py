"""Streams that may be closed: a pipe whose reader goes early, as ``head`` does, and none at all."""

import errno
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

# What systems answer where nobody reads: Windows calls writing there invalid.
_UNREAD = {errno.EPIPE} if os.name == "posix" else {errno.EPIPE, errno.EINVAL}


class _Pipe(io.FileIO):
    """Takes what is written also where nobody reads it any longer, so that a command ends with the code it has."""

    def write(self, data: "Buffer") -> int:
        try:
            return super().write(data)
        except OSError as error:
            if error.errno not in _UNREAD:
                raise
            return memoryview(data).nbytes


def outlast_readers() -> None:
    """Have standard output, where it is no terminal, go on without a reader; a stream that there is none of is empty.

    Whatever is opened first would have the number of a closed one, and be written into as if it were that.
    """
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        pipe = _Pipe(sys.stdout.fileno(), "w", closefd=False)
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(pipe), encoding="utf-8")
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - to the end
