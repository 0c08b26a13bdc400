"""What fuzzing has found, and what an attacker would try next: each a file or a name, and what is said of it."""

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from roster_files import workbook
from visit_files import CODE, as_bytes, data_of, entry_by_hand, known, opened, with_entries, write

from ipc2_tui.identity import device_key
from ipc2_tui.importing import read_table
from ipc2_tui.rubrics import find_rubric
from ipc2_tui.trust import parse_signers
from ipc2_tui.verifying import check_code
from scoring.codes import file_stem
from scoring.problem import Problem

SAMPLES = Path(__file__).parents[2] / "sample_data" / "visits"
SIGNED = SAMPLES / "370899-0108.json"
posix = pytest.mark.skipif(os.name == "nt", reason="pipes and devices of POSIX")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def refused(done, *what):
    return (done.code, done.out, done.err.count("\n")) == (2, "", 1) and all(each in done.err for each in what)


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


# --- visit files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", [5, None, "x", [], [{}]], ids=repr)
@pytest.mark.parametrize("first", [True, False])
def test_an_entry_that_is_no_object_is_set_aside(tmp_path, ipc2, entry, first):
    data = data_of(known())
    entries = data["visits"][CODE]["entries"]
    entries.insert(0 if first else len(entries), entry)
    data["visits"]["S-2"] = data_of(opened(code="S-2"))["visits"]["S-2"]
    (tmp_path / "a.json").write_bytes(as_bytes(data))
    done = ipc2("merge", tmp_path / "a.json", "-o", tmp_path / "all.json")
    assert done.code == 1 and "an entry must be an object" in done.out


def seal(**body):
    return {"no": 1, "count": 1, "roster": "", "date": "2022-12-05", "seal": "0" * 64, **body}


def test_a_seal_that_is_none(tmp_path, ipc2):
    path = tmp_path / "v.json"
    path.write_bytes(as_bytes(with_entries(entry_by_hand(seal(seal="x"), "seal"))))
    assert refused(ipc2("draw", path), "body.seal: must be 64 hex digits")


@pytest.mark.parametrize(("no", "lines"), [(1000, 6), (7, 6), (3, 2)])
def test_draws_that_are_missing_by_the_hundred_are_not_named_each(tmp_path, ipc2, no, lines):
    path = tmp_path / "v.json"
    path.write_bytes(as_bytes(with_entries(entry_by_hand(seal(no=no), "seal"))))
    done = ipc2("draw", path)
    assert done.code == 1 and sum(line.startswith("!") for line in done.out.splitlines()) == lines


def test_a_draw_of_a_number_that_nobody_reaches(tmp_path, ipc2):
    path = tmp_path / "v.json"
    path.write_bytes(as_bytes(with_entries(entry_by_hand(seal(no=1_000_000), "seal"))))
    assert refused(ipc2("summary", path), "body.no: must be a whole number to 1000")


def test_a_signature_over_another_text(tmp_path, ipc2, me):
    """However good it is, it makes no visit unreadable."""
    path = tmp_path / "v.json"
    path.write_bytes(SIGNED.read_bytes())
    assert ipc2("sign", path, "--yes").code == 0
    data = json.loads(path.read_bytes())
    (document,) = data["visits"].values()
    last = next(entry for entry in document["entries"] if entry["kind"] == "sign" and entry["by"].startswith(me))
    from ipc2_tui import sshsig
    from ipc2_tui.signing import private_key

    device = device_key()
    raw = sshsig.sign(private_key(device, str), "ipc2-sheet@v1", b"hello")
    body = {**last["body"], "statement": "hello", "covers": "0" * 64,
            "sshsig": sshsig.armor(device.blob, "ipc2-sheet@v1", raw)}  # fmt: skip
    forged = {**entry_by_hand(body, "sign", last["by"], last["seq"], last["prev"], last["at"])}
    document["entries"][document["entries"].index(last)] = forged
    path.write_bytes(as_bytes(data))
    done = ipc2("verify", path)
    assert done.code == 1 and "it says something else than the entries" in done.out
    assert ipc2("summary", path).code == 1


@pytest.mark.parametrize("day", ["soon", "2022-13-05", "\x1b[2J", "２０２２-12-05"])
def test_a_day_that_is_none_is_not_signed(tmp_path, ipc2, me, day):
    path = tmp_path / "v.json"
    path.write_bytes(SIGNED.read_bytes())
    data = json.loads(path.read_bytes())
    (document,) = data["visits"].values()
    head = max((entry for entry in document["entries"] if entry["kind"] == "open"), key=lambda entry: entry["at"])
    heads = [entry for entry in document["entries"] if entry["by"] == head["by"]]
    last = max(heads, key=lambda entry: entry["seq"])
    again = entry_by_hand({**head["body"], "date": day}, "open", head["by"], last["seq"] + 1, last["hash"],
                          "2030-01-01T00:00:00Z")  # fmt: skip
    document["entries"].append(again)
    path.write_bytes(as_bytes(data))
    done = ipc2("sign", path, "--yes")
    assert done.code == 2 and "the date of the visit is none such as 2022-12-05" in done.err
    assert "\x1b" not in done.out + done.err


def test_a_pass_rate_above_all(tmp_path, ipc2, me):
    """A form may ask for anything; what a sample proves is still said."""
    smallest = (Path(__file__).parents[1] / "rubrics" / "smallest.toml").read_text(encoding="utf-8")
    form, path = tmp_path / "r.toml", tmp_path / "v.json"
    form.write_text(smallest.replace("[[sections]]", "[limits]\npass_rate = 5\n[[sections]]", 1), encoding="utf-8")
    assert ipc2("new", "--code", CODE, "--name", "x", "--rubric", form, "-o", path).code == 0
    assert ipc2("import", workbook(tmp_path / "roster.xlsx"), "--into", path, "--yes").code == 0
    assert ipc2("draw", path, "--words", "1 2 3").code == 0
    done = ipc2("inspect", path)
    assert done.code == 0 and "100 %" in done.out


