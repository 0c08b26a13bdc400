"""Text in lines of a width, as Chinese is broken on paper."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.widgets.text import bar, fit, fit_name, wrap, wrap_between

TEXTS = st.text("校本研修 25《规范》，。（）A1-%\n", max_size=60)


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("按《考核规范》，对学校", 14, ["按《考核规", "范》，对学校"]),
        ("下发《规范》", 6, ["下发", "《规", "范》"]),
        ("不少于 25 学时", 9, ["不少于 25", "学时"]),
        ("至少 26 % 合格", 7, ["至少", "26 % 合", "格"]),
        ("已有记录, 失效", 8, ["已有记", "录, 失效"]),
        ("一二三四五", 6, ["一二三", "四五"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("", 10, [""]),
    ],
)
def test_where_lines_break(text, width, rows):
    assert wrap(text, width) == rows


@given(TEXTS, st.integers(4, 30))
def test_lines_fit_and_hold_all_of_the_text(text, width):
    rows = wrap(text, width)
    assert all(cell_len(row) <= width for row in rows)
    assert re.sub(r"\s", "", "".join(rows)) == re.sub(r"\s", "", text)


def test_what_belongs_together_is_broken_only_where_it_is_longer_than_a_line():
    assert wrap_between(["[x] 多媒体", "[ ] 混合", "[ ] 智慧"], 21) == ["[x] 多媒体   [ ] 混合", "[ ] 智慧"]
    assert wrap_between(["[x] 多媒体", "[ ] 混合学习"], 9) == ["[x] 多媒", "体", "[ ] 混合", "学习"]


@given(TEXTS, st.integers(0, 30))
def test_a_name_is_as_wide_as_its_column(text, width):
    assert cell_len(fit_name(text, width)) == width


def test_the_dots_of_a_cut_stand_at_its_text():
    assert fit("示范引领 学习反思", 13) == "示范引领 学.."
    assert fit("示范引领 学习反思", 14) == "示范引领 学.. "
    assert fit("示范引领 学习反思", 11) == "示范引领.. "
    assert fit("学习", 3) == ".. "
    assert fit("学习", 1) == "."
    assert fit("学习", 6) == "学习  "


def test_a_name_is_cut_in_the_middle():
    assert fit_name("兖州区东桥镇中心小学", 18) == "兖州区东..中心小学"
    assert fit_name("兖州区东桥镇中心幼儿园", 17) == "兖州区东..幼儿园 "
    assert fit_name("南塘实验学校", 10) == "南塘..学校"
    assert fit_name("东桥小学", 10) == "东桥小学  "


@pytest.mark.parametrize("share", [0, 0.5, 1])
def test_a_bar_is_as_wide_as_it_is_told_also_without_room(share):
    assert [sum(cell_len(text) for text, _ in bar(share, width, "")) for width in (0, 1, 8)] == [0, 1, 8]
