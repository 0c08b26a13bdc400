"""Asking once who is scoring."""

import re

from textual.app import App

from ipc2_tui.identity import check_name, evaluator, keep_setting, kept_name
from scoring.problem import Problem
from scoring.wording import tr
from screens.dialogs.name import NameDialog


async def ask_name(app: App[None]) -> str:
    """The evaluator's `by`; where there is no name it is asked for and kept, with a key.  Empty: they only look."""
    by = evaluator() if kept_name() else ""
    trouble = ""
    while not by:
        name = await app.push_screen_wait(NameDialog(trouble))
        if name is None:
            return ""
        try:
            if not re.search(r"[^\W\d_]", name) or re.search(r"\d{3}", name):
                raise Problem("name", tr("That is no name of a person; is it a code, or a key?"))
            keep_setting("name", check_name(name))
            by = evaluator()
        except Problem as problem:
            trouble = problem.what
    return by
