"""A visit's draws: what was sealed, drawn and replaced, each derived again from the entries."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from scoring.draw import ability_for, drawn_ids, key_of, seal_of, ticket
from scoring.entry import Entry
from scoring.problem import Problem
from scoring.roster import Roster, Teacher, roster_in, roster_of
from scoring.strata import strata_body, strata_by, strata_of
from scoring.visit import Visit
from scoring.wording import catalogue_in_use, commas, tr, visible


class StandIn(NamedTuple):
    """Who took whose place, and why."""

    absent: str
    teacher: str
    reason: str
    said_by: str


class Draw(NamedTuple):
    """One draw.

    `roster` is the one it was drawn from, None where its rows are withheld; `drawn` are the ids first drawn, in order;
    `standing` those to verify, stand-ins in the place of the absent; `abilities` what each of them all demonstrates, or
    would have; `next_ones` the further order, by stratum.
    `problems` say why the draw is not what its words and its roster give; `valid` is None where that cannot be told.
    """

    no: int
    entry: Entry
    seal: str | None
    roster_digest: str
    roster: Roster | None
    roster_changed: bool
    drawn: tuple[str, ...]
    stand_ins: tuple[StandIn, ...]
    standing: tuple[str, ...]
    abilities: dict[str, str]
    next_ones: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]

    @property
    def sealed(self) -> bool:
        """Whether the laptop's half was fixed before the words were known."""
        return self.seal is not None

    @property
    def by(self) -> str:
        """What it was proportional by; empty for nothing."""
        return strata_by(self.entry.said)

    @property
    def valid(self) -> bool | None:
        """Whether the draw was derived again and came out the same."""
        return False if self.problems else None if self.roster is None else True

    def field(self, name: str) -> Any:
        """A field of the draw's entry."""
        return self.entry.said.get(name)

    def teacher(self, teacher_id: str) -> Teacher:
        """The teacher with this id; just the id where the roster is withheld."""
        known = self.roster.by_id if self.roster else {}
        return known.get(teacher_id, Teacher(teacher_id, teacher_id))

    def find(self, text: str) -> str:
        """The id of the one who stands drawn with this id or name.  Raises Problem."""
        named = [each for each in self.standing if text in (each, self.teacher(each).name)]
        if text in self.standing:
            return text
        if len(named) == 1:
            return named[0]
        who = commas(visible(each) for each in self.standing)
        raise Problem(visible(text), tr("is not one of those drawn: {who}").format(who=who))


class Draws(NamedTuple):
    """Every draw of a visit in order; the seal that waits for its words; how many seals were never drawn from.

    `missing` are numbers that neither a seal nor a draw has: somebody took entries away.
    """

    draws: tuple[Draw, ...]
    open_seal: Entry | None
    abandoned: int
    missing: tuple[int, ...]

    @property
    def next_no(self) -> int:
        """The number of the next seal or unsealed draw."""
        last = [draw.no for draw in self.draws]
        if self.open_seal is not None:
            last.append(self.open_seal.said["no"])
        return max(last, default=0) + 1


def find_draw(visit: Visit, no: int | None = None) -> Draw:
    """The draw with this number, or the last.  Raises Problem."""
    draws = [draw for draw in draws_of(visit).draws if no in (None, draw.no)]
    if not draws:
        raise Problem(visit.code, tr("has no such draw") if no else tr("has no draw yet"))
    return draws[-1]


def usual_rate(visit: Visit) -> Fraction:
    """The share of teachers that the rubric asks to draw; 5 % where it says nothing."""
    return Fraction(visit.rubric.limits.get("teacher_sample", Decimal("0.05")))


def context(visit: Visit, no: int, count: int, roster: str, date: str, strata: Any) -> dict[str, Any]:
    """What a seal and a key are bound to."""
    fields = {
        "code": visit.code, "count": count, "date": date, "no": no, "roster": roster, "rubric": visit.rubric.id,
    }  # fmt: skip
    return {**fields, "strata": strata} if strata else fields


def draws_of(visit: Visit) -> Draws:
    """All draws of a visit, derived again."""
    return _draws_in(visit, catalogue_in_use())


@lru_cache(maxsize=4)
def _draws_in(visit: Visit, _catalogue: object) -> Draws:
    """The draws with their problems in the words of one language: papers may be in another than the screen."""
    seals = {entry.hash: entry for entry in visit.told("seal")}
    made = sorted(visit.told("draw"), key=lambda entry: (entry.said["no"], entry.hash))
    rosters = [roster for entry in visit.told("roster") if (roster := roster_in(entry))]
    newest = roster_of(visit)
    used = {entry.said["seal"] for entry in made}
    last = max(_numbers([*seals.values(), *made]), default=0)
    waiting = [entry for entry in seals.values() if entry.hash not in used]
    open_seals = [entry for entry in waiting if entry.said["no"] == last and last not in _numbers(made)]
    draws: list[Draw] = []
    for entry in made:
        seal = seals.get(entry.said["seal"])
        bound_to = entry.said.get("roster") or (seal.said.get("roster") if seal else None)
        roster = next((each for each in rosters if each.digest == bound_to), None)
        changed = newest is not None and newest.digest != bound_to
        draws.append(_derived(visit, entry, seal, roster, changed, draws))
    return Draws(
        draws=tuple(draws),
        open_seal=open_seals[0] if open_seals else None,
        abandoned=len(waiting) - len(open_seals[:1]),
        missing=tuple(sorted(set(range(1, last)) - _numbers([*seals.values(), *made]))),
    )


