"""A school's teachers: who they are, what they chose, and the digest that fixes them for a draw."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from scoring.canonical import digest_of
from scoring.entry import Entry, newest
from scoring.mark import number
from scoring.visit import Visit

EXCELLENT, PASSED, FAILED = "优秀", "合格", "不合格"
GRADES = (EXCELLENT, PASSED, FAILED)
DONE, NOT_DONE = "完成", "未完成"


class Teacher(NamedTuple):
    """One teacher.  `grades` go with `abilities`, one each; what the school left out is empty or None.

    `online` and `offline` are hours; `assessment` is one of GRADES, `practice` DONE or NOT_DONE.
    """

    id: str
    name: str
    subject: str = ""
    stage: str = ""
    abilities: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    online: Decimal | None = None
    offline: Decimal | None = None
    assessment: str = ""
    practice: str = ""
    resources: int | None = None

    def grade_in(self, ability: str) -> str:
        """What the school gave for one of the abilities; empty where it gave nothing."""
        return dict(zip(self.abilities, self.grades, strict=False)).get(ability, "")  # without grades, none at all


@dataclass(frozen=True, eq=False, repr=False)
class Roster:
    """The teachers sorted by the bytes of their ids, and the entry that brought them."""

    teachers: tuple[Teacher, ...]
    digest: str
    entry: Entry

    @cached_property
    def by_id(self) -> dict[str, Teacher]:
        """Teachers by id."""
        return {teacher.id: teacher for teacher in self.teachers}


def roster_body(teachers: Iterable[Teacher], salt: str) -> dict[str, Any]:
    """The body of a `roster` entry; `salt` is 16 random bytes in hex, so that a withheld body cannot be guessed."""
    rows = roster_rows(teachers)
    return {"digest": roster_digest(rows), "teachers": rows, "salt": salt}


def roster_rows(teachers: Iterable[Teacher]) -> list[dict[str, Any]]:
    """The teachers as JSON, sorted by the UTF-8 bytes of their ids; what is empty is left out."""
    return sorted(map(_row, teachers), key=_by_id)


def roster_digest(rows: list[dict[str, Any]]) -> str:
    """The digest of a roster's rows, sorted by id."""
    return digest_of("ipc2-roster-v1", rows, "roster")


def roster_of(visit: Visit) -> Roster | None:
    """The newest roster that the visit has; None where there is none, or its rows are withheld."""
    if "roster" not in visit.counts:
        return None
    entries = [entry for entry in visit.counting if entry.kind == "roster"]
    return roster_in(newest(entries)) if entries else None


@lru_cache(maxsize=4)
def roster_in(entry: Entry) -> Roster | None:
    """The roster that a `roster` entry brings; None where its body is withheld."""
    if entry.body is None:
        return None
    rows = sorted(entry.body["teachers"], key=_by_id)
    return Roster(tuple(map(_teacher, rows)), roster_digest(rows), entry)


def grade_of(teacher: Teacher) -> str:
    """A teacher's grade over all their abilities: EXCELLENT, PASSED or FAILED; empty while one is not graded."""
    if FAILED in teacher.grades:
        return FAILED
    if not teacher.grades or not all(grade in GRADES for grade in teacher.grades):
        return ""
    return EXCELLENT if EXCELLENT in teacher.grades else PASSED


def told_apart(names: Iterable[str]) -> list[str]:
    """Ids for teachers without one: the name, ``#2`` behind the second of that name."""
    seen: Counter[str] = Counter()
    ids = []
    for name in names:
        seen[name] += 1
        ids.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return ids


def _by_id(row: dict[str, Any]) -> bytes:
    id_: str = row["id"]
    return id_.encode()


def _row(teacher: Teacher) -> dict[str, Any]:
    row = {
        **teacher._asdict(),
        "abilities": list(teacher.abilities),
        "grades": list(teacher.grades) if any(teacher.grades) else [],
        "online": None if teacher.online is None else number(teacher.online),
        "offline": None if teacher.offline is None else number(teacher.offline),
    }
    return {key: value for key, value in row.items() if value not in ("", [], None)}


def _teacher(row: dict[str, Any]) -> Teacher:
    abilities = tuple(row.get("abilities", ()))
    grades = tuple(row.get("grades", ()))
    return Teacher(
        id=row["id"],
        name=row["name"],
        subject=row.get("subject", ""),
        stage=row.get("stage", ""),
        abilities=abilities,
        grades=(*grades, *[""] * (len(abilities) - len(grades))),
        online=_hours(row.get("online")),
        offline=_hours(row.get("offline")),
        assessment=row.get("assessment", ""),
        practice=row.get("practice", ""),
        resources=row.get("resources"),
    )


def _hours(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
