"""The built-in form against the official text."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rich.cells import cell_len

from scoring.rubric import Rubric

ROOT = Path(__file__).parents[2]
TESTS = Path(__file__).parents[1]


def without_space(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def official() -> str:
    return (TESTS / "data" / "appendix-1.txt").read_text(encoding="utf-8")


def test_shape(yanzhou: Rubric) -> None:
    assert (yanzhou.id, yanzhou.combine) == ("yanzhou-2022", "consensus")
    assert (yanzhou.total, yanzhou.step) == (Decimal(100), Decimal("0.5"))
    assert yanzhou.authority == "兖教体发〔2022〕82号"
    assert [section.id for section in yanzhou.sections] == [str(n) for n in range(1, 9)]
    assert [section.points for section in yanzhou.sections] == [6, 6, 45, 25, 5, 5, 4, 4]
    assert [[item.points for item in section.items] for section in yanzhou.sections] == [
        [1, 1, 2, 2],
        [1, 1, 2, 2],
        [5, 5, 5, 20, 5, 5],
        [2, 1, 15, 7],
        [5],
        [5],
        [4],
        [4],
    ]
    assert len(yanzhou.items) == 22
    assert [item.id for item in yanzhou.sections[2].items] == [f"3.{n}" for n in range(1, 7)]


def test_one_box_may_have_several_rows(yanzhou: Rubric) -> None:
    parts = {item.id: [part.name for part in item.parts] for item in yanzhou.items if item.parts}
    assert parts == {
        "3.2": ["多媒体教学环境", "混合学习环境", "智慧学习环境"],
        "5.1": ["示范引领", "学习反思"],
    }
    assert [bool(part.limit) for part in yanzhou.by_id["3.2"].parts] == [True] * 3


def test_ticks(yanzhou: Rubric) -> None:
    ticks = {item.id: item.choices for item in yanzhou.items if item.choices}
    assert ticks == {
        "2.1": ("多媒体教学环境", "混合学习环境", "智慧学习环境"),
        "6.1": ("跨学科融合教学研究", "STEAM 教学", "项目式学习", "翻转课堂", "创客教育"),
    }


def test_every_box_says_what_is_asked(yanzhou: Rubric) -> None:
    for item in yanzhou.items:
        assert sum(map(bool, (item.criteria, item.parts, item.choices))) == 1, item.id


def official_texts(rubric: Rubric) -> list[str]:
    """Everything that claims to be the official text.  An item of several rows is called by the names of its rows."""
    texts = [rubric.title, rubric.note]
    for section in rubric.sections:
        texts.append(section.name)
        for item in section.items:
            texts += [part.name for part in item.parts] if item.id == "5.1" else [item.name]
            texts += [item.criteria, *item.choices]
            for part in item.parts:
                texts += [part.name, part.criteria, part.limit]
    return [text for text in texts if text]


def test_official_text_word_for_word(yanzhou: Rubric, official: str) -> None:
    source = without_space(official)
    for text in official_texts(yanzhou):
        assert without_space(text) in source, text


def test_official_spaces_are_kept(yanzhou: Rubric, official: str) -> None:
    """Only the source's line wraps are gone; a blank inside a line is the source's own."""
    source = official.replace("\n", "")
    for text in official_texts(yanzhou):
        assert text in source, text


def test_no_official_sentence_is_left_out(yanzhou: Rubric, official: str) -> None:
    """What remains of the form once our texts are taken out is its frame: headings, numbers, boxes."""
    rest = without_space(official)
    for text in sorted(map(without_space, official_texts(yanzhou)), key=len, reverse=True):
        rest = rest.replace(text, "")
    frame = "附件考核学校时间项目指标分值自查得评估点要验收组签字0123456789（）：:_\uf0a3"
    assert set(rest) <= set(frame)


def test_points_printed_beside_a_section(yanzhou: Rubric, official: str) -> None:
    source = without_space(official)
    for section in yanzhou.sections:
        assert f"{section.name}（{section.points}分）" in source


def test_name_of_the_shared_box(yanzhou: Rubric) -> None:
    item = yanzhou.by_id["5.1"]
    assert item.name == " ".join(part.name for part in item.parts)


def test_labels_fit_their_columns(yanzhou: Rubric) -> None:
    for section in yanzhou.sections:
        assert 0 < cell_len(section.short) <= 8, section.name
    for item in yanzhou.items:
        assert cell_len(item.label) <= 20, item.name
        assert bool(item.short) == (cell_len(item.name) > 20), item.name
    assert len({section.short for section in yanzhou.sections}) == len(yanzhou.sections)
    assert len({item.label for item in yanzhou.items}) == len(yanzhou.items)


def test_glosses_and_hints(yanzhou: Rubric) -> None:
    glosses = [section.name_en for section in yanzhou.sections] + [item.name_en for item in yanzhou.items]
    for gloss in glosses:
        assert gloss.isascii() and 0 < len(gloss) <= 40, gloss
    hints = [item.look_for for item in yanzhou.items]
    assert all(0 < len(hint) <= 60 for hint in hints)
    assert len(set(hints)) == len(hints)


def test_hints_are_not_official_wording(yanzhou: Rubric, official: str) -> None:
    """No eight characters in a row of a hint stand on the form."""
    source = without_space(official)
    for item in yanzhou.items:
        hint = item.look_for
        assert not [hint[n : n + 8] for n in range(len(hint) - 7) if hint[n : n + 8] in source], item.name


def test_limits_levels_and_deadlines(yanzhou: Rubric) -> None:
    assert yanzhou.limits == {
        "online_hours": 25,
        "offline_hours": 25,
        "pass_rate": Decimal("0.95"),
        "excellent_rate": Decimal("0.1"),
        "resource_rate": Decimal("0.1"),
        "multimedia_at_most": Decimal("0.5"),
        "blended_at_least": Decimal("0.3"),
        "smart_at_least": Decimal("0.2"),
        "abilities_at_least": 8,
        "abilities_at_most": 10,
        "abilities_each": 3,
        "teacher_sample": Decimal("0.05"),
        "school_sample": Decimal("0.1"),
        "excellent_schools": Decimal("0.3"),
    }
    assert [(level.id, level.min) for level in yanzhou.levels] == [("qualified", 80), ("not_qualified", None)]
    assert [(deadline.what, deadline.by) for deadline in yanzhou.deadlines] == [
        *((what, date(2022, 11, 25)) for what in ("《应用考核表》", "工作总结", "《情况汇总表》")), ("档案资料", None),
    ]  # fmt: skip
