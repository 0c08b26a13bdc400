"""What stands on a filled-in form besides its scores: the boxes ticked, and whose form of which day it is."""

import re
from collections.abc import Iterable, Sequence

_TICKED = "☑☒√✓✔■✅"
_BOXES = _TICKED + "□☐○◯▢"
_SCHOOL = ("考核学校", "学校名称", "学校", "单位", "单位名称")
_DAY = ("时间", "日期", "考核时间", "考核日期")


def ticks_in(texts: Iterable[str], choices: Sequence[str]) -> tuple[str, ...]:
    """The choices with a tick beside them in any of the texts: before each, where a text begins with a box."""
    return tuple(choice for choice in choices if any(_is_ticked(text, choice) for text in texts))


def _is_ticked(text: str, choice: str) -> bool:
    """Whether a tick stands between this choice and its neighbours, on the side where this text has its boxes."""
    bare = "".join(text.split())
    before, found, after = bare.partition("".join(choice.split()))
    if not found:
        return False
    leading = re.match(f"[{_BOXES}]", bare) is not None
    signs = (
        re.search(rf"[{_BOXES}]+[^\w{_BOXES}]*$", before) if leading else re.match(rf"[^\w{_BOXES}]*[{_BOXES}]+", after)
    )
    return signs is not None and any(sign in _TICKED for sign in signs[0])


def facts_in(cells: Sequence[str]) -> dict[str, str]:
    """The school's name and the day in a row above the form's heading, under ``school`` and ``day``, where they stand.

    Either in a cell of their own beside their label, or behind it and a colon.  `cells` are texts in plain forms.
    """
    found: dict[str, str] = {}
    filled = [cell for cell in cells if cell]
    for at, cell in enumerate(filled):
        label, _, rest = cell.partition(":")
        for name, labels in (("school", _SCHOOL), ("day", _DAY)):
            if label in labels:
                beside = filled[at + 1] if at + 1 < len(filled) else ""
                text = rest or ("" if ":" in beside else beside)  # another label, this one's box is empty
                if text not in (*_SCHOOL, *_DAY):
                    found.setdefault(name, text.strip("_"))
    return {name: text for name, text in found.items() if text}
