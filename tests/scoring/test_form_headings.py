"""What schools call the column of their scores, and whose form it is; and scores that may mean something else."""

from datetime import datetime

import pytest
from test_form_cells import HEAD, RUBRIC, problem_in, read, rows

from scoring.tables.form_texts import facts_in


@pytest.mark.parametrize(
    "heading",
    ["自评得分", "自评分数", "自查评分", "自查得分（分）", "自查得分(学校填)", "学校自评得分", "学校自评分", "学校自评",
     "自我评分", "自我评价得分", "自查分", "自 评\n得 分"],
)  # fmt: skip
def test_the_schools_column_by_another_name(heading):
    assert len(read(rows(), [*HEAD[:4], heading, HEAD[5]]).values) == 22


@pytest.mark.parametrize("heading", ["自查情况", "自评说明", "专家评分", "评估得分"])
def test_a_column_of_something_else_is_not_the_schools_scores(heading):
    found = read([[*row[:4], "按要求完成", row[4]] for row in rows()], [*HEAD[:4], heading, "自查得分"])
    assert (found.problems, len(found.values)) == ((), 22)


@pytest.mark.parametrize("heading", ["自查", "学校自查", "自评"])
def test_of_two_columns_the_one_that_says_score_has_them(heading):
    found = read([[*row[:4], "按要求完成", row[4]] for row in rows()], [*HEAD[:4], heading, "自查得分"])
    assert (found.problems, len(found.values)) == ((), 22)


def test_of_two_columns_of_scores_none_is_taken():
    found = read([[*row[:5], 0] for row in rows()], [*HEAD[:4], "自查得分（2021）", "自查得分（2022）"])
    assert [problem.where for problem in found.problems] == ["F.xlsx: 表!F3"]
    assert "a second column of self-check scores beside E" in found.problems[0].what


@pytest.mark.parametrize(
    ("item", "scores", "taken"),
    [("5.1", (2.5, 2.5), None), ("5.1", (4, 4), 4), ("5.1", (0, 0), 0), ("5.1", (3, 2), None),
     ("3.2", (1.5, 1.5, 1.5), None), ("3.2", (5, 5, 5), 5), ("3.2", (2, None, None), 2)],
)  # fmt: skip
def test_halves_of_one_score_are_not_taken_for_the_whole(item, scores, taken):
    parts = [["", part.name, part.criteria, 5, score, None]
             for part, score in zip(RUBRIC.by_id[item].parts, scores, strict=True)]  # fmt: skip
    found = read(rows(**{f"i{item.replace('.', '_')}": parts}))
    assert found.values[item] == taken if taken is not None else "leave one score for all" in found.problems[0].what


def test_a_score_that_the_office_program_took_for_a_day_is_named_as_that():
    problem = problem_in(rows({"3.1": datetime(2022, 3, 5)}))  # 3/5
    assert problem.where == "F.xlsx: 表!E12" and "shows a day or an hour: format it as a number" in problem.what


@pytest.mark.parametrize(
    ("cells", "facts"),
    [
        (["学校：青禾小学      填表人：王芳      填表日期：2022年12月5日"], ("青禾小学", "2022年12月5日")),
        (["考核学校（盖章）： 青禾小学　　时间： 2022年12月"], ("青禾小学", "2022年12月")),
        (["填报单位（公章）：", "青禾 小学", "填报时间：", datetime(2022, 12, 5)], ("青禾小学", "2022-12-05")),
        (["学校：", "填表人：王芳"], ("", "")),
        (["单位：________  日期：  年  月  日"], ("", "年月日")),
    ],
)
def test_labels_in_one_cell(cells, facts):
    found = facts_in(cells)
    assert (found.get("school", ""), found.get("day", "")) == facts
