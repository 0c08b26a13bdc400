"""Many files, one visit at a time: what is in them, and each visit with the entries of all files that have it.

Files are read twice: once for which visits they hold, once for the visits themselves, in the order of their codes.  A
file with many visits is spooled in between, so that memory holds one visit and an index, however many there are.
"""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from ipc2_tui.files.durable import Stamp, stamp
from ipc2_tui.files.fast_json import Document, entries_of, read_fast, spooled, unspooled
from ipc2_tui.files.reading import unreadable
from ipc2_tui.files.visit_file import check_header, file_bytes, rubric_in, strict_json, written_visits
from scoring.codes import check_code
from scoring.entry import Entry
from scoring.merge import SetAside, same_rubric, sound_entries
from scoring.problem import Problem
from scoring.rubric import Rubric
from scoring.visit import Visit, fold
from scoring.wording import brief, commas, tr


class Skipped(NamedTuple):
    """A file that was left out, and why."""

    file: str
    why: str


class _Place(NamedTuple):
    """Where one visit's JSON is: in a file of its own (`length` 0), or in the spool."""

    path: Path
    stamp: Stamp | None
    offset: int = 0
    length: int = 0


class Merged(NamedTuple):
    """One visit out of all files, and the entries that were set aside."""

    visit: Visit
    refused: list[SetAside]


class Files:
    """The visits of many files; a context, for the spool is a file.  Entries' hashes are checked if `verify`."""

    def __init__(self, verify: bool = True) -> None:
        self._verify = verify
        self.skipped: list[Skipped] = []
        self._places: dict[str, list[_Place]] = {}
        self._spool: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the context

    def __enter__(self) -> "Files":
        return self

    def __exit__(self, *_: object) -> None:
        self._spool.close()

    @property
    def codes(self) -> list[str]:
        """The codes of all visits, sorted."""
        return sorted(self._places)

    def read(self, paths: Iterable[str], skip_bad: bool, on_files: Callable[[int], None] = lambda _: None) -> None:
        """Find the visits of every file.  Raises Problem for an unreadable one, unless those are to be skipped."""
        files, problems = list(paths), []
        for path in files:
            try:
                self._index(Path(path))
            except Problem as problem:
                problems.append((path, problem))
            on_files(1)
        self.skipped += left_out(problems, len(files), skip_bad)

    def visits(self) -> Iterator[Merged]:
        """Every visit in the order of codes, folded over the entries of all files that have it.  Raises Problem."""
        for code in self.codes:
            yield self.visit(code)

    def visit(self, code: str, among: Iterable[str] | None = None) -> Merged:
        """One visit, folded over the entries of all files that have it, or of these alone.  Raises Problem."""
        chosen = None if among is None else set(map(Path, among))
        places = (place for place in self._places[code] if chosen is None or place.path in chosen)
        documents = ((place.path, self._document(place, code)) for place in places)
        return merged(code, documents, self._verify)

    def _index(self, path: Path) -> None:
        found = _stamp(path)
        documents = documents_in(path)
        if len(documents) == 1:
            self._places.setdefault(next(iter(documents)), []).append(_Place(path, found))
            return
        for code, document in documents.items():
            raw = spooled(document)
            offset = self._spool.seek(0, os.SEEK_END)
            self._spool.write(raw)
            self._places.setdefault(code, []).append(_Place(path, found, offset, len(raw)))

    def _document(self, place: _Place, code: str) -> Document:
        if place.length:
            self._spool.seek(place.offset)
            return unspooled(self._spool.read(place.length))
        changed = _stamp(place.path) not in (place.stamp, None)  # one that is gone cannot be read, and says so
        document = None if changed else documents_in(place.path).get(code)
        if document is None:  # it is another school's: replaced just now, or under a stamp that it had before
            raise Problem(str(place.path), tr("has changed while it was read; try again"))
        return document


def left_out(problems: Sequence[tuple[str, Problem]], of: int, skip_bad: bool) -> list[Skipped]:
    """The files that have problems, if those are to be skipped.

    Else raises the first, with what to do about it where it is of one file `of` several.
    """
    if not problems or skip_bad:
        return [Skipped(file, problem.within(file)) for file, problem in problems]
    (_, first), *others = problems
    if of == 1:
        raise first
    text = tr("{what} (--skip-bad leaves it out)")
    if others:
        text = tr("{what}; wrong as well: {others} (--skip-bad leaves them out)")
    raise Problem(first.where, text.format(what=first.what, others=commas(each.where for _, each in others)))


def documents_in(path: Path) -> dict[str, Document]:
    """The visits in a file, by code; the form of all but their entries is checked.  Raises Problem."""
    raw = file_bytes(path)
    if file := read_fast(raw):
        check_header({"ipc2": file.ipc2}, str(path))
        documents = file.visits
    else:
        written = written_visits(strict_json(raw, str(path)), str(path))
        documents = {code: Document(each.get("rubric"), each["entries"], each.get("school"), each.get("result"))
                     for code, each in written.items()}  # fmt: skip
    for code, document in documents.items():
        check_code(code, f"{path}: visits.{brief(code)}")
        rubric_in(document.rubric, f"{path}: visits.{code}.rubric")
    return documents


def merged(code: str, documents: Iterable[tuple[Path, Document]], verify: bool = True) -> Merged:
    """The visit of school `code` over the entries of all its `documents`, each with its file.  Raises Problem."""
    rubric: Rubric | None = None
    entries: list[Entry] = []
    refused: list[SetAside] = []
    for path, document in documents:
        own = rubric_in(document.rubric, f"{path}: visits.{code}.rubric")
        if rubric is not None:
            same_rubric(rubric, own, f"{path}: visits.{code}")
        rubric = own
        sound, bad = sound_entries(code, own, entries_of(document, verify), verify)
        entries += sound
        refused += [each._replace(file=str(path)) for each in bad]
    if rubric is None:
        raise KeyError(code)
    return Merged(fold(code, rubric, entries, sound=True), sorted(set(refused)))


def _stamp(path: Path) -> Stamp | None:
    try:
        return stamp(path)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
