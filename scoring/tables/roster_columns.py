"""Which column of a school's table is which."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from scoring.tables.cells import OF_OTHERS, Above, Before, text_of, value_of
from scoring.wording import tr

_NAMES = {
    "id": ("工号", "教师编号", "教工号", "职工号", "教师工号", "职工编号", "教工编号", "编号", "id"),
    "name": ("姓名", "教师姓名", "老师姓名", "教职工姓名", "参训教师", "参训教师姓名", "参训人员姓名", "学员姓名",
             "name"),
    "school": ("学校", "学校名称", "所在学校", "所属学校", "任教学校", "工作单位"),
    "subject": ("学科", "任教学科", "所教学科", "任课学科", "任教科目", "subject"),
    "stage": ("学段", "任教学段", "所教学段", "stage"),
    "online": ("课程学时", "线上", "online"),
    "offline": ("线下", "offline"),
    "assessment": ("校本应用考核", "校本应用考核结果", "应用考核", "考核结果", "校本应用考核等次", "校本应用考核等级",
                   "应用考核等次", "考核等次", "考核等级", "assessment"),
    "practice": ("校本实践活动", "校本实践活动完成情况", "校本实践活动完成", "校本实践活动情况", "校本实践完成情况",
                 "校本实践", "实践活动", "实践活动完成情况", "practice"),
    "resources": ("上报资源", "上报资源数", "上报资源数量", "上报资源件数", "资源上报数", "资源数", "资源数量",
                  "resources"),
}  # fmt: skip
_FIELDS = {spelling: field for field, spellings in _NAMES.items() for spelling in spellings}
_DONE = "完成|已修|实修|实际|学习|研修|培训"
_HOURS = {
    "online": re.compile(f"(?:线上|在线|网络|网上)(?:选学|课程|{_DONE})*(?:学时|时长)数?"),
    "offline": re.compile(f"(?:线下|校本)(?:校本|实践|应用|活动|{_DONE})*(?:学时|时长)数?"),
}
_KIND = "名称|编号|代码"  # of an ability: what a column says of it
_ABILITY = rf"(?:选学|所选|选择的?)?(?:微能力点?|能力点)(?:{_KIND})?([1-9一二三四五六七八九])?(?:{_KIND})?"
_RESULT = r"的?(?:考核|测评)?(?:等次|等级|成绩|结果)"
_BARE_RESULT = ("等次", "等级")  # right of an ability
_GRADE = r"(?:(?:选学|所选)?(?:微能力点?|能力点)([1-9一二三四五六七八九])?|([1-9一二三四五六七八九]))" + _RESULT
_PART = rf"名称|{_RESULT}"  # in the second row of a heading
WIDEST = 200  # columns in which a second heading is looked for
_NUMBERED = re.compile(f"{_PART}|{_GRADE}|{_ABILITY}")
_FIGURES = "一二三四五六七八九"
_MERGED = 3  # abilities of a teacher, under one heading

Field = str | int | tuple[str, int]  # as `Columns.place` is asked for it


class Columns(NamedTuple):
    """The places of the columns, from 0; abilities and their grades by number.

    `unknown` are the headings that mean nothing to us, by their place; `beside` is where a second
    table begins beside the first, with a heading for its names; `twice` are pairs of columns that claim to be the same.
    """

    single: dict[str, int]
    abilities: dict[int, int]
    grades: dict[int, int]
    unknown: dict[int, str]
    beside: int | None = None
    twice: tuple[tuple[int, int], ...] = ()

    def place(self, field: Field) -> int | None:
        """Where a field stands; abilities and grades are asked for as ``("ability", 1)``, ``("grade", 1)``.

        A column without a field of its own is asked for by its place.
        """
        if isinstance(field, int):
            return field
        if isinstance(field, str):
            return self.single.get(field)
        return (self.abilities if field[0] == "ability" else self.grades).get(field[1])

    def fields(self) -> dict[int, str | tuple[str, int]]:
        """Which field each column holds, as ``place`` is asked for it."""
        numbered = {at: ("ability", number) for number, at in self.abilities.items()}
        numbered |= {at: ("grade", number) for number, at in self.grades.items()}
        return {at: field for field, at in self.single.items()} | numbered


def find_columns(cells: Sequence[Any]) -> Columns | None:
    """The columns that a heading row names; None if it is none.  Of two columns of one name the first counts."""
    found = Columns({}, {}, {}, {})
    twice: list[tuple[int, int]] = []
    spelled: dict[str, str] = {}  # headings of abilities
    merged = False  # one heading without a number over several columns
    for at, cell in enumerate(cells):
        heading = _tidied(cell)
        if merged and not heading:
            found.abilities[len(found.abilities) + 1] = at
            continue
        merged = False
        if field := _field(heading):
            if field == "name" and field in found.single:
                found = found._replace(beside=at)
                break
            first = found.single.setdefault(field, at)
        elif match := re.fullmatch(_GRADE, heading):
            first = found.grades.setdefault(_figure(match[1] or match[2]), at)
        elif (match := re.fullmatch(_ABILITY, heading)) and spelled.setdefault(_bare(heading), heading) == heading:
            first = found.abilities.setdefault(_figure(match[1]) if match[1] else len(found.abilities) + 1, at)
            merged = not match[1] and len(found.abilities) == 1
        elif heading in _BARE_RESULT and at and at - 1 in found.abilities.values():
            number = next(number for number, place in found.abilities.items() if place == at - 1)
            first = found.grades.setdefault(number, at)
        elif heading:
            found.unknown[at] = str(value_of(cell)).strip()
            continue
        else:
            continue
        if first != at:
            twice.append((first, at))
    if merged:  # its other columns have no cell in the heading's row
        known = len(found.abilities)
        found.abilities.update({number + 1: len(cells) + number - known for number in range(known, _MERGED)})
    return found._replace(twice=tuple(twice)) if "name" in found.single else None


def heading_again(columns: Columns, heading: Sequence[Any], cells: Sequence[Any]) -> str | None:
    """What is wrong with a heading below the `heading` of `columns`; empty where it says the same, as on each page.

    None where the row is none.  One cell that says 姓名, above no names, is none: it may be a remark.
    """
    cells = cells[:WIDEST]
    # Most rows are told from a heading by a glance: there may be very many.
    seems = any("名" in cell if isinstance(cell, str) else isinstance(cell, OF_OTHERS) for cell in cells)
    other = find_columns(cells) if seems else None
    own = ((at, text) for at, cell in enumerate(cells) if not isinstance(cell, Above) and (text := _tidied(cell)))
    two_rows = tr("the heading has two rows: write one above each column, in one row, and no cells merged")
    if other is None:
        _, first = next(own, (0, ""))
        return two_rows if names_column(first) and all(names_column(text) for _, text in own) else None
    if len(other.fields()) == 1 and other.single["name"] != columns.single["name"]:
        return None
    if isinstance(cells[other.single["name"]], Above):
        halves = {at for at, top in enumerate(heading) if isinstance(top, Before) and names_column(tidy(text_of(top)))}
        return two_rows if any(names_column(text) or at in halves for at, text in own) else ""
    before, now = columns.fields(), other.fields()
    if all(before.get(at) == now.get(at) for at, _ in own):
        return ""
    return tr("a second table with other columns begins here: leave only the teachers' table, with one heading")


def misplaced(columns: Columns) -> Iterator[tuple[str, str]]:
    """The columns that cannot be read beside others, each by its letter with the reason."""
    if columns.beside is not None:
        yield letter(columns.beside), tr("a second column of names; put all teachers below each other")
    for first, second in columns.twice:
        what = tr("has the meaning of column {first} too: give one of the two another heading, or delete it")
        yield letter(second), what.format(first=letter(first))


def names_column(text: str) -> bool:
    """Whether a text names a column, or is the lower part of such a name."""
    return _field(text) not in (None, "school") or _NUMBERED.fullmatch(text) is not None


def numberless_result(own: str, heading: str) -> bool:
    """Whether `own`, in `heading` an ability's result without a number, is that of the ability to its left."""
    match = re.fullmatch(_GRADE, heading)
    return own in _BARE_RESULT and match is not None and not any(match.groups())


