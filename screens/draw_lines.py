"""What the draw screen says: its three panels as lines."""

from scoring.draw import seal_code, ticket
from scoring.draw_words import absences, marked, miscounted, past_facts, verdict, way, withheld_roster
from scoring.draws import Draw, Draws, draws_of
from scoring.roster import roster_of
from scoring.verification import STEP_SIGNS, STEPS, Verified, outcome_text, proof_sentences, verified
from scoring.visit import Visit
from scoring.wording import tr
from screens.widgets.text import CURSOR, Line, fit, line, right, wrapped

NARROW = 72  # columns; below, the tickets are left out, so that the names keep room

_RESULT_STYLES = {"passed": "$text-success", "failed": "bold $text-error", "not_done": "$foreground-muted"}
_RESULT_SIGNS = {"passed": "+", "failed": "x", "not_done": "-"}


def seal_lines(visit: Visit, draw: Draw | None, saved: bool, typing: bool, width: int) -> list[Line]:
    """The first panel: the roster, and the seal with its code, shown once it is on disk."""
    state, roster = draws_of(visit), roster_of(visit)
    lines = _heading(tr("1 seal: the laptop fixes its half"), width)
    if withheld := withheld_roster(visit):
        return lines + _text(withheld, width)
    if roster is None:
        text = tr("No roster yet. i imports one (.xlsx, .csv, .docx); b in the list of schools makes the blank form.")
        return lines + _text(text, width)
    lines += _text(tr("roster of {n} teachers, {digest}").format(
        n=len(roster.teachers), digest=roster.digest[:16]), width)  # fmt: skip
    if draw is None:
        lines += [line((f"   ! {text}", "$text-warning")) for text in miscounted(visit, len(roster.teachers))]
    if draw is not None and draw.roster_changed:
        lines += _text(tr("the draw below is from another one: {n} teachers").format(n=draw.field("population")), width)
    seal = state.open_seal.said if state.open_seal else None
    if seal is not None and draw is None:
        head = tr("draw {no}: {count} of {population}").format(
            no=seal["no"], count=seal["count"], population=len(roster.teachers))  # fmt: skip
        lines += _text(head + way(seal.get("strata")), width)
        code = "  ".join(seal_code(seal["seal"])) if saved else tr("saving")
        lines += [line(), line("   ", (f"   {code}   ", "bold $text-accent reverse")), line()]
        if saved:
            lines += _text(tr("The school copies this code by hand now, before anything is thrown."), width)
    elif draw is not None and draw.seal is not None:
        head = tr("draw {no}, seal {code}").format(no=draw.no, code=seal_code(draw.seal))
        lines += _text(head + way(draw.field("strata")), width)
    elif draw is not None:
        head = tr("draw {no} is UNSEALED: the words alone decided").format(no=draw.no)
        lines.append(line((f"   {head}{way(draw.field('strata'))}", "bold $text-error")))
    else:
        lines += _text(tr("s seals. Nobody can know the draw before the words are said."), width)
    if draw is None and state.draws:
        before = state.draws[-1]
        way_back = tr("esc, then <- shows it") if typing else tr("<- shows it")
        text = tr("draw {no} ({n} teachers) is still there: {way}")
        lines += _text(text.format(no=before.no, n=len(before.standing), way=way_back), width)
    lines += [line((f"   {fact}", "$text-warning")) for fact in past_facts(state)]
    return lines


def words_lines(state: Draws, draw: Draw | None, typing: bool, width: int) -> list[Line]:
    """The second panel: what the school threw, and the key that comes of it."""
    lines = _heading(tr("2 words: the school throws a die ten times, or says ten digits"), width)
    if draw is not None:
        lines += _text(tr("words  {words}").format(words=draw.field("words")), width)
        lines += _text(tr("key    {key}").format(key=draw.field("key")), width)
    elif state.open_seal is not None:
        how = tr("Type them as they are said; enter draws, esc leaves the field.") if typing else tr("w types them.")
        lines += _text(how, width)
    return lines


def result_lines(visit: Visit, draw: Draw | None, shown: int, row: int, width: int) -> list[Line]:
    """The third panel: the first `shown` names in drawn order, the cursor on `row`; then what the sample proves."""
    lines = _heading(tr("3 drawn: the lowest tickets, in order"), width)
    if draw is None:
        return lines
    cards = {one.teacher: one for one in verified(visit, draw)}
    for place, each in enumerate(draw.standing[:shown]):
        lines.append(_teacher(draw, cards[each], place, row == place, width))
        for text in absences(draw, each):
            lines += wrapped(text, width - 1, "$text-warning", 6)
    if shown >= len(draw.standing):
        lines += [line((f"   {marked(*each)}", "$text-success" if each[0] else "$text-warning"))
                  for each in verdict(draw)]  # fmt: skip
        for text in proof_sentences(visit, draw):
            lines += [line(), *_text(text, width)]
    return lines


def _teacher(draw: Draw, one: Verified, place: int, current: bool, width: int) -> Line:
    teacher = draw.teacher(one.teacher)
    name = teacher.name if teacher.id == teacher.name else f"{teacher.name} {teacher.id}"
    key = ticket(draw.field("key"), one.teacher)[:8]
    signs = "".join(f"{STEP_SIGNS[step]}{_sign(one, step)} " for step in STEPS)
    outcome = outcome_text(one)
    ticket_width, outcome_width = (10, 15) if width >= NARROW else (0, 13)
    pieces = (
        f"{'>' if current else ' '} {place + 1:>2} ",
        fit(name, min(40, width - 31 - ticket_width - outcome_width)),
        fit(draw.abilities.get(one.teacher, ""), 5),
        (fit(key, 10)[:ticket_width], "$foreground-muted"),
        fit(signs, 20),
        (right(outcome, outcome_width), "bold $text-error" if one.conflict else _RESULT_STYLES[one.outcome]),
    )
    return tuple((text, CURSOR) for text, _ in line(*pieces)) if current else line(*pieces)


def _sign(one: Verified, step: str) -> str:
    """The step's result where all who did it agree, ``!`` where they differ."""
    result = one.step(step)
    return "!" if result is None else _RESULT_SIGNS[result]


def _heading(text: str, width: int) -> list[Line]:
    return wrapped(text, width, "bold $text-primary", 1)


def _text(text: str, width: int) -> list[Line]:
    return wrapped(text, min(width, 100) - 1, indent=3)
