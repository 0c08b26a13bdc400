"""A score sheet held against what would be printed now: its code, and every text on it."""

import re
from collections.abc import Iterable

from ipc2_tui.language import catalogue
from ipc2_tui.papers.findings import Finding
from ipc2_tui.workbooks.form_rows import as_blank
from ipc2_tui.workbooks.form_sheet import LETTERS, NAME, POINTS, places_of
from ipc2_tui.workbooks.pages import page_foot
from ipc2_tui.workbooks.score_sheet import TOP, Signed, score_sheet
from ipc2_tui.workbooks.sheet_picture import is_code
from ipc2_tui.workbooks.sheet_reader import Printed, sheet_in
from scoring.statement import readings
from scoring.visit import Visit, fold
from scoring.wording import brief, speaking, tr, visible

_MOST = 10
_REMARKS = "点评要点"
_ENTRIES = "D6"  # how many entries there were, of which signatures may have come since
_COUNTED = re.compile(r"(?<=记录  )\d+(?= 条$)")
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")


def check_picture(sheet: Printed) -> list[Finding]:
    """Whether the code to be scanned is the one on the hidden sheet."""
    if len(sheet.pictures) != 1:
        return [Finding(False, tr("there is not one code to be scanned on it, but {n}").format(n=len(sheet.pictures)))]
    if not is_code(sheet.pictures[0], sheet.said["signed"]):
        return [Finding(False, tr("the code to be scanned is another one"))]
    return [Finding(True, tr("the code to be scanned is the one that was signed"))]


def other_texts(sheet: Printed, visit: Visit) -> list[str]:
    """Where the sheet says something else than would be printed of the visit, in words; not more than a few."""
    code = sheet.said["signed"]
    with speaking(catalogue("zh")):
        made = score_sheet(visit, Signed(readings(code)[0].statement, code, sheet.said.get("key", "")), "")
    expected = sheet_in(made, "").texts
    found, expected = _uncounted(sheet.texts), _uncounted(expected)
    return _differing(
        found, expected, expected.keys() | found.keys(), tr("{place} says {found}, the visit's file {expected}")
    )


def changed_form(sheet: Printed) -> list[str]:
    """Where the form itself, its headings, items and points, is not what its rubric prints, in words; a few at most."""
    with speaking(catalogue("zh")):
        blank = sheet_in(score_sheet(fold(sheet.code, sheet.rubric, ()), None, ""), "").texts
    last = places_of(sheet.rubric, TOP).last
    places = {f"{column}{row}" for row in range(TOP, last + 2) for column in LETTERS[:POINTS]}
    places |= {f"A{row}" for row in range(1, TOP)} | {f"{column}{TOP}" for column in LETTERS}
    places -= {f"{LETTERS[NAME - 1]}{last + 1}"}  # the remarks
    found, expected = ({place: as_blank(texts.get(place, "")) for place in places} for texts in (sheet.texts, blank))
    if sheet.rubric.note:
        row = last + 2
        while sheet.texts.get(f"A{row}", "").startswith(_REMARKS):  # as many rows as they take
            row += 1
        found[f"A{row}"], expected[f"A{row}"] = sheet.texts.get(f"A{row}", ""), blank[f"A{last + 2}"]
    for label in (f"D{row}" for row in range(2, TOP - 2)):  # a word, and after a gap what it is of this school
        found[label], expected[label] = (texts.get(label, "").partition("  ")[0] for texts in (sheet.texts, blank))
    found[_ENTRIES], expected[_ENTRIES] = (_uncounted(texts).get(_ENTRIES, "") for texts in (sheet.texts, blank))
    header, footer = tr("the pages' header"), tr("the pages' footer")
    found |= {place: sheet.texts.get(place, "") for place in (header, footer)}
    expected |= {header: "", footer: f"{page_foot(sheet.code, visible(sheet.name), sheet.check_code)} &P / &N"}
    return _differing(found, expected, found.keys(), tr("{place} says {found}, the form {expected}"))


def _differing(found: dict[str, str], expected: dict[str, str], places: Iterable[str], what: str) -> list[str]:
    """The places where two sheets say different things, in words; not more than a few."""
    wrong = sorted(
        (place for place in places if _plain(expected.get(place, "")) != _plain(found.get(place, ""))),
        key=lambda place: (len(place), place),
    )
    said = [
        what.format(place=at, found=brief(found.get(at) or "-", 60), expected=brief(expected.get(at) or "-", 60))
        for at in wrong[:_MOST]
    ]
    return said + [tr("and {n} cells more").format(n=len(wrong) - _MOST)] * (len(wrong) > _MOST)


def _uncounted(texts: dict[str, str]) -> dict[str, str]:
    """The texts without how many entries there were."""
    return texts | {_ENTRIES: _COUNTED.sub("N", texts.get(_ENTRIES, ""))}


def _plain(text: str) -> str:
    """A text as it is compared: office programs write 5 as 5.0, and some signs and lines' ends in their own way."""
    signs = _CODED.sub(lambda code: chr(int(code[1], 16)), text)
    return "".join(signs.removesuffix(".0").split())