def _derived(
    visit: Visit, entry: Entry, seal: Entry | None, roster: Roster | None, changed: bool, earlier: list[Draw]
) -> Draw:
    body, sealed = entry.said, seal.said if seal else {}
    bound = context_in(visit, {**body, **{key: sealed[key] for key in ("roster", "date", "strata") if key in sealed}})
    problems = [*_wrong_key(bound, body, sealed), *_wrong_place(body, sealed, earlier)]
    drawn: list[str] = list(body["drawn"])
    others: list[str] = []
    strata: dict[str, str] = {}
    if roster is not None:
        by = strata_by(bound)
        strata = strata_of(roster, by)
        if strata_body(roster, by) != bound.get("strata"):
            problems.append(tr("its strata are not those of the roster"))
        if body["population"] != len(roster.teachers):
            problems.append(tr("it counts other teachers than the roster has"))
        if not 1 <= body["count"] <= len(roster.teachers):
            problems.append(tr("it draws more teachers than there are"))
        else:
            derived, others = drawn_ids(body["key"], strata, body["count"])
            if derived != drawn:
                problems.append(tr("its teachers are not those that its key gives"))
    stand_ins, standing, others, wrong = _replaced(visit, body, drawn, others, strata)
    known = roster.by_id if roster else {}
    return Draw(
        no=body["no"],
        entry=entry,
        seal=sealed.get("seal"),
        roster_digest=bound["roster"],
        roster=roster,
        roster_changed=changed,
        drawn=tuple(drawn),
        stand_ins=tuple(stand_ins),
        standing=tuple(standing),
        abilities={
            each: ability_for(body["key"], each, known[each].abilities)
            for each in (*drawn, *(stand_in.teacher for stand_in in stand_ins))
            if each in known
        },
        next_ones=tuple((strata[each], each) for each in others),
        problems=(*problems, *wrong),
    )


def _wrong_key(bound: dict[str, Any], body: Mapping[str, Any], sealed: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a draw's seal and key, where they are `bound` to this context."""
    nonce = _bytes(body["nonce"])
    if body["seal"] is not None and not sealed:
        yield tr("its seal is missing")
    elif sealed and (sealed["no"], sealed["count"]) != (body["no"], body["count"]):
        yield tr("its seal is of another draw")
    elif sealed and seal_of(bound, nonce) != sealed["seal"]:
        yield tr("its seal does not open with this nonce")
    if not sealed and nonce:
        yield tr("it has a nonce, but nothing was sealed")
    if key_of(bound, nonce, body["words"]) != body["key"]:
        yield tr("its key is not what its words give")


def _wrong_place(body: Mapping[str, Any], sealed: Mapping[str, Any], earlier: list[Draw]) -> Iterator[str]:
    """What is wrong with where a draw stands among the `earlier` ones."""
    if body["no"] in [draw.no for draw in earlier]:
        yield tr("there is another draw with the same number")
    said = {**body, **sealed}
    if "before" in said and said["before"] != (earlier[-1].entry.hash if earlier else None):
        yield tr("it does not name the draw before it")


def _replaced(
    visit: Visit, draw: Mapping[str, Any], drawn: list[str], others: list[str], strata: Mapping[str, str]
) -> tuple[list[StandIn], list[str], list[str], list[str]]:
    """The stand-ins in order, who stands now, who is left, and what is wrong with the replacements."""
    entries = [entry for entry in visit.told("stand_in") if entry.said["no"] == draw["no"]]
    entries.sort(key=lambda entry: (ticket(draw["key"], entry.said["id"]), entry.hash))  # known without the roster, too
    stand_ins: list[StandIn] = []
    standing, left, wrong = list(drawn), list(others), []
    for entry in entries:
        absent, teacher = entry.said["for"], entry.said["id"]
        if any(each.absent == absent and each.teacher == teacher for each in stand_ins):
            continue  # two people wrote down the same
        following = next((each for each in left if strata.get(each) == strata.get(absent)), None)
        if absent not in standing or (strata and teacher != following):
            wrong.append(tr("{id} stands in out of turn").format(id=visible(teacher)))
            continue
        standing[standing.index(absent)] = teacher
        if teacher in left:
            left.remove(teacher)
        stand_ins.append(StandIn(absent, teacher, entry.said["reason"], entry.said["said_by"]))
    return stand_ins, standing, left, wrong


def context_in(visit: Visit, body: Mapping[str, Any]) -> dict[str, Any]:
    """What the body of a seal or an unsealed draw says that it is bound to."""
    date = body.get("date", visit.school.date)
    return context(visit, body["no"], body["count"], body.get("roster", ""), date, body.get("strata"))


def _numbers(entries: list[Entry]) -> set[int]:
    return {entry.said["no"] for entry in entries}


def _bytes(text: str) -> bytes:
    """What hex digits stand for; of another text what opens no seal."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b"\xff"
