"""The district: every school's place and level, what is still open, and what all of them come to together."""

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from scoring.district import District, Ranked, district_of
from scoring.district_words import evaluated_text, evidence_texts, level_word, missing_hand_ins, open_text, to_do
from scoring.mark import plain, signed
from scoring.merge import news
from scoring.participants import participant_columns
from scoring.problem import Problem
from scoring.wording import commas, few, mark, tr, visible
from screens.commands import command
from screens.folder_screen import FIND, SHOW_ALL, Column, Folder, FolderScreen, none_found, with_name
from screens.messages import VisitChosen
from screens.widgets.lines import Lines
from screens.widgets.row_table import RowTable
from screens.widgets.text import Line, bar, fit, fit_name, line, right, wrap_between, wrapped

_BAR = 8
WIDEST = 120  # of two section averages side by side


class DistrictScreen(FolderScreen):
    """Ranks the visits of a folder; posts `VisitChosen`.  Gives nothing back."""

    BINDINGS: ClassVar = [
        command("enter", "choose", mark("open"), mark("Open the school's visit"), True),
        command("o", "sort", mark("sort"), mark("Order by place, code, gap, or what has been handed in"), True),
        FIND,
        command("x", "work('book')", mark("book"), mark("Make the district's workbook, with Appendix 2"), True),
        command("p", "work('spot-check')", mark("spot check"), mark("Draw the schools to inspect again"), True),
        command("space", "more", mark("more"), mark("Scroll what stands below the table"), True),
        SHOW_ALL,  # before the way back, which is escape's where no text is looked for
        command("escape", "leave", mark("back"), mark("Go back to the visits"), True, "esc"),
        command("q", "leave", mark("back"), mark("Go back to the visits"), True),
    ]
    TABLE, BELOW = "schools", "totals"
    ORDERS = (mark("by place"), mark("by code"), mark("those who overrate themselves first"),
              mark("least handed in first"))  # fmt: skip

    def __init__(self, folder: Folder) -> None:
        super().__init__()
        self.folder = folder

    def on_mount(self) -> None:
        """Rank what the list had."""
        self.show(self.folder)

    def on_resize(self) -> None:
        """The columns are made for the width."""
        self.draw()

    def take(self, folder: Folder) -> None:
        """Rank these visits."""
        self.folder = folder
        try:
            visits = [row.visit for row in folder.rows if row.visit is not None]
            left_out = [*folder.left_out, *(row.file for row in folder.rows if row.visit is None)]
            set_aside = [each.place for row in folder.rows for each in row.aside]
            self.found = district_of(visits, folder.listed, left_out, set_aside)
        except Problem as problem:
            self.found = None
            self.query_one("#heading", Static).update(Content(str(problem)))

    def keys(self) -> list[tuple[str, str]]:
        """Each row's school."""
        return [("", row.school.code) for row in self._rows()]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What stands below the table is scrolled where there is more of it."""
        if action == "more":
            return self.query_one("#totals", Lines).max_scroll_y > 0
        return super().check_action(action, parameters)

    def action_more(self) -> None:
        """A page further down in what stands below the table; from its end back to its beginning."""
        totals = self.query_one("#totals", Lines)
        if totals.scroll_offset.y < totals.max_scroll_y:
            totals.scroll_relative(y=max(1, totals.size.height - 1), animate=False)
        else:
            totals.scroll_home(animate=False)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_choose(self) -> None:
        """Open the school under the cursor."""
        self.draw_due()
        rows, at = self._rows(), self.query_one(RowTable).cursor_row
        if at < len(rows):
            code = rows[at].school.code
            copies = {row.file: row.visit for row in self.folder.rows if row.visit and row.visit.code == code}
            # A copy that lacks what another has is not chosen for anybody: who goes on in it has two histories.
            whole = [file for file, copy in copies.items() if not any(news(copy, each) for each in copies.values())]
            if whole:
                self.post_message(VisitChosen(min(whole, key=len), code))
                return
            text = tr("Each of {files} lacks what another has: open one in the list (esc), and take the others in (i).")
            self.notify(visible(text.format(files=commas(sorted(copies)))), severity="warning", markup=False)

    def _rows(self) -> list[Ranked]:
        """The schools that pass the filter, in the order chosen."""
        found = self.found
        if found is None:
            return []
        rows = [row for row in found.rows if self.is_wanted(*_words(found, row))]
        if self.order == 0:
            return rows
        return sorted(rows, key=lambda row: (_order(row, self.order), row.school.code))

    def draw(self) -> None:
        """Show the rows in the order chosen."""
        found = self.found
        table = self.query_one(RowTable)
        table.display = found is not None
        if found is None:
            self.query_one("#totals", Lines).show(lambda _: [])
            return
        counts = "  ".join(f"{level_word(found.rubric, name)} {count}" for name, count in found.counts.items())
        heading = tr("{n} schools   {counts}   (at most {limit} of {all} excellent)")
        heading = heading.format(n=len(found.rows), counts=counts, limit=found.excellent_limit, all=found.quota_of)
        lines = [Content.styled(heading, "bold") + self.order_text()]
        if found.uncounted:
            lines.append(Content.styled(_left_out(few(found.uncounted)), "bold $text-error"))
        rows = self._rows()
        if found.rows and not rows:
            lines.append(none_found())
        self.query_one("#heading", Static).update(Content("\n").join(lines))
        columns = _columns(self.size.width, max(cell_len(level_word(found.rubric, name)) for name in found.counts))
        self.fill(columns, ((_texts(found, row), {tr("level"): _colour(found, row)}) for row in rows))
        self.query_one("#totals", Lines).show(lambda width: _totals(found, width))
        self.call_after_refresh(self.draw_keys)


def _words(found: District, row: Ranked) -> tuple[str, ...]:
    """What a row can be found by."""
    school = row.school
    return school.code, school.name, school.town, school.stage, level_word(found.rubric, row.level)


def _order(row: Ranked, order: int) -> float | Decimal:
    school = row.school
    if order == 2:
        return Decimal("Infinity") if school.gap is None else school.gap
    return sum(each.on is not None for each in school.hand_ins) if order == 3 else 0


def _columns(width: int, level: int) -> list[Column]:
    """The columns that fit."""
    columns = [
        Column("", 3, right),
        Column(tr("code"), 11),
        Column(tr("school"), 0, fit_name),
        Column(tr("eval"), 11, right),
        Column(tr("level"), level),
    ]
    if width >= 72:
        columns.insert(3, Column(tr("self"), 9, right))
        columns.insert(5, Column(tr("gap"), 6, right))
    if width >= 92:
        columns.append(Column(tr("handed in"), 9, right))
    if width >= 112:
        columns.append(Column(tr("still open"), 25))
    if width >= 140:
        columns[3:3] = [Column(tr("stage"), 10), Column(tr("town"), 12)]
    return with_name(columns, width, 2)


def _texts(found: District, row: Ranked) -> dict[str, str]:
    school = row.school
    here = sum(each.on is not None for each in school.hand_ins)
    return {
        "": str(row.rank or ""),
        tr("code"): school.code,
        tr("school"): visible(school.name),
        tr("self"): school.claimed,
        tr("eval"): evaluated_text(school),
        tr("gap"): "" if school.gap is None else signed(school.gap),
        tr("level"): level_word(found.rubric, row.level),
        tr("handed in"): f"{here}/{len(school.hand_ins)}" if school.hand_ins else "-",
        tr("still open"): open_text(found.rubric, school),
        tr("stage"): visible(school.stage),
        tr("town"): visible(school.town),
    }


def _colour(found: District, row: Ranked) -> str:
    """The theme's colour for the level."""
    if row.rank is None:
        return "text-warning"
    levels = found.rubric.levels
    return "text-error" if levels and row.level == levels[-1].id else "text-success"


