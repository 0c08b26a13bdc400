"""Asking once who is scoring."""

from textual.app import App

from ipc2_tui.identity import check_name, evaluator, keep_setting
from scoring.problem import Problem
from screens.dialogs.name import NameDialog
from screens.sitting import Sitting


async def ask_name(app: App[None], sitting: Sitting) -> bool:
    """Ask until there is a name, which is kept, with a key made for it; False where somebody only looks."""
    trouble = ""
    while not sitting.by:
        name = await app.push_screen_wait(NameDialog(trouble))
        if name is None:
            return False
        try:
            keep_setting("name", check_name(name))
            sitting.by = evaluator()
        except Problem as problem:
            trouble = problem.what
    return True
