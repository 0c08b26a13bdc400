"""A score sheet held against what would be printed now: its code, and every text on it."""

from io import BytesIO

from ipc2_tui.findings import Finding
from ipc2_tui.language import catalogue
from ipc2_tui.photo import code_in
from ipc2_tui.workbooks.score_sheet import Signed, score_sheet
from ipc2_tui.workbooks.sheet_reader import Printed, sheet_in
from scoring.problem import Problem
from scoring.statement import readings
from scoring.visit import Visit
from scoring.wording import brief, speaking, tr

_MOST = 10
_ENTRIES = "D6"  # how many entries there were, of which signatures may have come since


def check_picture(sheet: Printed) -> list[Finding]:
    """Whether the code to be scanned is the one on the hidden sheet."""
    if len(sheet.pictures) != 1:
        return [Finding(False, tr("there is not one code to be scanned on it, but {n}").format(n=len(sheet.pictures)))]
    try:
        code = code_in(BytesIO(sheet.pictures[0]), tr("the code on it"))
    except Problem as problem:
        return [Finding(None, tr("the code to be scanned was not compared: {why}").format(why=problem.what))]
    if code != sheet.said["signed"]:
        return [Finding(False, tr("the code to be scanned is another one"))]
    return [Finding(True, tr("the code to be scanned is the one that was signed"))]


def other_texts(sheet: Printed, visit: Visit) -> list[str]:
    """Where the sheet says something else than would be printed of the visit, in words; not more than a few."""
    code = sheet.said["signed"]
    with speaking(catalogue("zh")):
        made = score_sheet(visit, Signed(readings(code)[0].statement, code, sheet.said.get("key", "")), "")
    expected = sheet_in(made, "").texts
    places = sorted(
        (place for place in expected.keys() | sheet.texts.keys() if place != _ENTRIES
         and _plain(expected.get(place, "")) != _plain(sheet.texts.get(place, ""))),
        key=lambda place: (len(place), place),
    )  # fmt: skip
    what = tr("{place} says {found}, the visit's file {expected}")
    said = [
        what.format(
            place=place,
            found=brief(sheet.texts.get(place, "") or "-", 60),
            expected=brief(expected.get(place, "") or "-", 60),
        )
        for place in places[:_MOST]
    ]
    return said + [tr("and {n} cells more").format(n=len(places) - _MOST)] * (len(places) > _MOST)


def _plain(text: str) -> str:
    """A text as it is compared: office programs write 5 as 5.0 and lines' ends in their own way."""
    return "".join(text.removesuffix(".0").split())
