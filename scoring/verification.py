"""Verification of drawn teachers: 查 seen, 评 assessed, 听 heard, 问 asked, and what it all comes to."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from scoring.canonical import nfc
from scoring.claim import Evidence, evidence, sentence
from scoring.draws import Draw, draws_of
from scoring.entry import Entry
from scoring.mark import LONGEST_NOTE
from scoring.measures import required_rate
from scoring.problem import Problem
from scoring.roster import FAILED as FAILED_GRADE
from scoring.roster import GRADES
from scoring.visit import Visit
from scoring.withheld import withheld_kinds
from scoring.wording import commas, mark, tr, visible

PASSED, FAILED, NOT_DONE = "passed", "failed", "not_done"
RESULTS = (PASSED, FAILED, NOT_DONE)
STEPS = ("seen", "assessed", "heard", "asked")
STEP_SIGNS = {"seen": "查", "assessed": "评", "heard": "听", "asked": "问", "outcome": "结"}
GRADE_SIGN = "等"
STEP_NAMES = {
    "seen": mark("evidence seen"),
    "assessed": mark("work assessed"),
    "heard": mark("lesson demo heard"),
    "asked": mark("questions answered"),
    "outcome": mark("outcome"),
}
RESULT_NAMES = {PASSED: mark("passed"), FAILED: mark("failed"), NOT_DONE: mark("not done")}


class Card(NamedTuple):
    """What one person found of one teacher.  Each step, and the outcome, is one of RESULTS."""

    seen: str = NOT_DONE
    assessed: str = NOT_DONE
    heard: str = NOT_DONE
    asked: str = NOT_DONE
    outcome: str = NOT_DONE
    grade: str = ""
    note: str = ""

    @property
    def suggested(self) -> str:
        """What steps and grade suggest: failed where one of them failed, passed where the steps done passed."""
        steps = {getattr(self, step) for step in STEPS}
        if FAILED in steps or self.grade == FAILED_GRADE:
            return FAILED
        return PASSED if PASSED in steps else NOT_DONE


class Verified(NamedTuple):
    """One drawn teacher: every person's newest card, and what they come to.

    `settled` are the people whose cards somebody's later one settles; `outcomes` are the different outcomes that the
    others give, NOT_DONE aside: none, one, or several in conflict.
    """

    draw: Draw
    teacher: str
    cards: dict[str, Card]
    settled: frozenset[str]
    outcomes: tuple[str, ...]

    @property
    def outcome(self) -> str:
        """The settled outcome; NOT_DONE where nobody has one, or people differ."""
        return self.outcomes[0] if len(self.outcomes) == 1 else NOT_DONE

    @property
    def conflict(self) -> bool:
        """Whether people differ."""
        return len(self.outcomes) > 1

    @property
    def undone(self) -> list[str]:
        """The signs of the steps that nobody has done, such as 听."""
        return [STEP_SIGNS[name] for name in STEPS if self.step(name) == NOT_DONE]

    def contested(self, by: str, card: Card) -> bool:
        """Whether people differ, or would by `card` of `by`; no card differs from one without outcome, or settled."""
        others = {each.outcome for name, each in self.cards.items() if name != by and name not in self.settled}
        return self.conflict or (card.outcome != NOT_DONE and not others <= {NOT_DONE, card.outcome})

    def step(self, name: str) -> str | None:
        """One of STEPS: what was found, by those who did it and whom nobody has settled; None where they differ."""
        done = {by: getattr(card, name) for by, card in self.cards.items() if getattr(card, name) != NOT_DONE}
        found = {result for by, result in done.items() if by not in self.settled} or set(done.values())
        return next(iter(found), NOT_DONE) if len(found) < 2 else None


def results_told(card: Card) -> list[str]:
    """What a card says, each with its sign, so that a grade is not taken for the outcome: ``结 合格``, ``等 优秀``."""
    told = [f"{sign} {tr(RESULT_NAMES[getattr(card, step)])}" for step, sign in STEP_SIGNS.items()]
    return told + [f"{GRADE_SIGN} {card.grade}"] * bool(card.grade)


class Proof(NamedTuple):
    """What a draw proves; with `absent_as_failed` everybody whom somebody stood in for counts as failing."""

    draw: Draw
    evidence: Evidence
    absent_as_failed: bool


def verify_body(draw: Draw, teacher: str, card: Card, salt: str, over: tuple[str, ...] = ()) -> dict[str, Any]:
    """The body of a `verify` entry; `over` are hashes of others' entries that this one settles.

    Raises Problem where it settles them without a reason.
    """
    if over and not card.note.strip():
        raise Problem(tr("note"), tr("a reason is needed for what the team has settled on"))
    body = {"no": draw.no, "teacher": teacher, "ability": draw.abilities.get(teacher, ""), **card._asdict()}
    body = {key: nfc(value) if isinstance(value, str) else value for key, value in body.items() if value != ""}
    return {**body, **({"over": list(over)} if over else {}), "salt": salt}


def verified(visit: Visit, draw: Draw | None = None) -> list[Verified]:
    """Every teacher to verify, of one draw or draw by draw, in drawn order; stand-ins in the place of the absent."""
    newest, settled = _newest(visit), _settled(visit)
    return [
        _one(each, teacher, newest.get((each.no, teacher), {}), settled)
        for each in ([draw] if draw else draws_of(visit).draws)
        for teacher in each.standing
    ]


def disputed(visit: Visit) -> list[Verified]:
    """The teachers on whom people differ."""
    return [one for one in verified(visit) if one.conflict]


def disputed_text(teachers: Iterable[Verified]) -> str:
    """Who they are, and where it is settled."""
    names = commas(visible(one.draw.teacher(one.teacher).name) for one in teachers)
    return tr("People differ on drawn teachers, which is settled in the draw (d, then enter): {names}").format(
        names=names)  # fmt: skip


def outcome_text(one: Verified) -> str:
    """A teacher's outcome as people read it."""
    if one.conflict:
        return tr("people differ")
    return tr("not verified") if one.outcome == NOT_DONE else tr(RESULT_NAMES[one.outcome])


