"""``ipc2 rubric``: validates or shows a rubric."""

from argparse import ArgumentParser, Namespace
from typing import Any

from ipc2_tui.json_out import points_json, print_json
from scoring.mark import grade_texts, plain
from scoring.problem import Problem
from scoring.result import points_text
from scoring.rubric import Item, Rubric
from scoring.wording import commas, mark, named, tr

HELP = mark("check or show a rubric")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("action", choices=("check", "show"))
    parser.add_argument("rubric", metavar="FILE|ID", help=tr("a TOML file or a built-in rubric's id"))
    parser.add_argument("--json", action="store_true", help=tr("print JSON"))


def run(arguments: Namespace) -> int:
    """Print the rubric, or that it is right, or everything that is wrong with it."""
    import sys

    from ipc2_tui.files.rubrics import find_rubric
    from scoring.rubric_file import RubricProblems

    try:
        rubric = find_rubric(arguments.rubric)
    except Problem as error:
        problems = error.problems if isinstance(error, RubricProblems) else [error]
        if arguments.action == "check" and arguments.json:
            print_json({"problems": [{"where": p.where, "what": p.what} for p in problems]})
        for problem in problems:
            print(f"ipc2: {problem}", file=sys.stderr)
        return 2
    if arguments.json:
        data = {"problems": [], "id": rubric.id} if arguments.action == "check" else rubric_json(rubric)
        print_json(data)
    elif arguments.action == "check":
        text = tr("{id}: {sections} sections, {items} items, {total}: right")
        print(text.format(id=rubric.id, sections=len(rubric.sections), items=len(rubric.items), total=_total(rubric)))
    else:
        _show(rubric)
    return 0


def rubric_json(rubric: Rubric) -> dict[str, Any]:
    """The rubric for programs; points are JSON numbers, null where an item has only grades.

    `data` is the whole of it, over which `digest` is taken.
    """
    return {
        "id": rubric.id,
        "title": rubric.title,
        "total": points_json(rubric.total),
        "step": points_json(rubric.step),
        "combine": rubric.combine,
        "digest": rubric.digest,
        "levels": [{"id": level.id, "name": level.name, "min": points_json(level.min)} for level in rubric.levels],
        "sections": [
            {
                "id": section.id,
                "name": section.name,
                "points": points_json(section.points),
                "weight": points_json(section.weight),
                "items": [_item_json(item) for item in section.items],
            }
            for section in rubric.sections
        ],
        "data": rubric.data,
    }


def _item_json(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "name": item.name,
        "points": points_json(item.points),
        "criteria": item.criteria,
        "parts": [{"name": part.name, "criteria": part.criteria, "limit": part.limit} for part in item.parts],
        "choices": list(item.choices),
        "grades": [grade.name for grade in item.grades],
        "look_for": item.look_for,
        "bonus": item.bonus,
    }


def _show(rubric: Rubric) -> None:
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from screens.widgets.text import wrap  # breaks Chinese as it is broken on paper

    console = Console(highlight=False)
    sections = [(each.id, each.label, points_text(each)) for each in rubric.sections]
    items = [(each.id, each.label, plain(each.points)) for each in rubric.items]
    room = console.width - sum(max(map(cell_len, column)) + 2 for column in zip(*sections, *items, strict=True))
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for justify in ("left", "left", "right", "left"):
        table.add_column(justify=justify, no_wrap=True)
    for section in rubric.sections:
        table.add_row(Text(section.id), Text(section.label, "bold"), Text(points_text(section), "bold"), "")
        for item in section.items:
            text = "\n".join(row for asked in _asked(item) for row in wrap(asked, room))
            table.add_row(Text(item.id), Text(item.label), Text(plain(item.points)), Text(text))
    console.print(Text(" ".join(f"{rubric.id}  {rubric.title}".split("\n")), "bold"))
    console.print(table)
    for level in rubric.levels:
        rules = [f"{rule.grade} {sign} {count}" for rule in level.counts
                 for sign, count in ((">=", rule.at_least), ("<=", rule.at_most)) if count is not None]  # fmt: skip
        rules += [f">= {plain(level.min)}"] * (level.min is not None)
        console.print(Text(named(tr("level"), f"{level.name}  {commas(rules)}".rstrip())))


def _asked(item: Item) -> list[str]:
    """What the form asks of an item: its own criteria, those of its parts, what can be ticked, given or taken off."""
    texts = ((part.name, "  ".join(filter(None, (part.criteria, part.limit)))) for part in item.parts)
    parts = [named(name, text) if text else name for name, text in texts]
    lists = (item.choices, grade_texts(item), [f"{each.name} -{plain(each.points)}" for each in item.deductions])
    bonus = tr("bonus, on top of the full points") if item.bonus else ""
    return [text for text in (item.criteria, *parts, *map(" / ".join, lists), bonus) if text]


def _total(rubric: Rubric) -> str:
    return tr("no total") if rubric.total is None else tr("{n} points").format(n=plain(rubric.total))
