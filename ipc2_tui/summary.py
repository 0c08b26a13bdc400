"""The quick summary: one visit as a screenful, many as a line each; colours on a terminal, plain in a pipe."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from rich.table import Column, Table
from rich.text import Text

from ipc2_tui.folded_table import figures_table, plain_console, print_folded
from ipc2_tui.json_out import points_json
from ipc2_tui.keys.signature_state import signature_state
from scoring.attention import KINDS, doubtful_histories, to_look_at
from scoring.codes import besides_code
from scoring.entry import name_of
from scoring.mark import plain, signed
from scoring.merge import one_each
from scoring.one_form import form_of
from scoring.result import claimed_text, points_text, scored_text, totals_json
from scoring.rubric import Rubric
from scoring.ruling import differing_text
from scoring.signatures import in_doubt
from scoring.tally import Sum, Tally, difference, tally
from scoring.verdict import level_name, level_sentence
from scoring.visit import SCORE, Visit
from scoring.withheld import withheld_kinds
from scoring.wording import commas, named, tr, visible

BAR = 20


class Row(NamedTuple):
    """One visit with what it comes to; `outdated` says that its file states something else, `file` is its name."""

    visit: Visit
    tallied: Tally
    outdated: bool
    file: str


def summary_json(row: Row) -> dict[str, Any]:
    """One visit as `summary --json` prints it."""
    visit, tallied = row.visit, row.tallied
    teachers = {}
    if _has_teachers(visit):
        from ipc2_tui.summary_teachers import teachers_json

        teachers = teachers_json(visit)
    return {
        "code": visit.code,
        "name": visit.school.name,
        "date": visit.school.date,
        "rubric": visit.rubric.id,
        "total": points_json(visit.rubric.total),
        **totals_json(tallied),
        **teachers,
        "signature": signature_state(visit),
        "forks": list(visit.forks),
        "gaps": list(visit.gaps),
        "withheld": withheld_kinds(visit),
        "look": to_look_at(visit),
        "outdated": row.outdated,
    }


def needs_a_look(row: Row) -> bool:
    """Whether something in the visit wants a person's attention."""
    visit = row.visit
    if row.outdated or to_look_at(visit) or signature_state(visit) == "invalid":
        return True
    if not _has_teachers(visit):
        return False
    from ipc2_tui.summary_teachers import need_a_look

    return need_a_look(visit)


