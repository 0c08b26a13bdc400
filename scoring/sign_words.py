"""What a signature is put under, in plain words, to be read before it is."""

from datetime import date

from scoring.attention import doubtful_histories
from scoring.draws import draws_of
from scoring.hand_ins import HALF_A_YEAR, hand_ins
from scoring.result import claimed_text, range_text, scored_text
from scoring.statement import why_not_signable
from scoring.tally import tally
from scoring.verdict import level_sentence
from scoring.verification import NOT_DONE, disputed, verified
from scoring.visit import Visit
from scoring.wording import commas, tr, visible


def sign_facts(visit: Visit) -> list[str]:
    """The school, the totals, the level, and how much is recorded, a line each."""
    tallied, school = tally(visit), visit.school
    claimed, done = tallied.self_check, tallied.evaluated
    lines = [
        f"{visible(school.name)}  {visit.code}  {visible(school.date)}",
        tr("self-check {claimed}, evaluation {evaluated}: {level}").format(
            claimed=claimed_text(claimed), evaluated=scored_text(done), level=level_sentence(visit, tallied)),
        *["  ".join(f"{each.section.label} {range_text(each.evaluated)}" for each in tallied.sections)]
        * bool(done.pointed),
        tr("{n} entries by {people}").format(
            n=len(visit.entries), people=commas(sorted({visible(entry.name) for entry in visit.entries}))),
    ]  # fmt: skip
    if (no := draws_of(visit).next_no - 1) > 0:
        lines.append(tr("draws: {n}").format(n=no))
    return lines


def unfinished(visit: Visit) -> list[str]:
    """What is still empty in a visit that can be signed: recorded afterwards it makes the signature stale."""
    lines = [f"! {text}" for text in doubtful_histories(visit)]
    if not visit.remarks:
        lines.append(tr("! no remarks (点评要点) yet"))
    if differing := disputed(visit):
        names = commas(visible(one.draw.teacher(one.teacher).name) for one in differing)
        lines.append(tr("! people differ on drawn teachers: {names}").format(names=names))
    if waiting := sum(one.outcome == NOT_DONE for one in verified(visit)) - len(differing):
        lines.append(tr("! {n} drawn teachers are not verified yet").format(n=waiting))
    if draws_of(visit).open_seal is not None:
        lines.append(tr("! a draw is sealed, and its words have not been said"))
    if wanted := hand_ins(visit):
        lacking = [each.what for each in wanted if each.on is None]
        text = tr("! not handed in: {things} (i, or ipc2 hand-in, records them)")
        lines += [text.format(things=commas(map(visible, lacking)))] * bool(lacking)
    if _is_far(visit):
        text = tr("! the visit is dated {day}, half a year or more from all that is recorded: is the year right?")
        lines.append(text.format(day=visit.school.date))
    return lines


def _is_far(visit: Visit) -> bool:
    """Whether nothing was recorded within half a year of its date: in January, last year's is soon typed."""
    day = date.fromisoformat(visit.school.date.replace("-", ""))
    return all(abs(date.fromisoformat(entry.at[:10]) - day) >= HALF_A_YEAR for entry in visit.entries)


def not_signable(visit: Visit) -> str:
    """Why it cannot be signed, in one line; empty where it can."""
    return tr("; ").join(why_not_signable(visit))
