"""The review's page, as lines: sections side by side, what is missing, who scored what, strengths and gaps, remarks."""

from decimal import Decimal

from rich.cells import cell_len

from scoring.attention import doubtful_histories
from scoring.draw_words import draw_facts
from scoring.draws import draws_of
from scoring.entry import name_of
from scoring.feedback import feedback, lost
from scoring.hand_ins import hand_in_text, hand_ins
from scoring.mark import plain, signed
from scoring.participants import participant_columns, participants, unknown_text
from scoring.result import claimed_text, points_text, range_text
from scoring.roster import roster_of
from scoring.rubric import Item
from scoring.ruling import rulings
from scoring.sign_words import not_signable
from scoring.signatures import VISIT, signatures
from scoring.tally import SectionTally, difference, gap, tally
from scoring.verdict import level_sentence
from scoring.verification import disputed, disputed_text, outcome_text, proof_sentences, verified
from scoring.visit import CLAIM, SCORE, Visit
from scoring.wording import named, tr, visible
from screens.widgets.score_table import cell_text
from screens.widgets.text import Line, bar, beside, fit, line, right, wrap, wrapped

_BAR, _POINTS, _RANGE, _GAP, _SHORTEST_NAME = 14, 4, 12, 10, 12  # columns of the table of sections
_LONGEST_NAME = 24  # columns of an item's name on the built-in form
_AROUND_BARS = 1 + 2 + 2 * _RANGE + _GAP + 1  # without the points
WIDEST = 100


def review_lines(visit: Visit, width: int, sheet: str) -> list[Line]:
    """The review as lines of at most `width` columns; `sheet` is where the score sheet lies, if one was made."""
    width = min(width, WIDEST)  # longer lines lose the eye between a name and its figures
    tallied, said = tally(visit), feedback(visit)
    lines = [*_sections(visit, width), line()]
    lines += _paragraph(tr("level"), level_sentence(visit, tallied), width, "bold")
    if sheet:
        lines += _paragraph(tr("sheet"), sheet, width)
    if said.open_items:
        lines.append(_heading(tr("not scored, or people differ: {n}").format(n=len(said.open_items))))
        lines += [_open_item(visit, item, item in said.decisive, width) for item in said.open_items]
    for text in doubtful_histories(visit):
        lines += wrapped(text, width - 1, "bold $text-error", 1)
    if teachers := disputed(visit):
        lines += wrapped(disputed_text(teachers), width - 1, "bold $text-error", 1)
    for title, items, figure in (
        (tr("strengths: full points"), said.strengths, lost),
        (tr("most points lost"), said.weak, lost),
        (tr("the school put itself higher"), said.overrated, gap),
    ):
        if items:
            lines.append(_heading(title))
            lines += [_scored_item(visit, item, figure(visit, item), width) for item in items]
    lines += _rulings(visit, width)
    lines += _roster(visit, width)
    lines += _hand_ins(visit, width)
    lines += _signatures(visit)
    lines.append(_heading(tr("who scored what")))
    lines += _people(visit, width)
    lines.append(_heading(tr("remarks (点评要点)")))
    for by, text in sorted(visit.remarks.items()):
        lines += _paragraph(visible(name_of(by)), text, width)
    if not visit.remarks:
        lines.append(line(("   " + tr("none yet; e writes them"), "$foreground-muted")))
    return lines


def _heading(text: str) -> Line:
    return line((f" {text}", "bold $text-primary"))


def _paragraph(label: str, text: str, width: int, style: str = "") -> list[Line]:
    return beside(label, wrap(text, width - 14), 10, style)


