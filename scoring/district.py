"""A district's totals: ranking, the excellent under their quota, averages, Appendix 2, and what is still open."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from scoring.hand_ins import HandIn, hand_ins
from scoring.participants import Participants, participants
from scoring.problem import Problem
from scoring.result import level_id, values_json
from scoring.roster import roster_of
from scoring.rubric import Rubric
from scoring.signatures import is_stale
from scoring.tally import Sum, tally
from scoring.verdict import level_label
from scoring.visit import CLAIM, SCORE, Visit, fold
from scoring.wording import tr

EXCELLENT, UNDECIDED = "excellent", "undecided"
EXCELLENT_SHARE = Decimal("0.30")


class School(NamedTuple):
    """What a district needs of one visit.

    `self_check` and `evaluated` are totals, the low end of a range; `sections` are such pairs, None where nothing is
    scored; `items` are the settled scores (None: unscored, a list: in conflict); `open` says why it is undecided;
    `stale` that something was recorded after it was signed.
    """

    code: str
    name: str
    town: str
    stage: str
    self_check: Decimal | None
    evaluated: Decimal
    high: Decimal
    scored: int
    level: str
    open: str
    sections: tuple[tuple[Decimal | None, Decimal | None], ...]
    items: tuple[object, ...]
    conflicts: tuple[tuple[str, str], ...]
    participants: Participants | None
    hand_ins: tuple[HandIn, ...]
    stale: bool


class Ranked(NamedTuple):
    """A school with its place, None while undecided, and its level, `excellent` where it is within the quota."""

    rank: int | None
    school: School
    level: str


class District(NamedTuple):
    """The whole district.

    `tied_at_cut` are schools of one total that would together exceed the quota; `unvisited` are the codes and names of
    schools on the district's list that have no visit yet.
    """

    rubric: Rubric
    rows: tuple[Ranked, ...]
    excellent_limit: int
    tied_at_cut: tuple[str, ...]
    unvisited: tuple[tuple[str, str], ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Schools by level; every level of the rubric is there, with 0."""
        names = [EXCELLENT, *(level.id for level in self.rubric.levels), UNDECIDED]
        return {name: sum(row.level == name for row in self.rows) for name in names}


def school_of(visit: Visit) -> School:
    """The part of a visit that a district's totals are made of."""
    tallied, roster = tally(visit), roster_of(visit)
    done, claimed = tallied.evaluated, tallied.self_check
    level = level_id(tallied) or ""
    return School(
        code=visit.code,
        name=visit.school.name,
        town=visit.school.town,
        stage=visit.school.stage,
        self_check=_points(claimed),
        evaluated=done.low,
        high=done.high,
        scored=done.marked,
        level=level if done.complete and not tallied.conflicts else UNDECIDED,
        open=_open(done.items - done.marked, len(tallied.conflicts)),
        sections=tuple((_points(each.self_check), _points(each.evaluated)) for each in tallied.sections),
        items=tuple(values_json(visit.cell(SCORE, item.id).values) for item in visit.rubric.items),
        conflicts=tuple((item_id, _said(visit, item_id)) for item_id in tallied.conflicts),
        participants=participants(roster, visit.rubric.limits) if roster else None,
        hand_ins=hand_ins(visit),
        stale=is_stale(visit),
    )


def district(rubric: Rubric, schools: Iterable[School], listed: Mapping[str, str] | None = None) -> District:
    """The ranking: by total, ties sharing a place; undecided schools last, by code.

    `listed` has the names of all schools of the district by code, where there is such a list.
    """
    rows = list(schools)
    decided = sorted((s for s in rows if s.level != UNDECIDED), key=lambda s: (-s.evaluated, s.code))
    limit = int(Fraction(rubric.limits.get("excellent_schools", EXCELLENT_SHARE)) * len(rows))
    top = [s for s in decided if rubric.levels and s.level == rubric.levels[0].id]
    excellent, tied = _within(top, limit)
    ranked = [
        Ranked(place, s, EXCELLENT if s.code in excellent else s.level)
        for place, equals in _places(decided)
        for s in equals
    ]
    ranked += [Ranked(None, s, UNDECIDED) for s in sorted(rows, key=lambda s: s.code) if s.level == UNDECIDED]
    visited = {school.code for school in rows}
    unvisited = sorted((code, name) for code, name in (listed or {}).items() if code not in visited)
    return District(rubric, tuple(ranked), limit, tied, tuple(unvisited))


