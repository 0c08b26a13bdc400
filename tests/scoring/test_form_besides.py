"""What a self-check form says besides its scores: boxes ticked, whose it is, of which day."""

import pytest
from test_form_cells import HEAD, RUBRIC, read, rows

from scoring.rubric_file import parse_rubric
from scoring.tables.form_cells import read_form

CHOICES = RUBRIC.by_id["2.1"].choices


@pytest.mark.parametrize(
    ("written", "ticked"),
    [
        ("□ {0}     □ {1}     □ {2}", ()),
        ("☑ {0}     □ {1}     √ {2}", (0, 2)),
        ("□√{0} □{1} □{2}", (0,)),
        ("√ {0}; {1}; {2}", (0,)),
        ("{0} √  {1} □  {2} √", (0, 2)),
        ("{0}（√）{1}（ ）{2}（ ）", (0,)),
        ("{0}  {1}  {2}", ()),
        ("■{1}", (1,)),
    ],
)
def test_boxes_ticked_before_or_behind_the_words(written, ticked):
    text = written.format(*CHOICES)
    row = ["", RUBRIC.by_id["2.1"].name, text, 1, 1, None]
    assert read(rows(i2_1=[row])).ticks == ({"2.1": tuple(CHOICES[at] for at in ticked)} if ticked else {})


def test_a_choice_with_full_width_signs_is_ticked_too():
    text = 'format = 1\nid = "x"\ntitle = "x"\n[[sections]]\nname = "甲"\npoints = 5\n[[sections.items]]\n'
    rubric = parse_rubric(text + 'name = "环境"\npoints = 5\nchoices = ["混合（网络）", "智慧"]\n', "x.toml")
    table = [["考核指标", "考核要求", "自查得分"], ["环境", "☑混合（网络） □智慧", 5]]
    assert read_form([("表", table)], rubric, "F.xlsx").ticks == {"1.1": ("混合（网络）",)}


@pytest.mark.parametrize(
    ("above", "school", "day"),
    [
        (["考核学校", "青禾小学", None, "时间", "2022-12-05"], "青禾小学", "2022-12-05"),
        (["考核学校：青禾小学", "", "时间：2022年12月5日"], "青禾小学", "2022年12月5日"),
        (["考核学校", "时间", None], "", ""),
        (["学校名称：______", "日期"], "", ""),
        (["某某区学校考核表"], "", ""),
    ],
)
def test_whose_form_it_is(above, school, day):
    found = read_form([("表", [above, HEAD, *rows()])], RUBRIC, "F.xlsx")
    assert (found.school, found.day) == (school, day)
