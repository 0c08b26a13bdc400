"""The statement: one line of plain capitals that says what a visit came to, to be signed, printed and read anywhere.

docs/FORMAT.md has its fields.  With its signature behind it, it is the text of the sheet's QR code.
"""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from scoring.canonical import nfc
from scoring.draws import draws_of
from scoring.mark import plain
from scoring.problem import Problem
from scoring.record import record_of
from scoring.result import level_id
from scoring.tally import Sum, tally
from scoring.visit import Visit
from scoring.wording import commas, tr

HEAD = "IPC2:1"
LONGEST = 483  # characters of a QR code that still has half a millimetre a module in its box
_LONGEST_TEXT = 2000  # looking for fields takes longer than the text is long
SIGNATURE = 103  # 64 bytes in Base32
_LEVELS = {"qualified": "Q", "not_qualified": "N"}
_POINTS = r"(?:[0-9]+(?:\.[0-9]+)?|-)"
_LIST = rf"{_POINTS}(?:/{_POINTS})*"
_AFTER_DATE = re.compile(
    rf"(?P<rubric>[0-9A-Z.-]+?)(?:S(?P<self>{_LIST}))?(?:E(?P<evaluated>{_LIST}))?"
    rf"T(?P<total>{_POINTS}/{_POINTS}/{_POINTS})(?P<level>Q|N|L[0-9]+|-)D(?P<draws>[0-9]+:[0-9]+:[0-9]+)"
    r"N(?P<name>[A-Z2-7]{8})R(?P<record>[A-Z2-7]{52})K(?P<kid>[A-Z2-7]{13})(?P<signature>[A-Z2-7]{103})?"
)


class Statement(NamedTuple):
    """A statement's fields as they stand in it; lists of points are one text, parted by strokes, or empty."""

    code: str
    day: str
    rubric: str
    self_check: str
    evaluated: str
    total: str
    level: str
    draws: str
    name_check: str
    record: str
    kid: str

    @property
    def text(self) -> str:
        """The line that is signed."""
        sections = [f"{tag}{points}" for tag, points in (("S", self.self_check), ("E", self.evaluated)) if points]
        return " ".join((HEAD, self.code, self.day, self.rubric, *sections, f"T{self.total}{self.level}",
                         f"D{self.draws}", f"N{self.name_check}", f"R{self.record}", f"K{self.kid}"))  # fmt: skip

    @property
    def check_code(self) -> str:
        """The record's first ten characters in two groups, to be compared by eye."""
        return f"{self.record[:5]}-{self.record[5:10]}"


class Read(NamedTuple):
    """One way to read a text: its statement, and the signature behind it (64 bytes, or none)."""

    statement: Statement
    signature: bytes


def why_not_signable(visit: Visit) -> list[str]:
    """Why a visit has no statement yet, in words; empty where it has one."""
    tallied = tally(visit)
    reasons = []
    if unscored := tallied.evaluated.items - tallied.evaluated.marked:
        reasons.append(tr("{n} items have no score").format(n=unscored))
    if tallied.conflicts:
        reasons.append(tr("people differ on {items}").format(items=commas(tallied.conflicts)))
    if visit.unlinked or visit.problems:
        reasons.append(tr("entries are in it that do not count"))
    if not _is_day(visit.school.date.replace("-", "")):
        reasons.append(tr("the date of the visit is none such as 2022-12-05"))
    return reasons