def one_rubric(rubric: Rubric | None, own: Rubric, code: str) -> Rubric:
    """The rubric of all visits so far and of school `code`'s.  Raises Problem: points of two forms do not compare."""
    if rubric is not None and (rubric.id, rubric.digest) != (own.id, own.digest):
        what = tr(
            "is on the rubric {one}, those before it on {other}, or on another version of it; give them separately"
        )
        raise Problem(code, what.format(one=own.id, other=rubric.id))
    return own


def district_of(visits: Iterable[Visit], listed: Mapping[str, str] | None = None) -> District:
    """The district that visits in memory come to; those of one school count as one, with the entries of all.

    Raises Problem where they are on several rubrics.
    """
    rubric: Rubric | None = None
    by_code: dict[str, list[Visit]] = {}
    for visit in visits:
        rubric = one_rubric(rubric, visit.rubric, visit.code)
        by_code.setdefault(visit.code, []).append(visit)
    if rubric is None:
        raise Problem(tr("district"), tr("there is no visit to total"))
    return district(rubric, (school_of(_together(each)) for each in by_code.values()), listed)


def level_word(rubric: Rubric, level: str) -> str:
    """A level's name as people read it, the district's own included."""
    words = {EXCELLENT: tr("excellent"), UNDECIDED: tr("undecided"), "": "-"}
    named = {each.id: level_label(each) for each in rubric.levels}
    return words.get(level) or named[level]


def means(found: District) -> list[tuple[Decimal | None, Decimal | None]]:
    """The mean of every section over the schools that have it: self-check and evaluation, to a hundredth."""
    return [
        (_mean(row.school.sections[place][0] for row in found.rows),
         _mean(row.school.sections[place][1] for row in found.rows if row.rank is not None))
        for place in range(len(found.rubric.sections))
    ]  # fmt: skip


def total_participants(found: District) -> tuple[Participants, tuple[str, ...]]:
    """Appendix 2 of all schools together, and the codes of those that have no roster."""
    rows = [row.school.participants for row in found.rows if row.school.participants]
    total = Participants(*(sum(column) for column in zip(*rows, strict=True))) if rows else Participants(*[0] * 6)
    return total, tuple(sorted(row.school.code for row in found.rows if not row.school.participants))


def missing_hand_ins(found: District) -> dict[str, list[str]]:
    """The codes of the schools from which something is missing, by what it is, in the rubric's order."""
    missing: dict[str, list[str]] = {}
    for row in sorted(found.rows, key=lambda row: row.school.code):
        for each in row.school.hand_ins:
            codes = missing.setdefault(each.what, [])
            if each.on is None:
                codes.append(row.school.code)
    return {what: codes for what, codes in missing.items() if codes}


def _places(best_first: list[School]) -> Iterator[tuple[int, list[School]]]:
    """The schools of each total with the place that they share."""
    place = 1
    for _, group in groupby(best_first, key=lambda s: s.evaluated):
        tied = list(group)
        yield place, tied
        place += len(tied)


def _within(top: list[School], limit: int) -> tuple[set[str], tuple[str, ...]]:
    """Who is excellent, best first within the limit; a tie across the cut takes none of the tied."""
    if len(top) <= limit:
        return {s.code for s in top}, ()
    cut = top[limit].evaluated
    tied = [s.code for s in top if s.evaluated == cut]
    above = {s.code for s in top if s.evaluated > cut}
    return above, tuple(tied) if len(above) < limit else ()


def _together(visits: list[Visit]) -> Visit:
    if len(visits) == 1:
        return visits[0]
    return fold(visits[0].code, visits[0].rubric, (entry for visit in visits for entry in visit.entries))


def _points(total: Sum) -> Decimal | None:
    return total.low if total.marked else None


def _open(unscored: int, conflicts: int) -> str:
    texts = [tr("{n} unscored").format(n=unscored)] * bool(unscored)
    return ", ".join(texts + [tr("{n} in conflict").format(n=conflicts)] * bool(conflicts))


def _said(visit: Visit, item_id: str) -> str:
    column = SCORE if visit.cell(SCORE, item_id).conflict else CLAIM
    given = visit.cell(column, item_id).given
    return "  ".join(f"{by.rpartition('@')[0]} {values_json(values)}" for by, values in sorted(given.items()))


def _mean(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return (sum(known, Decimal(0)) / len(known)).quantize(Decimal("0.01"), ROUND_HALF_UP) if known else None
