import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import CODE, LI, RUBRIC, WANG, Records, laws, points, value_body

from scoring.entry import make_entry, visit_root
from scoring.visit import SCORE, fold


def test_a_fork_keeps_both_and_is_reported():
    records = Records()
    records.score(LI, "1.2", 4)
    entry = records.score(WANG, "1.1", 3)
    other = records.fork(entry, SCORE, value_body("1.1", 1))
    assert (entry.seq, entry.prev) == (other.seq, other.prev)
    visit = records.visit()
    assert visit.forks == (WANG,)
    assert visit.cell(SCORE, "1.1").values == points(1, 3)
    assert visit.cell(SCORE, "1.1").given == {WANG: points(1, 3)}
    assert entry in visit.entries
    assert other in visit.entries


def test_both_branches_of_a_fork_count_on_different_items():
    records = Records()
    entry = records.score(WANG, "1.1", 3)
    records.fork(entry, SCORE, value_body("1.2", 5))
    visit = records.visit()
    assert (visit.cell(SCORE, "1.1").value, visit.cell(SCORE, "1.2").value) == points(3, 5)
    assert visit.forks == (WANG,)


def test_the_next_entry_settles_a_fork_but_the_fork_stays_reported():
    records = Records()
    entry = records.score(WANG, "1.1", 3)
    records.fork(entry, SCORE, value_body("1.1", 1))
    visit = records.visit()
    last = visit.next_entry(WANG, "2022-12-05T10:00:00+08:00", SCORE, value_body("1.1", 2))
    assert (last.seq, last.prev) == (2, visit.heads[WANG].hash)
    visit = fold(CODE, RUBRIC, [*visit.entries, last])
    assert visit.cell(SCORE, "1.1").value == 2
    assert (visit.forks, visit.gaps, visit.problems) == ((WANG,), (), ())


def test_next_entry_makes_a_whole_chain():
    visit = Records().visit()
    for n, value in enumerate((1, 2, 3), 1):
        entry = visit.next_entry(LI, "2022-12-05T10:00:00+08:00", SCORE, value_body("1.1", value))
        assert entry.seq == n
        visit = fold(CODE, RUBRIC, [*visit.entries, entry])
    assert visit.entries[0].prev == visit_root(CODE, "small")
    assert [e.prev for e in visit.entries[1:]] == [e.hash for e in visit.entries[:-1]]
    assert (visit.forks, visit.gaps, visit.problems) == ((), (), ())


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_gap_is_reported(lost):
    records = Records()
    for value in (1, 2, 3, 2):
        records.score(WANG, "1.1", value)
    records.score(LI, "1.2", 4)
    del records.entries[lost]
    visit = records.visit()
    assert (visit.gaps, visit.forks, visit.problems) == ((WANG,), (), ())
    assert visit.cell(SCORE, "1.1").value == 2


@laws
@given(st.integers(1, 8), st.data())
def test_gaps_are_exactly_the_missing_ones(length, data):
    """Only the end of a chain can be lost without a trace."""
    records = Records()
    for n in range(length):
        records.score(WANG, "1.1", n % 4)
    kept = data.draw(st.sets(st.integers(0, length - 1)))
    visit = fold(CODE, RUBRIC, [records.entries[n] for n in kept])
    assert visit.gaps == (() if kept == set(range(len(kept))) else (WANG,))


@pytest.mark.parametrize(
    ("code", "rubric_id"), [("370812-0102", "small"), (CODE, "another-form")], ids=["school", "rubric"]
)
def test_an_entry_of_another_visit_is_a_problem(code, rubric_id):
    records = Records()
    records.score(LI, "1.2", 4)
    at = "2022-12-05T10:00:00+08:00"
    stranger = make_entry(WANG, 1, at, SCORE, value_body("1.1", 3), visit_root(code, rubric_id))
    visit = fold(CODE, RUBRIC, [*records.entries, stranger])
    assert visit.problems == ((stranger, "belongs to another visit"),)
    assert stranger in visit.entries


def test_an_entry_of_another_visit_never_counts():
    """`problems` are entries that cannot count, so neither may this one."""
    at = "2022-12-05T10:00:00+08:00"
    stranger = make_entry(WANG, 1, at, SCORE, value_body("1.1", 3), visit_root("370812-0102", "small"))
    assert fold(CODE, RUBRIC, [stranger]).cell(SCORE, "1.1").values == ()


def test_an_entry_that_follows_the_wrong_one_is_a_problem():
    records = Records()
    mine, hers = records.score(WANG, "1.1", 3), records.score(LI, "1.1", 3)
    at = "2022-12-05T10:00:00+08:00"
    after_hers = make_entry(WANG, 2, at, SCORE, value_body("1.2", 4), hers.hash)
    skipping = make_entry(WANG, 3, at, SCORE, value_body("1.2", 4), mine.hash)
    for wrong in (after_hers, skipping):
        visit = fold(CODE, RUBRIC, [mine, hers, wrong])
        assert visit.unlinked == ((wrong, "does not follow the entry that it names"),)
        assert visit.cell(SCORE, "1.2").values == ()
