"""What to do next, said to a person at a terminal and to nobody else."""

import sys

from scoring.wording import tr, visible


def next_step(text: str) -> None:
    """Say it on stderr, so that what a script reads stays as it was."""
    if sys.stderr.isatty():
        sys.stderr.write(visible(tr("next: {step}").format(step=text)) + "\n")
