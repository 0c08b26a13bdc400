"""The store: a visit file as a TinyDB database, with one writer at a time and every save durable."""

import stat
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from ipc2_tui.files.durable import Stamp, previous_copy, stamp, sweep, write_durably
from ipc2_tui.files.lock import Lock, locked
from ipc2_tui.files.paths import is_folder, is_there
from ipc2_tui.files.reasons import reason
from ipc2_tui.files.visit_file import choose, document_of, file_json, load_json, read_visits, visits_in
from scoring.merge import same_rubric, united
from scoring.problem import Problem
from scoring.visit import Visit
from scoring.wording import tr

_Tables = dict[str, dict[str, Any]]
_TRIES = 10
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class Overtaken(Exception):  # noqa: N818 - no error: it is to be read again
    """Another program has written the file."""


class DurableStorage(Storage):
    """TinyDB's storage on one file: parsed once, and again where another program wrote it; each save is durable."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._written: dict[str, bytes] = {}
        self._tables: _Tables | None = None
        self._stamp = stamp(path) if is_there(path) else None
        if self._stamp is not None:
            self._tables = load_json(path)

    def read(self) -> _Tables | None:
        """The tables as they were last read or written."""
        return self._tables

    def changed(self) -> bool:
        """Whether the file is not the one that was last read or written.  Raises Problem where its disk is gone."""
        found = self._found()
        return found is not None and found != self._stamp

    def read_again(self, judge: Callable[[_Tables], Visit]) -> Visit:
        """What `judge` makes of the tables in the file now.  Raises Problem, and then nothing has changed here."""
        found = self._found()  # first, so that a file put there meanwhile counts as changed
        tables: _Tables = load_json(self.path)
        visit = judge(tables)
        self._tables, self._stamp = tables, found
        return visit

    def write(self, data: _Tables) -> None:
        """Replace the file.  Raises Problem, and Overtaken, and then the file is as it was."""
        from ipc2_tui.files.layout import dump_json  # its encoder is not needed to show a visit

        def check() -> None:
            if self.changed():
                raise Overtaken

        try:
            self._stamp = write_durably(self.path, dump_json(data, self._written), check)
        except OSError as error:
            what = tr("could not be saved: {why}").format(why=reason(error))
            raise Problem(str(self.path), what) from error
        self._tables = data

    def _found(self) -> Stamp | None:
        """The stamp of the file that is there; None where there is none but could be."""
        try:
            found = stamp(self.path)
            # Where a stick was there may still be the empty folder that it was put into.
            away = found is None and self._stamp is not None and self.path.parent.stat().st_dev != self._stamp.device
        except OSError:
            away = True
        if away:
            raise Problem(str(self.path), tr("its folder is not there: what was typed waits here for it"))
        return found


class _VisitTable(Table):
    """Visits by the school's code; TinyDB's own tables number their documents."""

    document_id_class = str  # type: ignore[assignment]


class _VisitDatabase(TinyDB):
    table_class = _VisitTable


class VisitStore:
    """One visit's file, open for writing; `read_only` says why it is not, where it is not.

    `visit` is the state as the file was last seen.  Whoever folds new entries hands the new state to :meth:`save`.
    Other programs are kept out by a lock.  Where one wrote the file all the same (folders without locks, folders that
    are synchronised, a stick that comes back from another computer), nothing is written over: its entries are united
    with ours.
    """

    def __init__(self, path: Path, code: str | None = None) -> None:
        """Open the file at `path`; `code` chooses among several visits.  Raises Problem and changes nothing."""
        if not is_there(path) or is_folder(path):
            load_json(path)  # says why it cannot be read
        path = path.resolve() if path.is_symlink() else path  # else a save would put a file in the place of the link
        self.path = path
        self._lock = Lock(path)
        self._made: dict[str, dict[str, Any]] = {}
        self.read_only = self._why_read_only()
        try:
            self._storage = DurableStorage(path)
            self._database = _VisitDatabase(storage=lambda: self._storage)
            visits = visits_in(self._storage.read(), path).visits
        except Problem as problem:
            self.close()
            raise with_offer(problem, path) from problem
        try:
            self.visit = choose(visits, code, path)
        except Problem:
            self.close()
            raise
        if not self.read_only:
            sweep(path)

    @property
    def without_locks(self) -> bool:
        """Whether nothing keeps a second window from writing."""
        return self._lock.unknown

    def save(self, visit: Visit) -> Visit:
        """Write `visit`, and what others wrote into the file; that is on disk when this returns, and is returned.

        Raises Problem, and then the file is as it was.
        """
        if self.read_only:
            raise Problem(str(self.path), self.read_only)
        for _ in range(_TRIES):
            self._take_in()  # first, for where its disk is gone no lock is left in its place
            if why := self._lock.take():
                raise Problem(str(self.path), why)
            visit = united(visit, self.visit)
            with suppress(Overtaken):
                self._database.table("visits").upsert(self._document(visit))
                self.visit = visit
                return visit
        raise Problem(str(self.path), tr("could not be saved: {why}").format(why=tr("other programs keep writing it")))

    def look(self, visit: Visit) -> Visit | None:
        """`visit` with what others wrote into the file since it was last seen; None where there is nothing new.

        What they left out is written again.  Where it was read-only, it may be ours to write by now: that is new, too.
        Raises Problem, and then everything is as it was.
        """
        self._storage.changed()  # where its disk is gone no lock is left in its place
        mine = bool(self.read_only) and not self._why_read_only()
        if mine:
            self.read_only = ""
        if not self._take_in():
            return visit if mine else None
        both = united(visit, self.visit)
        if not self.read_only and len(both.entries) > len(self.visit.entries):
            return self.save(both)
        return both

    def close(self) -> None:
        """Let others write."""
        self._lock.release()

    def _why_read_only(self) -> str:
        """Why the file cannot be written; empty where it can, and then its lock is ours."""
        with suppress(OSError):  # where it has gone, its lock cannot be had either
            if not self.path.stat().st_mode & _WRITABLE:  # root may write all the same
                return tr("the file is write-protected, so it is read-only here")
        return self._lock.take()

    def _take_in(self) -> bool:
        """Read the file where another program has written it; whether one had.  Raises Problem."""
        if not self._storage.changed():
            return False
        try:
            self.visit = self._storage.read_again(self._mine_in)
        except Problem as problem:
            what = tr("another program wrote it, so it is not saved over; moved away, it is written anew ({why})")
            raise Problem(problem.where, what.format(why=problem.what)) from problem
        return True

    def _document(self, visit: Visit) -> Document:
        return Document(document_of(visit, self._made), doc_id=visit.code)  # type: ignore[arg-type]

    def _mine_in(self, tables: _Tables) -> Visit:
        found = visits_in(tables, self.path).visits.get(self.visit.code)
        if found is None:
            return self.visit._replace(entries=())
        same_rubric(self.visit.rubric, found.rubric, str(self.path))
        return found


def create(path: Path, visit: Visit) -> None:
    """Write a new file with one visit.  Raises Problem if there is a file already or it cannot be written."""
    exists = Problem(str(path), tr("exists already; open it, or choose another code or file name"))
    if is_there(path):
        raise exists
    alone = locked(path) if is_folder(path.parent) else nullcontext()  # it would make the folder
    try:
        with alone:
            storage = DurableStorage(path)
            if storage.read() is not None:  # put there since
                raise exists
            storage.write(file_json(visit))
    except Overtaken as error:
        raise exists from error


def with_offer(problem: Problem, path: Path) -> Problem:
    """A problem of the file at `path`, with the offer of the copy before it where that one is whole."""
    backup = previous_copy(path)
    try:
        read_visits(backup)
    except Problem:
        return problem
    offer = tr("the copy before it is whole: copy {name} to a new name and open that").format(name=backup.name)
    return Problem(problem.where, f"{problem.what}; {offer}")
