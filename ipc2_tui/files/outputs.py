"""Files made for people: never over an existing one unless that was asked for, and whole or not at all.

Asked for or not, nothing takes the place of another kind of file, such as a workbook that of a visit: names slip.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import IO

from ipc2_tui.files.durable import replacing, stamp
from ipc2_tui.files.paths import is_there
from ipc2_tui.files.reasons import reason
from scoring.problem import Problem
from scoring.wording import tr


def write_output(path: Path, data: bytes, force: bool) -> None:
    """Write a new file whole; with `force` in place of an existing one.  Raises Problem, and then nothing changed."""
    with new_output(path, force) as file:
        file.write(data)


def write_workbook(path: Path, data: bytes, force: bool) -> None:
    """Write a workbook; its name says what it is, since Excel opens none by another.  Raises Problem, as above."""
    if path.suffix.lower() != ".xlsx":
        raise Problem(str(path), tr("would be a workbook; give it a name that ends in .xlsx"))
    write_output(path, data, force)


def check_visit_name(path: Path) -> None:
    """Raise Problem unless a file of visits would be found by its name: folders are looked through for *.json."""
    if path.suffix.lower() != ".json":
        raise Problem(str(path), tr("would be a file of visits; give it a name that ends in .json"))


@contextmanager
def new_output(path: Path, force: bool, visits: bool = False) -> Iterator[IO[bytes]]:
    """A file that takes the name only when it is whole and on disk; its owner's alone, for it may name teachers.

    One that it takes the place of leaves it its mode; one with `visits` is written by nobody else meanwhile, and stays
    as ``NAME.bak``.  Raises Problem, and then nothing changed.
    """

    def ready(new: Path) -> None:
        # Somebody wrote it, mostly while a merge read it, or opened it and took the new file for a killed save's.
        if stamp(path) != found or not is_there(new):
            raise Problem(str(path), tr("has changed while it was read; try again"))
        if _kind(path) not in ("", _kind(new)):
            raise Problem(str(path), tr("holds something else and is left as it is; choose another name"))

    try:
        found = stamp(path)  # first, so that what is put there from now on counts as changed
        if is_there(path) and not force:
            raise Problem(str(path), tr("exists already; --force replaces it"))
        if is_there(path) and not path.is_file():
            raise Problem(str(path), tr("is no file; choose another name"))
        with _alone(path) if visits and found else nullcontext(), replacing(path, ready, keep=visits) as file:
            yield file
    except OSError as error:
        raise Problem(str(path), tr("cannot be written: {why}").format(why=reason(error))) from error


def _alone(path: Path) -> AbstractContextManager[None]:
    from ipc2_tui.files.lock import locked  # most outputs are new, or no visits

    return locked(path.resolve() if path.is_symlink() else path)  # what a link leads to is what windows open


def _kind(path: Path) -> str:
    """Whether a file is a workbook, JSON or other text, told by how it begins; empty where there is nothing in it."""
    if not is_there(path):
        return ""
    with path.open("rb") as file:
        head = file.read(64).lstrip()
    return "" if not head else "workbook" if head.startswith(b"PK") else "JSON" if head.startswith(b"{") else "text"
