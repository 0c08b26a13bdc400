"""A district's totals: ranking, the excellent under their quota, averages, Appendix 2, and what is still open."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import groupby, zip_longest
from sys import intern
from typing import NamedTuple

from scoring.attention import KINDS
from scoring.district_school import School, school_of
from scoring.measures import required_rate
from scoring.merge import bare_name, lookalikes, one_each
from scoring.one_form import form_of, main_form, other_form
from scoring.participants import Participants
from scoring.pooled import Pool, Sample, pooled
from scoring.problem import Problem
from scoring.rubric import EXCELLENT, UNDECIDED, Rubric
from scoring.visit import Visit
from scoring.wording import tr

EXCELLENT_SHARE = Decimal("0.30")


class Ranked(NamedTuple):
    """A school with its place, None while undecided, and its level, `excellent` where it is within the quota."""

    rank: int | None
    school: School
    level: str


class Ranking:
    """The schools in the order of their places, the undecided last; each is asked for only when it is looked at."""

    def __init__(self, schools: Sequence[School], order: list[int], places: list[int], levels: list[str]) -> None:
        """`order` are indices into `schools`; `places` are those of the decided, `levels` those of all, in `order`."""
        self._schools, self._order, self._places, self._levels = schools, order, places, levels

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[Ranked]:
        for index, place, level in zip_longest(self._order, self._places, self._levels):
            yield Ranked(place, self._schools[index], level)


class District(NamedTuple):
    """The whole district.

    `counts` are schools by level, every level of the rubric with them.  `excellent_limit` is the quota of `quota_of`
    schools: of those on the district's list, visited or not, else of those visited.  `tied_at_cut` are schools of one
    total that would together exceed it; `means` are each section's mean self-check (where the section is whole)
    and evaluation over the decided schools, to a hundredth; `participants` is Appendix 2 of all schools together,
    `without_roster` the codes of those that have none; `unvisited` are the codes and names of schools on the
    district's list that have no visit yet, `unlisted` the codes of visited schools that are not on it, each with those
    of unvisited ones that have its name there, `renamed` the codes, names there and names in the visit of those that
    are on it by another name: perhaps the code is another school's; `named_twice` the codes of schools that people
    name differently, with the names; `looks` has the codes of schools that somebody has to look at, by what there is
    (scoring.attention); `lookalikes` are pairs of codes whose schools' names are alike; `left_out` names the files
    that could not be read and the schools on another form, `set_aside` the entries that do not count.  `hopeful` counts
    the undecided that can still reach the best level.  `evidence` is what the verified teachers of all schools prove
    together, `worst` the same with every absent one counted as failing, where there are any.
    """

    rubric: Rubric
    rows: Ranking
    counts: dict[str, int]
    excellent_limit: int
    quota_of: int
    tied_at_cut: tuple[str, ...]
    means: tuple[tuple[Decimal | None, Decimal | None], ...]
    participants: Participants
    without_roster: tuple[str, ...]
    looks: Mapping[str, tuple[str, ...]]
    unvisited: tuple[tuple[str, str], ...] = ()
    unlisted: tuple[tuple[str, ...], ...] = ()
    renamed: tuple[tuple[str, str, str], ...] = ()
    named_twice: tuple[tuple[str, ...], ...] = ()
    lookalikes: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    hopeful: int = 0
    evidence: Pool | None = None
    worst: Pool | None = None

    @property
    def uncounted(self) -> list[str]:
        """What is in nobody's totals: first entries that somebody changed, in a school that looks whole."""
        return [*self.set_aside, *self.left_out]


def district(
    rubric: Rubric,
    schools: Sequence[School],
    listed: Mapping[str, str] | None = None,
    left_out: Iterable[str] = (),
    set_aside: Iterable[str] = (),
) -> District:
    """The ranking of schools in the order of their codes: by level, then total; the undecided last, by code.

    Schools of one level and total share a place.  A veto, and grades that are counted, decide the level, not the total.

    `schools` may be kept as they like: each is looked at once here, and once when the ranking is gone through.
    `listed` has the names of all schools of the district by code, where there is such a list; `left_out` names the
    files that could not be read, `set_aside` the entries that do not count.
    """
    named_twice = []
    looks: dict[str, list[str]] = {kind: [] for kind in KINDS}
    names: dict[str, str] = {}
    totals: list[Decimal] = []
    levels: list[str] = []
    sums = [(_Mean(), _Mean()) for _ in rubric.sections]
    heads: list[int] = [0] * len(Participants._fields)
    without = []
    samples: list[tuple[Sample, ...]] = []
    worst: list[tuple[Sample, ...]] = []
    shared: dict[Decimal, Decimal] = {}
    best, hopeful = rubric.levels[0].id if rubric.levels else "", 0
    for school in schools:
        if school.named:
            named_twice.append((school.code, *school.named))
        for kind in school.look:
            looks[kind].append(school.code)
        names[school.code] = school.name
        totals.append(shared.setdefault(school.evaluated, school.evaluated))
        levels.append(intern(school.level))
        hopeful += school.level == UNDECIDED and school.sure in ("", best)
        for (claims, scores), (claimed, scored) in zip(sums, school.sections, strict=True):
            if school.level != UNDECIDED:
                claims.add(claimed)
                scores.add(scored)
        if school.samples:
            samples.append(school.samples)
            worst.append(school.worst)
        if school.participants:
            heads = list(map(int.__add__, heads, school.participants))
        else:
            without.append(school.code)
    listed = listed or {}
    every = len(listed or totals)
    limit = int(Fraction(excellent_share(rubric)) * every)
    rows, tied = _ranked(rubric, schools, totals, levels, limit)
    all_levels = [EXCELLENT, *(level.id for level in rubric.levels), UNDECIDED]
    return District(
        rubric=rubric,
        rows=rows,
        counts={level: levels.count(level) for level in all_levels},
        excellent_limit=limit,
        quota_of=every,
        tied_at_cut=tuple(schools[n].code for n in tied),
        means=tuple((claims.value, scores.value) for claims, scores in sums),
        participants=Participants(*heads),
        without_roster=tuple(without),
        unvisited=tuple(sorted((code, name) for code, name in listed.items() if code not in names)),
        unlisted=_unlisted(names, listed),
        renamed=_renamed(names, listed),
        named_twice=tuple(named_twice),
        looks={kind: tuple(codes) for kind, codes in looks.items() if codes},
        lookalikes=tuple(_perhaps_one(names, listed)),
        left_out=tuple(left_out),
        set_aside=tuple(set_aside),
        hopeful=hopeful,
        evidence=pooled(required_rate(rubric), samples),
        worst=pooled(required_rate(rubric), worst if worst != samples else ()),
    )


