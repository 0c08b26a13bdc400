"""The one error that people are shown."""


class Problem(Exception):  # noqa: N818 - what is wrong is not always an error of the program
    """Something in what a person gave us.

    `where` is a file, then a place in it (JSON path, TOML key, line), or the argument; `what` says what is wrong and
    how to cure it.  Both are plain text, already in the reader's language.
    """

    def __init__(self, where: str, what: str) -> None:
        super().__init__(where, what)
        self.where = where
        self.what = what

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"