def _left_out(files: Sequence[str]) -> str:
    return tr("LEFT OUT: {files}").format(files=visible("  ".join(files)))


def _totals(found: District, width: int) -> list[Line]:
    """Section averages two abreast, Appendix 2, and what somebody has to see to."""
    half = min(width, WIDEST) // 2
    cells = [_section(found, place, half) for place in range(len(found.rubric.sections))]
    rows = (len(cells) + 1) // 2
    head = tr("averages of the decided: self-check of whole sections | evaluation")
    lines = wrapped(head, width - 1, "$foreground-muted", 1)
    lines += [(*cells[top], *(line() if top + rows >= len(cells) else cells[top + rows])) for top in range(rows)]
    total = found.participants
    if total.teachers:
        rates = "  ".join(f"{name} {plain(total.rate(heads))} %" for name, heads in participant_columns(total))
        text = tr("Appendix 2: {n} teachers  {rates}").format(n=total.teachers, rates=rates)
        lines += [line(f" {row}") for row in wrap_between(text.split("  "), width - 2)]
    said = to_do(found)
    if missing := missing_hand_ins(found):
        text = "  ".join(f"{visible(what)} {len(codes)}" for what, codes in missing.items())
        said.append(tr("not recorded as handed in, schools: {missing}").format(missing=text))
    if few(found.uncounted) != found.uncounted:  # those that the heading has no room for
        said.append(_left_out(found.uncounted))
    lines += [row for text in said for row in wrapped(text, width - 1, "$text-warning", 1)]
    return lines + [row for text in evidence_texts(found) for row in wrapped(text, width - 1, indent=1)]


def _section(found: District, place: int, width: int) -> Line:
    section = found.rubric.sections[place]
    claimed, scored = found.means[place]
    full = section.points or Decimal(1)
    length = _BAR if width >= 36 else 2
    return line(
        f" {fit(section.label, width - length - 17)}",
        (right(plain(claimed) or "-", 6), "$text-primary"),
        (right(plain(scored) or "-", 7) + " ", "bold"),
        *bar(float((scored or 0) / full), length, "$text-success"),
        "  ",
    )
