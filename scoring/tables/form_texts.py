"""What stands on a filled-in form besides its scores: the boxes ticked, and whose form of which day it is."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from scoring.tables.cells import text_of, value_of

_TICKED = "☑☒√✓✔■✅"
_BOXES = _TICKED + "□☐○◯▢"
_SCHOOL = ("考核学校", "学校名称", "学校", "填报学校", "单位", "单位名称", "填报单位")
_DAY = ("时间", "日期", "考核时间", "考核日期", "填表时间", "填表日期", "填报时间", "填报日期")
_FIGURES = "(?:得分|分数?|评分|打分|赋分|成绩)"
_SELF = re.compile(f"(?:学校)?(?:自查|自评|自我评价|自我){_FIGURES}")
_PERHAPS_SELF = ("自查", "自评", "学校自查", "学校自评")
_LABELS = re.compile(r"(?<!\s)\s+(?=[^\s:]{2,10}:)")  # the blanks before a label and its colon
NAMES = ("考核指标", "考核项目")  # above the items' names, the likelier first
EVALUATION = "评估得分"
POINTS = ("分值", "满分", EVALUATION, "评分")


def self_check_columns(keys: Sequence[str]) -> list[int]:
    """Where the self-check's scores may stand below this heading; nowhere where the row is none of a form's."""
    if not any(key in NAMES or key in POINTS for key in keys):
        return []
    bare = [re.sub(r"\([^()]*\)", "", key) for key in keys]
    surely = [at for at, key in enumerate(bare) if _SELF.fullmatch(key)]
    return surely or [at for at, key in enumerate(bare) if key in _PERHAPS_SELF]


def is_form_heading(cells: Iterable[Any]) -> bool:
    """Whether a row is the heading of a self-check."""
    return bool(self_check_columns(["".join(_plain(cell).split()) for cell in cells]))


def ticks_in(texts: Iterable[str], choices: Sequence[str]) -> tuple[str, ...]:
    """The choices with a tick beside them in any of the texts: before each, where a text begins with a box."""
    return tuple(choice for choice in choices if any(_is_ticked(text, choice) for text in texts))


def _is_ticked(text: str, choice: str) -> bool:
    """Whether a tick stands between this choice and its neighbours, on the side where this text has its boxes."""
    bare = "".join(text.split())
    before, found, after = bare.partition("".join(text_of(choice).split()))
    if not found:
        return False
    leading = re.match(f"[{_BOXES}]", bare) is not None
    signs = (
        re.search(rf"[{_BOXES}]+[^\w{_BOXES}]*$", before) if leading else re.match(rf"[^\w{_BOXES}]*[{_BOXES}]+", after)
    )
    return signs is not None and any(sign in _TICKED for sign in signs[0])


def facts_in(cells: Iterable[Any]) -> dict[str, str]:
    """The school's name and the day in a row above the form's heading, under ``school`` and ``day``, where they stand.

    Either in a cell of their own beside their label, or behind it and a colon; one cell may have several labels.
    """
    found: dict[str, str] = {}
    filled = [text for cell in cells for piece in _LABELS.split(_plain(cell)) if (text := "".join(piece.split()))]
    for at, cell in enumerate(filled):
        label, _, rest = cell.partition(":")
        label = re.sub(r"\([^()]*\)", "", label)
        for name, labels in (("school", _SCHOOL), ("day", _DAY)):
            if label in labels:
                beside = filled[at + 1] if at + 1 < len(filled) else ""
                text = rest or ("" if ":" in beside else beside)  # another label, this one's box is empty
                if text not in (*_SCHOOL, *_DAY):
                    found.setdefault(name, text.strip("_"))
    return {name: text for name, text in found.items() if text}


def _plain(cell: Any) -> str:
    """A cell's text in plain forms; of a moment the day."""
    value = value_of(cell)
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else text_of(value)
