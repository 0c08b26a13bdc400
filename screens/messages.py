"""What screens tell the application."""

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.message import Message

if TYPE_CHECKING:
    from scoring.district import District


class Recorded(Message):
    """An entry was made: the sitting's visit has it, and is to be kept."""


class NameWanted(Message):
    """Something was to be recorded, and nobody has said who is scoring."""


class FolderWanted(Message):
    """The list of visits is there and wants its rows."""


class FolderWork(Message):
    """What touches files is wanted of the folder.

    A `new` visit, blank `forms`, or another `name` to score under; of a `district` its `book`, or the `spot-check`.
    """

    def __init__(self, what: str, district: "District | None" = None) -> None:
        super().__init__()
        self.what = what
        self.district = district


class VisitChosen(Message):
    """A visit was chosen from the list: the file, and the school's code in it."""

    def __init__(self, file: str, code: str) -> None:
        super().__init__()
        self.file = file
        self.code = code


class Wanted(Message):
    """What touches files or keys is wanted: to `import` a file, to `sign`, the `sheet`, the `code`."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self.what = what


class Left(Message):
    """The evaluator has left the visit."""


@runtime_checkable
class Typing(Protocol):
    """A screen on which something may be typed that is not accepted yet."""

    def settle(self) -> bool:
        """Accept what is typed; False where it stays, neither accepted nor dropped."""

    def window_closed(self) -> None:
        """Accept of what is typed what would be missed: nobody can be asked any more."""
