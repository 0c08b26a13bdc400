"""Looking at an archive before anything in it is unpacked: what it claims to hold, how much, and what damage does."""

import io
import struct
import zipfile
import zlib

from scoring.problem import Problem
from scoring.wording import tr

_LARGEST_SHEET = 200_000_000
_LARGEST_PART = 30_000_000
# Sheets shrink ten to thirty times; what shrinks more was made to burst.
_BURST, _MOST_SHRUNK = 10_000_000, 60
_MOST_PARTS = 2000
# openpyxl and Pillow let through whatever their parsers meet in a damaged file.
DAMAGE = (OSError, LookupError, ValueError, TypeError, AttributeError, SyntaxError, EOFError, ArithmeticError,
          NotImplementedError, struct.error, zipfile.BadZipFile, zlib.error)  # fmt: skip


def check_archive(raw: bytes, where: str) -> None:
    """Raise Problem unless the bytes are an archive that may be a workbook or a Word file, and no trap."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise damaged(where) from error
    names = [part.filename.lower() for part in parts]
    if not any(name.endswith(("workbook.xml", "word/document.xml")) for name in names):
        raise Problem(where, tr("is no workbook; save it as .xlsx, unpack what is packed"))
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Problem(where, tr("has macros; save it as .xlsx, which has none"))
    if any("/externallinks/" in name for name in names):
        raise Problem(where, tr("has links to other files; break them, or paste the values into a new workbook"))
    if any(part.flag_bits & 1 for part in parts):
        raise Problem(where, tr("has a password; save it without"))
    sizes = [(_limit(part.filename), part.file_size, part.compress_size) for part in parts]
    sizes.append((_LARGEST_SHEET, sum(size for _, size, _ in sizes), min(len(raw), sum(each[2] for each in sizes))))
    if len(parts) > _MOST_PARTS or any(
        size > min(most, max(_BURST, _MOST_SHRUNK * small)) for most, size, small in sizes
    ):
        raise Problem(where, tr("unpacks to far more than such a table can hold"))


def damaged(where: str) -> Problem:
    """That a workbook, or a part of one, is not as office programs write it."""
    return Problem(where, tr("is a damaged workbook; open it in its program and save it again"))


def _limit(name: str) -> int:
    return _LARGEST_SHEET if "/worksheets/" in name else _LARGEST_PART
