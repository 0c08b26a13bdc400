"""The sample's papers: what a school's office sent and nobody has imported yet, and the district's list of schools."""

import io
import re
from zipfile import ZipFile, ZipInfo

from ipc2_tui.files.rubrics import DEFAULT, built_in, built_in_abilities
from ipc2_tui.workbooks.self_check_form import self_check_form
from sample_data.teachers import teachers
from scoring.levels import ZERO
from scoring.mark import number
from scoring.visit import Visit


def roster_file() -> bytes:
    """School 2's roster as its office saved it: a title above, columns in its own order, GB18030."""
    headings = "序号 姓名 工号 学科 选学微能力1 选学微能力2 选学微能力3 1等次 2等次 3等次 线上学时 线下学时"
    rows = [["松风中学教师微能力考核名册"], headings.split()]
    for place, each in enumerate(teachers(2, 112, "初中", built_in_abilities(), 0.97), 1):
        hours = f"{each.online}学时", f"{each.offline}学时"
        rows.append([str(place), each.name, each.id, each.subject, *each.abilities, *each.grades, *hours])
    return "\r\n".join(",".join(row) for row in rows).encode("gb18030")


def self_check_file() -> bytes:
    """School 2's self-check, on the blank form that it was sent."""
    rubric = built_in(DEFAULT)
    claims = {item.id: number(item.points or ZERO) for item in rubric.items} | {"3.4": 18.5}
    return _timeless(self_check_form(rubric, "松风中学", "2022-12-05", claims))


def _timeless(workbook: bytes) -> bytes:
    """The workbook without the moment at which it was made, nor packed, so that it is the same on every machine."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as before, ZipFile(made, "w") as after:
        for name in before.namelist():
            part = re.sub(rb"(?<=>)[0-9-]+T[0-9:]+Z(?=</dcterms:)", b"2022-11-30T08:00:00Z", before.read(name))
            place = ZipInfo(name)
            place.create_system = 3  # as Unix says it, on every system
            after.writestr(place, part)
    return made.getvalue()


def school_list(visits: list[Visit]) -> bytes:
    """The district's list of schools; two of them have not been visited."""
    rows = [("学校代码", "学校名称"), *((visit.code, visit.school.name) for visit in visits)]
    rows += [("370899-0115", "云溪第二小学"), ("370899-0116", "北苑中学")]
    return "".join(f"{code},{name}\r\n" for code, name in rows).encode("utf-8-sig")
