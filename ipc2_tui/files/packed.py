"""The schools of a district outside memory, where they may be a hundred thousand."""

from array import array
from collections.abc import Iterable, Sequence
from os import SEEK_END
from tempfile import SpooledTemporaryFile

import msgspec

from scoring.district_school import School

_IN_MEMORY = 4 << 20  # bytes; fewer are not worth a file
pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(School).decode


class PackedSchools(Sequence[School]):
    """Schools in a temporary file, out of memory where they are many; each is read when it is looked at."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - open as long as this is
        self._starts, self._sizes = array("Q"), array("L")
        self._order = array("L")

    def append(self, school: bytes) -> None:
        """Add a school behind the others."""
        self._order.append(len(self._starts))
        self._starts.append(self._file.seek(0, SEEK_END))
        self._sizes.append(self._file.write(school))

    def arrange(self, order: Iterable[int]) -> None:
        """Let the schools stand in this order, in which some may be left out."""
        self._order = array("L", order)

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, place: int) -> School:  # type: ignore[override]  # nobody asks for several at once
        at = self._order[place]
        self._file.seek(self._starts[at])
        return _unpack(self._file.read(self._sizes[at]))