def _field(heading: str) -> str | None:
    """The field that a heading names, of those that are there once."""
    hours = (field for field, spelled in _HOURS.items() if spelled.fullmatch(heading))
    return _FIELDS.get(heading) or next(hours, None)


def _bare(heading: str) -> str:
    """An ability's heading without the word for its name: codes and names may have a column each."""
    return re.sub(_KIND, "", heading)


def _tidied(cell: Any) -> str:
    """A heading's cell as it is compared; empty where it is merged with the one before it."""
    return "" if isinstance(cell, Before) or value_of(cell) is None else tidy(str(value_of(cell)))


@lru_cache(maxsize=1000)  # few are compared with very many
def tidy(text: str) -> str:
    """A heading or name as it is compared: NFKC, lower case, without space, marks and remarks in brackets."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub(rf"\(\s*([1-9{_FIGURES}])\s*\)", r"\1", plain)
    # A remark ends at the next bracket of its kind, so that thousands without an end are not each sought for one.
    return re.sub(r"\([^()]*\)|\[[^\[\]]*\]|[\s*:.,、_-]", "", plain)


def letter(at: int) -> str:
    """A column's letters: A, B ... Z, AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _figure(text: str | None) -> int:
    """``1`` or ``一``; a single column is the first."""
    if not text:
        return 1
    return _FIGURES.index(text) + 1 if text in _FIGURES else int(text)
