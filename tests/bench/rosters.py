"""Rosters beside their floors: reading a workbook and no more, hashing the same bytes and no more."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook, load_workbook

from ipc2_tui.files.rubrics import built_in_abilities
from ipc2_tui.importing import read_table
from sample_data.teachers import teachers
from scoring.draw import drawn_ids
from tests.bench.rows import Row, compare

KEY = "86f02ab8b71bff20e492c5ce108f0fdc09bc4edbeac5e02f6585b120374c8df4"
HEADINGS = (
    "工号 姓名 学科 学段 微能力1 等次1 微能力2 等次2 微能力3 等次3 线上学时 线下学时 校本应用考核 校本实践活动 上报资源"
)


def measure(folder: Path) -> Iterator[Row]:
    """Importing 5,000 teachers beside reading their workbook; drawing among 100,000 beside hashing their tickets."""
    book = workbook_of(folder, 5000)
    yield compare("import of 5,000 teachers / reading the workbook", 1.5, 5,
                  lambda: read_roster_of(book, 5000), lambda: read_bare(book))  # fmt: skip
    ids = [f"T{number:06d}" for number in range(100_000)]
    texts = [f"ipc2-ticket-v1:{KEY}:{each}".encode() for each in ids]
    yield compare("draw among 100,000 teachers / hashing the bytes", 4, 7,
                  lambda: draw_from(ids, 5000), lambda: hash_bare(texts))  # fmt: skip


def workbook_of(folder: Path, count: int) -> Path:
    """A filled roster of `count` teachers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名册")
    sheet.append(HEADINGS.replace("等次1", "微能力1等次").replace("等次2", "2等次").replace("等次3", "3等次").split())
    for each in teachers(1, count, "小学", built_in_abilities(), 0.97):
        pairs = [text for pair in zip(each.abilities, each.grades, strict=True) for text in pair]
        sheet.append([each.id, each.name, each.subject, each.stage, *pairs, each.online, each.offline,
                      each.assessment, each.practice, each.resources])  # fmt: skip
    path = folder / "roster.xlsx"
    book.save(path)
    return path


def read_bare(path: Path) -> int:
    """Every cell of the workbook, looked at by nobody."""
    book = load_workbook(path, read_only=True, data_only=True)
    return sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))


def read_roster_of(path: Path, count: int) -> None:
    """The import's reading: cells, columns, every check."""
    table = read_table(path)
    assert len(table.teachers) == count and not table.problems


def hash_bare(texts: list[bytes]) -> list[bytes]:
    """The tickets' bytes hashed, one after the other."""
    return [hashlib.sha256(text).digest() for text in texts]


def draw_from(ids: list[str], count: int) -> None:
    """A whole draw: strata, tickets, order."""
    drawn, _ = drawn_ids(KEY, dict.fromkeys(ids, ""), count)
    assert len(drawn) == count
