"""Rosters as schools write them, and what a visit's file holds of them afterwards."""

import json

from openpyxl import Workbook

HEAD = ("工号", "姓名", "学科", "微能力1", "微能力1等次", "线上学时", "线下学时", "校本应用考核", "校本实践活动")
ZHANG = ("T01", "张三", "语文", "A1", "优秀", 25, 26, "合格", "完成")
LI = ("T02", "李四", "数学", "B2", "合格", 30, 25.5, "不合格", "未完成")
WANG = ("T03", "欧阳王五", "英语", "C3", "不合格", 0, 25, "优秀", "完成")
TABLE = (HEAD, ZHANG, LI, WANG)
# What the visit's file says of them.
RECORDED = [
    {"id": "T01", "name": "张三", "subject": "语文", "abilities": ["A1"], "grades": ["优秀"], "online": 25,
     "offline": 26, "assessment": "合格", "practice": "完成"},
    {"id": "T02", "name": "李四", "subject": "数学", "abilities": ["B2"], "grades": ["合格"], "online": 30,
     "offline": 25.5, "assessment": "不合格", "practice": "未完成"},
    {"id": "T03", "name": "欧阳王五", "subject": "英语", "abilities": ["C3"], "grades": ["不合格"], "online": 0,
     "offline": 25, "assessment": "优秀", "practice": "完成"},
]  # fmt: skip


def workbook(path, rows=TABLE, sheet="名册"):
    """A workbook of one sheet at `path`."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def csv_text(rows=TABLE, mark=","):
    """The rows as an office program exports them."""
    return "".join(mark.join(map(str, row)) + "\r\n" for row in rows)


def rosters_in(visit):
    """The teachers of every roster in a visit's file, the oldest first, as its JSON has them."""
    (document,) = json.loads(visit.read_bytes())["visits"].values()
    entries = [entry for entry in document["entries"] if entry["kind"] == "roster"]
    return [entry["body"]["teachers"] for entry in sorted(entries, key=lambda entry: entry["seq"])]
