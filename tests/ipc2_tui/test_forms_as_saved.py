"""Filled-in forms as programs save them that write otherwise than openpyxl does."""

import io
import re
import zipfile

import pytest
from office_programs import FORMAT, LEADS, MAIN, packed
from openpyxl import load_workbook
from roster_files import workbook
from visit_files import opened, write

HEAD = ("姓名", "学科", "线上学时", "校本应用考核")


@pytest.fixture
def visit(tmp_path):
    return write(tmp_path / "visit.json", opened(teachers=0))


def with_parts(path, changes, texts=""):
    """Write a workbook anew: whatever `changes` replaces in any of its parts, and with shared `texts`."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for old, new in changes.items():
        assert any(old.encode() in part for part in parts.values())
        parts = {name: part.replace(old.encode(), new.encode()) for name, part in parts.items()}
    path.write_bytes(packed(parts | ({"xl/sharedStrings.xml": texts.encode()} if texts else {})))
    return path


def test_a_day_written_with_blanks_is_not_asked_for(take, tmp_path):
    path = workbook(tmp_path / "t.xlsx", [HEAD, ("张三", "语文", 25, "合格")])
    book = load_workbook(path)
    day = f"{book.properties.modified:%Y-%m-%dT}"
    teachers, _ = take(with_parts(path, {day: "2021- 9- 3T"}))
    assert [each["name"] for each in teachers] == ["张三"]


def test_a_strict_workbook_is_told_what_it_is(take, tmp_path):
    path = workbook(tmp_path / "t.xlsx", [HEAD, ("张三", "语文", 25, "合格")])
    strict = "http://purl.oclc.org/ooxml"
    changes = {
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": f"{strict}/officeDocument/relationships",
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main": f"{strict}/spreadsheetml/main",
    }
    teachers, done = take(with_parts(path, changes))
    assert teachers is None and "Strict Open XML workbook; save it as an ordinary Excel workbook" in done.err


def test_a_number_of_a_style_larger_than_any_is_damage(take, tmp_path):
    path = workbook(tmp_path / "t.xlsx", [HEAD, ("张三", "语文", 25, "合格")])
    teachers, done = take(with_parts(path, {'fillId="0"': 'fillId="4294967295"'}))
    assert teachers is None and "is a damaged workbook" in done.err


def test_names_with_a_prefix_are_the_same_table(take, tmp_path):
    """As Tencent Docs saves it, and Microsoft's library for other programs."""
    rows = [HEAD, ("张三", "语文", 25, "合格"), ("李四",)]
    path = workbook(tmp_path / "t.xlsx", rows)
    book = load_workbook(path)
    book.active.merge_cells("B2:B3")
    book.active["C3"] = "=20+5"
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts["xl/worksheets/sheet1.xml"].decode().replace(f'xmlns="{MAIN}"', f'xmlns:ns2="{MAIN}"')
    path.write_bytes(packed(parts | {"xl/worksheets/sheet1.xml": re.sub(r"<(/?)(?=[A-Za-z])", r"<\1ns2:", xml)}))
    teachers, done = take(path)
    assert teachers is None and "C3: found =?, expected a value" in done.err
    with_parts(path, {"<ns2:f>20+5</ns2:f><ns2:v></ns2:v>": "<ns2:v>25</ns2:v>"})
    teachers, _ = take(path)
    assert [(each["name"], each["subject"], each["online"]) for each in teachers] == [
        ("张三", "语文", 25),
        ("李四", "语文", 25),
    ]


def test_line_ends_and_phonetics_that_excel_keeps_are_no_part_of_a_text(take, tmp_path):
    path = workbook(tmp_path / "t.xlsx", [HEAD, ("张三", "语文", 25, "合格")])
    texts = {
        "张三": '<r><t>张</t></r><r><t>三</t></r><rPh sb="0" eb="1"><t>ZHANG</t></rPh><phoneticPr fontId="1"/>',
        "语文": "<t>语文_x000D_\n</t>",
        "合格": '<t xml:space="preserve">合格_x000d_</t><phoneticPr fontId="1" type="noConversion"/>',
    }
    kind, lead = f"{FORMAT}.spreadsheetml.sharedStrings+xml", f"{LEADS}/sharedStrings"
    changes = {
        "</Types>": f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>',
        "</Relationships>": f'<Relationship Id="x" Type="{lead}" Target="sharedStrings.xml"/></Relationships>',
    }
    for at, text in enumerate(texts):
        written = "".join(f"&#{ord(each)};" for each in text)
        changes[f'"inlineStr"><is><t>{written}</t></is>'] = f'"s"><v>{at}</v>'
    said = "".join(f"<si>{text}</si>" for text in texts.values())
    with_parts(path, changes, f'<sst xmlns="{MAIN}">{said}</sst>')
    teachers, _ = take(path)
    assert [(each["name"], each["subject"], each["assessment"]) for each in teachers] == [("张三", "语文", "合格")]
