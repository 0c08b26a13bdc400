"""What somebody has to look at in a visit, whatever is still to do in it: one rule for all commands and screens."""

from scoring.forks import overridden_texts
from scoring.signatures import in_doubt
from scoring.tally import tally
from scoring.visit import Visit
from scoring.withheld import withheld_kinds, withheld_text
from scoring.wording import commas, mark, tr, visible

# People differ; a history is two, or entries are gone from it; entries count for nothing, or nobody can say what they
# said; a signature no longer covers what it was given for.
KINDS = {
    "conflicts": mark("people differ"), "forks": mark("two histories of one person"),
    "gaps": mark("entries are missing"), "unlinked": mark("entries count for nothing"),
    "withheld": mark("contents of entries are withheld"), "signatures": mark("a signature no longer holds"),
}  # fmt: skip


def to_look_at(visit: Visit) -> tuple[str, ...]:
    """Which of KINDS there are in the visit."""
    found = (tally(visit).conflicts, visit.forks, visit.gaps, visit.unlinked, withheld_kinds(visit), in_doubt(visit))
    return tuple(kind for kind, things in zip(KINDS, found, strict=True) if things)


def doubtful_histories(visit: Visit) -> list[str]:
    """What is wrong with the entries themselves, in words: withheld, two histories of one person, gaps, misplaced."""
    texts = [hidden] if (hidden := withheld_text(visit)) else []
    if visit.forks:
        text = tr("two histories of {names}, who went on in two copies of the file; all of it is kept")
        texts += [text.format(names=commas(map(visible, visit.forks))), *overridden_texts(visit)]
    if visit.gaps:
        texts.append(tr("entries of {names} are missing").format(names=commas(map(visible, visit.gaps))))
    text = tr("not counted: {by} {seq}: {why}")
    return texts + [text.format(by=visible(each.by), seq=each.seq, why=why) for each, why in visit.unlinked]
