"""Makes the sample district anew, byte for byte the same: ``python -m sample_data.make``.

Fourteen invented schools, their visits in every state a clerk meets: not begun, self-check in, half done by one or by
three evaluators, in conflict, ruled on, forked, complete above, at and below the line; some with rosters, draws and
verified teachers; a roster and a self-check as a school sent them, still to be imported; the list of schools.  Beside
them, in ``team``, the files that the three evaluators of one school hand to their lead, to try merging on.
"""

import hashlib
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from ipc2_tui.files.layout import dump_json
from ipc2_tui.files.rubrics import DEFAULT, built_in, built_in_abilities
from ipc2_tui.files.visit_file import file_json
from sample_data import VISITS
from sample_data.papers import roster_file, school_list, self_check_file
from sample_data.teachers import teachers
from scoring.draw import sample_size
from scoring.draw_entries import draw_body, seal_body, stand_in_body
from scoring.draws import find_draw, usual_rate
from scoring.entry import Entry
from scoring.hand_ins import HAND_IN, hand_in_body
from scoring.mark import Mark, mark_body
from scoring.opening import new_visit
from scoring.roster import roster_body
from scoring.rubric import Item
from scoring.verification import FAILED, PASSED, STEPS, Card, verify_body
from scoring.visit import CLAIM, SCORE, Visit, fold, with_entry

TEAM = Path(__file__).parent / "team"
SCORED_BY_THREE = "370899-0104"
LEAD, SECOND, THIRD, SCHOOL = "林知远", "苏明澈", "周予安", "学校填报"
NOTES = (
    "档案齐全, 有会议记录",
    "缺第二学期记录",
    "访谈两名教师, 说法一致",
    "平台截图与汇总表相符",
    "制度上墙, 执行记录不全",
)


