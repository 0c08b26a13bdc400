"""Which part of the roster a teacher belongs to when a draw is proportional."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from scoring.roster import Roster, Teacher

ENVIRONMENT, SUBJECT = "environment", "subject"
STRATA = (ENVIRONMENT, SUBJECT)


def strata_of(roster: Roster, by: str) -> dict[str, str]:
    """Each teacher's stratum by id: the environment most of their abilities are for (the first of equals), or subject.

    An empty `by` puts everybody into one stratum.
    """
    if by == SUBJECT:
        return {teacher.id: teacher.subject or "-" for teacher in roster.teachers}
    if by == ENVIRONMENT:
        return {teacher.id: _environment(teacher) for teacher in roster.teachers}
    return {teacher.id: "" for teacher in roster.teachers}


def strata_body(roster: Roster, by: str) -> dict[str, Any] | None:
    """The strata as a seal or draw records them; None where there are none."""
    if not by:
        return None
    sizes = Counter(strata_of(roster, by).values())
    return {"by": by, "sizes": dict(sorted(sizes.items()))}


def strata_by(bound: Mapping[str, Any]) -> str:
    """What a seal or draw, or what it is bound to, is proportional by; empty for nothing."""
    return str((bound.get("strata") or {}).get("by", ""))


def _environment(teacher: Teacher) -> str:
    letters = sorted(ability[0] for ability in teacher.abilities if ability)
    return max(letters, key=letters.count, default="-")
