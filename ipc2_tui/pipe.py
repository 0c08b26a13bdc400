"""Standard output into a pipe whose reader may go early, as ``head`` does."""

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer


class _Pipe(io.FileIO):
    """Takes what is written also where nobody reads it any longer, so that a command ends with the code it has."""

    def write(self, data: "Buffer") -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            return memoryview(data).nbytes


def outlast_readers() -> None:
    """Have standard output, where it is no terminal, go on without a reader; also where there was none at all."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end
    elif isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        pipe = _Pipe(sys.stdout.fileno(), "w", closefd=False)
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(pipe), encoding="utf-8")
