"""Real valid files of every kind, to begin from."""

import io
import json
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from docx import Document
from openpyxl import Workbook
from PIL import Image

from ipc2_tui.files.layout import dump_json
from ipc2_tui.files.rubrics import DEFAULT, FOLDER, built_in, built_in_abilities, find_rubric
from ipc2_tui.files.visit_file import file_json, read_visits
from ipc2_tui.keys import sshsig
from ipc2_tui.qr import qr_png
from ipc2_tui.workbooks.participants_form import participants_form
from ipc2_tui.workbooks.roster_form import roster_form
from ipc2_tui.workbooks.score_sheet import Signed, score_sheet
from ipc2_tui.workbooks.self_check_form import self_check_form
from sample_data import VISITS
from scoring.mark import Mark, mark_body
from scoring.opening import new_visit
from scoring.signatures import NAMESPACES, VISIT, key_blob
from scoring.statement import code_text, readings, statement_of
from scoring.visit import CLAIM, SCORE, with_entry

ROOT = Path(__file__).parents[2]
RUBRICS = [FOLDER / f"{DEFAULT}.toml", *sorted((ROOT / "tests" / "rubrics").glob("*.toml"))]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY_LINE = KEY.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
AT, BY = "2022-12-05T09:30:00+08:00", "王伟@0a1b2c3d"
SPACE = NAMESPACES[VISIT]
_TABLE = [
    ["工号", "姓名", "学科", "微能力1", "微能力1等次", "微能力2", "线上学时", "线下学时", "校本应用考核", "上报资源"],
    ["T01", "张三", "语文", "A1", "优秀", "B2 微课程设计与制作", 25, 26.5, "合格", 1],
    ["T02", "李四", "数学", "C3", "合格", "", 30, 25, "不合格", 0],
]


@cache
def seeds(target: str) -> tuple[bytes, ...]:
    """Some valid files for a target, the smallest first."""
    return tuple(sorted(_SEEDS[target](), key=len))


def _visits() -> list[bytes]:
    small, drawn, signed = (VISITS / f"370899-{number}.json" for number in ("0102", "0109", "0108"))
    return [small.read_bytes(), drawn.read_bytes(), signed.read_bytes()]


def _shown() -> list[bytes]:
    """With a conflict, draws, stand-ins, cards, signatures; one under a rubric that is not built in."""
    files = [VISITS / f"370899-{number}.json" for number in ("0102", "0105", "0109", "0108")]
    return [*(path.read_bytes() for path in files), *map(_on, RUBRICS[1:])]


def _on(rubric: Path) -> bytes:
    form = find_rubric(str(rubric))
    visit = new_visit("370812-0101", form, BY, AT, {"name": "实验小学", "date": "2022-12-05", "team": ["王伟"]})
    for item in form.items:
        value = item.points if item.points is not None else item.grades[0].name
        for column in (CLAIM, SCORE):
            visit = with_entry(visit, visit.next_entry(BY, AT, column, mark_body(item.id, Mark(value))))
    return dump_json(file_json(visit))


def _rosters() -> list[bytes]:
    book = Workbook()
    for row in _TABLE:
        book.active.append(row)
    return [_saved(book), roster_form(built_in_abilities())]


def _saved(book) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _workbooks() -> list[bytes]:
    rubric = built_in(DEFAULT)
    form = self_check_form(rubric, "实验小学", "2022-12-05", {item.id: item.points for item in rubric.items})
    list_ = Workbook()
    list_.active.append(["代码", "学校"])
    list_.active.append(["370812-0101", "实验小学"])
    return [*_rosters(), form, participants_form("实验小学"), _saved(list_)]


def _tables() -> list[bytes]:
    text = "".join(",".join(map(str, row)) + "\r\n" for row in _TABLE)
    files = [path.read_bytes() for path in sorted(VISITS.glob("*.csv"))]
    return [*(text.encode(name) for name in ("utf-8", "utf-8-sig", "gb18030", "utf-16")), *files]


def _word() -> list[bytes]:
    document = Document()
    table = document.add_table(rows=0, cols=len(_TABLE[0]))
    for row in _TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = str(text)
    table.cell(0, 8).merge(table.cell(1, 9))
    data = io.BytesIO()
    document.save(data)
    return [data.getvalue()]


def _signed() -> tuple[Signed, bytes]:
    """A score sheet with a code that holds."""
    visit = next(iter(read_visits(VISITS / "370899-0108.json").visits.values()))
    statement = statement_of(visit, key_blob(KEY_LINE)).text
    code = code_text(statement, sshsig.sign(KEY, SPACE, statement.encode()))
    signed = Signed(readings(code)[0].statement, code, KEY_LINE)
    return signed, score_sheet(visit, signed, "")


def _photos() -> list[bytes]:
    files = []
    with Image.open(io.BytesIO(qr_png(_signed()[0].code))) as picture:
        for name in ("PNG", "JPEG", "TIFF", "BMP", "WEBP"):
            data = io.BytesIO()
            picture.convert("L").save(data, name)
            files.append(data.getvalue())
    return files


def _armor() -> str:
    return sshsig.armor(key_blob(KEY_LINE), SPACE, sshsig.sign(KEY, SPACE, b"x"))


def _private() -> list[bytes]:
    kinds = (NoEncryption(), PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(1).build(b"x"))
    return [KEY.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, kind) for kind in kinds]


_SEEDS = {
    "visit": _visits,
    "merge": _visits,
    "commands": _shown,
    "rubric": lambda: [path.read_bytes() for path in RUBRICS],
    "workbook": _workbooks,
    "csv": _tables,
    "word": _word,
    "cells": lambda: [json.dumps(_TABLE, ensure_ascii=False).encode()],
    "sheet": lambda: [_signed()[1]],
    "verify": lambda: [*_visits(), _signed()[1], _signed()[0].code.encode()],
    "code": lambda: [_signed()[0].code.encode(), _signed()[0].statement.text.encode()],
    "photo": _photos,
    "signers": lambda: [
        f"{KEY_LINE} 王伟\n".encode(),
        f'# a list\n王伟 namespaces="{SPACE},ipc2-chain@v1" {KEY_LINE}\n'.encode(),
    ],
    "signature": lambda: [_armor().encode()],
    "private key": _private,
    "public key": lambda: [f"{KEY_LINE} ipc2\n".encode()],
    "settings": lambda: ['{"name": "王伟", "theme": "textual-dark"}'.encode()],
    "nonce": lambda: [bytes(range(16)).hex().encode()],
}
