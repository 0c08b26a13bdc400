from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import LI, RUBRIC, VALUES, WANG, Records, laws, scored, small

from scoring.feedback import FEW, feedback
from scoring.rubric_file import parse_rubric
from scoring.tally import tally


def ids(items):
    return [item.id for item in items]


def ten_items():
    items = "".join(f'[[sections.items]]\nname = "{n}"\npoints = {n}\n' for n in range(1, 11))
    return parse_rubric(f'format = 1\nid = "x"\ntitle = "x"\n[[sections]]\npoints = 55\n{items}', "ten.toml")


def test_nothing_scored():
    found = feedback(Records().visit())
    assert (found.strengths, found.weak, found.overrated) == ((), (), ())
    assert ids(found.open_items) == list(VALUES)


def test_strengths_have_full_points_the_weightiest_first():
    found = feedback(scored(RUBRIC, {"1.1": 3, "1.2": 5, "2.1": 4.5, "2.3": 2, "3.2": "无"}))
    assert ids(found.strengths) == ["1.2", "1.1", "2.3"]


def test_weak_items_lost_the_most_first():
    found = feedback(scored(RUBRIC, {"1.1": 0, "1.2": 4.5, "2.1": 1, "2.2": 5, "2.3": 1}))
    assert ids(found.weak) == ["2.1", "1.1", "2.3", "1.2"]
    assert ids(found.strengths) == ["2.2"]


def test_a_bonus_that_is_not_reached_loses_nothing():
    found = feedback(scored(RUBRIC, {"1.1": 2, "3.1": 0}))
    assert ids(found.weak) == ["1.1"]


def test_overrated_is_claimed_above_the_evaluation():
    records = Records()
    for item, claimed, given_points in (("1.1", 3, 1), ("1.2", 4, 4), ("2.1", 5, 2), ("2.2", 1, 5), ("2.3", 2, 1.5)):
        records.claim(LI, item, claimed)
        records.score(WANG, item, given_points)
    assert ids(feedback(records.visit()).overrated) == ["2.1", "1.1", "2.3"]


def test_only_settled_items_are_spoken_of():
    records = Records()
    records.claim(LI, "1.1", 3)
    records.claim(LI, "1.2", 5)
    records.score(WANG, "1.2", 0)
    records.score(LI, "1.2", 5)
    records.score(WANG, "2.1", 5)
    records.score(WANG, "2.1", None)
    found = feedback(records.visit())
    assert (found.strengths, found.weak, found.overrated) == ((), (), ())


def test_a_disputed_claim_is_not_overrated():
    records = Records()
    records.claim(LI, "1.1", 3)
    records.claim(WANG, "1.1", 2)
    records.score(WANG, "1.1", 1)
    assert ids(feedback(records.visit()).overrated) == []


def test_few_of_each():
    rubric = ten_items()
    full = feedback(scored(rubric, {item.id: item.points for item in rubric.items}))
    assert ids(full.strengths) == ["1.10", "1.9", "1.8", "1.7", "1.6"]
    assert full.weak == ()
    records = Records(rubric)
    for item in rubric.items:
        records.claim(LI, item.id, item.points)
        records.score(WANG, item.id, 0)
    empty = feedback(records.visit())
    assert ids(empty.weak) == ids(empty.overrated) == ["1.10", "1.9", "1.8", "1.7", "1.6"]
    assert len(empty.weak) == FEW


def test_the_forms_order_where_nothing_is_weightier():
    found = feedback(scored(RUBRIC, {"2.1": 5, "1.2": 5, "2.2": 5}))
    assert ids(found.strengths) == ["1.2", "2.1", "2.2"]


def test_open_items_are_unscored_or_in_conflict():
    found = feedback(scored(RUBRIC, {"1.1": 3, "1.2": [4, 5], "2.1": 5, "2.2": 5, "3.2": ["无", "有"]}))
    assert ids(found.open_items) == ["1.2", "2.3", "3.1", "3.2"]


# --- what the level hangs on ------------------------------------------------------------------------------------------


def test_decisive_items():
    """13 of 16 without 1.1 and the bonus: 1.1 alone can lift it, the bonus of 2 cannot."""
    found = feedback(scored(RUBRIC, {"1.2": 1, "2.1": 5, "2.2": 5, "2.3": 2, "3.2": "无"}))
    assert ids(found.open_items) == ["1.1", "3.1"]
    assert ids(found.decisive) == ["1.1"]


def test_an_open_veto_is_decisive():
    found = feedback(scored(RUBRIC, {"1.1": 3, "1.2": 5, "2.1": 5, "2.2": 5}))
    assert ids(found.open_items) == ["2.3", "3.1", "3.2"]
    assert ids(found.decisive) == ["3.2"]


def test_a_conflict_can_be_decisive():
    rest = {"1.1": 2, "2.1": 5, "2.2": 5, "2.3": 0, "3.1": 0, "3.2": "无"}
    assert ids(feedback(scored(RUBRIC, rest | {"1.2": [3.5, 4]})).decisive) == ["1.2"]
    assert ids(feedback(scored(RUBRIC, rest | {"1.2": [3, 3.5]})).decisive) == []


def test_a_decided_level_hangs_on_nothing():
    lost = feedback(scored(RUBRIC, {"3.2": "有"}))
    assert lost.decisive == ()
    assert len(lost.open_items) == 6
    assert feedback(scored(small(levels=[]), {})).decisive == ()


LIMIT = 16
OPEN = {"1.1": (0, 3), "2.3": (0, 2), "3.1": (0, 2)}


@laws
@given(
    st.sampled_from([Decimal(n) / 2 for n in range(11)]),
    st.sampled_from([Decimal(n) / 2 for n in range(11)]),
    st.sets(st.sampled_from(list(OPEN)), min_size=1),
)
def test_decisive_against_every_completion(choice, patrol, unscored):
    """Decisive is what moves the level while all other open items are at their worst, or all at their best."""
    fixed = {"1.2": choice, "2.1": patrol, "2.2": 4, "3.2": "无"} | dict.fromkeys(OPEN.keys() - unscored, 1)
    visit = scored(RUBRIC, fixed)
    total = choice + patrol + 4 + len(OPEN.keys() - unscored)
    expected = []
    for item in sorted(unscored):
        for end in (0, 1):
            others = total + sum(OPEN[other][end] for other in unscored - {item})
            if len({others + own >= LIMIT for own in OPEN[item]}) > 1:
                expected.append(item)
                break
    found = feedback(visit)
    assert ids(found.open_items) == sorted(unscored)
    assert ids(found.decisive) == expected
    sums = {total + sum(own) >= LIMIT for own in product(*(OPEN[item] for item in unscored))}
    assert tally(visit).undecided == (len(sums) > 1)
