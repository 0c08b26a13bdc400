"""A school's file as sheets of cells: workbooks, Word's tables, and CSV in the encodings that office programs write.

Nothing in a file is run, followed or unpacked without bound.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

from ipc2_tui.files.reading import read_bytes
from ipc2_tui.workbooks.archives import DAMAGE, check_archive, damaged
from scoring.problem import Problem
from scoring.tables.roster_cells import Rows
from scoring.wording import tr

LARGEST = 100_000_000
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_SHEETS = 200
_STRICT = "purl.oclc.org"
# The end of a line that was copied from another program, as Excel keeps it in a cell.
_LINE_END = re.compile("_x000[ADad]_\r?\n?")
_ZEROS = re.compile("0{2,30}")  # number formats
_PERCENT = (9, 10)  # those that every workbook has, 0% and 0.00%
_WRAPPED = re.compile(r'="([^"]*)"')
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (b"<", b"\xef\xbb\xbf<", b"%PDF", b"{\\rtf")  # platforms give web pages out as .xls


@contextmanager
def sheets_of(path: Path) -> Iterator[Iterator[tuple[str, Rows]]]:
    """The sheets of the file at `path`, named, row by row; a CSV file is one nameless sheet.  Raises Problem."""
    with sheets_in(read_bytes(path, LARGEST), str(path)) as sheets:
        yield sheets


@contextmanager
def sheets_in(raw: bytes, where: str) -> Iterator[Iterator[tuple[str, Rows]]]:
    """The sheets of a file that holds `raw`; `where` names it.  Raises Problem."""
    if raw.startswith(b"PK") and b"word/document.xml" in raw:
        yield iter([("", _word_rows(raw, where))])
    elif raw.startswith(b"PK"):
        with _workbook(raw, where) as sheets:
            yield sheets
    elif raw.startswith(OLD_OR_LOCKED):
        if _LOCKED in raw:
            raise Problem(where, tr("has a password; save it without"))
        what = tr("is of an old kind (.xls, .et, .doc), or has a password; save it as .xlsx or .docx, without")
        raise Problem(where, what)
    elif raw.lstrip().startswith(_OTHERS):
        raise Problem(where, tr("is a web page, a PDF or RTF, whatever its name; open it in Excel, WPS or Word, "
                                "and save it as .xlsx or .docx"))  # fmt: skip
    elif raw.lstrip().startswith(b"{"):
        raise Problem(where, tr("is JSON, neither a workbook nor CSV; a colleague's visit file is merged (ipc2 merge)"))
    elif b"\0" in raw[:4000] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Problem(where, tr("is neither a workbook (.xlsx) nor CSV; a photo or scan cannot be read"))
    else:
        yield iter([("", _csv_rows(raw, where))])


@contextmanager
def _workbook(raw: bytes, where: str) -> Iterator[Iterator[tuple[str, Rows]]]:
    from openpyxl.reader.excel import ExcelReader

    try:
        check_archive(raw, where)
        # openpyxl warns of what it leaves out, which is nothing that is read, and prints what it stumbles over.
        with warnings.catch_warnings(action="ignore"), redirect_stdout(io.StringIO()):
            parts = sheet_parts(raw, where)
            reader = ExcelReader(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
            # Who made it when is not asked: some programs write a day like "2021- 9- 3".
            for unasked in ("read_properties", "read_custom"):
                setattr(reader, unasked, lambda: None)
            reader.read()
            reader.shared_strings[:] = [
                _LINE_END.sub("\n", text) if "_x00" in text else text for text in reader.shared_strings
            ]
            book = reader.wb
        with warnings.catch_warnings(action="ignore"):
            try:
                # A hidden sheet has an older state more often than the one that somebody looked at.
                shown = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
                yield ((sheet.title, _sheet_rows(sheet, raw, parts[sheet.title])) for sheet in shown)
            finally:
                book.close()
    except Problem:
        raise
    except DAMAGE as error:
        raise damaged(where) from error


def sheet_parts(raw: bytes, where: str) -> dict[str, str]:
    """The part of the archive that each sheet is, by the sheet's name.

    Raises Problem for more sheets than people make: all of them may be one part, read each time.
    """
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(io.BytesIO(raw), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    if len(reader.parser.sheets) > _MOST_SHEETS:
        raise Problem(where, tr("has more than {n} sheets; leave only those with the table").format(n=_MOST_SHEETS))
    parts = {sheet.name: part.target for sheet, part in reader.parser.find_sheets()}
    if not parts and any(_STRICT in each.Type for each in reader.parser.rels.values()):
        raise Problem(where, tr("is a Strict Open XML workbook; save it as an ordinary Excel workbook (.xlsx)"))
    if len(set(parts.values())) < len(reader.parser.sheets):
        raise Problem(where, tr("is a damaged workbook: two sheets are one part"))
    return parts


def _sheet_rows(sheet: Any, raw: bytes, part: str) -> Iterator[Sequence[Any]]:
    from ipc2_tui.workbooks.completed_rows import completed  # openpyxl with it, for which a list in CSV has no use

    # A sheet may say it is narrower than it is; what it says is not asked.
    sheet.reset_dimensions()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        xml = archive.read(part)
    # Cells are asked for their formats only where it makes a difference: that takes longer.
    book = sheet.parent
    otherwise = any(_ZEROS.fullmatch(code) or "%" in code for code in book._number_formats) or any(
        style.numFmtId in _PERCENT for style in book._cell_styles
    )
    rows = (list(map(_shown, row)) for row in sheet.iter_rows()) if otherwise else sheet.iter_rows(values_only=True)
    yield from completed(rows, xml)


def _shown(cell: Any) -> Any:
    """A cell's value; the text that is seen where its format makes another of a number.

    That is zeros before a whole number, as before an id, and a percentage: 100 % of something is not 1 of it.
    """
    value, code = cell.value, cell.number_format
    if type(value) not in (int, float):
        return value
    if "%" in code:
        return f"{value * 100:.6g}%"
    if not 0 <= value < 10**15 or not float(value).is_integer() or not _ZEROS.fullmatch(code):
        return value
    return str(int(value)).zfill(len(code))


def _word_rows(raw: bytes, where: str) -> Iterator[Sequence[Any]]:
    from ipc2_tui.workbooks.word_tables import word_rows

    check_archive(raw, where)
    try:
        yield from word_rows(io.BytesIO(raw))
    except DAMAGE as error:
        raise Problem(where, tr("is a damaged Word file; open it in its program and save it again")) from error


def _csv_rows(raw: bytes, where: str) -> Iterator[Sequence[Any]]:
    text = _decoded(raw, where)
    if not text.strip():
        raise Problem(where, tr("is empty"))
    head = text[:4000]
    # What parts columns stands in most lines, which a list inside a cell does not: A1,A2 between tabs.
    delimiter = max(",;\t", key=lambda mark: (sum(mark in line for line in head.splitlines()), head.count(mark)))
    if head.count(delimiter) < len(head.splitlines()) <= head.count("，"):  # else they stand inside the cells
        text, delimiter = text.replace("，", ","), ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    read = 0
    try:
        for row in rows:
            yield [_unwrapped(cell) for cell in row]
            read = rows.line_num
    except csv.Error as error:
        what = tr(
            "is not CSV from line {n} on: quotation marks do not pair, or a cell is far too long; save it as .xlsx"
        )
        raise Problem(where, what.format(n=read + 1)) from error


def _unwrapped(cell: str) -> str:
    """The text in ``="0001"``, which keeps Excel from making a number of it; any other cell as it is."""
    wrapped = _WRAPPED.fullmatch(cell)
    return wrapped[1] if wrapped else cell


def _decoded(raw: bytes, where: str) -> str:
    """UTF-8 with or without its mark, UTF-16 with one, else GB18030, which Chinese Windows writes."""
    encodings = ["utf-16"] if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem(where, tr("is text in an unknown encoding; save it as UTF-8 or as .xlsx"))
