"""A visit's draws: sealed, made, chained, replaced, and derived again."""

import pytest
from scoring_samples import CODE, RUBRIC
from teacher_samples import AT, LI, NONCE, TEACHERS, WORDS, Ceremony

from scoring.draw import drawn_ids
from scoring.draw_entries import draw_body
from scoring.draw_words import absences, draw_facts
from scoring.draws import draws_of
from scoring.entry import make_entry
from scoring.merge import withheld
from scoring.problem import Problem
from scoring.roster import Teacher, roster_body, roster_of
from scoring.strata import strata_of
from scoring.visit import fold


@pytest.fixture
def made():
    ceremony = Ceremony()
    ceremony.seal()
    ceremony.draw()
    return ceremony


def test_a_sealed_draw_is_right(made):
    (draw,) = made.state.draws
    assert (draw.no, draw.sealed, draw.valid, draw.problems, draw.roster_changed) == (1, True, True, (), False)
    assert len(draw.drawn) == len(set(draw.standing)) == 3
    assert set(draw.abilities.values()) <= {"A1", "B2", "C3"}
    assert (made.state.open_seal, made.state.abandoned, made.state.missing, made.state.next_no) == (None, 0, (), 2)


def test_the_open_seal_waits_and_fixes_the_count():
    ceremony = Ceremony()
    seal = ceremony.seal(count=4)
    assert ceremony.state.open_seal == seal
    with pytest.raises(Problem, match="fixed 4"):
        ceremony.draw(count=3)
    with pytest.raises(Problem, match="fixed 4"):
        ceremony.draw(by="subject")
    ceremony.draw(count=4)
    assert len(ceremony.state.draws[0].drawn) == 4


def test_another_nonce_does_not_open_the_seal():
    ceremony = Ceremony()
    ceremony.seal()
    with pytest.raises(Problem, match="does not belong"):
        ceremony.draw(nonce=bytes(16))


def test_an_unsealed_draw_is_marked():
    ceremony = Ceremony()
    ceremony.draw(nonce=b"", count=2)
    (draw,) = ceremony.state.draws
    assert (draw.sealed, draw.valid) == (False, True)


def test_a_seal_that_was_never_drawn_from_is_counted(made):
    made.seal(nonce=bytes(16))
    made.seal()
    assert made.state.abandoned == 1
    made.draw()
    assert [draw.no for draw in made.state.draws] == [1, 3]
    assert all(draw.valid for draw in made.state.draws)
    (seal,) = (entry for entry in made.visit.entries if entry.kind == "seal" and entry.body["no"] == 3)
    assert seal.body["before"] == made.state.draws[0].entry.hash


def test_a_seal_whose_number_another_laptop_drew_under_waits_no_longer():
    alone, ceremony = Ceremony(), Ceremony()
    alone.draw(nonce=b"", count=3)
    (other,) = (entry.body for entry in alone.visit.entries if entry.kind == "draw")
    ceremony.seal()
    ceremony.add("draw", other, by=LI)
    assert (ceremony.state.open_seal, ceremony.state.abandoned, ceremony.state.next_no) == (None, 1, 2)


def test_an_unsealed_draw_names_the_one_before_it_by_itself(made):
    made.draw(nonce=b"", count=2)
    first, second = made.state.draws
    assert (first.field("before"), second.field("before")) == (None, first.entry.hash)
    assert second.valid and not second.sealed


def test_a_missing_number_is_reported(made):
    made.seal()
    made.draw()
    kept = [entry for entry in made.visit.entries if (entry.body or {}).get("no") != 1]
    assert draws_of(fold(CODE, RUBRIC, kept)).missing == (1,)


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        ("draw", {"drawn": ["T01", "T02", "T03"]}, "not those that its key gives"),
        ("draw", {"words": "6 6 6 6 6 6 6 6 6 6"}, "not what its words give"),
        ("draw", {"nonce": "00" * 16}, "does not open with this nonce"),
        ("draw", {"key": "0" * 64}, "not what its words give"),
        ("draw", {"population": 19}, "counts other teachers"),
        ("draw", {"count": 4}, "of another draw"),
        ("draw", {"no": 2}, "of another draw"),
        ("seal", {"seal": "0" * 64}, "does not open with this nonce"),
        ("seal", {"date": "2022-12-06"}, "does not open with this nonce"),
        ("seal", {"before": "0" * 64}, "does not name the draw before"),
        ("draw", {"before": "0" * 64}, "does not name the draw before"),
    ],
)
def test_what_was_changed_by_hand_is_found(made, kind, fields, why):
    (draw,) = made.edited(kind, **fields).draws
    assert draw.valid is False
    assert any(why in problem for problem in draw.problems), draw.problems


