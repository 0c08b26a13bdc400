"""What fuzzing has found in workbooks, Word files, sheets and photos, and what an attacker would try next."""

import io
import json
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from roster_files import workbook
from visit_files import opened, refused, write

from ipc2_tui.files.rubrics import DEFAULT, built_in, find_rubric
from ipc2_tui.importing import read_self_check, read_table
from ipc2_tui.school_lists import school_list
from sample_data import VISITS
from scoring.problem import Problem

SIGNED = VISITS / "370899-0108.json"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_part(raw, name, change):
    """An archive with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if each == name else old.read(each))
    return out.getvalue()


# --- Word -------------------------------------------------------------------------------------------------------------


def word(path, rows):
    raw = io.BytesIO()
    Document().save(raw)
    body = f"<w:document {W}><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>".encode()
    path.write_bytes(with_part(raw.getvalue(), "word/document.xml", lambda _: body))
    return path


def row(*cells):
    """Each cell a text, or a text and its properties."""
    pairs = [cell if isinstance(cell, tuple) else (cell, "") for cell in cells]
    texts = (f"<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text, more in pairs)
    return f"<w:tr>{''.join(texts)}</w:tr>"


@pytest.mark.parametrize("span", ["30000000", "64", "-1", "x", "9" * 5000])
@pytest.mark.parametrize("what", ["gridSpan", "gridBefore"])
def test_a_merged_cell_of_word_that_reaches_to_the_moon(tmp_path, span, what):
    merged = f'<w:{what} w:val="{span}"/>'
    cells = row(("张三", merged)) if what == "gridSpan" else f"<w:tr><w:trPr>{merged}</w:trPr>{row('张三')[6:]}"
    with pytest.raises(Problem, match="is a damaged Word file"):
        read_table(word(tmp_path / "a.docx", row("姓名") + cells))


def test_a_cell_of_word_merged_over_thousands_of_rows(tmp_path):
    """It is said of every row, and costs no more than others do."""
    rows = row("学科", "姓名") + row(("语文", '<w:vMerge w:val="restart"/>'), "张三")
    rows += "".join(row(("", "<w:vMerge/>"), f"李{n}") for n in range(3000))
    teachers = read_table(word(tmp_path / "a.docx", rows)).teachers
    assert (len(teachers), {each.subject for each in teachers}) == (3001, {"语文"})


def test_cells_of_word_keep_their_columns(tmp_path):
    inner = f"<w:tbl>{row('姓名', 'x')}</w:tbl>"
    rows = row(("", '<w:gridSpan w:val="2"/>'), "姓名", "学科")
    rows += row("1", "", ("张三", ""), "数学").replace("</w:p></w:tc></w:tr>", f"</w:p>{inner}<w:p/></w:tc></w:tr>")
    rows += f'<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{row("李四", "英语")[6:]}'
    teachers = read_table(word(tmp_path / "a.docx", rows)).teachers
    assert [(each.name, each.subject) for each in teachers] == [("张三", "数学"), ("李四", "英语")]


# --- workbooks --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("times", "what"), [(2000, "has more than 200 sheets"), (2, "two sheets are one part")])
def test_a_sheet_that_is_many(tmp_path, ipc2, me, times, what):
    def many(part):
        start, end = part.index(b"<sheet "), part.index(b"</sheets>")
        return part[:start] + part[start:end] * times + part[end:]

    path = workbook(tmp_path / "a.xlsx")
    path.write_bytes(with_part(path.read_bytes(), "xl/workbook.xml", many))
    assert refused(ipc2("import", path, "--into", write(tmp_path / "v.json", opened())), "a.xlsx", what)


def test_many_parts_that_burst_together(tmp_path, ipc2, me):
    raw = workbook(tmp_path / "a.xlsx").read_bytes()
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(30):
            archive.writestr(f"xl/worksheets/sheet{number + 7}.xml", b" " * 9_000_000)
    (tmp_path / "a.xlsx").write_bytes(out.getvalue())
    done = ipc2("import", tmp_path / "a.xlsx", "--into", write(tmp_path / "v.json", opened()))
    assert refused(done, "unpacks to far more")


def test_nothing_is_printed_by_who_reads_a_damaged_workbook(tmp_path, ipc2, me):
    """A library prints what it stumbles over, in the middle of our JSON or of a screen."""
    path = workbook(tmp_path / "a.xlsx")
    path.write_bytes(with_part(path.read_bytes(), "xl/styles.xml", lambda part: part.replace(b"<xf ", b"<yf ")))
    done = ipc2("import", path, "--into", write(tmp_path / "v.json", opened()), "--yes")
    assert "out of range" not in done.out + done.err


@pytest.fixture
def sheet(tmp_path, ipc2, me):
    """A signed score sheet's path."""
    (tmp_path / "v.json").write_bytes(SIGNED.read_bytes())
    done = ipc2("sign", tmp_path / "v.json", "--yes")
    assert done.code == 0, done.err
    assert ipc2("export", tmp_path / "v.json", "-o", tmp_path / "s.xlsx").code == 0
    assert ipc2("verify", tmp_path / "s.xlsx").code == 0
    return tmp_path / "s.xlsx"


