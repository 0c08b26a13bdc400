"""A colleague's copy of the visit on screen: what it has that is not here yet."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from ipc2_tui.files.merging import documents_in, merged
from scoring.attention import doubtful_histories
from scoring.entry import Entry
from scoring.mark import DIFFERING, plain
from scoring.merge import news, same_rubric
from scoring.opening import school_changes
from scoring.problem import Problem
from scoring.verification import RESULT_NAMES, disputed
from scoring.visit import CLAIM, SCORE, Visit, fold
from scoring.wording import commas, tr, visible


class Joined(NamedTuple):
    """What a copy would bring: entries that are new here, a line for each person, and what is to be read before."""

    entries: tuple[Entry, ...]
    rows: tuple[str, ...]
    notes: tuple[str, ...]


def joined_from(path: Path, visit: Visit) -> Joined:
    """What the copy in the file at `path` would bring into `visit`.  Raises Problem for a file of other schools."""
    documents = documents_in(path)
    if visit.code not in documents:
        codes = commas(sorted(documents)[:3])
        text = tr("holds no visit of {code}, but of {codes}; if that is a mistyped code, whoever recorded it makes the"
                  " right file with ipc2 new --code {code} --from FILE")  # fmt: skip
        raise Problem(str(path), text.format(code=visit.code, codes=codes))
    theirs, refused = merged(visit.code, [(path, documents[visit.code])])
    same_rubric(visit.rubric, theirs.rubric, str(path))
    new = tuple(news(visit, theirs))
    people = Counter(entry.name for entry in new)
    rows = [tr("{name}: {n} entries").format(name=visible(name), n=n) for name, n in sorted(people.items())]
    after = fold(visit.code, visit.rubric, [*visit.entries, *new])
    aside = tr("set aside from {file}: {code} {by} {seq}: {why}")
    known = doubtful_histories(visit)
    notes = [f"! {text}" for text in doubtful_histories(after) if text not in known]
    notes += _school(visit, after) + [aside.format(**each._asdict()) for each in refused]
    return Joined(new, tuple(rows + _differences(visit, after)), tuple(map(visible, notes)))


def _school(visit: Visit, after: Visit) -> list[str]:
    """That the copy says something else of the school, and newer."""
    changes = school_changes(visit.school, after.school)
    text = tr("! the school's details will change: {changes} (e corrects them)")
    return [text.format(changes=tr("; ").join(changes))] if changes else []


def _differences(visit: Visit, after: Visit) -> list[str]:
    """The items on which people would differ, that do not yet, and those that would come to another score."""
    lines = []
    ruled, plainly = tr("unlike the ruling: {item}  {values}"), tr("people will differ: {item}  {values}")
    for column in (SCORE, CLAIM):
        of_claims = tr("(self-check)") if column == CLAIM else ""
        for item in visit.rubric.items:
            cell, before = after.cell(column, item.id), visit.cell(column, item.id)
            which = f"{item.numbered} {of_claims}".rstrip()
            if None not in (before.value, cell.value) and before.value != cell.value:
                lines.append(f"{which}  {plain(before.value)} -> {plain(cell.value)}")
            if cell.conflict and not before.conflict:
                values = f" {DIFFERING} ".join(map(plain, cell.values))
                lines.append((ruled if cell.ruled else plainly).format(item=which, values=values))
    known = {(one.draw.no, one.teacher) for one in disputed(visit)}
    for one in disputed(after):
        if (one.draw.no, one.teacher) not in known:
            outcomes = DIFFERING.join(tr(RESULT_NAMES[each]) for each in one.outcomes)
            lines.append(plainly.format(item=one.draw.teacher(one.teacher).name, values=outcomes))
    return lines
