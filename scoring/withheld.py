"""Entries whose bodies are withheld: their hashes still hold, but nobody can say what they said."""

from collections import Counter

from scoring.visit import Visit
from scoring.wording import commas, tr, visible


def withheld_kinds(visit: Visit) -> dict[str, int]:
    """How many entries have no body, by kind; but for rosters, which merging withholds on purpose."""
    return dict(Counter(entry.kind for entry in visit.entries if entry.body is None and entry.kind != "roster"))


def withheld_text(visit: Visit) -> str:
    """What is withheld, for people; empty where nothing is."""
    found = withheld_kinds(visit)
    if not found:
        return ""
    kinds = commas(f"{visible(kind)} {count}" for kind, count in sorted(found.items()))
    return tr("the contents of entries are withheld and count for nothing: {kinds}").format(kinds=kinds)
