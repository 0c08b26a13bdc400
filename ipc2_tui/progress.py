"""A bar for commands that read many files."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from scoring.wording import tr

FEW = 20


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
