"""The totals at the sheet's head, on forms with weights and bonus items."""

from pathlib import Path

from ipc2_tui.files.rubrics import find_rubric
from ipc2_tui.workbooks.score_sheet import heading_total

RUBRICS = Path(__file__).parents[1] / "rubrics"


def test_weights_count():
    rubric = find_rubric(str(RUBRICS / "weights.toml"))
    section = rubric.sections[0]
    marked = [item.id for item in section.items]
    possible = section.weight * sum(item.points for item in section.items)
    assert section.weight != 1
    assert (
        heading_total(rubric, "12", marked) == f"12 / {possible.normalize():f}（{len(marked)}/{len(rubric.items)} 项）"
    )


def test_bonus_items_add_nothing_to_what_is_possible():
    rubrics = [find_rubric(str(path)) for path in sorted(RUBRICS.glob("*.toml"))]
    rubric = next(each for each in rubrics if any(item.bonus for item in each.items))
    bonus = next(item for item in rubric.items if item.bonus)
    other = next(item for item in rubric.items if item.points and not item.bonus)
    weight = next(section.weight for section in rubric.sections if other in section.items)
    assert heading_total(rubric, "3", [bonus.id, other.id]).startswith(
        f"3 / {(weight * other.points).normalize():f}（2/"
    )
