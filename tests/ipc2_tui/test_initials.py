"""The first letters of a name's pinyin."""

import pytest

from ipc2_tui.interface.initials import initials


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("备注", "bz"), ("撤销", "cx"), ("打分表", "dfb"), ("二维码", "ewm"), ("汇总", "hz"), ("导入", "dr"),
        ("啊座", "az"), ("A1 学情分析, 😀龘亍", "xqfx"), ("note", ""), ("", ""),
    ],
)  # fmt: skip
def test_each_common_character_has_its_letter(text, letters):
    assert initials(text) == letters