def _ranked(
    rubric: Rubric, schools: Sequence[School], totals: list[Decimal], levels: list[str], limit: int
) -> tuple[Ranking, list[int]]:
    """The schools in order, and those tied at the quota; `levels` becomes excellent of those within its `limit`."""
    decided = [n for n, level in enumerate(levels) if level != UNDECIDED]
    by_level = {level.id: place for place, level in enumerate(rubric.levels)}
    merits = [(by_level.get(level, 0), -total) for level, total in zip(levels, totals, strict=True)]
    decided.sort(key=merits.__getitem__)
    order = decided + [n for n, level in enumerate(levels) if level == UNDECIDED]
    top = [n for n in decided if by_level.get(levels[n]) == 0]
    excellent, tied = _within([totals[n] for n in top], limit)
    for n in top[:excellent]:
        levels[n] = EXCELLENT
    ranking = Ranking(schools, order, _places([merits[n] for n in decided]), [levels[n] for n in order])
    return ranking, top[excellent : excellent + tied]


def excellent_share(rubric: Rubric) -> Decimal:
    """The greatest share of a district's schools that may be excellent."""
    return rubric.limits.get("excellent_schools", EXCELLENT_SHARE)


def district_of(
    visits: Iterable[Visit],
    listed: Mapping[str, str] | None = None,
    left_out: Iterable[str] = (),
    set_aside: Iterable[str] = (),
) -> District:
    """The district that visits in memory come to; those of one school count as one, with the entries of all.

    Those on another form than most are left out.  Raises Problem where there is none.
    """
    schools = one_each(visits)
    main = main_form(form_of(visit.rubric) for visit in schools)
    if main is None:
        raise Problem(tr("district"), tr("there is no visit to total"))
    counted, others = [], []
    for visit in schools:
        form = form_of(visit.rubric)
        if form == main:
            counted.append(visit)
        else:
            others.append(f"{visit.code} {other_form(form, main)}")
    return district(counted[0].rubric, list(map(school_of, counted)), listed, [*left_out, *others], set_aside)


def _perhaps_one(names: Mapping[str, str], listed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The lookalikes, but for those that the list has, each by its name: so many schools there are of it."""
    for pair in lookalikes(names):
        if any(bare_name(listed.get(code, "")) != bare_name(names[code]) for code in pair):
            yield pair


def _unlisted(names: Mapping[str, str], listed: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """The visited schools that are not on a list, each with the unvisited ones that have its name there."""
    unlisted = [code for code in names if code not in listed] if listed else []
    called: dict[str, list[str]] = {}
    for code, name in listed.items() if unlisted else ():
        if code not in names and (bare := bare_name(name)):
            called.setdefault(bare, []).append(code)
    return tuple((code, *called.get(bare_name(names[code]), ())) for code in unlisted)


def _renamed(names: Mapping[str, str], listed: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """The visited schools that have another name on the list, with both."""
    both = ((code, listed.get(code, ""), name) for code, name in names.items())
    return tuple(each for each in both if all(each) and bare_name(each[1]) != bare_name(each[2]))


def _places(best_first: list[tuple[int, Decimal]]) -> list[int]:
    """The place of each school by its level and total; equal ones share one."""
    places: list[int] = []
    for _, equal in groupby(best_first):
        places += [len(places) + 1] * len(list(equal))
    return places


def _within(best_first: list[Decimal], limit: int) -> tuple[int, int]:
    """How many are excellent within the limit, and how many after them are tied across the cut, which takes none."""
    if len(best_first) <= limit:
        return len(best_first), 0
    cut = best_first[limit]
    above = sum(total > cut for total in best_first)
    return above, best_first.count(cut) if above < limit else 0


class _Mean:
    """The mean of the values added, to a hundredth; None of none."""

    def __init__(self) -> None:
        self._sum, self._count = Decimal(0), 0

    def add(self, value: Decimal | None) -> None:
        if value is not None:
            self._sum += value
            self._count += 1

    @property
    def value(self) -> Decimal | None:
        return (self._sum / self._count).quantize(Decimal("0.01"), ROUND_HALF_UP) if self._count else None
