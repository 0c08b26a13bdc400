"""A small form that has a bit of everything, and made-up visits on it."""

import tomllib
from decimal import Decimal

from hypothesis import settings

from scoring.entry import make_entry, visit_root
from scoring.rubric_file import build_rubric, parse_rubric
from scoring.visit import fold

laws = settings(deadline=None, max_examples=60)

CODE = "370812-0101"
WANG, LI, ZHAO = "王伟@0a1b2c3d", "李娜@11111111", "赵磊@22222222"
PEOPLE = (WANG, LI, ZHAO)

SMALL = """\
format = 1
id = "small"
title = "小型考核表"
total = 20
step = 0.5
columns = ["佐证材料", "扣分原因"]

[limits]
online_hours = 25

[[deadlines]]
what = "工作总结"
by = 2022-11-25

[[levels]]
id = "qualified"
name = "合格"
min = 16

[[levels]]
id = "not_qualified"
name = "不合格"

[[sections]]
name = "规划"
points = 8

[[sections.items]]
name = "管理团队"
points = 3

[[sections.items]]
name = "环境类别"
points = 5
choices = ["多媒体", "混合", "智慧"]

[[sections]]
name = "实施"
points = 12

[[sections.items]]
name = "巡检"
points = 5
deductions = [{ name = "缺1次", points = 1 }, { name = "不全", points = 0.5 }]

[[sections.items]]
name = "培训"
points = 5
grades = [
  { name = "优", points = 5 },
  { name = "良", points = 4 },
  { name = "中", points = 2.5 },
  { name = "差", points = 1 },
]

[[sections.items]]
name = "实践"
points = 2
grades = [{ name = "好", from = 1.5, to = 2 }, { name = "一般", from = 0, to = 1 }]

[[sections]]
name = "附加"

[[sections.items]]
name = "推广"
points = 2
bonus = true

[[sections.items]]
name = "弄虚作假"
grades = [{ name = "无" }, { name = "有", veto = true }]
"""


def steps(points):
    return [Decimal(n) / 2 for n in range(int(points * 2) + 1)]


VALUES = {
    "1.1": steps(3),
    "1.2": steps(5),
    "2.1": steps(5),
    "2.2": [Decimal(5), Decimal(4), Decimal("2.5"), Decimal(1)],
    "2.3": steps(2),
    "3.1": steps(2),
    "3.2": ["无", "有"],
}
LAST_ITEM = 'name = "弄虚作假"\n'
POINTS = {"1.1": 3, "1.2": 5, "2.1": 5, "2.2": 5, "2.3": 2, "3.1": 2}


def small_data(**changes):
    """The small form's plain data, with other values at the top."""
    data = tomllib.loads(SMALL)
    data["deadlines"] = [{"what": "工作总结", "by": "2022-11-25"}]
    return data | changes


def small(**changes):
    return build_rubric(small_data(**changes), "small.toml")


RUBRIC = parse_rubric(SMALL, "small.toml")


def points(*values):
    """Values as they are kept."""
    return tuple(Decimal(str(value)) for value in values)


def load(path):
    """The rubric in a file."""
    return parse_rubric(path.read_text(encoding="utf-8"), path.name)


def changed(old, new):
    """The small form with one line otherwise."""
    assert SMALL.count(old) == 1, f"{old!r} must stand in the form once"
    return SMALL.replace(old, new)


def in_last_item(line):
    """The small form with a line more in its last item."""
    return changed(LAST_ITEM, f"{LAST_ITEM}{line}\n")


def value_body(item, value, **more):
    """The body of a mark, written out by hand: what the package's own makers are held against."""
    if isinstance(value, str):
        return {"item": item, "points": None, "grade": value, **more}
    return {"item": item, "points": None if value is None else float(value), **more}


class Records:
    """Several people's chains in one visit."""

    def __init__(self, rubric=RUBRIC, code=CODE):
        self.rubric, self.code = rubric, code
        self.root = visit_root(code, rubric.id)
        self.entries = []
        self.heads = {}

    def add(self, by, kind, body, at=None):
        """The next entry of `by`, a second after the last one."""
        seq, prev = self.heads.get(by, (0, self.root))
        if at is None:
            minute, second = divmod(len(self.entries), 60)
            at = f"2022-12-05T09:{minute:02}:{second:02}+08:00"
        entry = make_entry(by, seq + 1, at, kind, body, prev)
        self.entries.append(entry)
        self.heads[by] = (entry.seq, entry.hash)
        return entry

    def score(self, by, item, value, **more):
        return self.add(by, "score", value_body(item, value, **more))

    def claim(self, by, item, value, **more):
        return self.add(by, "claim", value_body(item, value, **more))

    def rule(self, by, item, value, over, **more):
        hashes = [entry.hash for entry in over]
        return self.add(by, "ruling", value_body(item, value, reason="现场核对", over=hashes, **more))

    def fork(self, entry, kind, body):
        """Another entry in the place of `entry`; the chain goes on after `entry`."""
        other = make_entry(entry.by, entry.seq, entry.at, kind, body, entry.prev)
        self.entries.append(other)
        return other

    def visit(self):
        return fold(self.code, self.rubric, self.entries)


def scored(rubric, values, column="score"):
    """A visit in which each item has each of its `values`, every value from another person."""
    records = Records(rubric)
    for item, given in values.items():
        several = given if isinstance(given, list | tuple) else [given]
        for by, value in zip(PEOPLE, several, strict=False):
            records.add(by, column, value_body(item, value))
    return records.visit()