def _sections(visit: Visit, width: int) -> list[Line]:
    points = max(_POINTS, *(cell_len(points_text(section)) + 1 for section in visit.rubric.sections))
    room = width - _AROUND_BARS - points
    length = max(4 if room > _SHORTEST_NAME else 0, min(_BAR, (room - _SHORTEST_NAME) // 2))
    name = room - 2 * length
    heads = " " + fit(tr("section"), name) + right(tr("max"), points) + "  "
    heads += fit(tr("self-check"), length + _RANGE) + fit(tr("evaluation"), length + _RANGE) + right(tr("gap"), _GAP)
    return [
        line((heads, "$foreground-muted")),
        *(_section(section, name, points, length) for section in tally(visit).sections),
    ]


def _section(tallied: SectionTally, name: int, points: int, length: int) -> Line:
    section, claimed, scored = tallied.section, tallied.self_check, tallied.evaluated
    full = section.points or Decimal(1)
    gap_text = signed(more) if (more := difference(claimed, scored)) else ""
    done = tr("{n} unscored").format(n=scored.items - scored.marked) if not scored.complete else ""
    return line(
        f" {fit(section.label, name)}{right(points_text(section), points)}  ",
        *bar(float(claimed.low / full), length, "$text-primary"),
        right(claimed_text(claimed), _RANGE - 2) + "  ",
        *bar(float(scored.low / full), length, "$text-success"),
        (right(range_text(scored), _RANGE - 2) + "  ", "bold"),
        (right(gap_text or done, _GAP), "$text-warning"),
    )


def _open_item(visit: Visit, item: Item, decisive: bool, width: int) -> Line:
    cell = visit.cell(SCORE, item.id)
    state = tr("differ: {values}").format(values=cell_text(cell)) if cell.conflict else plain(item.points)
    note = tr("decides the level") if decisive else ""
    name = width - 29 - cell_len(state)  # what the state leaves before the note
    return line(
        f"   {fit(item.id, 6)}{fit(item.label, name)} ",
        (state, "$text-error" if cell.conflict else ""),
        (f"  {note}", "bold $text-warning"),
    )


def _scored_item(visit: Visit, item: Item, difference: Decimal | None, width: int) -> Line:
    name = max(width - 45, min(_LONGEST_NAME, width - 36))  # as above, unless there is too little room
    return line(
        f"   {fit(item.id, 6)}{fit(item.label, name)}",
        right(f"{cell_text(visit.cell(SCORE, item.id))}/{plain(item.points)}", 17),
        (right(signed(difference) if difference else "", 8), "$text-warning"),
    )


def _rulings(visit: Visit, width: int) -> list[Line]:
    found = rulings(visit)
    lines = [_heading(tr("settled by a ruling: {n}").format(n=len(found)))] if found else []
    for each in found:
        column = tr("self-check") + " " if each.column == CLAIM else ""
        text = named(f"{each.item.label} {column}{plain(each.value)}", f"{each.reason} ({each.name})")
        lines += _paragraph(f"  {each.item.id}", visible(text), width)
    return lines


def _roster(visit: Visit, width: int) -> list[Line]:
    """The school's row of Appendix 2, and its draws."""
    roster = roster_of(visit)
    if roster is None:
        return []
    row = participants(roster, visit.rubric.limits)
    lines = [_heading(tr("participants (Appendix 2): {n} teachers").format(n=row.teachers))]
    for name, heads in participant_columns(row):
        lines.append(
            line(f"   {fit(name, width - 40)}", right(str(heads), 12), right(f"{plain(row.rate(heads))} %", 12))
        )
    if row.unknown:
        lines.append(line((f"   {unknown_text(row.unknown)}", "$text-warning")))
    for draw in draws_of(visit).draws:
        head, *facts = draw_facts(draw)
        lines += wrapped(head, width - 1, "bold $text-primary", 1)
        outcomes = [f"{visible(draw.teacher(one.teacher).name)} {outcome_text(one)}" for one in verified(visit, draw)]
        for text in (*facts, tr("; ").join(outcomes), *proof_sentences(visit, draw)):
            lines += wrapped(text, width - 1, indent=3)
    return lines


def _hand_ins(visit: Visit, width: int) -> list[Line]:
    found = hand_ins(visit)
    lines = [_heading(tr("handed in: {n} of {all}").format(n=sum(each.on is not None for each in found),
                                                           all=len(found)))] if found else []  # fmt: skip
    for each in found:
        due = tr("by {day}").format(day=each.due) if each.due else ""
        style = "$text-warning" if each.late or each.on is None else ""
        due_width = 16 if width >= 72 else 0  # what is late says so itself
        what = fit(visible(each.what), width - 30 - due_width)
        lines.append(line(f"   {what}{fit(due, due_width)}", (hand_in_text(each), style)))
    return lines


def _signatures(visit: Visit) -> list[Line]:
    lines = [_heading(tr("signatures"))]
    for each in signatures(visit):
        newer = tr("later entries: signed by {name}").format(name=visible(each.renewed))
        state = each.doubt or (newer if each.stale else tr("covers all of it"))
        whose = tr("the visit") if each.scope == VISIT else tr("their own entries")
        style = "$text-error" if each.wrong else "$text-warning" if each.doubt else "$text-success"
        lines.append(line(f"   {fit(visible(each.entry.name), 12)}{fit(whose, 18)}", (state, style)))
    if len(lines) == 1:
        why = not_signable(visit)
        text = tr("none; not yet possible: {why}").format(why=why) if why else tr("none yet; s signs")
        lines.append(line((f"   {text}", "$foreground-muted")))
    return lines


def _people(visit: Visit, width: int) -> list[Line]:
    scored: dict[str, list[str]] = {}
    for item in visit.rubric.items:
        for by in visit.cell(SCORE, item.id).given:
            scored.setdefault(by, []).append(item.id)
    if not scored:
        return [line(("   " + tr("nobody yet"), "$foreground-muted"))]
    lines: list[Line] = []
    for by, ids in sorted(scored.items()):
        lines += _paragraph(name_of(by), f"{len(ids)}: {' '.join(ids)}", width)
    return lines
