"""A made-up visit with teachers, seals and draws."""

from scoring_samples import CODE, LI, RUBRIC, WANG

from scoring.draw_entries import draw_body, seal_body, stand_in_body
from scoring.draws import draws_of, find_draw
from scoring.entry import make_entry
from scoring.roster import Teacher, roster_body
from scoring.visit import fold

AT = "2022-12-05T10:00:00+08:00"
NONCE = bytes(range(16))
WORDS = "3 1 6 2 5 4 6 1 1 3"
TEACHERS = [
    Teacher(f"T{n:02d}", f"教师{n}", subject="语文" if n % 2 else "数学", abilities=("A1", "B2", "C3")[: n % 3 + 1])
    for n in range(1, 21)
]


class Ceremony:
    """Entries one after the other."""

    def __init__(self, teachers=TEACHERS):
        self.visit = fold(CODE, RUBRIC, ())
        self.add("open", {"name": "实验小学", "date": "2022-12-05"})
        if teachers:
            self.roster(teachers)

    def add(self, kind, body, by=WANG, at=AT):
        entry = self.visit.next_entry(by, at, kind, body)
        self.visit = fold(CODE, RUBRIC, [*self.visit.entries, entry])
        return entry

    def roster(self, teachers, at=AT):
        return self.add("roster", roster_body(teachers, "00" * 16), at=at)

    def seal(self, count=3, by="", nonce=NONCE):
        return self.add("seal", seal_body(self.visit, count, by, nonce))

    def draw(self, words=WORDS, nonce=NONCE, **size):
        return self.add("draw", draw_body(self.visit, words, nonce, **size))

    def stand_in(self, absent, reason="外出", said_by="教导处"):
        return self.add("stand_in", stand_in_body(find_draw(self.visit), absent, reason, said_by, "00"))

    @property
    def state(self):
        return draws_of(self.visit)

    def edited(self, kind, **fields):
        """The visit with one entry of `kind` made anew with other fields: hashes are right, the draw need not be."""
        entries = []
        before = {}
        for entry in sorted(self.visit.entries, key=lambda each: (each.by, each.seq)):
            body = {**entry.body, **fields} if entry.kind == kind else entry.body
            prev = before.get(entry.by, entry.prev)
            new = make_entry(entry.by, entry.seq, entry.at, entry.kind, body, prev)
            if entry.kind == "draw" and entry.body["seal"] is not None and kind == "seal":
                seals = [each for each in entries if each.kind == "seal"]
                new = make_entry(entry.by, entry.seq, entry.at, "draw", {**body, "seal": seals[-1].hash}, prev)
            before[entry.by] = new.hash
            entries.append(new)
        return draws_of(fold(CODE, RUBRIC, entries))


__all__ = ["AT", "LI", "NONCE", "TEACHERS", "WANG", "WORDS", "Ceremony"]
