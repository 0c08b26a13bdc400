"""Made-up teachers for the sample district: invented names, the same every time."""

import random
from decimal import Decimal

from scoring.abilities import Ability
from scoring.roster import DONE, EXCELLENT, FAILED, NOT_DONE, PASSED, Teacher

_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_FIRST = "安宁和平明远清扬知行思齐若水子衿云舒书墨青禾语桐望舒景行"
_SUBJECTS = ("语文", "语文", "数学", "数学", "英语", "科学", "音乐", "体育", "美术", "信息技术", "道德与法治")
_OFFERED = ("A1", "A3", "A5", "A6", "A11", "B2", "B6", "B9", "C2", "C5")


def teachers(number: int, count: int, stage: str, abilities: tuple[Ability, ...], good: float) -> list[Teacher]:
    """`count` teachers of school `number`; about the share `good` of their results is passed or better."""
    known = {ability.code for ability in abilities}
    offered = [code for code in _OFFERED if code in known]
    chance = random.Random(f"ipc2-teachers-{number}")  # noqa: S311 - made-up data, the same every time
    return [_teacher(chance, place, stage, offered, good) for place in range(1, count + 1)]


def _teacher(chance: random.Random, place: int, stage: str, offered: list[str], good: float) -> Teacher:
    passed = chance.random() < good
    grades = [EXCELLENT if chance.random() < 0.06 else PASSED for _ in range(3)]
    if not passed:
        grades[chance.randrange(3)] = FAILED
    return Teacher(
        id=f"T{place:03d}",
        name=chance.choice(_FAMILY) + "".join(chance.sample(_FIRST, 2)),
        subject=chance.choice(_SUBJECTS),
        stage=stage,
        abilities=tuple(sorted(chance.sample(offered, 3))),
        grades=tuple(grades),
        online=Decimal(chance.choice((25, 25, 26, 28, 30)) if chance.random() < 0.97 else 18),
        offline=Decimal(chance.choice((25, 26, 27, 30)) if chance.random() < 0.98 else 20),
        assessment=PASSED if passed else FAILED,
        practice=DONE if chance.random() < 0.97 else NOT_DONE,
        resources=int(chance.random() < 0.12),
    )
