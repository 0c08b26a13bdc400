"""The store: a visit file as a TinyDB database, with one writer at a time and every save durable."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from ipc2_tui.durable import previous_copy, sweep, write_durably
from ipc2_tui.paths import is_folder, is_there
from ipc2_tui.reasons import reason
from ipc2_tui.visit_file import HEADER, choose, document_of, dump_json, load_json, read_visits, visits_in
from scoring.problem import Problem
from scoring.visit import Visit
from scoring.wording import tr

_Tables = dict[str, dict[str, Any]]


class DurableStorage(Storage):
    """TinyDB's storage on one file: parsed once, then written whole and durably at each save."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._written: dict[str, str] = {}
        self._tables: _Tables | None = load_json(path) if is_there(path) else None

    def read(self) -> _Tables | None:
        """The tables; kept in memory, since the lock makes this process the only writer."""
        return self._tables

    def write(self, data: _Tables) -> None:
        """Replace the file.  Raises Problem, and then the file is as it was."""
        try:
            write_durably(self.path, dump_json(data, self._written))
        except OSError as error:
            what = tr("could not be saved: {why}").format(why=reason(error))
            raise Problem(str(self.path), what) from error
        self._tables = data


class _VisitTable(Table):
    """Visits by the school's code; TinyDB's own tables number their documents."""

    document_id_class = str  # type: ignore[assignment]


class _VisitDatabase(TinyDB):
    table_class = _VisitTable


class VisitStore:
    """One visit's file, open for writing; `read_only` says why it is not, where it is not.

    `visit` is the state as it was opened.  Whoever folds new entries hands the new state to :meth:`save`.
    """

    def __init__(self, path: Path, code: str | None = None) -> None:
        """Open the file at `path`; `code` chooses among several visits.  Raises Problem and changes nothing."""
        if not is_there(path) or is_folder(path):
            load_json(path)  # says why it cannot be read
        self.path = path
        self._lock = FileLock(path.with_name(f".{path.name}.lock"))
        self.read_only = _lock(self._lock)
        try:
            self._database = _VisitDatabase(path, storage=DurableStorage)
            self.visit = choose(visits_in(self._database.storage.read(), path).visits, code, path)
        except Problem as problem:
            self.close()
            raise with_offer(problem, path) from problem
        if not self.read_only:
            sweep(path)

    def save(self, visit: Visit) -> None:
        """Write `visit`; it is on disk when this returns.  Raises Problem, and then the file is as it was."""
        if self.read_only:
            raise Problem(str(self.path), self.read_only)
        document = Document(document_of(visit), doc_id=visit.code)  # type: ignore[arg-type]
        self._database.table("visits").upsert(document)

    def close(self) -> None:
        """Let others write."""
        if self._lock.is_locked:
            # Removed while still held: a waiter notices that its file is gone and takes a new one.
            with suppress(OSError):
                Path(self._lock.lock_file).unlink()
        self._lock.release()


def create(path: Path, visit: Visit) -> None:
    """Write a new file with one visit.  Raises Problem if there is a file already or it cannot be written."""
    if is_there(path):
        raise Problem(str(path), tr("exists already; choose another name with -o"))
    DurableStorage(path).write({"ipc2": dict(HEADER), "visits": {visit.code: document_of(visit)}})


def _lock(lock: FileLock) -> str:
    """Take the lock; the reason why the file is read-only where that fails, empty where it is ours."""
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return tr("is open in another window, so it is read-only here")
    except OSError as error:
        return tr("the folder cannot be written: {why}").format(why=reason(error))
    return ""


def with_offer(problem: Problem, path: Path) -> Problem:
    """A problem of the file at `path`, with the offer of the copy before it where that one is whole."""
    backup = previous_copy(path)
    try:
        read_visits(backup)
    except Problem:
        return problem
    offer = tr("the copy before it is whole: copy {name} to a new name and open that").format(name=backup.name)
    return Problem(problem.where, f"{problem.what}; {offer}")
