"""A score sheet held against what would be printed now: its code, and every text on it."""

from collections.abc import Iterable
from io import BytesIO

from ipc2_tui.findings import Finding
from ipc2_tui.language import catalogue
from ipc2_tui.photo import code_in
from ipc2_tui.workbooks.form_rows import as_blank
from ipc2_tui.workbooks.form_sheet import LETTERS, NAME, POINTS, places_of
from ipc2_tui.workbooks.score_sheet import TOP, Signed, score_sheet
from ipc2_tui.workbooks.sheet_reader import Printed, sheet_in
from scoring.problem import Problem
from scoring.statement import readings
from scoring.visit import Visit, fold
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
    places = (expected.keys() | sheet.texts.keys()) - {_ENTRIES}
    return _differing(sheet.texts, expected, places, tr("{place} says {found}, the visit's file {expected}"))


def changed_form(sheet: Printed) -> list[str]:
    """Where the form itself, its headings, items and points, is not what its rubric prints, in words; a few at most."""
    with speaking(catalogue("zh")):
        blank = sheet_in(score_sheet(fold(sheet.code, sheet.rubric, ()), None, ""), "").texts
    last = places_of(sheet.rubric, TOP).last
    places = {f"{column}{row}" for row in range(TOP, last + 2) for column in LETTERS[:POINTS]}
    places |= {f"A{row}" for row in range(1, TOP)} | {f"{column}{TOP}" for column in LETTERS}
    places -= {f"{LETTERS[NAME - 1]}{last + 1}"}  # the remarks
    found, expected = ({place: as_blank(texts.get(place, "")) for place in places} for texts in (sheet.texts, blank))
    for label in (f"D{row}" for row in range(2, TOP - 2)):  # a word, and after a gap what it is of this school
        places.add(label)
        found[label], expected[label] = (texts.get(label, "").partition("  ")[0] for texts in (sheet.texts, blank))
    return _differing(found, expected, places, tr("{place} says {found}, the form {expected}"))


def _differing(found: dict[str, str], expected: dict[str, str], places: Iterable[str], what: str) -> list[str]:
    """The places where two sheets say different things, in words; not more than a few."""
    wrong = sorted(
        (place for place in places if _plain(expected.get(place, "")) != _plain(found.get(place, ""))),
        key=lambda place: (len(place), place),
    )
    said = [
        what.format(place=place, found=brief(ours or "-", 60), expected=brief(theirs or "-", 60))
        for place in wrong[:_MOST]
        for ours, theirs in [(found.get(place, ""), expected.get(place, ""))]
    ]
    return said + [tr("and {n} cells more").format(n=len(wrong) - _MOST)] * (len(wrong) > _MOST)


def _plain(text: str) -> str:
    """A text as it is compared: office programs write 5 as 5.0 and lines' ends in their own way."""
    return "".join(text.removesuffix(".0").split())