def looks_of_copies(rows: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    """What somebody has to look at (scoring.attention) in a school's copies together, by its code."""
    copies = Counter(row.visit.code for row in rows)
    several = one_each(row.visit for row in rows if copies[row.visit.code] > 1)
    return {visit.code: look for visit in several if (look := to_look_at(visit))}


def _has_teachers(visit: Visit) -> bool:
    """Whether there is a roster, a seal or a draw; what that comes to is loaded only then."""
    return any(visit.counts.get(kind) for kind in ("roster", "seal", "draw"))


def print_one(row: Row) -> None:
    """One screenful on one visit."""
    console = plain_console()
    visit, tallied = row.visit, row.tallied
    school = visit.school
    place = [visit.code, school.date, school.stage, school.town]
    if school.teachers:
        place.append(tr("{n} teachers").format(n=school.teachers))
    console.print(Text(visible(school.name), "bold"), Text("  ".join(visible(p) for p in place if p), "dim"))
    console.print(Text(visible(" ".join(visit.rubric.title.split())), "dim"))
    console.print()
    print_folded(console, _section_table(visit, tallied), 0)
    console.print()
    facts = Table.grid("", Column(overflow="fold"), padding=(0, 2))  # else rich cuts Chinese that just fills a line
    for label, text, style in _facts(visit, tallied, row.outdated):
        facts.add_row(Text(label, "dim"), Text(text, style))
    console.print(facts)


def print_many(rows: list[Row], looks: Mapping[str, tuple[str, ...]]) -> None:
    """A line a visit, and what their schools come to together: each counts once, however many copies there are.

    `looks` are those of the copies (see looks_of_copies).
    """
    console = plain_console()
    table = figures_table(tr("code"), tr("school"), figures=(tr("self-check"), tr("evaluation"), tr("scored")))
    table.add_column(tr("level"), no_wrap=True)
    table.add_column("", no_wrap=True)
    schools = [tally(visit) for visit in one_each(row.visit for row in rows)]
    copies = len(schools) < len(rows)
    for row in rows:
        visit, tallied, name = row.visit, row.tallied, row.visit.school.name
        if copies and (besides := besides_code(row.file, visit.code)):
            name = f"{name} ({besides})"
        table.add_row(
            Text(visit.code),
            Text(visible(name)),
            claimed_text(tallied.self_check),
            scored_text(tallied.evaluated),
            f"{tallied.evaluated.marked}/{tallied.evaluated.items}",
            Text(level_name(tallied), _level_style(visit.rubric, tallied)),
            Text(tr("look") if needs_a_look(row) else "", "red"),
        )
    print_folded(console, table, 1)
    console.print()
    done = [tallied for tallied in schools if tallied.settled]
    text = tr("{n} schools, copies counted together, {done} complete") if copies else tr("{n} visits, {done} complete")
    console.print(Text(text.format(n=len(schools), done=len(done))))
    if any(tallied.evaluated.pointed for tallied in done) and len({form_of(row.visit.rubric) for row in rows}) == 1:
        mean = (sum((t.evaluated.low for t in done), Decimal(0)) / len(done)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        console.print(Text(tr("mean of the complete ones: {points}").format(points=plain(mean))))
    for code, look in looks.items():
        text, what = tr("the copies of {code} together: {what}"), commas(tr(KINDS[kind]) for kind in look)
        console.print(Text(text.format(code=code, what=what), "red"), soft_wrap=True)


def _section_table(visit: Visit, tallied: Tally) -> Table:
    figures = (tr("points"), tr("self-check"), tr("evaluation"), tr("gap"), tr("scored"))
    table = figures_table(tr("section"), figures=figures)
    table.add_column("")  # a bar gives way first
    for tallied_section in tallied.sections:
        section, claimed, scored = tallied_section.section, tallied_section.self_check, tallied_section.evaluated
        table.add_row(
            *_cells(section.label, points_text(section), claimed, scored), _bar(section.points, claimed, scored)
        )
    total = _cells(tr("total"), plain(visit.rubric.total) or "-", tallied.self_check, tallied.evaluated)
    table.add_row(*total, "", style="bold")
    return table


def _cells(name: str, points: str, claimed: Sum, scored: Sum) -> tuple[str | Text, ...]:
    more = difference(claimed, scored)
    return (
        Text(visible(name)),
        points,
        claimed_text(claimed),
        scored_text(scored),
        "" if more is None else signed(more),
        f"{scored.marked}/{scored.items}",
    )


def _bar(points: Decimal | None, claimed: Sum, scored: Sum) -> Text:
    """The evaluation as ``=``, what the self-check has above it as ``-``; told by the signs, helped by colour."""
    if not points:
        return Text()
    reached = round(scored.low / points * BAR)
    missing = max(0, round(claimed.low / points * BAR) - reached) if scored.marked else 0
    return Text.assemble(("=" * reached, "green"), ("-" * missing, "yellow"))


def _facts(visit: Visit, tallied: Tally, outdated: bool) -> list[tuple[str, str, str]]:
    rubric = visit.rubric
    facts = [(tr("level"), level_sentence(visit, tallied), f"bold {_level_style(rubric, tallied)}")]
    missing = [item for item in rubric.items if not visit.cell(SCORE, item.id).values]
    if missing:
        names = [item.numbered for item in missing[:4]] + [item.id for item in missing[4:]]
        facts.append((tr("not scored"), f"{len(missing)}  {'  '.join(names)}", ""))
    for item_id in tallied.conflicts:
        text = f"{item_id} {rubric.by_id[item_id].label}  {differing_text(visit, item_id)}"
        facts.append((tr("conflict"), text, "red"))
    people = Counter(by for cell in visit.cells[SCORE].values() for by in cell.given)
    if people:
        facts.append((tr("scored by"), "  ".join(f"{visible(by)} {n}" for by, n in sorted(people.items())), ""))
    if _has_teachers(visit):
        from ipc2_tui.summary_teachers import facts_of_teachers

        facts += facts_of_teachers(visit)
    facts += [(tr("remark"), named(visible(name_of(by)), visible(" ".join(text.split()))), "")
              for by, text in sorted(visit.remarks.items())]  # fmt: skip
    facts += [(tr("history"), text, "red") for text in doubtful_histories(visit)]
    words = {"valid": (tr("valid"), "green"), "invalid": (tr("does not hold; ipc2 verify says why"), "red")}
    if (state := signature_state(visit)) in words:
        facts.append((tr("signature"), *words[state]))
    facts += [(tr("signature"), named(visible(each.entry.name), each.doubt), "yellow") for each in in_doubt(visit)]
    if outdated:
        facts.append((tr("result"), tr("the file's own result is not what its entries come to"), "red"))
    return facts


def _level_style(rubric: Rubric, tallied: Tally) -> str:
    return "" if tallied.level is None else "red" if tallied.level == rubric.levels[-1] else "green"
