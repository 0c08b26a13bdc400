"""Files that mean harm, or are not what their name says: one line, soon, in little memory, and nothing changed."""

import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter
from roster_files import HEAD, RECORDED, ZHANG, csv_text, rosters_in, workbook
from visit_files import folder_state, opened, write

try:
    import resource
except ImportError:  # Windows
    resource = None

ROOT = Path(__file__).parents[2]
SECONDS = 90  # a hang, even for a slow and busy machine
MEMORY = 2_000_000_000
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
SHEET, STYLES, STRINGS = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OPEN = f'<worksheet xmlns="{MAIN}"><sheetData>'
SIZED = OPEN.replace("<sheetData>", '<dimension ref="A1:O1048576"/><sheetData>')
CLOSE = "</sheetData></worksheet>"
TYPES = "[Content_Types].xml"
LINK = f'<externalLink xmlns="{MAIN}"><externalBook/></externalLink>'
LAUGHS = (
    "<!DOCTYPE x ["
    + '<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
TYPED = (
    'PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"'
)


def rebuilt(path, parts=None, without=(), big=None):
    """A good workbook with other parts; `big` is one part's name and its chunks, written as they come."""
    workbook(path)
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()} | (parts or {})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in kept.items():
            if name not in without and name != (big and big[0]):
                archive.writestr(name, data)
        if big:
            with archive.open(big[0], "w", force_zip64=True) as out:
                for chunk in big[1]:
                    out.write(chunk)
    return path


def in_sheet(path, cells, before="", start=SIZED):
    return rebuilt(path, {SHEET: f"{before}{start}{cells}{CLOSE}"})


