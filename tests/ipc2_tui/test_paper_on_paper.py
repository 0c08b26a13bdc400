"""The score sheet on paper: LibreOffice prints it, a scan at 200 dpi is read back and says what was signed."""

import shutil
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from ipc2_tui.files.visit_file import read_visits
from ipc2_tui.papers.code_report import check_code
from ipc2_tui.workbooks.score_sheet import score_sheet
from sample_data import VISITS
from scoring.visit import with_entry

DPI = 200


def can_print():
    """Whether LibreOffice and poppler are here, and a font as wide as Arial, in which columns are measured."""
    if not all(map(shutil.which, ("soffice", "pdftoppm", "fc-match"))):
        return False
    font = subprocess.run(["fc-match", "Arial"], capture_output=True, text=True, check=False).stdout
    return "Liberation" in font or "Arial" in font or "Arimo" in font


pytestmark = pytest.mark.skipif(
    not can_print(), reason="LibreOffice, poppler or the Liberation fonts are not installed"
)


@pytest.fixture
def printed(tmp_path, ipc2, me):
    """Print a workbook and scan its pages."""

    def pages(workbook):
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to", "pdf",
                   "--outdir", tmp_path, workbook]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        subprocess.run(
            ["pdftoppm", "-r", str(DPI), "-png", workbook.with_suffix(".pdf"), tmp_path / "page"], check=True
        )
        return sorted(tmp_path.glob("page-*.png"))

    return pages


@pytest.fixture
def visit(tmp_path):
    return Path(shutil.copy(VISITS / "370899-0108.json", tmp_path / "visit.json"))


def test_the_code_is_read_back_from_a_scan(visit, tmp_path, printed, ipc2):
    assert ipc2("sign", visit, "--yes").code == 0
    assert ipc2("export", visit, "-o", tmp_path / "sheet.xlsx").code == 0
    scans = printed(tmp_path / "sheet.xlsx")
    assert len(scans) == 2  # nothing beside the page
    with Image.open(scans[0]) as page:
        assert (round(page.width / DPI * 25.4), round(page.height / DPI * 25.4)) == (210, 297)
        (code,) = zxingcpp.read_barcodes(page)
    corners = [code.position.top_left, code.position.top_right, code.position.bottom_right, code.position.bottom_left]
    sides = [
        ((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5 for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)
    ]
    modules = 57
    box = sum(sides) / 4 / DPI * 25.4 * (modules + 8) / modules
    assert box == pytest.approx(39, rel=0.01)
    assert check_code(code.text).holds
    done = ipc2("verify", visit, scans[0])
    assert done.code == 0 and "the visit's file is the one that was signed" in done.out
    for scan in scans[1:]:
        done = ipc2("verify", scan)
        assert done.code == 2 and "no code was found" in done.err


def test_the_blank_form_is_two_pages(tmp_path, printed, ipc2):
    assert ipc2("form", "self-check", "-o", tmp_path / "form.xlsx").code == 0
    assert len(printed(tmp_path / "form.xlsx")) == 2


def test_the_lines_to_sign_stand_below_what_is_signed(tmp_path, printed):
    """Remarks that reach to the end of the second page: what was found goes over to the third with the lines."""
    (visit,) = read_visits(VISITS / "370899-0109.json").visits.values()
    remark = visit.next_entry("王@1234abcd", "2022-12-05T16:00:00+08:00", "remark", {"text": "好\n" * 10})
    (tmp_path / "sheet.xlsx").write_bytes(score_sheet(with_entry(visit, remark), None, ""))
    assert len(printed(tmp_path / "sheet.xlsx")) == 3
    last = ["pdftotext", "-f", "3", "-layout", tmp_path / "sheet.pdf", "-"]
    text = subprocess.run(last, check=True, capture_output=True, text=True).stdout
    assert [word for word in ("点评要点", "数据", "抽取", "验证", "验收组签字") if word in text] == [
        "数据", "抽取", "验证", "验收组签字",
    ]  # fmt: skip


def test_a_photo_that_is_none(tmp_path, ipc2):
    path = tmp_path / "p.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    done = ipc2("verify", path)
    assert done.code == 2 and "no picture" in done.err


def test_another_code_is_refused(tmp_path, ipc2):
    from ipc2_tui.qr import qr_png

    (tmp_path / "p.png").write_bytes(qr_png("HTTPS://EXAMPLE.ORG/"))
    done = ipc2("verify", tmp_path / "p.png")
    assert done.code == 2 and "no score sheet's" in done.err
