"""Appendix 2: a school's row of the participants' table."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from scoring.roster import DONE, EXCELLENT, FAILED, PASSED, Roster, Teacher, grade_of
from scoring.wording import tr

HOURS = Decimal(25)


class Participants(NamedTuple):
    """Heads counted; the rates of the table are over `teachers`.  `unknown` heads lack data for at least one column."""

    teachers: int
    qualified: int
    course: int
    assessment: int
    practice: int
    unknown: int

    def rate(self, heads: int) -> Decimal:
        """`heads` of the teachers as a percentage with two decimals, half up; 0 of nobody."""
        if not self.teachers:
            return Decimal(0)
        return (Decimal(heads) * 100 / self.teachers).quantize(Decimal("0.01"), ROUND_HALF_UP)


def participant_columns(row: Participants) -> list[tuple[str, int]]:
    """The table's four pairs of heads and rate, named."""
    return [
        (tr("qualified"), row.qualified),
        (tr("course hours reached"), row.course),
        (tr("school's assessment passed"), row.assessment),
        (tr("practice completed"), row.practice),
    ]


def unknown_text(heads: int) -> str:
    """What is to be said beside the table where `heads` lack data."""
    return tr("{n} teachers lack data and count as not reached").format(n=heads)


def participants(roster: Roster, limits: dict[str, Decimal]) -> Participants:
    """The row of a school; what the roster does not say counts as not reached."""
    course = [_hours(teacher.online, limits.get("online_hours", HOURS)) for teacher in roster.teachers]
    assessment = [_assessed(teacher, limits.get("abilities_each", Decimal(0))) for teacher in roster.teachers]
    practice = [_practised(teacher, limits.get("offline_hours", HOURS)) for teacher in roster.teachers]
    everything = list(zip(course, assessment, practice, strict=True))
    return Participants(
        teachers=len(everything),
        qualified=sum(all(three) for three in everything),
        course=sum(map(bool, course)),
        assessment=sum(map(bool, assessment)),
        practice=sum(map(bool, practice)),
        unknown=sum(None in three for three in everything),
    )


def _hours(hours: Decimal | None, limit: Decimal) -> bool | None:
    return None if hours is None else hours >= limit


def _assessed(teacher: Teacher, wanted: Decimal) -> bool | None:
    """By the school's own word, else by as many abilities as everybody shows, all passed: two of three are no pass."""
    if teacher.assessment:
        return teacher.assessment in (PASSED, EXCELLENT)
    grade = grade_of(teacher)
    if not grade or (grade != FAILED and len(teacher.grades) < wanted):
        return None
    return grade != FAILED


def _practised(teacher: Teacher, limit: Decimal) -> bool | None:
    return teacher.practice == DONE if teacher.practice else _hours(teacher.offline, limit)
