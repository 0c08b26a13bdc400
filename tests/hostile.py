"""Names and texts that mean harm, and a visit that has one in every place where people may write."""

from decimal import Decimal

from ipc2_tui.files.layout import dump_json
from ipc2_tui.files.rubrics import DEFAULT, built_in
from ipc2_tui.files.visit_file import file_json
from scoring.draw_entries import draw_body, seal_body, stand_in_body
from scoring.draws import find_draw
from scoring.mark import Mark, mark_body
from scoring.roster import Teacher, roster_body
from scoring.ruling import ruling_body
from scoring.verification import FAILED, PASSED, Card, verify_body
from scoring.visit import CLAIM, SCORE, Visit, fold
from scoring.wording import visible

CODE = "370812-0101"
AT = "2022-12-05T09:30:00+08:00"
TEXTS = {
    "colour": "[red]x[/]",
    "brackets": "[A] Kim",
    "closing bracket": "[/]",
    "open bracket": "[/ [bold",
    "clear": "a\x1b[2Jb",
    "clipboard": "\x1b]52;c;aGk=\x07",
    "C1": "\x9b31mred\x9d0;t\x9c",
    "right to left": "\u202egnp.exe\u202c",
    "isolate": "\u2066a\u2069\u2067b",
    "marks": "\u200ea\u200fb\u061c",
    "zero width": "a\u200bb\u200c\u200d\u2060\ufeff",
    "filler": "\u3164\u115f\u1160\uffa0",
    "variation": "a\ufe0fb\ufe00\U000e0100",
    "tag": "a\U000e0041\U000e007f",
    "lines": "a\nb\r\nc\u2028d\x0be\x85f",
    "tab": "\t=1",
    "return": "\r=1+1",
    "formula": '=HYPERLINK("http://x","y")',
    "plus": "+1",
    "minus": "-1",
    "at": "@x",
    "command": "=cmd|' /C calc'!A0",
    "error": "#N/A",
    "escaped": "_x003D_1_x000A_",
    "markup": "<b>&amp;</b>]]>",
    "page codes": "&P&\"Arial\"&8",
    "up": "../../x",
    "drive": "C:\\x",
    "device": "NUL",
    "format": "{0}{x}%s%(y)d",
    "long": "长" * 100,
    "long and hidden": "\u200b" * 100,
    "combining": "e" + "\u0301" * 45,
    "nothing": "\x00\x7f",
}  # fmt: skip


def bad_characters(text: str) -> list[str]:
    """What a terminal would obey or not show; line ends are the layout's."""
    return [char for char in text if char != "\n" and visible(char) != char]


def hostile_visit(text: str, code: str = CODE, conflict: bool = True, by: str = "") -> Visit:
    """A visit with `text` in every field: the school, people, notes, roster, draw, stand-in, cards, remark, ruling.

    `by` is the first of its two people, where their name is to be no harmful one.
    """
    people = (by or f"{text.replace('@', 'a')[:100]}@0a1b2c3d", f"x{text.replace('@', 'a')[:99]}@11111111")
    visit = fold(code, built_in(DEFAULT), ())

    def record(by: str, kind: str, body: dict) -> None:
        nonlocal visit
        visit = fold(code, visit.rubric, [*visit.entries, visit.next_entry(by, AT, kind, body)])

    record(people[0], "open", {"name": text, "date": "2022-12-05", "stage": text, "town": text, "teachers": 4,
                               "team": [text, text]})  # fmt: skip
    for item in visit.rubric.items:
        ticks = (text, *item.choices[:1])
        record(people[1], CLAIM, mark_body(item.id, Mark(item.points, text, ticks)))
        record(people[0], SCORE, mark_body(item.id, Mark(item.points, text, ticks, {}, {text: text})))
    for item_id, settled in (("1.1", not conflict), ("1.2", True)):
        record(people[1], SCORE, mark_body(item_id, Mark(Decimal("0.5"), text)))
        if settled:
            item = visit.rubric.by_id[item_id]
            record(people[0], "ruling", ruling_body(visit, SCORE, item, Decimal(1), text))
    teachers = [Teacher(f"{n}{text}", text, text, text, (text, "A1"), (text, "合格")) for n in range(4)]
    record(people[0], "roster", roster_body(teachers, "00"))
    record(people[0], "seal", seal_body(visit, 2, "subject", bytes(16)))
    record(people[0], "draw", draw_body(visit, text, bytes(16)))
    draw = find_draw(visit)
    record(people[0], "stand_in", stand_in_body(draw, draw.drawn[0], text, text, "00"))
    draw = find_draw(visit)
    for by, outcome in ((people[0], PASSED), (people[1], FAILED)):
        card = Card(PASSED, PASSED, PASSED, PASSED, outcome, text, text)
        record(by, "verify", verify_body(draw, draw.standing[0], card, "00"))
        record(by, "remark", {"text": text})
        record(by, "hand_in", {"what": visit.rubric.deadlines[0].what, "on": "2022-12-01"})
    return visit


def file_bytes(*visits: Visit) -> bytes:
    """The visits' file."""
    return dump_json(file_json(*visits))
