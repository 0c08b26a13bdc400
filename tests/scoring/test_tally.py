from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import CODE, PEOPLE, POINTS, RUBRIC, VALUES, WANG, Records, laws, scored, small, small_data

from scoring.rubric_file import parse_rubric
from scoring.tally import Sum, gap, tally
from scoring.visit import fold

# What an item without a score comes to at least: the lowest grade may carry points.
LEAST = dict.fromkeys(POINTS, 0) | {"2.2": 1}
SECTIONS = {"1": ["1.1", "1.2"], "2": ["2.1", "2.2", "2.3"], "3": ["3.1", "3.2"]}


def weighted():
    """The small form with its sections times 0.35, 0.2 and 2."""
    sections = small_data()["sections"]
    for section, weight in zip(sections, (0.35, 0.2, 2), strict=True):
        section["weight"] = weight
    levels = [{"id": "pass", "name": "合格", "min": 4}, {"id": "rest", "name": "不合格"}]
    return small(sections=sections, total=5.2, levels=levels)


WEIGHTED = weighted()
WEIGHTS = {
    RUBRIC: {"1": Decimal(1), "2": Decimal(1), "3": Decimal(1)},
    WEIGHTED: {"1": Decimal("0.35"), "2": Decimal("0.2"), "3": Decimal(2)},
}


@st.composite
def held(draw, several=2):
    """Some items with one value or, in conflict, several."""
    chosen = draw(st.sets(st.sampled_from(list(VALUES))))
    return {
        item: draw(st.lists(st.sampled_from(VALUES[item]), min_size=1, max_size=several, unique=True))
        for item in sorted(chosen)
    }


def points_of(values, pick, default):
    return {item: pick(values[item]) if item in values else default[item] for item in POINTS}


def weigh(weights, points):
    return sum(weights[item[0]] * value for item, value in points.items())


@laws
@given(held(3), st.sampled_from([RUBRIC, WEIGHTED]), st.sampled_from(["claim", "score"]))
def test_totals_stay_inside_what_was_possible(values, rubric, column):
    weights = WEIGHTS[rubric]
    tallied = tally(scored(rubric, values, column))
    total, other = tallied.evaluated, tallied.self_check
    if column == "claim":
        total, other = other, total
    bonus = 2 * weights["3"] if "3.1" in values else 0
    assert 0 <= total.low <= total.high <= total.possible + bonus
    assert total.possible == weigh(weights, {i: POINTS[i] for i in values if i in POINTS and i != "3.1"})
    assert (total.marked, total.items) == (len(values), 7)
    assert total.complete == (len(values) == 7)
    assert other == Sum(items=7)


@laws
@given(held(3), st.sampled_from([RUBRIC, WEIGHTED]))
def test_worst_and_best_frame_the_evaluation(values, rubric):
    """Nothing scored yet can only add: at the least what the lowest grades carry, at the most all open points."""
    weights = WEIGHTS[rubric]
    tallied = tally(scored(rubric, values))
    nothing = dict.fromkeys(POINTS, 0)
    assert tallied.evaluated.low == weigh(weights, points_of(values, min, nothing))
    assert tallied.evaluated.high == weigh(weights, points_of(values, max, nothing))
    assert tallied.worst == weigh(weights, points_of(values, min, LEAST))
    assert tallied.best == weigh(weights, points_of(values, max, POINTS))
    assert tallied.evaluated.low <= tallied.worst <= tallied.best
    assert tallied.evaluated.high <= tallied.best


@laws
@given(held(3), st.sampled_from([RUBRIC, WEIGHTED]))
def test_sections_add_up_to_the_total(values, rubric):
    tallied = tally(scored(rubric, values))
    assert [s.section.id for s in tallied.sections] == list(SECTIONS)
    for field in ("low", "high", "possible"):
        parts = [WEIGHTS[rubric][s.section.id] * getattr(s.evaluated, field) for s in tallied.sections]
        assert sum(parts) == getattr(tallied.evaluated, field)
    for s in tallied.sections:
        assert s.evaluated.marked == len(values.keys() & set(SECTIONS[s.section.id]))
        assert s.evaluated.items == len(SECTIONS[s.section.id])


