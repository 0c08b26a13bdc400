"""One school of a district: the part of its visit that the totals are made of."""

from decimal import Decimal
from typing import Any, NamedTuple

from scoring.attention import to_look_at
from scoring.hand_ins import HandIn, hand_ins
from scoring.opening import names_said
from scoring.participants import Participants, participants
from scoring.pooled import Sample, samples_of
from scoring.result import claimed_text, level_id, values_json
from scoring.roster import roster_of
from scoring.rubric import UNDECIDED
from scoring.ruling import differing_text
from scoring.signatures import signed_state
from scoring.tally import Sum, difference, tally
from scoring.visit import SCORE, Visit


class School(NamedTuple):
    """What a district needs of one visit.

    `self_check` and `evaluated` are totals, the low end of a range; `claimed` is the self-check as people read it, and
    `gap` what the evaluation has more, None unless both are whole; `sections` are such pairs, None where nothing is
    scored or the self-check is not whole; `items` are the settled scores (None: unscored, a list: in conflict),
    `unscored` and `unclaimed` count those without; `look` names what somebody has to look at in it (scoring.attention);
    `named` are the names that people give it, where they are several: perhaps it is two schools; `sure` is the level
    that an undecided one comes to whatever is still open, empty while that can change it; `samples` are its draws whose
    teachers were verified, `worst` the same with every absent teacher counted as failing.
    """

    code: str
    name: str
    town: str
    stage: str
    self_check: Decimal | None
    claimed: str
    gap: Decimal | None
    evaluated: Decimal
    high: Decimal
    scored: int
    level: str
    unscored: int
    unclaimed: int
    sections: tuple[tuple[Decimal | None, Decimal | None], ...]
    items: tuple[Any, ...]
    conflicts: tuple[tuple[str, str], ...]
    participants: Participants | None
    hand_ins: tuple[HandIn, ...]
    look: tuple[str, ...]
    named: tuple[str, ...] = ()
    sure: str = ""
    samples: tuple[Sample, ...] = ()
    worst: tuple[Sample, ...] = ()

    @property
    def total(self) -> Decimal | None:
        """The evaluation; None where nothing that is scored gives points."""
        return None if all(scored is None for _, scored in self.sections) else self.evaluated


def school_of(visit: Visit) -> School:
    """The part of a visit that a district's totals are made of."""
    tallied, roster, scores = tally(visit), roster_of(visit), visit.cells[SCORE]
    done, claimed = tallied.evaluated, tallied.self_check
    level = level_id(tallied) or ""
    samples, worst = samples_of(visit) if visit.counts.get("verify") else ((), ())
    sure = tallied.level.id if tallied.level and not tallied.settled else ""
    return School(
        code=visit.code,
        name=visit.school.name,
        town=visit.school.town,
        stage=visit.school.stage,
        self_check=_points(claimed),
        claimed=claimed_text(claimed),
        gap=difference(claimed, done),
        evaluated=done.low,
        high=done.high,
        scored=done.marked,
        level=level if tallied.settled else UNDECIDED,
        unscored=done.items - done.marked,
        unclaimed=claimed.items - claimed.marked,
        sections=tuple((_whole(each.self_check), _points(each.evaluated)) for each in tallied.sections),
        items=tuple(values_json(scores[item_id].values) for item_id in visit.rubric.by_id),
        conflicts=tuple((item_id, differing_text(visit, item_id)) for item_id in tallied.conflicts),
        participants=participants(roster, visit.rubric.limits) if roster else None,
        hand_ins=hand_ins(visit),
        look=to_look_at(visit),
        named=_named(visit),
        sure=sure,
        samples=samples,
        worst=worst,
    )


def _named(visit: Visit) -> tuple[str, ...]:
    """Whoever signed all of it had every name before them: two schools' files have no signature that covers both."""
    names = names_said(visit)
    return names if names and signed_state(visit) != "signed" else ()


def _points(total: Sum) -> Decimal | None:
    return total.low if total.pointed else None


def _whole(total: Sum) -> Decimal | None:
    return total.low if total.complete and total.pointed else None