def test_a_roster_changed_afterwards_leaves_the_draw_valid(made):
    made.roster([*TEACHERS, Teacher("T99", "新教师")], at="2022-12-05T11:00:00+08:00")
    (draw,) = made.state.draws
    assert (draw.valid, draw.roster_changed) == (True, True)


def test_a_roster_changed_before_the_words_needs_another_seal():
    ceremony = Ceremony()
    ceremony.seal()
    ceremony.roster(TEACHERS[:10], at="2022-12-05T11:00:00+08:00")
    with pytest.raises(Problem, match="changed since the seal"):
        ceremony.draw()


def test_without_its_roster_nothing_can_be_said(made):
    (draw,) = draws_of(withheld(made.visit, ("roster",))).draws
    assert (draw.valid, draw.roster, len(draw.standing)) == (None, None, 3)


def test_stand_ins_come_in_the_drawn_order(made):
    (draw,) = made.state.draws
    _, others = drawn_ids(draw.field("key"), strata_of(draw.roster, ""), 3)
    first, second = draw.standing[0], draw.standing[1]
    made.stand_in(second)
    made.stand_in(first)
    made.stand_in(others[0])
    (draw,) = made.state.draws
    assert draw.valid
    assert draw.standing == (others[1], others[2], draw.drawn[2])
    assert [each.absent for each in draw.stand_ins] == [second, first, others[0]]


def test_who_was_drawn_is_named_though_the_stand_in_was_absent_too(made):
    (draw,) = made.state.draws
    _, (first, second, *_) = drawn_ids(draw.field("key"), strata_of(draw.roster, ""), 3)
    made.stand_in(draw.drawn[0], "外出", "教导处")
    made.stand_in(first, "病假", "年级组")
    (draw,) = made.state.draws
    absent, stood_in = (draw.teacher(each).name for each in (draw.drawn[0], first))
    assert "proportional" not in "".join(draw_facts(draw))
    told = [f"for {stood_in}: 病假 (年级组)", f"for {absent}: 外出 (教导处)"]
    assert [absences(draw, each) for each in draw.standing] == [told, [], []]
    assert draw_facts(draw)[2].startswith("  1. ") and draw_facts(draw)[2].endswith("  " + "; ".join(told))
    assert second == draw.standing[0]


def test_two_who_stand_in_for_each_other_in_a_file_made_by_hand_are_told_once():
    ceremony = Ceremony()
    ceremony.seal()
    ceremony.draw()
    first = ceremony.state.draws[0].drawn[0]
    for absent, teacher in ((first, "T98"), ("T98", first)):
        ceremony.add("stand_in", {"no": 1, "for": absent, "id": teacher, "reason": "x", "said_by": "y"})
    (draw,) = draws_of(withheld(ceremony.visit, ("roster",))).draws
    assert all(len(absences(draw, each)) <= 2 for each in draw.standing)


@pytest.mark.parametrize("reason", [f"病假 {n}" for n in range(6)])
def test_a_stand_in_for_a_stand_in_counts_where_the_roster_is_withheld_too(made, reason):
    """The tickets give the order, not the entries' hashes, of which the second may be the lower."""
    first, second, *_ = drawn_ids(made.state.draws[0].field("key"), strata_of(roster_of(made.visit), ""), 3)[1]
    made.stand_in(made.state.draws[0].drawn[0], reason, "教导处")
    made.stand_in(first, "病假", "年级组")
    (draw,) = draws_of(withheld(made.visit, ("roster",))).draws
    assert (draw.problems, draw.standing) == ((), made.state.draws[0].standing)
    assert draw.standing[0] == second


