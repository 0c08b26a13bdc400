"""The first letters of a Chinese text's pinyin, by which it is found while the input method is off."""

from bisect import bisect_right

# GB 2312 has its common characters in the order of their pinyin, from 啊 to 座: the first one of each letter.
_FIRST = {char.encode("gb2312"): letter for char, letter in zip("啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝",
                                                                 "abcdefghjklmnopqrstwxyz", strict=True)}  # fmt: skip
_STARTS, _LETTERS, _LAST = list(_FIRST), list(_FIRST.values()), "座".encode("gb2312")


def initials(text: str) -> str:
    """A letter for each common Chinese character in `text`; nothing for any other."""
    codes = (char.encode("gb2312", "ignore") for char in text)
    return "".join(_LETTERS[bisect_right(_STARTS, code) - 1] for code in codes if _STARTS[0] <= code <= _LAST)