@posix
def test_a_pipe_in_a_folder_holds_nobody_up(tmp_path, ipc2):
    write(tmp_path / "a.json", known())
    os.mkfifo(tmp_path / "b.json")
    for words in (("summary", tmp_path), ("district", tmp_path), ("merge", tmp_path, "--dry-run")):
        assert ipc2(*words).code in (0, 1)


@posix
@pytest.mark.parametrize("words", [("key", "trust", "/dev/zero"), ("rubric", "check", "/dev/zero")], ids=str)
def test_a_device_that_never_ends(ipc2, words):
    assert refused(ipc2(*words), "/dev/zero", "is larger than")


# --- keys, settings, codes --------------------------------------------------------------------------------------------

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"


@pytest.mark.parametrize("comment", ["#x", 'a"b', "a'b", "ssh-ed25519", "*", "x;rm -rf ~", "王 伟", "$(x)", "a\\b"])
def test_whoever_is_trusted_stays_so(tmp_path, home, ipc2, comment):
    """A name in a key's comment is read back as one word, and no list is damaged by it."""
    for name in ("one.pub", "two.pub"):
        (tmp_path / name).write_text(f"{KEY} {comment}\n", encoding="utf-8")
        done = ipc2("key", "trust", tmp_path / name)
        if done.code == 2:
            assert refused(done, "is no Ed25519 key with a name")
            return
    (line,) = (home / "allowed_signers").read_text(encoding="utf-8").splitlines()
    assert [each.blob[-1] for each in parse_signers(line, "")] == [0x1F]
    assert not set(line.split()[0]) & set("#\"'\\*;$() ")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (f"x cert-authority {KEY}", "conditions that are not known here: cert-authority"),
        (f'x valid-before="20200101" {KEY}', 'conditions that are not known here: valid-before="20200101"'),
        (f'x namespaces="ipc2-sheet@v1",valid-after=2 {KEY}', "valid-after=2"),
        (f'#x\u2028y {KEY}\nx namespaces="a b {KEY}', "line 2"),
        (f'x namespaces="a\\"b" {KEY}', "line 1"),
        (f'"x {KEY}', "line 1 is no Ed25519 key"),
    ],
)
def test_a_list_of_signers_that_says_more_than_is_understood(line, why):
    with pytest.raises(Problem, match="f: line") as caught:
        parse_signers(line, "f")
    assert why in str(caught.value)


def test_names_in_the_commands_for_ssh_keygen_are_words(tmp_path, ipc2, me, monkeypatch):
    monkeypatch.setenv("IPC2_NAME", "x'; touch y; '")
    path = tmp_path / "v.json"
    path.write_bytes(SIGNED.read_bytes())
    assert ipc2("sign", path, "--yes").code == 0
    ipc2("verify", path, "--ssh", tmp_path / "ssh")
    text = (tmp_path / "ssh" / "README.txt").read_text(encoding="utf-8")
    assert f"-I x___touch_y___@{device_key().short} -n" in text
    assert not set(text) & set("'\";$`|&()")


@pytest.mark.parametrize("raw", [b'{"theme": "\\ud800"}', b"[" * 100_000, b"\xff", b'{"name": 1}', b" " * 2_000_000])
@pytest.mark.parametrize("words", [("key", "name", "x"), ("key", "show")], ids=" ".join)
def test_settings_that_were_damaged(home, ipc2, raw, words):
    home.mkdir()
    (home / "settings.json").write_bytes(raw)
    done = ipc2(*words)
    assert (done.code, done.err.count("\n")) == (2, 1) and "settings.json" in done.err
    assert (home / "settings.json").read_bytes() == raw


def test_the_comment_of_a_key_is_shown_harmlessly(home, ipc2):
    device_key()
    public = home / "id_ed25519.pub"
    public.write_bytes(public.read_bytes().strip() + b" \x1b[2J\n")
    done = ipc2("key", "show")
    assert done.code == 0 and "\x1b" not in done.out and "␛[2J" in done.out


@pytest.mark.parametrize("text", ["IPC2:1 A 20221205 " + "S1/" * 50_000, "IPC2:1" + "9" * 1_000_000])
def test_a_code_of_a_million_characters(home, text):
    with pytest.raises(Problem, match="is longer than a code can be"):
        check_code(text)


def test_a_file_with_a_code_that_is_no_text(tmp_path, ipc2):
    (tmp_path / "c.txt").write_bytes(b"IPC2:1 \xff\xfe\xc2")
    assert refused(ipc2("verify", tmp_path / "c.txt"), "is cut off or mistyped")


def test_an_argument_that_is_no_file_name(ipc2):
    assert refused(ipc2("verify", "x" * 100_000), "is no file")


@pytest.mark.parametrize(("code", "stem"), [("CON", "_CON"), ("LPT1", "_LPT1"), ("-A", "_-A"), ("CONE", "CONE")])
def test_files_named_by_a_code(tmp_path, ipc2, me, monkeypatch, code, stem):
    """None is a device to Windows, or an option to the next command."""
    assert file_stem(code) == stem
    monkeypatch.chdir(tmp_path)
    assert ipc2("new", f"--code={code}", "--name", "x").code == 0
    assert [path.name for path in tmp_path.glob("*.json")] == [f"{stem}.json"]


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
        code_in(tmp_path / "a.png")