@pytest.mark.parametrize("values", [("1e999", "-1e999"), ("1e308", "1e308")])
def test_figures_on_a_sheet_that_cannot_be_added_up(sheet, ipc2, values):
    book = load_workbook(sheet)
    marks = dict(zip((111.25, 222.25), values, strict=True))  # openpyxl would write none of these
    for place, mark in zip(("F9", "F10"), marks, strict=True):  # two claims of one section
        book.worksheets[0][place] = mark
    book.save(sheet)

    def change(part):
        for mark, value in marks.items():
            assert part.count(f"<v>{mark}</v>".encode()) == 1
            part = part.replace(f"<v>{mark}</v>".encode(), f"<v>{value}</v>".encode())
        return part

    sheet.write_bytes(with_part(sheet.read_bytes(), "xl/worksheets/sheet1.xml", change))
    done = ipc2("verify", sheet)
    assert done.code == 1 and "was changed" in done.out and done.err == ""


def test_a_sheet_of_another_form(sheet, ipc2):
    """The hidden sheet names the form; one with other sections is not the one that was signed."""
    rubric = find_rubric(str(Path(__file__).parents[1] / "rubrics" / "bands.toml"))
    book = load_workbook(sheet)
    (said,) = [line for line in book["ipc2"].iter_rows() if line[0].value == "rubric"]
    said[1].value = json.dumps({"id": rubric.id, "digest": rubric.digest, "data": rubric.data}, ensure_ascii=False)
    book.save(sheet)
    done = ipc2("verify", sheet)
    assert done.code == 1 and "the form on the sheet is not the one that was signed" in done.out


# --- photos -----------------------------------------------------------------------------------------------------------


def test_a_picture_that_unpacks_to_half_a_gigabyte(tmp_path, ipc2):
    image = pytest.importorskip("PIL.Image")
    image.new("RGBA", (8000, 8000)).save(tmp_path / "a.png", compress_level=1)
    assert (tmp_path / "a.png").stat().st_size < 3_000_000
    assert refused(ipc2("verify", tmp_path / "a.png"), "a.png", "is larger than a photo can be")


@pytest.mark.parametrize("kind", ["GIF", "EPS", "PPM", "ICO"])
def test_a_picture_of_a_kind_that_no_camera_makes(tmp_path, kind):
    """Some of them Pillow hands to other programs."""
    from ipc2_tui.photo import code_in

    image = pytest.importorskip("PIL.Image")
    image.new("RGB", (60, 60)).save(tmp_path / "a.png", kind)
    with pytest.raises(Problem, match="is no picture that can be read"):
        code_in(tmp_path / "a.png", "a.png")


# --- cells ------------------------------------------------------------------------------------------------------------

N = 100_000  # a cell of CSV may be longer than one of Excel


@pytest.mark.parametrize("cell", ["9" * N, "(" * N, "[" * N, "A" + " " * N + "x", "A" * N, "A1 " * (N // 3), "A-" * N])
@pytest.mark.parametrize("head", ["姓名,微能力1", "考核指标,自查得分", "代码,学校"])
def test_a_cell_of_a_hundred_thousand_signs_is_looked_at_once(tmp_path, cell, head):
    """Patterns that begin anew at each sign took the square of their number: minutes for one file of 100 KB."""
    path = tmp_path / "a.csv"
    path.write_text(f"{head}\n{cell},{cell}\n{cell},1\n", encoding="utf-8")
    start = time.process_time()
    for read in (read_table, school_list, lambda file: read_self_check(file, built_in(DEFAULT))):
        with suppress(Problem):
            read(path)
    assert time.process_time() - start < 5
