"""A district's levels, totals and what is still to do, in words."""

from scoring.district import District, excellent_share
from scoring.district_school import School
from scoring.mark import plain
from scoring.participants import unknown_text
from scoring.pooled import pooled_text
from scoring.rubric import EXCELLENT, UNDECIDED, Rubric
from scoring.verdict import level_label
from scoring.wording import commas, mark, tr, visible

# Of what scoring.attention knows, all but conflicts, which stand in each school's own row.
_LOOKS = {
    "forks": mark("two histories of one person: {codes}"),
    "gaps": mark("entries are missing: {codes}"),
    "unlinked": mark("entries count for nothing: {codes}"),
    "withheld": mark("contents of entries are withheld: {codes}"),
    "signatures": mark("a signature no longer holds: {codes}"),
}


def level_word(rubric: Rubric, level: str) -> str:
    """A level's name as people read it, the district's own included."""
    named = {each.id: level_label(each) for each in rubric.levels}
    excellent = tr("Excellent")
    if excellent.casefold() in map(str.casefold, named.values()):  # to be told from the form's own of that name
        excellent = tr("Excellent (quota)")
    words = {EXCELLENT: excellent, UNDECIDED: tr("Undecided"), "": "-"}
    return words.get(level) or named[level]


def evaluated_text(school: School) -> str:
    """Its evaluation as people read it: ``71.5``, ``(41)`` or ``(70-71.5)`` while undecided, ``-`` without one."""
    if school.total is None:
        return "-"
    if school.level != UNDECIDED:
        return plain(school.evaluated)
    return f"({plain(school.evaluated)}" + (f"-{plain(school.high)})" if school.high != school.evaluated else ")")


def open_text(rubric: Rubric, school: School) -> str:
    """Why it is undecided, and which level it has whatever comes of that; empty where it is decided."""
    texts = [tr("{n} unscored").format(n=school.unscored)] * bool(school.unscored)
    texts += [tr("{n} in conflict").format(n=len(school.conflicts))] * bool(school.conflicts)
    return commas(texts + [tr("{level} in any case").format(level=level_word(rubric, school.sure))] * bool(school.sure))


def quota_text(found: District) -> str:
    """How many schools may be excellent, and of how many that is the share."""
    text = tr("at most {limit} excellent: {percent} % of {n} schools")
    percent = plain(excellent_share(found.rubric) * 100)
    return text.format(limit=found.excellent_limit, percent=percent, n=found.quota_of)


def provisional(found: District) -> int:
    """How many schools, undecided or not visited yet, can still change who is excellent; 0 where nobody is decided."""
    decided = len(found.rows) - found.counts[UNDECIDED]
    return found.hopeful + len(found.unvisited) if found.rubric.levels and decided else 0


def to_do(found: District) -> list[str]:
    """What somebody has to see to before the totals stand, but for what was not handed in."""
    said = []
    if n := provisional(found):
        said.append(tr("excellent is provisional: {n} schools are undecided or not visited yet").format(n=n))
    if found.tied_at_cut:
        codes = "  ".join(found.tied_at_cut)
        said.append(tr("a tie lies across the quota, the bureau decides: {codes}").format(codes=codes))
    if found.unvisited:
        names = "  ".join(visible(f"{code} {name}".strip()) for code, name in found.unvisited)
        text = tr("{n} schools of the list have no visit here that can be read: {names}")
        said.append(text.format(n=len(found.unvisited), names=names))
    if found.unlisted:
        codes = "  ".join(f"{code} (= {commas(others)}?)" if others else code for code, *others in found.unlisted)
        said.append(tr("not on the district's list: {codes}").format(codes=codes))
    said += [tr("{code} is {listed} on the district's list, but {named} in its visit: is the code right?").format(
        code=code, listed=visible(listed), named=visible(named)) for code, listed, named in found.renamed]  # fmt: skip
    said += [tr("two schools under one code? {code}: {names}").format(
        code=code, names=commas(map(visible, names))) for code, *names in found.named_twice]  # fmt: skip
    said += [tr("one school under two codes? {one} {other}").format(one=one, other=other)
             for one, other in found.lookalikes]  # fmt: skip
    said += [tr(_LOOKS[kind]).format(codes="  ".join(codes)) for kind, codes in found.looks.items() if kind in _LOOKS]
    if lacking := found.participants.unknown:
        rows = ((row.school.code, row.school.participants) for row in found.rows)
        whose = sorted(code for code, row in rows if row and row.unknown)
        said.append(tr("Appendix 2: {text}: {codes}").format(text=unknown_text(lacking), codes="  ".join(whose)))
    if without := found.without_roster:
        text = tr("{n} schools have no roster in these files (merge keeps rosters with --with-rosters)")
        said.append(text.format(n=len(without)))
    return said


def evidence_texts(found: District) -> list[str]:
    """What the verified teachers of all schools prove together; nothing where nobody was verified."""
    absent = tr("Counting every absent teacher as failing: {sentence}")
    said = [pooled_text(found.evidence)] if found.evidence else []
    return said + ([absent.format(sentence=pooled_text(found.worst))] if found.worst else [])


def missing_hand_ins(found: District) -> dict[str, list[str]]:
    """The codes of the schools of which nobody has recorded that a thing came, by the thing, in the rubric's order."""
    missing: dict[str, list[str]] = {}
    for row in found.rows:
        for each in row.school.hand_ins:
            codes = missing.setdefault(each.what, [])
            if each.on is None:
                codes.append(row.school.code)
    return {what: sorted(codes) for what, codes in missing.items() if codes}
