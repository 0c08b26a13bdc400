"""The draw's bytes: published vectors, laws, and fairness with a control that fails."""

import hashlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import laws

from scoring.draw import (
    ability_for,
    allot,
    drawn_ids,
    key_of,
    ranking,
    read_rate,
    sample_size,
    seal_code,
    seal_of,
    ticket,
)
from scoring.problem import Problem
from scoring.roster import Teacher, roster_digest, roster_rows

NAMES = ["王伟", "李娜", "张强", "刘洋", "陈静", "杨帆", "赵磊", "黄敏", "周杰", "吴霞", "徐明", "孙丽"]
TEACHERS = [Teacher(f"T{number:02d}", name) for number, name in enumerate(NAMES, 1)]
IDS = [teacher.id for teacher in TEACHERS]
ROSTER = "4319ba44fdc83b50a1134f58bf06f1dc5b7ca2a207362fbdcada2b4b12d3142e"
CONTEXT = {"code": "370812-0101", "count": 2, "date": "2022-12-05", "no": 1, "roster": ROSTER, "rubric": "yanzhou-2022"}
NONCE, WORDS = bytes(range(16)), "3 1 6 2 5 4 6 1 1 3"
KEY = "86f02ab8b71bff20e492c5ce108f0fdc09bc4edbeac5e02f6585b120374c8df4"


def test_the_roster_of_the_vectors():
    assert roster_digest(roster_rows(reversed(TEACHERS))) == ROSTER


def test_the_seal_and_the_key_of_the_vectors():
    seal = seal_of(CONTEXT, NONCE)
    assert seal == "b8cf0cd0ddaf0f42f3641e8b62eca3600b871b620be24a9f3657d6493d3eef41"
    assert seal_code(seal) == "XDHQZ-UG5V4"
    assert key_of(CONTEXT, NONCE, WORDS) == KEY


def test_the_order_of_the_vectors():
    assert ranking(KEY, IDS) == ["T06", "T04", "T03", "T02", "T12", "T01", "T07", "T08", "T05", "T11", "T09", "T10"]
    unsealed = key_of(CONTEXT, b"", WORDS)
    assert unsealed == "09193f360cc1b251ac3a4082f98c36da6ace0b2e6e78a25e266db945f34c1043"
    assert ranking(unsealed, IDS)[:3] == ["T03", "T08", "T02"]


def test_a_ticket_is_the_hash_of_plain_text():
    assert ticket(KEY, "T01") == hashlib.sha256(f"ipc2-ticket-v1:{KEY}:T01".encode()).hexdigest()
    assert ranking(KEY, IDS) == sorted(IDS, key=lambda each: ticket(KEY, each))


def test_the_ability_is_one_of_the_teachers_own():
    chosen = ("B2", "A1", "C7")
    number = int(hashlib.sha256(f"ipc2-ability-v1:{KEY}:T01".encode()).hexdigest(), 16)
    assert ability_for(KEY, "T01", chosen) == ["A1", "B2", "C7"][number % 3]
    assert ability_for(KEY, "T01", ()) == ""


@pytest.mark.parametrize(
    ("sizes", "count", "allotted"),
    [((40, 35, 12), 5, (2, 2, 1)), ((58, 1, 1), 3, (3, 0, 0)), ((1, 1, 1), 2, (1, 1, 0)), ((3, 5), 4, (1, 3))],
)
def test_allotments(sizes, count, allotted):
    names = "ABC"[: len(sizes)]
    assert tuple(allot(dict(zip(names, sizes, strict=True)), count).values()) == allotted


@laws
@given(st.dictionaries(st.text("ABCDE", min_size=1, max_size=2), st.integers(1, 50), min_size=1), st.data())
def test_an_allotment_adds_up_and_never_exceeds_a_stratum(sizes, data):
    count = data.draw(st.integers(1, sum(sizes.values())))
    allotted = allot(sizes, count)
    assert sum(allotted.values()) == count
    assert all(abs(allotted[name] - Fraction(count * size, sum(sizes.values()))) < 1 for name, size in sizes.items())
    assert all(0 <= allotted[name] <= sizes[name] for name in sizes)


@laws
@given(st.text("0123456789abcdef", min_size=64, max_size=64), st.randoms(use_true_random=False))
def test_neither_order_nor_company_moves_anybody(key, random):
    shuffled = random.sample(IDS, len(IDS))
    assert ranking(key, shuffled) == ranking(key, IDS)
    assert [each for each in ranking(key, [*IDS, "T99"]) if each != "T99"] == ranking(key, IDS)


@laws
@given(st.text("0123456789abcdef", min_size=64, max_size=64), st.integers(1, 12))
def test_strata_only_choose_within_themselves(key, count):
    strata = {each: "AB"[place % 3 == 0] for place, each in enumerate(IDS)}
    drawn, others = drawn_ids(key, strata, count)
    assert sorted(drawn + others) == IDS
    for name in "AB":
        mine = [each for each in ranking(key, IDS) if strata[each] == name]
        taken = [each for each in drawn if strata[each] == name]
        assert taken == mine[: len(taken)]


def chi_square(draw):
    """Of 6,000 draws of 3 of 60, against every teacher drawn alike; without replacement, so scaled by 59/57."""
    counts = [0] * 60
    for number in range(6000):
        for place in draw(f"{number:064x}"):
            counts[place] += 1
    expected = 6000 * 3 / 60
    return sum((count - expected) ** 2 for count in counts) / expected * 59 / 57


def test_the_draw_is_fair_and_the_check_finds_one_that_is_not():
    """The 99.99 % limit of chi-square with 59 degrees is about 107; bytes modulo 60 are the biased control."""
    places = [str(place) for place in range(60)]
    assert chi_square(lambda key: [int(each) for each in ranking(key, places)[:3]]) < 107

    def biased(key):
        chosen = dict.fromkeys(byte % 60 for byte in hashlib.sha256(key.encode()).digest())
        return list(chosen)[:3]

    assert chi_square(biased) > 200


@pytest.mark.parametrize(("rate", "size"), [("5%", 3), ("0.05", 3), ("５％", 3), ("100%", 60), ("0.1%", 1), ("1", 60)])
def test_sample_sizes(rate, size):
    assert sample_size(60, read_rate(rate)) == size


def test_of_a_form_that_asks_for_nobody_or_for_more_than_all_somebody_is_drawn():
    assert (sample_size(60, Fraction(0)), sample_size(60, Fraction(5))) == (1, 60)


@pytest.mark.parametrize("rate", ["0", "0%", "101%", "-5%", "1.5", "x", "", "1/0"])
def test_rates_that_cannot_be(rate):
    with pytest.raises(Problem):
        read_rate(rate)


@pytest.mark.parametrize(("population", "count"), [(0, 1), (5, 6), (5, 0), (5, -1)])
def test_counts_that_cannot_be(population, count):
    with pytest.raises(Problem):
        sample_size(population, count=count)
