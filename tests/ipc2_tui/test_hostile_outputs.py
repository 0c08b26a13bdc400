"""Harmful names through everything that is printed or written: shown as the text they are, obeyed by nobody."""

import json
import os
import shutil
import subprocess
import unicodedata
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from tests.fuzz.readers import COMMANDS
from tests.hostile import CODE, TEXTS, bad_characters, file_bytes, hostile_visit

BOOKS = {
    "sheet": ("export", "{file}", "-o", "{out}"),
    "district": ("district", "{file}", "-o", "{out}"),
    "form": ("form", "self-check", "--visit", "{file}", "-o", "{out}"),
    "participants": ("form", "participants", "--visit", "{file}", "-o", "{out}"),
}
OURS = ("=IF(COUNT(", "=IF($B")  # the formulas of our own forms


@pytest.fixture(params=TEXTS)
def text(request):
    return TEXTS[request.param]


@pytest.fixture
def file(tmp_path, text):
    path = tmp_path / "visits" / "v.json"
    path.parent.mkdir()
    path.write_bytes(file_bytes(hostile_visit(text)))
    return path


def test_every_command(ipc2, me, file, tmp_path):
    before = {path.name for path in file.parent.iterdir()}
    for words in (*COMMANDS, ("key", "show"), ("sign", "{file}", "--mine", "--yes"), ("score", "{file}", "{x}", "1")):
        out = tmp_path / "out"
        done = ipc2(*(word.format(file=file, out=out, x=TEXTS["clear"]) for word in words))
        out.unlink(missing_ok=True)
        assert done.code in (0, 1, 2), words
        assert bad_characters(done.out + done.err) == [], words
        assert done.code < 2 or done.err.count("\n") == 1, words
    assert {path.name for path in file.parent.iterdir()} == before
    assert {path.name for path in tmp_path.iterdir()} == {"visits"}


def test_json_has_the_text_untouched(ipc2, file, text):
    composed = unicodedata.normalize("NFC", text)
    done = ipc2("summary", "--json", file)
    assert json.loads(done.out)["visits"][0]["name"] in (text, composed)
    done = ipc2("draw", "--json", file)
    (draw,) = json.loads(done.out)["draws"]
    assert draw["words"] in (text, composed)
    assert {each["name"] for each in draw["drawn"]} == {text}


@pytest.mark.parametrize("name", BOOKS)
def test_workbooks(ipc2, file, tmp_path, name):
    out = tmp_path / "book.xlsx"
    assert ipc2(*(word.format(file=file, out=out) for word in BOOKS[name])).code in (0, 1)
    for sheet in load_workbook(out).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert cell.data_type in ("s", "n") or str(cell.value).startswith(OURS), (cell.coordinate, cell.value)
            assert not isinstance(cell.value, str) or bad_characters(cell.value) == [], (cell.coordinate, cell.value)
            assert cell.hyperlink is None
        foot = sheet.oddFooter
        written = sum(len(each.text or "") + 15 for each in (foot.left, foot.center, foot.right))
        assert written < 255, written
        for rule in sheet.data_validations.dataValidation:
            assert max(len(rule.formula1 or ""), len(rule.prompt or ""), len(rule.error or "")) <= 255
    with zipfile.ZipFile(out) as archive:
        assert not [part for part in archive.namelist() if part.startswith("/") or ".." in part]
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(part))
    assert {path.name for path in tmp_path.iterdir()} == {"book.xlsx", "visits"}


