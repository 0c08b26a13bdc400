"""What somebody has to look at in a visit, whatever is still to do in it: one rule for all commands and screens."""

from scoring.signatures import in_doubt
from scoring.tally import tally
from scoring.visit import Visit
from scoring.withheld import withheld_kinds

# People differ; a history is two, or entries are gone from it; entries count for nothing, or nobody can say what they
# said; a signature no longer covers what it was given for.
KINDS = ("conflicts", "forks", "gaps", "unlinked", "withheld", "signatures")


def to_look_at(visit: Visit) -> tuple[str, ...]:
    """Which of KINDS there are in the visit."""
    found = (tally(visit).conflicts, visit.forks, visit.gaps, visit.unlinked, withheld_kinds(visit), in_doubt(visit))
    return tuple(kind for kind, things in zip(KINDS, found, strict=True) if things)