class Maker:
    """One visit in the making: who records what, a few minutes apart."""

    def __init__(self, number: int, name: str, stage: str, town: str, teachers: int) -> None:
        self.random = random.Random(f"ipc2-{number}")  # noqa: S311 - made-up data, the same every time
        self.clock = datetime.fromisoformat("2022-12-05T08:30:00+08:00") + timedelta(days=number // 3)
        self.visit = new_visit(
            code=f"370899-{100 + number:04d}",
            rubric=built_in(DEFAULT),
            by=by(LEAD),
            at=self.now(),
            school={
                "name": name, "date": self.clock.date().isoformat(), "stage": stage, "town": town,
                "teachers": teachers, "team": [LEAD, SECOND, THIRD],
            },
        )  # fmt: skip

    def now(self) -> str:
        """The next moment."""
        self.clock += timedelta(seconds=70)
        return self.clock.isoformat()

    def record(self, person: str, kind: str, body: dict[str, Any]) -> Entry:
        """Append one entry."""
        entry = self.visit.next_entry(by(person), self.now(), kind, body)
        self.visit = with_entry(self.visit, entry)
        return entry

    def claim(self, level: float = 0.97) -> "Maker":
        """The school's self-check: near full points."""
        for item in self.visit.rubric.items:
            self.record(SCHOOL, CLAIM, mark_body(item.id, Mark(self.points(item, level))))
        return self

    def score(self, person: str, items: tuple[Item, ...], level: float) -> "Maker":
        """One person scores `items` at about `level` of their points, now and then with a note."""
        for item in items:
            note = self.random.choice(NOTES) if self.random.random() < 0.25 else ""
            ticks = item.choices[:3] if item.choices else ()
            self.record(person, SCORE, mark_body(item.id, Mark(self.points(item, level), note, ticks)))
        return self

    def score_to(self, person: str, total: str) -> "Maker":
        """One person scores the whole form so that it comes to exactly `total`."""
        left = Decimal(100) - Decimal(total)
        items = list(self.visit.rubric.items)
        lost = dict.fromkeys((item.id for item in items), Decimal(0))
        while left:
            item = self.random.choice(items)
            if lost[item.id] < (item.points or 0):
                lost[item.id] += item.step
                left -= item.step
        for item in items:
            self.record(person, SCORE, mark_body(item.id, Mark((item.points or Decimal(0)) - lost[item.id])))
        return self

    def roster(self, good: float = 0.97) -> "Maker":
        """The school's teachers."""
        school = self.visit.school
        rows = teachers(int(self.visit.code[-3:]), school.teachers, school.stage, built_in_abilities(), good)
        self.record(LEAD, "roster", roster_body(rows, self.bytes().hex()))
        return self

    def draw(self) -> "Maker":
        """The lead's draw, sealed, with the rubric's share of the teachers."""
        count = sample_size(self.visit.school.teachers, usual_rate(self.visit))
        nonce = self.bytes()
        self.record(LEAD, "seal", seal_body(self.visit, count, "", nonce))
        words = " ".join(str(self.random.randint(1, 6)) for _ in range(10))
        self.record(LEAD, "draw", draw_body(self.visit, words, nonce))
        return self

    def stand_in(self, place: int, reason: str) -> "Maker":
        """The drawn one at `place` cannot come."""
        draw = find_draw(self.visit)
        body = stand_in_body(draw, draw.standing[place], reason, "教导处", self.bytes().hex())
        self.record(LEAD, "stand_in", body)
        return self

    def verify(self, person: str, place: int, failed: str = "", note: str = "") -> "Maker":
        """One person's card on the teacher at `place`; `failed` names the step that failed."""
        draw = find_draw(self.visit)
        card = Card(**{step: FAILED if step == failed else PASSED for step in STEPS}, note=note)
        card = card._replace(outcome=card.suggested, grade="" if failed else "合格")
        self.record(person, "verify", verify_body(draw, draw.standing[place], card, self.bytes().hex()))
        return self

    def bytes(self) -> bytes:
        """Sixteen bytes, the same every time."""
        return self.random.randbytes(16)

    def received(self, *days: int) -> "Maker":
        """What the form asks the school for came on these days of November 2022, in the form's order; 0: not yet."""
        for wanted, day in zip(self.visit.rubric.deadlines, days, strict=False):
            if day:
                self.record(LEAD, HAND_IN, hand_in_body(wanted.what, f"2022-11-{day}"))
        return self

    def remark(self, text: str) -> "Maker":
        """The lead's remarks."""
        self.record(LEAD, "remark", {"text": text})
        return self

    def points(self, item: Item, level: float) -> Decimal:
        """Points on the item's step at about `level` of its maximum."""
        points = item.points or Decimal(0)
        wanted = float(points) * min(1.0, self.random.gauss(level, 0.08))
        return max(Decimal(0), min(points, round(wanted / float(item.step)) * item.step))


def by(person: str) -> str:
    """A `by` with an invented device."""
    return f"{person}@{hashlib.sha256(person.encode()).hexdigest()[:8]}"


def district() -> Iterator[Visit]:
    """The fourteen visits."""
    items = built_in(DEFAULT).items
    yield Maker(1, "青禾小学", "小学", "云溪镇", 57).received(24, 24, 24).claim().roster().visit
    yield Maker(2, "松风中学", "初中", "云溪镇", 112).visit
    yield (
        Maker(3, "南塘实验学校", "九年一贯制", "南塘街道", 148)
        .received(25, 28, 25)
        .claim()
        .score(LEAD, items[:9], 0.92)
        .visit
    )
    shared = Maker(4, "望岳小学", "小学", "望岳镇", 86).received(23, 24, 24, 30).claim()
    yield shared.score(LEAD, items[:8], 0.95).score(SECOND, items[8:14], 0.9).score(THIRD, items[14:18], 0.85).visit
    yield _in_conflict().visit
    yield _ruled().visit
    seven = Maker(7, "听泉幼儿园", "幼儿园", "望岳镇", 23).received(22, 22, 22, 30)
    yield seven.claim(1.0).score_to(LEAD, "96").remark(
        "资源建设走在前列, 建议整理成册, 供片区共享。").visit  # fmt: skip
    yield _verified()
    nine = (
        Maker(9, "白鹭洲学校", "九年一贯制", "白鹭镇", 131)
        .received(25, 0, 29, 30)
        .claim()
        .score_to(LEAD, "80")
        .roster(0.93)
        .draw()
    )
    yield nine.verify(LEAD, 0).verify(SECOND, 0, "heard", "课堂中不会操作").visit
    yield Maker(10, "石桥中学", "初中", "白鹭镇", 94).received(25, 25, 25, 30).claim().score_to(THIRD, "79.5").visit
    yield Maker(11, "杏林小学", "小学", "云溪镇", 41).received(30, 0, 30).claim(0.9).score_to(SECOND, "62").remark(
        "校本研修有计划、缺过程记录; 合格率依据不足, 建议限期补充材料。").visit  # fmt: skip
    yield Maker(12, "长堤幼儿园", "幼儿园", "白鹭镇", 19).score_to(LEAD, "91").visit
    yield _forked()
    yield Maker(14, "远山小学", "小学", "望岳镇", 33).claim().score(SECOND, items[18:], 0.8).visit


def _verified() -> Visit:
    """Drawn, one absent, everybody verified by two people."""
    maker = (
        Maker(8, "河湾小学", "小学", "南塘街道", 64)
        .received(24, 25, 25, 30)
        .claim()
        .score_to(SECOND, "88.5")
        .roster()
        .draw()
    )
    maker.stand_in(2, "外出培训, 有通知")
    for place in range(4):
        failed = "asked" if place == 1 else ""
        maker.verify(LEAD, place, failed, "说不出为何选这一项" if failed else "").verify(THIRD, place, failed)
    return maker.visit


def _in_conflict() -> Maker:
    maker = Maker(5, "清渠小学", "小学", "云溪镇", 72).received(24, 24, 24, 30).claim().score_to(LEAD, "90")
    for item_id, points in (("3.4", "12"), ("4.3", "9.5")):
        maker.record(SECOND, SCORE, mark_body(item_id, Mark(Decimal(points), "与组长看法不同, 待议")))
    return maker


def _ruled() -> Maker:
    maker = Maker(6, "向阳中学", "初中", "南塘街道", 120).received(25, 25, 25, 30).claim().score_to(LEAD, "87")
    second = maker.record(SECOND, SCORE, mark_body("3.4", Mark(Decimal(14))))
    first = maker.visit.latest[SCORE]["3.4"][by(LEAD)][-1]
    body = {
        "item": "3.4",
        "points": 15,
        "reason": "合议: 活动记录足 25 学时, 两次缺照片",
        "over": [first.hash, second.hash],
    }
    maker.record(LEAD, "ruling", body)
    return maker


def _forked() -> Visit:
    """One evaluator went on in two copies of the file; both are kept and reported."""
    maker = Maker(13, "竹里学校", "九年一贯制", "南塘街道", 77).claim()
    items = maker.visit.rubric.items
    maker.score(THIRD, items[:10], 0.9)
    before = maker.visit
    maker.score(THIRD, items[10:13], 0.9)
    other = maker.visit.entries
    maker.visit = before
    maker.score(THIRD, items[10:12], 0.6)
    return fold(before.code, before.rubric, [*other, *maker.visit.entries])


def copy_of(visit: Visit, person: str) -> Visit:
    """What one evaluator's laptop has of a visit that all got with its self-check: nobody else's scores."""
    mine = [entry for entry in visit.entries if entry.kind != SCORE or entry.by == by(person)]
    return fold(visit.code, visit.rubric, mine)


def file_of(visit: Visit) -> bytes:
    """A visit's file."""
    return dump_json(file_json(visit))


def main() -> None:
    """Write the files."""
    VISITS.mkdir(exist_ok=True)
    TEAM.mkdir(exist_ok=True)
    visits = list(district())
    for visit in visits:
        (VISITS / f"{visit.code}.json").write_bytes(file_of(visit))
        if visit.code == SCORED_BY_THREE:
            for number, person in enumerate((LEAD, SECOND, THIRD), 1):
                (TEAM / f"{visit.code}-{number}.json").write_bytes(file_of(copy_of(visit, person)))
    (VISITS / "370899-0102-roster.csv").write_bytes(roster_file())
    (VISITS / "370899-0102-self-check.xlsx").write_bytes(self_check_file())
    (VISITS / "schools.csv").write_bytes(school_list(visits))


if __name__ == "__main__":
    main()
