"""A district on a terminal: ranking, section averages, Appendix 2, what is open."""

from collections.abc import Iterable
from decimal import Decimal

from rich.table import Table
from rich.text import Text

from ipc2_tui.files.merging import Skipped
from ipc2_tui.folded_table import figures_table, plain_console, print_folded
from scoring.district import District, Ranked
from scoring.district_words import (
    evaluated_text,
    evidence_texts,
    level_word,
    missing_hand_ins,
    open_text,
    quota_text,
    to_do,
)
from scoring.mark import plain, signed
from scoring.merge import SetAside
from scoring.participants import participant_columns
from scoring.result import points_text
from scoring.rubric import EXCELLENT, UNDECIDED
from scoring.wording import tr, visible

BAR = 10


def print_district(found: District, refused: Iterable[SetAside], skipped: Iterable[Skipped]) -> None:
    """Everything, plain in a pipe."""
    console = plain_console()

    def say(text: str, style: str = "") -> None:
        console.print(Text(visible(text), style), soft_wrap=True)  # one line each, however long

    say(" ".join(found.rubric.title.split()), "bold")
    print_folded(console, _ranking(found), 2)
    console.print()
    counts = "  ".join(f"{level_word(found.rubric, name)} {count}" for name, count in found.counts.items())
    text = tr("{n} schools  {counts}  ({quota})")
    say(text.format(n=len(found.rows), counts=counts, quota=quota_text(found)))
    console.print()
    console.print(Text(tr("averages of the decided: self-check of whole sections | evaluation"), "dim"))
    print_folded(console, _sections(found), 0)
    total = found.participants
    if total.teachers:
        rates = "  ".join(
            f"{name} {heads} ({plain(total.rate(heads))} %)" for name, heads in participant_columns(total)
        )
        console.print()
        say(tr("Appendix 2: {n} teachers  {rates}").format(n=total.teachers, rates=rates))
    for text in to_do(found):
        say(text, "yellow")
    for what, missing in missing_hand_ins(found).items():
        text = tr("{what}: not recorded as handed in by {n} schools: {codes}")
        if len(missing) == len(found.rows):  # whose codes stand above
            text = tr("{what}: not recorded as handed in by any school")
        say(text.format(what=what, n=len(missing), codes=" ".join(missing)), "yellow")
    for text in evidence_texts(found):
        say(text)
    for each in refused:
        say(tr("set aside from {file}: {code} {by} {seq}: {why}").format(**each._asdict()), "red")
    for skip in skipped:
        say(tr("skipped: {file}: {why}").format(**skip._asdict()), "red")


def _ranking(found: District) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", collapse_padding=True)
    table.add_column("", justify="right")
    table.add_column(tr("code"), no_wrap=True, min_width=max((len(row.school.code) for row in found.rows), default=0))
    table.add_column(tr("school"), overflow="fold")
    for heading in (tr("self"), tr("eval"), tr("gap")):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(tr("level"), no_wrap=True)
    table.add_column("", overflow="fold", min_width=BAR)
    full = found.rubric.total or max((row.school.high for row in found.rows), default=Decimal(1)) or Decimal(1)
    for row in found.rows:
        table.add_row(*_cells(found, row, full))
    return table


def _cells(found: District, row: Ranked, full: Decimal) -> list[Text]:
    """A school's row; `full` points are a whole bar."""
    school = row.school
    style = {EXCELLENT: "bold green", UNDECIDED: "yellow"}.get(row.level, "")
    if found.rubric.levels and row.level == found.rubric.levels[-1].id:
        style = "red"
    last = Text(open_text(found.rubric, school), "yellow")
    if row.rank:
        last = Text("=" * round(school.evaluated / full * BAR), "green")
    return [
        Text(str(row.rank or "")),
        Text(school.code),
        Text(visible(school.name)),
        Text(school.claimed),
        Text(evaluated_text(school)),
        Text("" if school.gap is None else signed(school.gap)),
        Text(level_word(found.rubric, row.level), style),
        last,
    ]


def _sections(found: District) -> Table:
    table = figures_table(tr("section"), figures=(tr("points"), tr("self-check"), tr("evaluation")))
    table.add_column("")
    for section, (claimed, scored) in zip(found.rubric.sections, found.means, strict=True):
        share = (scored or Decimal(0)) / section.points if section.points else Decimal(0)
        table.add_row(
            Text(visible(section.label)), points_text(section), plain(claimed) or "-", plain(scored) or "-",
            Text("=" * round(share * BAR), "green"),
        )  # fmt: skip
    return table
