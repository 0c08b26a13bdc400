"""Asking who is scoring: once, and again where the name is to be another."""

import os

from textual.app import App

from ipc2_tui.keys.identity import check_new_name, evaluator, keep_setting, kept_name
from scoring.problem import Problem
from scoring.wording import tr
from screens.dialogs.name import NameDialog


async def ask_name(app: App[None]) -> str:
    """The evaluator's `by`; where there is no name it is asked for and kept, with a key.  Empty: they only look."""
    return evaluator() if kept_name() else await _new_name(app, "")


async def change_name(app: App[None]) -> str:
    """Another name for this person; the `by` under which they score from now on.  Empty: it stays.  Raises Problem."""
    if os.environ.get("IPC2_NAME"):
        raise Problem("IPC2_NAME", tr("is set where this program was started, and counts before a name kept here"))
    return await _new_name(app, kept_name())


async def _new_name(app: App[None], before: str) -> str:
    name, trouble = before, ""
    while True:
        typed = await app.push_screen_wait(NameDialog(before, name, trouble))
        if typed is None:
            return ""
        try:
            keep_setting("name", check_new_name(typed))
            return evaluator()
        except Problem as problem:
            name, trouble = typed, problem.what
