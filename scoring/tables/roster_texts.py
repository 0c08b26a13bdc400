"""What the texts in a roster's cells are: in plain forms, names, several abilities, rows that are no teacher's."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from scoring.roster import DONE, EXCELLENT, FAILED, NOT_DONE, PASSED
from scoring.tables.cells import text_of
from scoring.tables.form_texts import facts_in
from scoring.wording import tr, visible

GRADE_WORDS = {
    EXCELLENT: ("优秀", "优"),
    PASSED: ("合格", "√", "✓", "✔", "☑", "是", "通过", "达标"),
    FAILED: ("不合格", "×", "✗", "✘", "x", "否", "未通过", "不达标", "未合格"),
}
PRACTICE_WORDS = {DONE: ("完成", "已完成", "√", "✓", "✔", "☑", "是"), NOT_DONE: ("未完成", "×", "✗", "✘", "x", "否")}
TICKED = ("√", "✓", "✔", "☑", "1", "是", "选", "已选")
NOT_TICKED = ("×", "✗", "✘", "x", "☐", "□", "0", "否")
_FACTS = 4  # cells of a row with two facts, each beside its label
_LONGEST = 10**15  # from here on a number's last digits are lost
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[Ee]\+[0-9]{1,3}")
_LISTED = re.compile(r"(?:\([0-9]{1,2}\)|(?<![A-Za-z0-9.])[0-9]{1,2}[.、)])\s*(?=[A-Za-z\u4e00-\u9fff])")
_NOTHING = ("-", "--", "—", "——", "/", "无")
_EXAMPLE = ("示例", "例：", "例:", "（示例", "(示例", "【示例")
_TOTALS = re.compile(r"(合计|总计|小计|共计|平均|总人数|合格率)(人数|[分值数]$|[^\u4e00-\u9fff]|$)")
# Below a table.
_SIGNED = re.compile(r"(填表人?|制表人?|填报人?|审核人?|校长|负责人|联系人|联系电话|备注|说明|注)[^:()]{0,4}:")
# What stands in place of a name above a group, or below a table: no name has a colon, or counts anything.
_NO_NAME = re.compile(
    r".*:|.*(签字|签名|签章|盖章|公章)|\(?以下[空无]|\d{2,4}[年./-]\d|(以上|全校)?[共计总]+\d|.*\d[名人]|"
    r".*(年级|..组|学部)$"
)


def entry_of(cell: Any) -> str:
    """A cell as text; empty where it only says that there is nothing."""
    text = text_of(cell)
    return "" if text in _NOTHING else text


def cut_off(cell: Any, text: str) -> bool:
    """Whether an office program made a number of a long id, of which it keeps 15 digits and may show fewer."""
    is_number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    return (is_number and abs(cell) >= _LONGEST) or ("+" in text and _SCIENTIFIC.fullmatch(text) is not None)


def person(text: str) -> str:
    """A name without the blanks that Chinese names of two characters are spread out with."""
    return ("" if not text.isascii() else " ").join(text.split())


@lru_cache(maxsize=1000)  # a school's teachers choose from few
def parts(text: str) -> tuple[str, ...]:
    """The abilities in one cell, with marks between them, or only codes one after the other; numbered or not."""
    text = _LISTED.sub(" ", text).strip()
    if re.fullmatch(r"(?:[A-Za-z]\s*[0-9]{1,2}[\s+.。\\和]*){2,}", text):
        return tuple(re.findall(r"[A-Za-z]\s*[0-9]{1,2}", text))
    return tuple(part.strip() for part in re.split(r"[,;/\n、，；]+", text) if part.strip())


@lru_cache(maxsize=1000)
def coded(text: str) -> tuple[str, str]:
    """The code of an ability that a text begins with, and what is behind it; both empty where it begins with none."""
    found = re.match(r"([A-Za-z]) ?[-.]? ?0*([0-9]{1,2})(?![0-9])[\s.:、-]*(.*)", " ".join(text.split()))
    return (f"{found[1].upper()}{found[2]}", found[3]) if found else ("", "")


def is_example_or_total(leads: Iterable[str]) -> bool:
    """Whether a row with these texts in front shows how to fill in the form, or adds up."""
    return any(text.startswith(_EXAMPLE) or _TOTALS.match(person(text)) for text in leads)


def school_in(cells: Sequence[Any]) -> str:
    """The school that a row above the headings names; one of many cells is a heading in two rows."""
    return facts_in(cells).get("school", "") if sum(bool(text_of(cell)) for cell in cells) <= _FACTS else ""


def not_an_entry(leads: Sequence[str]) -> str:
    """Which of the texts in front of a row, the first in place of a name, makes it no teacher's; empty if none does.

    That is a line to sign or a remark below the table, a date, or a group's heading.
    """
    name = leads[0]
    return name if _NO_NAME.match(name) else next((text for text in leads if _SIGNED.match(text)), "")


def no_name(text: str) -> str:
    """What is expected of a teacher's name that this is not; empty where it can be one."""
    if re.search(r"[\u4e00-\u9fff)][、,;/][\u4e00-\u9fff]", text):
        return tr("one teacher's name; each teacher needs a row")
    return tr("a name of at most 100 printable characters") if len(text) > 100 or visible(text) != text else ""


def meant(text: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """The word of which a text is a spelling; empty for none."""
    spelled = "".join(text.split()).lower()
    return next((word for word, spellings in words.items() if spelled in spellings), "")


def one_of(words: Iterable[str]) -> str:
    """What is expected where one of some words must stand."""
    return tr("one of {allowed}").format(allowed=" ".join(words))