def entries_on(visit: Visit, draw: Draw, teacher: str) -> list[Entry]:
    """Everybody's newest `verify` entry on one teacher."""
    return list(_newest(visit).get((draw.no, teacher), {}).values())


def card_of(visit: Visit, draw: Draw, teacher: str, by: str) -> Card:
    """One person's card on a teacher; an empty one where they have none."""
    entry = _newest(visit).get((draw.no, teacher), {}).get(by)
    return card_in(entry) if entry else Card()


def check_absent(visit: Visit, draw: Draw, teacher: str) -> None:
    """Raise Problem where somebody has found something of a teacher: who was there is not absent, the card stays."""
    if any(set(card_in(entry)[: len(STEP_SIGNS)]) != {NOT_DONE} for entry in entries_on(visit, draw, teacher)):
        name = visible(draw.teacher(teacher).name)
        raise Problem(name, tr("was there: there is a card. A wrong one is corrected, not replaced by somebody else"))


def check_card(card: Card) -> None:
    """Raise Problem for a grade or note that cannot be kept."""
    if card.grade and card.grade not in GRADES:
        raise Problem(tr("grade"), tr("must be one of {allowed}").format(allowed=commas(GRADES)))
    if card.grade and card.outcome == (PASSED if card.grade == FAILED_GRADE else FAILED):
        text = tr("{grade} contradicts the outcome, {outcome}")
        raise Problem(tr("grade"), text.format(grade=card.grade, outcome=tr(RESULT_NAMES[card.outcome])))
    if len(card.note) > LONGEST_NOTE:
        raise Problem(tr("note"), tr("is longer than {n} characters").format(n=LONGEST_NOTE))


def proof(visit: Visit) -> list[Proof]:
    """What each draw's verified teachers say of the required pass rate, worst case beside it where somebody stood in.

    A proportional draw is no simple sample, one without its roster has no size, and where cards are withheld nobody
    knows how many failed: none of them proves anything here.
    """
    proofs = []
    for draw in draws_of(visit).draws if not _withheld(visit) else ():
        if draw.roster is None or draw.by or not draw.valid:
            continue
        outcomes = {one.teacher: one.outcome for one in verified(visit, draw)}
        stood_in = [each.teacher for each in draw.stand_ins]  # one for everybody who was absent
        anybody = any(outcome != NOT_DONE for outcome in outcomes.values())
        for counted in [outcomes] + [{**outcomes, **dict.fromkeys(stood_in, FAILED)}] * bool(stood_in and anybody):
            tested = [outcome for outcome in counted.values() if outcome != NOT_DONE]
            found = evidence(len(draw.roster.teachers), required_rate(visit.rubric), len(tested), tested.count(FAILED))
            proofs.append(Proof(draw, found, counted is not outcomes))
    return proofs


def proof_sentences(visit: Visit, draw: Draw) -> list[str]:
    """What a draw's verified teachers say of the required pass rate, as an evaluator can say it to a headteacher."""
    if draw.by:
        return [tr("A proportional draw is no simple sample; it proves nothing of the rate.")]
    if _withheld(visit):
        return [tr("Cards or absences are withheld here; nothing can be said of the rate.")]
    worst = tr("Counting every absent teacher as failing: {sentence}")
    return [
        (worst if each.absent_as_failed else "{sentence}").format(sentence=sentence(each.evidence))
        for each in proof(visit)
        if each.draw.entry == draw.entry
    ]


def _withheld(visit: Visit) -> bool:
    return not withheld_kinds(visit).keys().isdisjoint(("verify", "stand_in"))


def card_in(entry: Entry) -> Card:
    """The card in a checked `verify` entry."""
    return Card(**{field: entry.said[field] for field in Card._fields if field in entry.said})


def _one(draw: Draw, teacher: str, entries: dict[str, Entry], settled: set[str]) -> Verified:
    standing = [entry for entry in entries.values() if entry.hash not in settled]
    outcomes = {card_in(entry).outcome for entry in standing} - {NOT_DONE}
    cards = {by: card_in(entry) for by, entry in sorted(entries.items())}
    over = frozenset(by for by, entry in entries.items() if entry.hash in settled)
    return Verified(draw, teacher, cards, over, tuple(sorted(outcomes, reverse=True)))


def _settled(visit: Visit) -> set[str]:
    """The hashes of all cards that somebody has settled, in a card that is still theirs or in an earlier one."""
    return {each for entry in visit.told("verify") for each in entry.said.get("over", ())}


def _newest(visit: Visit) -> dict[tuple[int, str], dict[str, Entry]]:
    """Each person's newest entry, by draw number and teacher."""
    newest: dict[tuple[int, str], dict[str, Entry]] = {}
    for entry in visit.told("verify"):
        newest.setdefault((entry.said["no"], entry.said["teacher"]), {})[entry.by] = entry
    return newest
