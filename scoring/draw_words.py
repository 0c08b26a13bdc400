"""A draw in words, for terminals and screens."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from scoring.draw import allot, seal_code
from scoring.draws import Draw, Draws
from scoring.roster import Roster, roster_of
from scoring.strata import ENVIRONMENT, SUBJECT, strata_of
from scoring.visit import Visit
from scoring.wording import commas, mark, tr

_READABLE = 5
_WAYS = {ENVIRONMENT: mark(", proportional by environment"), SUBJECT: mark(", proportional by subject")}


def withheld_roster(visit: Visit) -> str:
    """What is to be said where a roster is there but for its teachers; empty where none is, or all of it."""
    if roster_of(visit) is not None or not visit.counts.get("roster"):
        return ""
    return tr("The roster is withheld in this file, as merging does; the school's own has it.")


def miscounted(visit: Visit, found: int) -> list[str]:
    """That a roster of `found` teachers is not all whom the visit speaks of: whom it leaves out, nobody can draw."""
    text = tr("the visit says {said} teachers, the roster has {found}")
    return [text.format(said=visit.school.teachers, found=found)] * (visit.school.teachers not in (0, found))


def unsealed() -> str:
    """What a draw is called that nothing was sealed for."""
    return tr("UNSEALED: the words alone decided")


def way(strata: Mapping[str, Any] | None) -> str:
    """What follows the head of a draw or seal with these strata; nothing where all teachers were alike."""
    return tr(_WAYS.get(strata["by"], "")) if strata else ""  # in a file made by hand it may be anything


def without_share(roster: Roster | None, by: str, count: int) -> list[str]:
    """That strata are too small for one of `count` teachers; nothing where all have one, or a draw has no strata."""
    if roster is None or not by:
        return []
    shares = allot(Counter(strata_of(roster, by).values()), count)
    none = commas(name for name, share in sorted(shares.items()) if not share)
    return [tr("too few teachers for a share, so nobody is drawn of: {strata}").format(strata=none)] if none else []


def draw_facts(draw: Draw) -> list[str]:
    """Everything to know of a draw, a line each."""
    head = tr("draw {no}: {count} of {population}, {sealed}").format(
        no=draw.no,
        count=draw.field("count"),
        population=draw.field("population"),
        sealed=tr("sealed, code {code}").format(code=seal_code(draw.seal)) if draw.seal is not None else unsealed(),
    )
    lines = [head + way(draw.field("strata")), "  " + tr("words {words}").format(words=draw.field("words"))]
    for place, each in enumerate(draw.standing, 1):
        teacher = draw.teacher(each)
        name = teacher.name if teacher.id == teacher.name else f"{teacher.name} ({teacher.id})"
        whom = tr("; ").join(absences(draw, each))
        lines.append(f"  {place}. {name}  {draw.abilities.get(each, '')}".rstrip() + f"  {whom}".rstrip())
    return [*lines, *(f"  {marked(*each)}" for each in verdict(draw))]


def absences(draw: Draw, teacher: str) -> list[str]:
    """For whom a teacher stands, and why; a stand-in may have been absent too: back to the one who was drawn."""
    texts = []
    for each in reversed(draw.stand_ins):
        if each.teacher == teacher:
            text = tr("for {name}: {reason} ({said_by})")
            name, teacher = draw.teacher(each.absent).name, each.absent
            texts.append(text.format(name=name, reason=each.reason, said_by=each.said_by))
    return texts


def verdict(draw: Draw) -> list[tuple[bool | None, str]]:
    """Whether it was derived again, and what is wrong with it: what holds, what does not, what is only said (None)."""
    found: list[tuple[bool | None, str]] = [(False, problem) for problem in draw.problems]
    if draw.valid:
        found.append((True, tr("derived again: right")))
    elif draw.valid is None:
        found.append((None, tr("its roster is withheld here, so the names cannot be derived again")))
    if draw.roster_changed:
        found.append((None, tr("the roster has changed since; the draw stands for the one it was drawn from")))
    return found


def state_facts(state: Draws) -> list[str]:
    """What is to be said of all draws together, the one that waits for its words among them."""
    return [*waiting_facts(state), *past_facts(state)]


def past_facts(state: Draws) -> list[str]:
    """What is to be said of seals and draws that came to nothing."""
    return [marked(*each) for each in past_verdict(state)]


def waiting_facts(state: Draws) -> list[str]:
    """The seal that waits for its words."""
    if state.open_seal is None:
        return []
    seal = state.open_seal.said
    text = tr("draw {no} is sealed, code {code}, and not drawn yet")
    return [text.format(no=seal["no"], code=seal_code(seal["seal"]))]


def past_verdict(state: Draws) -> list[tuple[bool | None, str]]:
    """How many seals came to nothing (None), and the numbers that no entry has, so far as anybody would read them."""
    found: list[tuple[bool | None, str]] = []
    if state.abandoned:
        found.append((None, tr("seals never drawn from: {n}").format(n=state.abandoned)))
    found += [(False, tr("draw {no} is missing from the file").format(no=no)) for no in state.missing[:_READABLE]]
    if more := state.missing[_READABLE:]:
        found.append((False, tr("and {n} draws more, up to {no}").format(n=len(more), no=more[-1])))
    return found


def marked(holds: bool | None, text: str) -> str:
    """A verdict's text, with a mark before what does not hold."""
    return f"! {text}" if holds is False else text
