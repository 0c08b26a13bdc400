"""What stands under the score table: everything there is to know about one item."""

from decimal import Decimal

from rich.cells import cell_len

from scoring.entry import name_of
from scoring.mark import Mark, grade_texts, mark_from, plain
from scoring.measures import Measure, measures
from scoring.roster import roster_of
from scoring.rubric import Item
from scoring.ruling import rulings
from scoring.visit import CLAIM, SCORE, Visit
from scoring.wording import commas, gloss, mark, named, tr
from screens.widgets.text import Line, beside, fit, wrap, wrap_between, wrapped

LABEL = 9
_MEANS = {
    "mean": mark("of all scores"),
    "trimmed_mean": mark("of all scores; of three or more without the highest and lowest"),
}


def item_details(visit: Visit, item: Item, by: str, width: int) -> list[Line]:
    """The lines for `item`, at most `width` columns wide; ticks and counts are one's own, else others'."""
    people = sorted(visit.latest[SCORE].get(item.id, {}), key=lambda each: (each != by, each))
    scores = [visit.mark(SCORE, item.id, each) for each in people]
    claims = [visit.mark(CLAIM, item.id, each) for each in visit.latest[CLAIM].get(item.id, {})]
    shown = next((each for each in (*scores, *claims) if each.ticks or each.times), Mark())
    claimed = next((each for each in claims if each.ticks), Mark())
    lines, said = _title(item, width), _people(visit, item, width)
    cell = visit.cell(SCORE, item.id)
    several = len(cell.given) > 1
    if several:
        lines += said
        if isinstance(cell.value, Decimal) and not cell.ruled and visit.rubric.combine in _MEANS:
            how = tr(_MEANS[visit.rubric.combine])
            lines += _labelled(tr("mean"), f"{plain(cell.value)}  {how}", width)
    lines += _labelled(tr("criteria"), item.criteria, width)
    for place, part in enumerate(item.parts):
        text = "  ".join(t for t in (part.criteria, part.limit) if t)
        label = "" if place or item.criteria else tr("criteria")
        lines += _labelled(label, named(part.name, text) if text else part.name, width)
    if item.choices:
        boxes = (f"[{'x' if choice in shown.ticks else ' '}] {choice}" for choice in item.choices)
        label = tr("ticks") if shown in scores or shown not in claims else tr("self")
        lines += beside(label, wrap_between(boxes, width - LABEL - 2), LABEL)
        if claimed is not shown and set(claimed.ticks) != set(shown.ticks):
            lines += _labelled(tr("self"), commas(f"[x] {tick}" for tick in claimed.ticks), width)
    if item.grades:
        lines += beside(tr("grades"), wrap_between(grade_texts(item), width - LABEL - 2), LABEL)
    for deduction in item.deductions:
        times = shown.times.get(deduction.name, 0)
        text = f"{deduction.name} -{plain(deduction.points)}" + (f"  x {times}" if times else "")
        lines += _labelled(tr("deduct"), text, width)
    if item.measures and (roster := roster_of(visit)):
        lines += _measures([each for name in item.measures for each in measures(roster, visit.rubric, name)], width)
    if "pass_rate" in item.measures and visit.counts.get("draw"):
        lines += _samples(visit, width)
    lines += _labelled(tr("method"), item.method, width)
    lines += _labelled(tr("hint"), item.look_for, width, "italic")
    return lines if several else lines + said


def _title(item: Item, width: int) -> list[Line]:
    """Its number and name, and beside them the key for what only some items have."""
    key = "(t " + tr("ticks") + ")" if item.choices or item.deductions else ""
    parts = (f"{item.id} {item.name}", gloss(item.name_en), key)
    return wrapped("  ".join(part for part in parts if part), width, "bold", 1)


def _measures(found: list[Measure], width: int) -> list[Line]:
    """The roster's figures, each met, not met, or missing, which is said first; told by words, helped by colour."""
    lines: list[Line] = []
    words = {True: tr("met"), False: tr("NOT MET"), None: tr("missing data")}
    widest = max((cell_len(words[measure.met]) for measure in found), default=0)
    for place, measure in enumerate(found):
        text = f"{fit(words[measure.met], widest)}  {measure.text}"
        text += f"  ({measure.missing})" if measure.missing else ""
        style = {True: "$text-success", False: "bold $text-error", None: "$text-warning"}[measure.met]
        lines += _labelled("" if place else tr("roster"), text, width, style)
    return lines


def _samples(visit: Visit, width: int) -> list[Line]:
    """What the drawn teachers say of the pass rate."""
    from scoring.draws import draws_of
    from scoring.verification import proof_sentences

    lines: list[Line] = []
    for draw in draws_of(visit).draws:
        for place, text in enumerate(proof_sentences(visit, draw)):
            lines += _labelled("" if place else tr("draw {no}").format(no=draw.no), text, width)
    return lines


def _people(visit: Visit, item: Item, width: int) -> list[Line]:
    """Who said what: scores, notes, extra columns; the school's own note from the self-check; what settled it."""
    lines: list[Line] = []
    differing = visit.cell(SCORE, item.id).conflict
    for column in (CLAIM, SCORE):
        people = visit.latest[column].get(item.id, {})
        names = [name_of(by) for by in people]
        for by, entries in sorted(people.items()):
            mark, name = mark_from(entries[-1].said), name_of(by)
            who = tr("self") if column == CLAIM else name if names.count(name) == 1 else by
            lines += _labelled(who, _said(mark, column == SCORE), width,
                               "$text-error" if differing and column == SCORE else "")  # fmt: skip
    for each in rulings(visit) if visit.counts.get("ruling") else ():
        if each.item.id == item.id:
            what = tr("self-check") + " " if each.column == CLAIM else ""
            lines += _labelled(tr("ruling"), f"{what}{plain(each.value)}  {each.reason} ({each.name})", width)
    return lines


def _said(mark: Mark, with_value: bool) -> str:
    parts = [plain(mark.value)] if with_value and mark.value is not None else []
    parts += [mark.note] if mark.note else []
    parts += [named(name, text) for name, text in mark.extra.items()]
    return "  ".join(parts)


def _labelled(label: str, text: str, width: int, style: str = "") -> list[Line]:
    """A label in its column, the text wrapped beside it; nothing where there is no text."""
    return beside(label, wrap(text, width - LABEL - 2), LABEL, style) if text else []