def test_one_stand_in_that_two_people_wrote_down_counts_once(made):
    made.stand_in(made.state.draws[0].drawn[0])
    (entry,) = (entry for entry in made.visit.entries if entry.kind == "stand_in")
    made.add("stand_in", {**entry.body, "reason": "病假"}, by=LI)
    (draw,) = made.state.draws
    assert (draw.valid, len(draw.stand_ins)) == (True, 1)
    (draw,) = draws_of(withheld(made.visit, ("roster",))).draws
    assert (draw.problems, len(draw.stand_ins)) == ((), 1)


def test_a_stand_in_out_of_turn_is_found(made):
    (draw,) = made.state.draws
    _, others = drawn_ids(draw.field("key"), strata_of(draw.roster, ""), 3)
    body = {"no": 1, "for": draw.drawn[0], "id": others[4], "reason": "x", "said_by": "y"}
    made.add("stand_in", body)
    (draw,) = made.state.draws
    assert draw.valid is False and "out of turn" in draw.problems[0]


@pytest.mark.parametrize(("absent", "reason", "said_by"), [("T99", "x", "y"), (None, "", "y"), (None, "x", " ")])
def test_stand_ins_that_cannot_be(made, absent, reason, said_by):
    with pytest.raises(Problem):
        made.stand_in(absent or made.state.draws[0].drawn[0], reason, said_by)


@pytest.mark.parametrize("by", ["environment", "subject"])
def test_a_proportional_draw(by):
    ceremony = Ceremony()
    ceremony.seal(count=4, by=by)
    ceremony.draw()
    (draw,) = ceremony.state.draws
    assert (draw.valid, draw.by) == (True, by)
    assert draw_facts(draw)[0].endswith(f", proportional by {by}")
    (odd,) = ceremony.edited("draw", strata={"by": "height", "sizes": {"tall": 20}}).draws
    assert "proportional" not in draw_facts(odd)[0]
    strata = strata_of(draw.roster, by)
    absent = draw.standing[0]
    ceremony.stand_in(absent)
    (draw,) = ceremony.state.draws
    assert draw.valid and strata[draw.standing[0]] == strata[absent]


def test_an_ability_without_a_code_is_of_no_environment():
    nameless = Teacher("T21", "教师21", abilities=("",)), Teacher("T22", "教师22", abilities=("", "C3", "B2"))
    ceremony = Ceremony([*TEACHERS, *nameless])
    ceremony.draw(nonce=b"", count=4, by="environment")
    (draw,) = ceremony.state.draws
    assert draw.valid and [strata_of(draw.roster, draw.by)[each.id] for each in nameless] == ["-", "B"]


def test_no_roster_no_draw():
    with pytest.raises(Problem, match="no roster"):
        draw_body(Ceremony(teachers=()).visit, WORDS, NONCE, count=1)


def test_rosters_and_draws_in_a_wrong_place_count_for_nothing(made):
    """Somebody puts entries under another's name behind an entry that is not theirs."""
    before = made.visit
    (drawn,) = (entry for entry in before.entries if entry.kind == "draw")
    newer = AT.replace("T10", "T11")
    forged = [
        make_entry(LI, 9, newer, "roster", roster_body(TEACHERS[:4], "00" * 16), drawn.hash),
        make_entry(LI, 9, newer, "draw", {**drawn.body, "no": 2}, drawn.hash),
        make_entry(LI, 9, newer, "stand_in", {"no": 1, "for": drawn.body["drawn"][0], "id": "T99", "reason": "外出",
                                              "said_by": "教导处", "salt": "00"}, drawn.hash),
    ]  # fmt: skip
    visit = fold(CODE, RUBRIC, [*before.entries, *forged])
    assert {entry for entry, _ in visit.unlinked} == set(forged)
    assert draws_of(visit) == draws_of(before)
    assert roster_of(visit) == roster_of(before)


def test_the_rows_of_a_roster_are_a_set(made):
    """Another program may write them in another order; the digest is over the sorted ones all the same."""
    body = roster_body(TEACHERS, "00" * 16)
    shuffled = Ceremony(teachers=())
    shuffled.add("roster", {**body, "teachers": body["teachers"][::-1]})
    shuffled.seal()
    shuffled.draw()
    (draw,), (same,) = shuffled.state.draws, made.state.draws
    assert (draw.valid, draw.roster_digest, draw.drawn) == (True, same.roster_digest, same.drawn)
