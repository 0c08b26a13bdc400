"""The level in words."""

from scoring.levels import counted
from scoring.mark import plain
from scoring.rubric import Level
from scoring.tally import Tally
from scoring.visit import SCORE, Visit
from scoring.wording import commas, gloss, tr


def level_name(tallied: Tally) -> str:
    """The level's name, ``Undecided`` while it is that, a hyphen where the rubric has no levels."""
    if tallied.undecided:
        return tr("Undecided")
    return level_label(tallied.level) if tallied.level else "-"


def level_label(level: Level) -> str:
    """A level's name as people read it."""
    return gloss(level.name_en) or level.name


def level_sentence(visit: Visit, tallied: Tally) -> str:
    """The level, how often each grade that it goes by was given, and while it is open what it still takes."""
    graded = [item.grade_of(visit.cell(SCORE, item.id).value) for item in visit.rubric.items if item.grades]
    names = [grade.name for grade in graded if grade]
    counts = commas(f"{name} {names.count(name)}" for name in counted(visit.rubric))
    level = f"{level_name(tallied)}  ({counts})" if counts else level_name(tallied)
    lines = [level.min for level in visit.rubric.levels if level.min is not None]
    line = next((line for line in lines if tallied.worst < line <= tallied.best), None)
    if not tallied.undecided or line is None:
        return level
    need, open_points = plain(line - tallied.worst), plain(tallied.best - tallied.worst)
    sentence = tr("{need} of the {open} open points are needed for {line}")
    return f"{level}  {sentence.format(need=need, open=open_points, line=plain(line))}"
