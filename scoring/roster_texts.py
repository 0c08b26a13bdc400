"""What the texts in a roster's cells are: in plain forms, names, several abilities, rows that are no teacher's."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from scoring.cells import value_of

_EXAMPLE = ("示例", "例：", "例:", "（示例", "(示例", "【示例")
_TOTALS = re.compile(r"(合计|总计|小计|共计|平均|总人数|合格率)(人数|[分值数]$|[^\u4e00-\u9fff]|$)")
# Below a table.
_SIGNED = re.compile(r"(填表人?|制表人?|填报人?|审核人?|校长|负责人|联系人|联系电话|备注|说明|注)[^:()]{0,4}:")
# What stands in place of a name above a group, or below a table: no name has a colon, or counts anything.
_NO_NAME = re.compile(
    r".*:|.*(签字|签名|签章|盖章|公章)|\(?以下[空无]|\d{2,4}[年./-]\d|(以上|全校)?[共计总]+\d|.*\d[名人]|"
    r".*(年级|..组|学部)$"
)


def text_of(cell: Any) -> str:
    """A cell as text: full-width forms plain, whole floats without their point, no space around it."""
    cell = value_of(cell)
    if cell is None:
        return ""
    if isinstance(cell, float):  # what a formula adds up has a long tail
        cell = int(cell) if cell.is_integer() else round(cell, 6)
    return unicodedata.normalize("NFKC", str(cell)).strip()


def person(text: str) -> str:
    """A name without the blanks that Chinese names of two characters are spread out with."""
    return ("" if not text.isascii() else " ").join(text.split())


def parts(text: str) -> list[str]:
    """The abilities in one cell, with marks between them, or only codes one after the other."""
    if re.fullmatch(r"(?:[A-Za-z]\s*[0-9]{1,2}\s*){2,}", text):
        return re.findall(r"[A-Za-z]\s*[0-9]{1,2}", text)
    return [part.strip() for part in re.split(r"[,;/\n、，；]+", text) if part.strip()]


def is_example_or_total(leads: Iterable[str]) -> bool:
    """Whether a row with these texts in front shows how to fill in the form, or adds up."""
    return any(text.startswith(_EXAMPLE) or _TOTALS.match(person(text)) for text in leads)


def signature(leads: Iterable[str]) -> str:
    """Which of the texts in front of a row is a line to sign or a remark below the table; empty if none."""
    return next((text for text in leads if _SIGNED.match(text)), "")


def is_no_name(name: str) -> bool:
    """Whether what stands in the column of names is a group's heading, a date, or a line to sign."""
    return _NO_NAME.match(name) is not None


def several(name: str) -> bool:
    """Whether it is more than one name, with a mark between."""
    return re.search(r"[\u4e00-\u9fff)][、,;/][\u4e00-\u9fff]", name) is not None