def statement_of(visit: Visit, key: bytes) -> Statement:
    """The statement of a visit for the public key with this SSH blob.  Raises Problem while something is open."""
    if reasons := why_not_signable(visit):
        raise Problem(visit.code, tr("cannot be signed yet: {why}").format(why=tr("; ").join(reasons)))
    tallied, draws = tally(visit), draws_of(visit)
    last = draws.draws[-1] if draws.draws else None
    drawn = (len(last.standing), last.field("population")) if last else (0, 0)
    total = "/".join((_sum(tallied.self_check), _sum(tallied.evaluated), plain(tallied.evaluated.possible)))
    full = Statement(
        code=visit.code,
        day=visit.school.date.replace("-", ""),
        rubric=_word(visit.rubric.id),
        self_check="/".join(_sum(section.self_check) for section in tallied.sections),
        evaluated="/".join(_sum(section.evaluated) for section in tallied.sections),
        total=total,
        level=_level(visit, level_id(tallied)),
        draws=f"{draws.next_no - 1}:{drawn[0]}:{drawn[1]}",
        name_check=name_check(visit.school.name),
        record=base32(bytes.fromhex(record_of(visit))),
        kid=key_id(key),
    )
    shorter = (full, full._replace(self_check=""), full._replace(self_check="", evaluated=""))
    return next((each for each in shorter if len(each.text) + 1 + SIGNATURE <= LONGEST), shorter[-1])


def code_text(statement: str, signature: bytes) -> str:
    """The QR code's text."""
    return f"{statement} {base32(signature)}"


def readings(text: str) -> list[Read]:
    """Every way to read `text` as a statement, the likeliest first.

    Capitals, full-width forms, line breaks and spaces may have been changed or lost on the way.  Raises Problem for
    another text, for a newer version, and for one that is cut off.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    solid = "".join(plain.split())
    if not solid.startswith("IPC2:"):
        raise Problem(tr("code"), tr("this is no score sheet's code; it begins with IPC2:1"))
    if len(solid) > _LONGEST_TEXT:
        raise Problem(tr("code"), tr("is longer than a code can be; take the text of the code alone"))
    if not solid.startswith(HEAD):
        raise Problem(tr("code"), tr("comes from a newer version of this program; this one reads IPC2:1"))
    found = list(_readings(solid.removeprefix(HEAD)))
    if not found:
        raise Problem(tr("code"), tr("is cut off or mistyped; take the whole text of the code again"))
    spaced = " ".join(plain.split())
    return sorted(found, key=lambda read: not spaced.startswith(read.statement.text))


def name_check(name: str) -> str:
    """Eight characters that stand for a school's name."""
    return base32(hashlib.sha256(nfc(name).encode()).digest()[:5])


def key_id(blob: bytes) -> str:
    """Thirteen characters that stand for a public key, the start of its SHA-256."""
    return base32(hashlib.sha256(blob).digest()[:8])


def base32(data: bytes) -> str:
    """RFC 4648 capitals, without padding."""
    return base64.b32encode(data).decode().rstrip("=")


def from_base32(text: str) -> bytes:
    """What `base32` was made of."""
    return base64.b32decode(text + "=" * (-len(text) % 8))


def _readings(solid: str) -> Iterator[Read]:
    for at in range(1, min(25, len(solid) - 8)):
        day, code = solid[at : at + 8], solid[:at]
        match = _AFTER_DATE.fullmatch(solid, at + 8)
        if match is None or not _is_day(day) or not re.fullmatch(r"[0-9A-Z-]+", code):
            continue
        said = match.groupdict(default="")
        signature = from_base32(said["signature"])
        statement = Statement(code, day, said["rubric"], said["self"], said["evaluated"], said["total"], said["level"],
                              said["draws"], said["name"], said["record"], said["kid"])  # fmt: skip
        if not said["signature"] or base32(signature) == said["signature"]:
            yield Read(statement, signature)


def _is_day(text: str) -> bool:
    try:
        return re.fullmatch(r"[0-9]{8}", text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _word(name: str) -> str:
    """An id in capitals; the start of its hash where capitals do not do."""
    if re.fullmatch(r"[0-9A-Z.-]+", name.upper()):
        return name.upper()
    return base32(hashlib.sha256(nfc(name).encode()).digest())[:10]


def _level(visit: Visit, level: str | None) -> str:
    if level is None:
        return "-"
    ids: Sequence[str] = [each.id for each in visit.rubric.levels]
    return _LEVELS.get(level) or f"L{ids.index(level) + 1}"


def _sum(total: Sum) -> str:
    return plain(total.low) if total.marked else "-"
