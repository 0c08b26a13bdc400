"""The keys of the scoring screen, and what each does."""

from textual.binding import Binding

from scoring.wording import mark
from screens.commands import command

KEYS: tuple[Binding, ...] = (
    command("equals_sign", "same", mark("same"), mark("Take the self-check score over"), True, "="),
    command("f", "full", mark("full"), mark("Give full points, or the best grade"), True),
    command("z", "zero", mark("zero"), mark("Give no points, or the worst grade"), True),
    command("n,f2", "note", mark("note"), mark("Write a note, and fill the form's extra columns"), True),
    command("u,ctrl+z", "undo", mark("undo"), mark("Take your last change back; again for the one before"), True),
    command("d", "draw", mark("draw"), mark("Draw teachers for lesson demos, and verify them"), True),
    command("r", "review", mark("review"), mark("See what is missing, strengths and gaps, and remarks"), True),
    command("t,space", "ticks", mark("ticks"), mark("Tick choices, or count deductions"), True),
    command("tab", "next_open", mark("next open"), mark("Go to the next item without a score"), True),
    command("c", "column", mark("column"), mark("Switch between evaluation and self-check"), True),
    command("v", "conflicts", mark("differences"), mark("See where people differ, and settle it"), True),
    command(
        "i",
        "want('import')",
        mark("import"),
        mark("Take in the school's self-check or roster, or a colleague's copy"),
        True,
    ),
    command("h", "history", mark("history"), mark("See who changed this item, when, from what to what"), True),
    command(
        "e", "school", mark("school"), mark("Correct what is known of the school: name, date, teachers, team"), True
    ),
    command("delete", "clear", mark("take back"), mark("Take this item's score back")),
    command("shift+tab", "next_open(-1)", mark("last open"), mark("Go to the previous item without a score")),
    command("enter", "accept", mark("accept"), mark("Accept what is typed, and go to the next open item")),
    command("down", "move(1)", mark("down"), mark("Go to the next item")),
    command("up", "move(-1)", mark("up"), mark("Go to the previous item")),
    command("right", "section(1)", mark("next section"), mark("Go to the next section; its letter goes there")),
    command("left", "section(-1)", mark("previous section"), mark("Go to the previous section")),
    command("pagedown", "details(1)", mark("details down"), mark("Scroll the details down")),
    command("pageup", "details(-1)", mark("details up"), mark("Scroll the details up")),
    command("escape,q", "leave", mark("back"), mark("Drop what is typed, or leave the visit")),
)
# The screen acts on every key itself, in the order typed: what bubbles up to the application is overtaken by what
# follows it.
ACTIONS = {key: each.action for each in KEYS for key in each.key.split(",")}