def bomb(path, name, start, again, megabytes, end=""):
    """A part that unpacks to so many megabytes."""
    chunk = again.encode() * (1_000_000 // len(again.encode()))
    return rebuilt(path, big=(name, [start.encode(), *[chunk] * megabytes, end.encode()]))


def empty_rows(path, rows=(), start=SIZED):
    """A million rows with a format and nothing in them, as after a format was drawn over whole columns."""
    letters = "ABCDE"
    cells = "".join(f'<c r="{letter}%d" s="1"/>' for letter in letters)

    def chunks():
        yield start.encode()
        for number, row in enumerate(rows, 1):
            texts = "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in row)
            yield f'<row r="{number}">{texts}</row>'.encode()
        for first in range(len(rows) + 1, 1_000_000, 1000):
            numbers = range(first, first + 1000)
            yield "".join(f'<row r="{n}">{cells % ((n,) * len(letters))}</row>' for n in numbers).encode()
        yield CLOSE.encode()

    return rebuilt(path, big=(SHEET, chunks()))


def strings_bomb(path):
    with zipfile.ZipFile(workbook(path)) as archive:
        types = archive.read(TYPES).decode().replace("</Types>", f"<Override {TYPED}/></Types>")
    chunk = b"<si><t/></si>" * 76_000
    return rebuilt(path, {TYPES: types}, big=(STRINGS, [f'<sst xmlns="{MAIN}">'.encode(), *[chunk] * 59, b"</sst>"]))


def changed(path, offset, *values):
    """The workbook with other bytes where the archive's list speaks of its sheet."""
    raw = bytearray(path.read_bytes())
    at = raw.rfind(SHEET.encode()) - 46
    assert raw[at : at + 4] == b"PK\x01\x02"
    raw[at + offset : at + offset + len(values)] = values
    path.write_bytes(raw)


def cut(path, share):
    raw = workbook(path).read_bytes()
    path.write_bytes(raw[: int(len(raw) * share)])


def other_archive(path, *names):
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")


def holding(data):
    return lambda path: path.write_bytes(data)


NOISE = random.Random(7).randbytes(50_000)
LOCKED = "EncryptedPackage".encode("utf-16-le")
BIG = "unpacks to far more"
REFUSED = {
    "macros": ("a.xlsm", lambda p: rebuilt(p, {"xl/vbaProject.bin": OLE + NOISE}), "has macros"),
    "macros under another name": ("a.xlsx", lambda p: rebuilt(p, {"xl/VBAPROJECT.BIN": OLE}), "has macros"),
    "a password": ("a.xlsx", holding(OLE + NOISE), "has a password"),
    "an old workbook": ("a.xls", holding(OLE + bytes(512)), "old kind (.xls"),
    "a workbook with a password": ("a.xlsx", holding(OLE + NOISE + LOCKED), "has a password; save it without"),
    "a password of the archive": ("a.xlsx", lambda p: changed(workbook(p), 8, 1), "has a password"),
    "a bomb in the sheet": ("a.xlsx", lambda p: bomb(p, SHEET, OPEN, " ", 600), BIG),
    "a bomb of rows": ("a.xlsx", lambda p: bomb(p, SHEET, SIZED, "<row/>", 501), BIG),
    "a bomb beside the sheet": ("a.xlsx", lambda p: bomb(p, STYLES, "", " ", 100), BIG),
    "a bomb that lies about its size": (
        "a.xlsx",
        lambda p: changed(bomb(p, SHEET, OPEN, " ", 600), 24, 0, 1, 0, 0),  # 256 bytes
        "damaged",
    ),
    "just under the limit: rows": ("a.xlsx", lambda p: bomb(p, SHEET, OPEN, "<row/>", 490, CLOSE), ""),
    "just under the limit: one cell": (
        "a.xlsx",
        lambda p: bomb(p, SHEET, f"{OPEN}<row><c><v>", "1", 490, f"</v></c></row>{CLOSE}"),
        "",
    ),
    "just under the limit: one row": (
        "a.xlsx",
        lambda p: bomb(p, SHEET, f"{OPEN}<row>", "<c><v>1</v></c>", 490, f"</row>{CLOSE}"),
        "",
    ),
    "just under the limit: styles": (
        "a.xlsx",
        lambda p: bomb(p, STYLES, f'<styleSheet xmlns="{MAIN}"><cellXfs>', "<xf/>", 59, "</cellXfs></styleSheet>"),
        "",
    ),
    "entities in entities": ("a.xlsx", lambda p: in_sheet(p, "<row><c><v>&j;</v></c></row>", LAUGHS), "damaged"),
    "another file as entity": (
        "a.xlsx",
        lambda p: in_sheet(p, "<row><c><v>&e;</v></c></row>", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        "damaged",
    ),
    "a million empty rows": ("a.xlsx", empty_rows, "a row with the heading 姓名"),
    "a million empty rows, size unsaid": ("a.xlsx", lambda p: empty_rows(p, start=OPEN), "a row with the heading 姓名"),
    "the farthest cell": (
        "a.xlsx",
        lambda p: in_sheet(p, '<row r="9999999999"><c r="XFD9999999999"><v>1</v></c></row>'),
        "a row with the heading 姓名",
    ),
    "a column that cannot be": ("a.xlsx", lambda p: in_sheet(p, '<row><c r="ZZZZZZ1"><v>1</v></c></row>'), "damaged"),
    "links to other files": ("a.xlsx", lambda p: rebuilt(p, {"xl/externalLinks/externalLink1.xml": LINK}), "has links"),
    "no sheet in it": ("a.xlsx", lambda p: rebuilt(p, without=(SHEET,)), "neither a table of teachers"),
    "an unknown compression": ("a.xlsx", lambda p: changed(workbook(p), 10, 97), "damaged"),
    "patched data": ("a.xlsx", lambda p: changed(workbook(p), 8, 32), "damaged"),
    "a document renamed": ("a.xlsx", lambda p: other_archive(p, TYPES, "word/document.xml"), "damaged Word file"),
    "a document": ("a.docx", lambda p: other_archive(p, TYPES, "word/document.xml"), "damaged Word file"),
    "a binary workbook": ("a.xlsb", lambda p: other_archive(p, TYPES, "xl/workbook.bin"), "is no workbook"),
    "an OpenDocument table": ("a.ods", lambda p: other_archive(p, "mimetype", "content.xml"), "is no workbook"),
    "an empty archive": ("a.xlsx", other_archive, "is no workbook"),
    "an empty file": ("a.xlsx", holding(b""), "is empty"),
    "empty CSV": ("a.csv", holding(b"\xef\xbb\xbf \r\n"), "is empty"),
    "noise": ("a.xlsx", holding(NOISE), "neither a workbook"),
    "noise after PK": ("a.xlsx", holding(b"PK\x03\x04" + NOISE), "damaged"),
    "noise without zeros": ("a.csv", holding(NOISE.replace(b"\0", b"\xff")), "unknown encoding"),
    "a picture": ("a.xlsx", holding(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + NOISE), "neither a workbook"),
    "a page of the web": ("a.xls", holding("<html><td>姓名</td></html>".encode()), "is a web page, a PDF or RTF"),
    "XML": ("a.xls", holding(b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>"), "is a web page, a PDF or RTF"),
    "a PDF": ("a.xlsx", holding(b"%PDF-1.4\n1 0 obj\n"), "is a web page, a PDF or RTF"),
    "a document in RTF": ("a.doc", holding(b"{\\rtf1 a}"), "is a web page, a PDF or RTF"),
    "JSON": ("a.csv", holding(b'{"visits": {}}'), "is JSON"),
    "CSV with an open quote": ("a.csv", holding(("姓名\n" + '"' + "王芳\n" * 50_000).encode()), "is not CSV"),
    "a folder": ("a.xlsx", lambda p: p.mkdir(), "cannot be read"),
    "nothing": ("a.xlsx", lambda p: None, "cannot be read"),
    **{f"cut at {share}": ("a.xlsx", lambda p, at=share: cut(p, at), "damaged") for share in (0.1, 0.5, 0.9, 0.999)},
}


def in_little_memory():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.fixture
def visit(tmp_path):
    folder = tmp_path / "visits"
    folder.mkdir()
    return write(folder / "visit.json", opened(teachers=1))


@pytest.fixture
def take(me, visit):
    """Import a file in a process of its own, which may neither hang nor swallow the machine's memory."""

    def take_file(path):
        command = [sys.executable, "-m", "ipc2_tui", "--lang", "en", "import", str(path), "--into", visit, "--yes"]
        try:
            done = subprocess.run(
                command, cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"}, stdin=subprocess.DEVNULL, capture_output=True,
                check=False, timeout=SECONDS, preexec_fn=in_little_memory if resource else None,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return pytest.fail(f"still busy after {SECONDS} seconds")
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return take_file


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_one_line_that_names_it_and_nothing_changes(take, visit, tmp_path, case):
    name, make, why = REFUSED[case]
    path = tmp_path / name
    make(path)
    before = folder_state(visit.parent)
    code, out, err = take(path)
    assert (code, out) == (2, ""), err[-500:]
    assert err.startswith(f"ipc2: {path}: ") and err.count("\n") == 1, err[-500:]
    assert err.rstrip().isprintable() and len(err) < 400
    assert why in err
    assert folder_state(visit.parent) == before


def test_a_bomb_of_strings_is_over_soon(take, visit, tmp_path):
    path = tmp_path / "a.xlsx"
    strings_bomb(path)
    before = folder_state(visit.parent)
    code, _, err = take(path)
    assert code in (0, 2) and err.count("\n") <= 1
    assert code == 0 or folder_state(visit.parent) == before


@pytest.mark.parametrize("start", [SIZED, OPEN], ids=["size said", "size unsaid"])
def test_a_million_empty_rows_below_the_teachers_do_no_harm(take, visit, tmp_path, start):
    path = empty_rows(tmp_path / "a.xlsx", [HEAD, ZHANG], start)
    code, _, err = take(path)
    assert (code, err) == (0, "")
    assert rosters_in(visit) == [RECORDED[:1]]


EXTENDED = '</sheetData><extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
NAMED = "<row><c t='inlineStr'><is><t>姓名</t></is></c></row><row><c t='inlineStr'><is><t>张三</t></is></c></row>"
PLAIN = {
    "lists of Excel 2010": {SHEET: SIZED + NAMED + EXTENDED},
    "no styles": {SHEET: SIZED + NAMED + CLOSE, STYLES: f'<styleSheet xmlns="{MAIN}"/>'},
}


@pytest.mark.parametrize("case", PLAIN)
def test_what_other_office_programs_write_is_read_without_noise(take, visit, tmp_path, case):
    code, _, err = take(rebuilt(tmp_path / "a.xlsx", PLAIN[case]))
    assert (code, err) == (0, "")
    assert rosters_in(visit) == [[{"id": "张三", "name": "张三"}]]


LETTERS = [get_column_letter(at) for at in range(1, 16_385)]
MERGED = {
    "a value": ["B2:B1048576"],
    "the name": ["A2:A1048576"],
    "every column": [f"{letter}2:{letter}1048576" for letter in LETTERS],
    "every two rows": [f"A{row}:C{row + 1}" for row in range(3, 200_000, 2)],
}


@pytest.mark.parametrize("case", MERGED)
def test_cells_merged_down_to_the_end_of_the_sheet_are_over_soon_and_nobody(take, visit, tmp_path, case):
    merged = "".join(f'<mergeCell ref="{each}"/>' for each in MERGED[case])
    end = f'<row r="1048576"/></sheetData><mergeCells>{merged}</mergeCells></worksheet>'
    before = used()
    code, _, err = take(rebuilt(tmp_path / "a.xlsx", {SHEET: SIZED + NAMED + end}))
    assert (code, err) == (0, "")
    assert rosters_in(visit) == [[{"id": "张三", "name": "张三"}]]
    assert used() - before < 10  # seconds of the processor, on a slow machine too


def used():
    times = os.times()
    return times.children_user + times.children_system


def test_csv_of_nothing_but_line_ends_is_over_soon(take, visit, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(csv_text()[:40].encode() + b"\n" * 50_000_000)
    before = folder_state(visit.parent)
    code, out, err = take(path)
    assert (code, out) == (2, "") and "Traceback" not in err, err[-300:]
    assert folder_state(visit.parent) == before
