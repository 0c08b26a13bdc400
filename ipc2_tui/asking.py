"""Asking before something is done."""

import sys

from scoring.problem import Problem
from scoring.wording import tr, visible


def agreed(question: str, command: str) -> bool:
    """What the person says.  Raises Problem, naming the command, where there is nobody to ask."""
    if not sys.stdin.isatty():
        raise Problem(command, tr("needs --yes where nobody can be asked"))
    try:
        answer = input(f"{visible(question)}? [y/N] ")
    except EOFError:  # Ctrl+D
        answer = ""
    return answer.strip().lower() in ("y", "yes", "是", "好")
