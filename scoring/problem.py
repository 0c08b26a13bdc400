"""The one error that people are shown."""

from scoring.wording import visible


class Problem(Exception):  # noqa: N818 - what is wrong is not always an error of the program
    """Something in what a person gave us.

    `where` is a file, then a place in it (JSON path, TOML key, line), or the argument; `what` says what is wrong and
    how to cure it.  Both are text in the reader's language, which may quote what was read; as a string they are one
    line without anything that a terminal would obey.  `mistakes` is how many it stands for.
    """

    def __init__(self, where: str, what: str, mistakes: int = 1) -> None:
        super().__init__(where, what)
        self.mistakes = mistakes
        self.where = where
        self.what = what

    def within(self, file: str) -> str:
        """What is wrong, behind its place in `file`, whose own name stands elsewhere."""
        place = self.where.removeprefix(file).removeprefix(": ")
        return f"{place}: {self.what}" if place else self.what

    def __str__(self) -> str:
        return visible(f"{self.where}: {self.what}")
