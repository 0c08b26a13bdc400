"""A school's file as sheets of cells: workbooks, Word's tables, and CSV in the encodings that office programs write.

Nothing in a file is run, followed or unpacked without bound.
"""

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ipc2_tui.reasons import reason
from scoring.problem import Problem
from scoring.roster_cells import Rows
from scoring.wording import tr

LARGEST = 100_000_000
_LARGEST_SHEET = 200_000_000
_LARGEST_PART = 30_000_000
# Sheets shrink ten to thirty times; what shrinks more was made to burst.
_BURST, _MOST_SHRUNK = 10_000_000, 60
# openpyxl lets through whatever its parsers meet in a damaged file.
_DAMAGE = (OSError, LookupError, ValueError, TypeError, AttributeError, SyntaxError, EOFError, NotImplementedError,
           zipfile.BadZipFile, zlib.error)  # fmt: skip
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@contextmanager
def sheets_of(path: Path) -> Iterator[Iterator[tuple[str, Rows]]]:
    """The sheets of the file at `path`, named, row by row; a CSV file is one nameless sheet.  Raises Problem."""
    where = str(path)
    try:
        if path.stat().st_size > LARGEST:
            raise Problem(where, tr("is larger than such a table can be"))
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        why = reason(error)
        raise Problem(where, tr("cannot be read: {why}").format(why=why)) from error
    if raw.startswith(b"PK") and b"word/document.xml" in raw:
        yield iter([("", _word_rows(raw, where))])
    elif raw.startswith(b"PK"):
        with _workbook(raw, where) as sheets:
            yield sheets
    elif raw.startswith(_OLD_OR_LOCKED):
        raise Problem(where, tr("has a password, or is an old .xls; save it as .xlsx without a password"))
    elif b"\0" in raw[:4000] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Problem(where, tr("is neither a workbook (.xlsx) nor CSV"))
    else:
        yield iter([("", _csv_rows(raw, where))])


@contextmanager
def _workbook(raw: bytes, where: str) -> Iterator[Iterator[tuple[str, Rows]]]:
    from openpyxl import load_workbook

    try:
        _check_archive(raw, where)
        with warnings.catch_warnings(action="ignore"):  # of what openpyxl leaves out, which is nothing that is read
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
            try:
                yield ((sheet.title, _sheet_rows(sheet)) for sheet in book.worksheets)
            finally:
                book.close()
    except Problem:
        raise
    except _DAMAGE as error:
        raise Problem(where, tr("is a damaged workbook: {why}").format(why=type(error).__name__)) from error


def _sheet_rows(sheet: Any) -> Iterator[Sequence[Any]]:
    # A sheet may say it is narrower than it is; what it says is not asked.
    sheet.reset_dimensions()
    yield from sheet.iter_rows(values_only=True)


def _check_archive(raw: bytes, where: str) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Problem(where, tr("is a damaged workbook: {why}").format(why=error)) from error
    names = [part.filename.lower() for part in parts]
    if not any(name.endswith(("workbook.xml", "word/document.xml")) for name in names):
        raise Problem(where, tr("is no workbook; save it as .xlsx"))
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Problem(where, tr("has macros; save it as .xlsx, which has none"))
    if any("/externallinks/" in name for name in names):
        raise Problem(where, tr("has links to other files; break them, or paste the values into a new workbook"))
    if any(part.flag_bits & 1 for part in parts):
        raise Problem(where, tr("has a password; save it without"))
    for part in parts:
        most = _LARGEST_SHEET if "/worksheets/" in part.filename else _LARGEST_PART
        if part.file_size > min(most, max(_BURST, _MOST_SHRUNK * part.compress_size)):
            raise Problem(where, tr("unpacks to far more than such a table can hold"))


def _word_rows(raw: bytes, where: str) -> list[list[str]]:
    """The rows of all tables, one after the other: a table that goes over pages is often several."""
    from docx import Document

    _check_archive(raw, where)
    try:
        tables = Document(io.BytesIO(raw)).tables
        return [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    except _DAMAGE as error:
        raise Problem(where, tr("is a damaged Word file: {why}").format(why=type(error).__name__)) from error


def _csv_rows(raw: bytes, where: str) -> Iterator[Sequence[Any]]:
    text = _decoded(raw, where)
    if not text.strip():
        raise Problem(where, tr("is empty"))
    head = text[:4000]
    delimiter = max(",;\t，", key=head.count)
    if delimiter == "，":
        text, delimiter = text.replace("，", ","), ","
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise Problem(where, tr("is not CSV: {why}").format(why=error)) from error


def _decoded(raw: bytes, where: str) -> str:
    """UTF-8 with or without its mark, UTF-16 with one, else GB18030, which Chinese Windows writes."""
    encodings = ["utf-16"] if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem(where, tr("is text in an unknown encoding; save it as UTF-8 or as .xlsx"))
