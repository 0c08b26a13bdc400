from datetime import date
from decimal import Decimal

from scoring_samples import RUBRIC, SMALL, changed, in_last_item

from scoring.rubric import CountRule, Deadline, Deduction, Grade
from scoring.rubric_file import parse_rubric

FILE = "form.toml"


def test_the_small_form_is_read():
    assert (RUBRIC.id, RUBRIC.title, RUBRIC.total, RUBRIC.step) == ("small", "小型考核表", 20, Decimal("0.5"))
    assert RUBRIC.combine == "consensus"
    assert RUBRIC.columns == ("佐证材料", "扣分原因")
    assert RUBRIC.limits == {"online_hours": 25}
    assert RUBRIC.deadlines == (Deadline("工作总结", date(2022, 11, 25)),)
    assert [(level.id, level.min) for level in RUBRIC.levels] == [("qualified", 16), ("not_qualified", None)]
    assert [(s.id, s.points, s.weight) for s in RUBRIC.sections] == [("1", 8, 1), ("2", 12, 1), ("3", None, 1)]
    assert [item.id for item in RUBRIC.items] == ["1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "3.2"]
    assert RUBRIC.by_id["1.2"].choices == ("多媒体", "混合", "智慧")
    assert RUBRIC.by_id["2.1"].deductions == (Deduction("缺1次", Decimal(1)), Deduction("不全", Decimal("0.5")))
    assert RUBRIC.by_id["2.2"].grades[2] == Grade("中", Decimal("2.5"), Decimal("2.5"))
    assert RUBRIC.by_id["2.3"].grades[0] == Grade("好", Decimal("1.5"), Decimal(2))
    assert RUBRIC.by_id["3.2"].grades == (Grade("无"), Grade("有", veto=True))
    assert (RUBRIC.by_id["3.1"].bonus, RUBRIC.by_id["3.2"].bonus) == (True, False)
    assert (RUBRIC.section_of["2.3"], RUBRIC.section_of["3.1"]) == (1, 2)


def test_points_are_exact():
    rubric = parse_rubric(changed('name = "一般", from = 0, to = 1', 'name = "一般", from = 0.0, to = 0.5'), FILE)
    assert str(rubric.by_id["2.3"].grades[1].high) == "0.5"
    assert isinstance(rubric.step, Decimal)


def test_ids_of_ones_own():
    text = in_last_item('id = "veto-1"')
    assert parse_rubric(text, FILE).by_id["veto-1"].name == "弄虚作假"


def test_texts_are_trimmed_and_composed():
    text = changed('title = "小型考核表"', 'title = "  Cafe\\u0301\\n两行 "')
    assert parse_rubric(text, FILE).title == "Caf\u00e9\n两行"


def test_an_ideographic_space_is_no_control_character():
    """Official texts are full of U+3000."""
    text = changed('title = "小型考核表"', 'title = "小型\u3000考核表"')
    assert parse_rubric(text, FILE).title == "小型\u3000考核表"


def test_count_rules():
    text = changed("min = 16\n", 'counts = [{ grade = "有", at_most = 0 }, { grade = "无", at_least = 1 }]\n')
    assert parse_rubric(text, FILE).levels[0].counts == (CountRule("有", None, 0), CountRule("无", 1, None))


def test_what_may_be_left_out():
    text = changed("[limits]\nonline_hours = 25\n", "").replace("total = 20\n", "").replace("step = 0.5\n", "")
    rubric = parse_rubric(text, FILE)
    assert (rubric.limits, rubric.total, rubric.step) == ({}, None, Decimal("0.5"))


def test_windows_line_ends_change_nothing():
    assert parse_rubric(SMALL.replace("\n", "\r\n"), FILE).digest == RUBRIC.digest
