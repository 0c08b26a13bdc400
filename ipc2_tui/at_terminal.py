"""What a person at a terminal is asked and told, and nobody else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from scoring.problem import Problem
from scoring.wording import tr, visible

FEW = 20


def agreed(question: str, command: str) -> bool:
    """What the person says.  Raises Problem, naming the command, where there is nobody to ask."""
    if not sys.stdin.isatty():
        raise Problem(command, tr("needs --yes where nobody can be asked"))
    try:
        answer = input(f"{visible(question)}? [y/N] ")
    except EOFError:  # Ctrl+D
        answer = ""
    return answer.strip().lower() in ("y", "yes", "是", "好")


def next_step(text: str) -> None:
    """Say what to do next, on stderr, so that what a script reads stays as it was."""
    if sys.stderr.isatty():
        sys.stderr.write(visible(tr("next: {step}").format(step=text)) + "\n")


@contextmanager
def progress(total: int) -> Iterator[Callable[[int], None]]:
    """A function that is told how many more of `total` files are done; on a terminal it moves a bar."""
    if not sys.stderr.isatty() or total < FEW:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(tr("files"), total=total)
        yield lambda done: bar.advance(task, done)