@laws
@given(held(2), st.data())
def test_one_more_score_only_narrows(values, data):
    unscored = sorted(VALUES.keys() - values.keys())
    if not unscored:
        values.pop("1.1")
        unscored = ["1.1"]
    item = data.draw(st.sampled_from(unscored))
    before = tally(scored(RUBRIC, values))
    after = tally(scored(RUBRIC, values | {item: [data.draw(st.sampled_from(VALUES[item]))]}))
    assert before.worst <= after.worst <= after.best <= before.best
    assert before.evaluated.low <= after.evaluated.low
    if not before.undecided:
        assert (after.undecided, after.level) == (False, before.level)


@laws
@given(st.lists(held(2), min_size=2, max_size=2))
def test_claims_never_change_the_evaluation(both):
    records = Records()
    for column, values in zip(("score", "claim"), both, strict=True):
        for item, given_values in values.items():
            for by, value in zip(PEOPLE, given_values, strict=False):
                getattr(records, column)(by, item, value)
    together = tally(records.visit())
    alone = tally(scored(RUBRIC, both[0]))
    for field in ("evaluated", "level", "undecided", "best", "worst"):
        assert getattr(together, field) == getattr(alone, field)
    conflicts = {item for values in both for item, several in values.items() if len(several) > 1}
    assert together.conflicts == tuple(item for item in VALUES if item in conflicts)


def test_an_empty_visit():
    tallied = tally(fold(CODE, RUBRIC, ()))
    assert tallied.evaluated == tallied.self_check == Sum(items=7)
    assert (tallied.worst, tallied.best) == (1, 22)
    assert (tallied.level, tallied.undecided, tallied.conflicts) == (None, True, ())


def test_bonus_adds_points_but_is_not_possible():
    total = tally(scored(RUBRIC, {"1.1": 3, "3.1": 2})).evaluated
    assert (total.low, total.possible, total.marked) == (5, 3, 2)
    everything = {item: values[0] if item in ("2.2", "3.2") else values[-1] for item, values in VALUES.items()}
    total = tally(scored(RUBRIC, everything)).evaluated
    assert (total.low, total.possible) == (22, 20)


def test_an_item_with_a_grade_only_counts_as_marked():
    total = tally(scored(RUBRIC, {"3.2": "无"})).evaluated
    assert (total.low, total.possible, total.marked) == (0, 0, 1)


def test_halves_are_exact():
    """Ten tenths are one: in binary floats they are not, and 0.1 + 0.2 is above 0.3."""
    items = "".join(f'[[sections.items]]\nname = "{n}"\npoints = 0.3\nstep = 0.1\n' for n in range(10))
    levels = '[[levels]]\nid = "a"\nname = "A"\nmin = 1\n[[levels]]\nid = "b"\nname = "B"\n'
    text = f'format = 1\nid = "x"\ntitle = "x"\n{levels}[[sections]]\npoints = 3\n{items}'
    rubric = parse_rubric(text, "tenths.toml")
    tallied = tally(scored(rubric, {item.id: 0.1 for item in rubric.items}))
    assert (tallied.evaluated.low, tallied.level.id) == (1, "a")


def test_gap():
    records = Records()
    records.claim(WANG, "1.1", 3)
    records.score(WANG, "1.1", 1.5)
    records.claim(WANG, "1.2", 5)
    records.score(WANG, "2.1", 5)
    records.claim(WANG, "3.2", "无")
    records.score(WANG, "3.2", "无")
    records.claim(WANG, "2.3", 1)
    records.score(WANG, "2.3", 1)
    records.score(PEOPLE[1], "2.3", 2)
    visit = records.visit()
    gaps = {item.id: gap(visit, item) for item in RUBRIC.items}
    assert gaps == dict.fromkeys(VALUES, None) | {"1.1": Decimal("-1.5")}