def test_forms_under_a_rubric_that_means_harm(ipc2, tmp_path):
    """Grades, columns and deadlines that a form's maker named: no formula, no list that breaks out of its quotes."""
    form = tmp_path / "r.toml"
    form.write_text(
        'format = 1\nid = "x"\ntitle = "=1+1"\ncolumns = ["=1"]\n'
        'deadlines = [{ what = "=HYPERLINK(1)" }, { what = "#N/A" }]\n'
        '[[sections]]\nname = "=1"\npoints = 1\n[[sections.items]]\nname = "=2"\npoints = 1\nchoices = ["=1"]\n'
        '[[sections]]\nname = "+1"\n[[sections.items]]\nname = "@x"\n'
        'grades = [{ name = "\\",HYPERLINK(1)" }, { name = "a,b" }]\n'
        '[[sections.items]]\nname = "y"\n'
        "grades = [" + ", ".join(f'{{ name = "{"优" * 60}{n}" }}' for n in range(6)) + "]\n",
        encoding="utf-8",
    )
    visit = tmp_path / "v.json"
    assert ipc2("--lang", "en", "rubric", "check", form).code == 0
    done = ipc2("form", "self-check", "--rubric", form, "-o", tmp_path / "f.xlsx")
    assert done.code == 0, done.err
    rules = load_workbook(tmp_path / "f.xlsx").worksheets[0].data_validations.dataValidation
    assert [rule.type for rule in rules] == ["custom", "textLength", "textLength"]
    assert max(len(rule.prompt) for rule in rules) <= 255
    ipc2("key", "name", "x")
    assert ipc2("new", "--code", CODE, "--name", "x", "--rubric", form, "-o", visit).code == 0
    assert ipc2("district", visit, "-o", tmp_path / "d.xlsx").code == 0
    for book in ("f.xlsx", "d.xlsx"):
        cells = [cell for sheet in load_workbook(tmp_path / book) for row in sheet.iter_rows() for cell in row]
        others = [(cell.coordinate, cell.value) for cell in cells if cell.data_type not in ("s", "n") and cell.value]
        assert [(place, value) for place, value in others if not value.startswith(OURS)] == []


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_reads_what_we_wrote(ipc2, tmp_path):
    """All harmful texts in one district's workbook, and the sheets of the worst."""
    path = tmp_path / "all.json"
    path.write_bytes(file_bytes(*(hostile_visit(text, f"S-{n:02}") for n, text in enumerate(TEXTS.values()))))
    assert ipc2("district", path, "-o", tmp_path / "district.xlsx").code in (0, 1)
    for number, text in enumerate((TEXTS["page codes"], TEXTS["markup"], TEXTS["long and hidden"], TEXTS["formula"])):
        visit = tmp_path / f"{number}.json"
        visit.write_bytes(file_bytes(hostile_visit(text)))
        assert ipc2("export", visit, "-o", tmp_path / f"sheet{number}.xlsx").code == 1  # not signed
    books = sorted(tmp_path.glob("*.xlsx"))
    csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"  # every sheet, UTF-8
    argv = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", csv]
    argv += ["--outdir", str(tmp_path / "csv")]
    spoken = {**os.environ, "LC_ALL": "C.UTF-8"}  # for the sheets' names in the files'
    subprocess.run([*argv, *map(str, books)], check=True, capture_output=True, timeout=300, env=spoken)
    found = {each.name: each.read_text(encoding="utf-8") for each in (tmp_path / "csv").iterdir()}
    ranking = found["district-排名.csv"]
    for text in ("=HYPERLINK(", "=cmd|", "#N/A", "[red]x[/]", "+1", "-1", "<b>&amp;</b>]]>"):
        assert text in ranking.replace('""', '"'), text
    assert not [name for name, text in found.items() if "Err:" in text or "#NAME?" in text]
    assert Path(tmp_path / "csv" / "sheet0-打分表.csv").exists()


def test_lookalikes_look_different(ipc2, tmp_path):
    """Two names that differ by what nobody sees are told apart by whoever reads the list."""
    names = ("实验小学", "实验\u200b小学", "实验\ufe00小学", "实验\u3164小学", "\u202e实验小学")
    path = tmp_path / "all.json"
    path.write_bytes(file_bytes(*(hostile_visit(name, f"S-{n}") for n, name in enumerate(names))))
    done = ipc2("summary", path)
    shown = ("实验小学", "实验<U+200B>小学", "实验<U+FE00>小学", "实验<U+3164>小学", "<U+202E>实验小学")
    assert all(name in done.out for name in shown), done.out
