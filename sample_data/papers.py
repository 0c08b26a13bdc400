"""The sample's papers: what a school's office sent and nobody has imported yet, and the district's list of schools."""

from ipc2_tui.rubrics import DEFAULT, built_in, built_in_abilities
from sample_data.teachers import teachers
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
    """School 2's self-check as its office retyped it: no merged cells, points as people write them."""
    rows = [["校本应用考核表（自查）", "", "", ""], ["考核项目", "考核指标", "分值", "自查得分"]]
    for section in built_in(DEFAULT).sections:
        for place, item in enumerate(section.items):
            points = f"{item.points}分" if item.id in ("1.3", "3.5") else "满分" if place == 0 else str(item.points)
            written = "18.5" if item.id == "3.4" else points
            rows.append([section.name if place == 0 else "", item.name, str(item.points), written])
    return "\r\n".join(",".join(row) for row in [*rows, ["点评要点", "", "得分", "98.5"]]).encode("utf-8-sig")


def school_list(visits: list[Visit]) -> bytes:
    """The district's list of schools; two of them have not been visited."""
    rows = [("学校代码", "学校名称"), *((visit.code, visit.school.name) for visit in visits)]
    rows += [("370899-0115", "云溪第二小学"), ("370899-0116", "北苑中学")]
    return "".join(f"{code},{name}\r\n" for code, name in rows).encode("utf-8-sig")
