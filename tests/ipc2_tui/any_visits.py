"""Visits of every sort, made by chance from a seed: several people, forks, gaps, rulings, draws, unknown kinds."""

import random
from decimal import Decimal

from scoring.draw_entries import draw_body, seal_body, stand_in_body
from scoring.draws import draws_of
from scoring.entry import Entry, make_entry
from scoring.mark import Mark, Refused, check_value, mark_body, number
from scoring.problem import Problem
from scoring.roster import Teacher, roster_body, roster_of
from scoring.visit import CLAIM, SCORE, fold

PEOPLE = ("王伟@0a1b2c3d", "李娜@11111111", "Ödön 𝟙@22222222", "学校填报@33333333")
STRANGE = {"ключ": 'é\u2028😀"\\\x7f', "€": [1e21, 1e-7, 0.1, -0.0, 5.0, 9007199254740991], "𝟙": {"ﬁ": None, "z": True}}


def any_visit(seed, rubric):
    """One visit; the same again from the same seed."""
    return _Chance(seed, rubric).visit


class _Chance:
    def __init__(self, seed, rubric):
        self.chance = random.Random(seed)
        self.clock = 0
        self.visit = fold(f"S-{seed}", rubric, ())
        self.add(PEOPLE[0], "open", {"name": f"学校{seed}", "date": "2022-12-05"})
        acts = (
            [self.mark] * 12 + [self.rule] * 3 + [self.fork, self.stray, self.say, self.roster, self.draw, self.stand]
        )
        for _ in range(self.chance.randrange(8, 60)):
            self.chance.choice(acts)()
        if seed % 3 == 0:  # a form that is all but done, so that levels are decided
            for item in rubric.items:
                self.mark(item)
        if seed % 5 == 0:
            lost = self.chance.choice(self.visit.entries)
            self.visit = fold(self.visit.code, rubric, [entry for entry in self.visit.entries if entry != lost])

    def at(self):
        self.clock += 1
        return f"2022-12-05T09:{self.clock // 60:02}:{self.clock % 60:02}.25+08:00"

    def keep(self, entry: Entry):
        self.visit = fold(self.visit.code, self.visit.rubric, [*self.visit.entries, entry])

    def add(self, by, kind, body):
        self.keep(self.visit.next_entry(by, self.at(), kind, body))

    def someone(self):
        return self.chance.choice(PEOPLE[:3])

    def value(self, item):
        """A value that the item can take, or now and then None."""
        steps = [] if item.points is None else [item.step * n for n in range(int(item.points / item.step) + 1)]
        values = [each for each in (*steps, *(grade.name for grade in item.grades)) if _fits(item, each)]
        return None if self.chance.random() < 0.1 else self.chance.choice(values)

    def mark(self, item=None):
        item = item or self.chance.choice(self.visit.rubric.items[:6])
        column = self.chance.choice((CLAIM, SCORE, SCORE))
        self.add(PEOPLE[3] if column == CLAIM and item.id[-1] != "1" else self.someone(), column,
                 mark_body(item.id, Mark(self.value(item), note=self.chance.choice(("", "缺两次记录")))))  # fmt: skip

    def rule(self):
        said = [
            (column, item_id, entry)
            for column in (CLAIM, SCORE)
            for kept in (self.visit.latest, self.visit.rulings)
            for item_id, people in kept[column].items()
            for entries in people.values()
            for entry in entries
        ]
        if not said:
            return
        column, item_id, _ = self.chance.choice(said)
        value = self.value(self.visit.rubric.by_id[item_id])
        body = {
            "item": item_id,
            "points": number(value) if isinstance(value, Decimal) else None,
            "reason": "合议",
            "over": [entry.hash for *place, entry in said if place == [column, item_id] and self.chance.random() > 0.3],
            "column": column,
        }
        self.add(self.someone(), "ruling", body | ({"grade": value} if isinstance(value, str) else {}))

    def fork(self):
        """Somebody went on in an older copy."""
        mine = [entry for entry in self.visit.entries if entry.kind in (CLAIM, SCORE)]
        if mine:
            one = self.chance.choice(mine)
            body = mark_body(one.body["item"], Mark(self.value(self.visit.rubric.by_id[one.body["item"]])))
            self.keep(make_entry(one.by, one.seq, self.at(), one.kind, body, one.prev))

    def stray(self):
        """An entry behind one that is another's, or not the one before; sometimes the start of more."""
        if self.chance.random() > 0.3:
            return
        by, before = self.someone(), self.chance.choice(self.visit.entries)
        kind, body = self.chance.choice((("remark", {"text": "强"}), ("roster", _teachers(self.chance))))
        if before.by != by or before.seq > 1:
            stray = make_entry(by, before.seq + (1 if before.by != by else 2), self.at(), kind, body, before.hash)
            self.keep(stray)
            self.keep(make_entry(by, stray.seq + 1, self.at(), "remark", {"text": "更强"}, stray.hash))

    def say(self):
        self.add(self.someone(), *self.chance.choice((("remark", {"text": "好"}), ("votes2030", STRANGE))))

    def roster(self):
        self.add(self.someone(), "roster", _teachers(self.chance))

    def draw(self):
        """An unsealed draw, a sealed one, or a seal that is never drawn from."""
        roster = roster_of(self.visit)
        if roster is None or draws_of(self.visit).open_seal is not None:
            return
        count, by = self.chance.randint(1, len(roster.teachers)), self.chance.choice(("", "environment", "subject"))
        if self.chance.random() > 0.6:
            self.add(self.someone(), "draw", draw_body(self.visit, "3 1 6", b"", count, by))
            return
        nonce = self.chance.randbytes(16)
        self.add(self.someone(), "seal", seal_body(self.visit, count, by, nonce))
        if self.chance.random() > 0.3:
            self.add(self.someone(), "draw", draw_body(self.visit, "红 桃 五", nonce))

    def stand(self):
        draws = [draw for draw in draws_of(self.visit).draws if draw.valid and draw.next_ones]
        if draws:
            draw = self.chance.choice(draws)
            try:
                self.add(
                    self.someone(),
                    "stand_in",
                    stand_in_body(draw, self.chance.choice(draw.standing), "病", "教务", "0"),
                )
            except Problem:
                return  # nobody of that stratum is left


def _fits(item, value):
    try:
        check_value(item, value)
    except Refused:
        return False
    return True


def _teachers(chance):
    """A roster of 5 to 20, its rows in any order, as another program may write them."""
    codes = ("A1", "A10", "A2", "B1", "B10", "C3")
    body = roster_body([
        Teacher(f"教师{n}" if n % 2 else f"T{n}", f"名{n}", chance.choice(("", "语文", "数学", "体育")),
                abilities=tuple(chance.choices(codes, k=chance.randrange(5))))
        for n in range(chance.randrange(5, 20))
    ], "00")  # fmt: skip
    chance.shuffle(body["teachers"])
    return body
