"""Made-up visit files, and the bytes of an entry worked out by hand from docs/FORMAT.md."""

import hashlib
import json
from decimal import Decimal

from openpyxl import load_workbook

from ipc2_tui.files.layout import dump_json
from ipc2_tui.files.rubrics import DEFAULT, built_in
from ipc2_tui.files.visit_file import file_json
from ipc2_tui.workbooks.score_sheet import HIDDEN
from scoring.mark import Mark, mark_body
from scoring.opening import new_visit
from scoring.visit import CLAIM, SCORE, with_entry

CODE, NAME, ME = "370812-0101", "实验小学", "王伟"
WANG, LI, SCHOOL = "王伟@0a1b2c3d", "李娜@11111111", "学校填报@22222222"
AT = "2022-12-05T09:30:00+08:00"
SCHOOL_BODY = {"name": NAME, "date": "2022-12-05", "stage": "小学", "town": "望岳镇", "teachers": 86}


def opened(rubric=None, code=CODE, **school):
    """A visit that has only begun."""
    return new_visit(code, rubric or built_in(DEFAULT), WANG, AT, SCHOOL_BODY | school)


def add(visit, by, kind, body):
    """The visit with one more entry."""
    return with_entry(visit, visit.next_entry(by, AT, kind, body))


def score(visit, item, points, by=WANG, column=SCORE, note=""):
    """The visit with one more score."""
    return add(visit, by, column, mark_body(item, Mark(Decimal(points), note)))


def known():
    """The self-check at full points, and three items scored: 1, 0.5 and 18.5 of 22."""
    visit = opened()
    for item in visit.rubric.items:
        visit = score(visit, item.id, item.points, SCHOOL, CLAIM)
    return score(score(score(visit, "1.1", "1"), "1.2", "0.5"), "3.4", "18.5", note="缺两次记录")


def write(path, *visits):
    """Write the visits to the file at `path`."""
    path.write_bytes(dump_json(file_json(*visits)))
    return path


def entry_by_hand(body, kind=SCORE, by=LI, seq=1, prev=None, at=AT):
    """An entry whose hash is right whatever its body is: no check of this program has a say."""
    prev = prev or _digest("ipc2-visit-v1", {"code": CODE, "rubric": DEFAULT})
    head = {"at": at, "by": by, "kind": kind, "prev": prev, "seq": seq}
    return {**head, "body": body, "hash": _digest("ipc2-entry-v1", {**head, "body": _digest("ipc2-body-v1", body)})}


def with_entries(*entries):
    """A whole file's JSON with these entries after the `open` one."""
    data = file_json(opened())
    data["visits"][CODE]["entries"] += entries
    return data


def as_bytes(data):
    """`data` as a JSON file."""
    return json.dumps(data, ensure_ascii=False).encode()


def newer():
    """A file of a version that is not known yet."""
    data = file_json(known())
    data["ipc2"] = {"file": {"format": "ipc2-visits", "version": 2}}
    return as_bytes(data)


def claims(path):
    """The points of each self-check score in the file at `path`, by item."""
    (visit,) = json.loads(path.read_bytes())["visits"].values()
    return {e["body"]["item"]: e["body"]["points"] for e in visit["entries"] if e["kind"] == CLAIM}


def refused(done, *what):
    """Whether a command refused something in one line that has `what` in it."""
    return (done.code, done.out, done.err.count("\n")) == (2, "", 1) and all(each in done.err for each in what)


def folder_state(folder):
    """Every file of a folder with its bytes, to hold before against after."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _digest(tag, value):
    """Sorted keys and no spaces are RFC 8785 for what the tests write: text, whole numbers and halves."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{tag}\n{canonical}".encode()).hexdigest()


def code_on(path):
    """The code's text on the score sheet at `path`."""
    return load_workbook(path)[HIDDEN].cell(7, 2).value
