"""Many files' schools for a district's totals: every file read once, by all cores where there are many.

What a visit comes to is kept, never the visit; only one that stands in several files is read again, from all of them.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ipc2_tui.language import language_in_use, use_language
from ipc2_tui.merging import Files, Merged, Skipped, documents_in, merged, skippable
from scoring.district import School, one_rubric, school_of
from scoring.merge import Refused
from scoring.problem import Problem
from scoring.rubric import Rubric

MANY = 500
CHUNK = 100
_Form = tuple[str, str]


class Totals(NamedTuple):
    """All schools in the order of their codes, and what was left out; `rubric` is None where there is no visit."""

    rubric: Rubric | None
    schools: list[School]
    refused: list[Refused]
    skipped: list[Skipped]


class _Total(NamedTuple):
    """What one visit comes to, the entries that were set aside, and its rubric's id and digest."""

    school: School
    refused: list[Refused]
    form: _Form


class _Chunk(NamedTuple):
    """What each of some files holds, or why it cannot be read; and the rubrics that are named."""

    files: list[tuple[Path, list[_Total] | Problem]]
    rubrics: dict[_Form, Rubric]


def totals(
    paths: list[Path], skip_bad: bool, verify: bool = True, on_files: Callable[[int], None] = lambda _: None
) -> Totals:
    """The totals of the schools in many files; the hashes of entries are checked if `verify`.

    `on_files` is told how many more files have been read.
    Raises Problem for an unreadable file, unless those are to be skipped, and where the visits are on several rubrics.
    """
    found: dict[str, _Total] = {}
    places: dict[str, list[Path]] = {}
    rubrics: dict[_Form, Rubric] = {}
    skipped: list[Skipped] = []
    with _chunks(paths, verify) as chunks:
        for chunk in chunks:
            rubrics |= chunk.rubrics
            for path, held in chunk.files:
                if isinstance(held, Problem):
                    if not skip_bad:
                        raise skippable(held, len(paths))
                    skipped.append(Skipped(str(path), held.what))
                    continue
                for total in held:
                    found[total.school.code] = total
                    places.setdefault(total.school.code, []).append(path)
            on_files(len(chunk.files))
    rubric: Rubric | None = None
    schools, refused = [], []
    with Files(verify) as files:
        files.read(dict.fromkeys(path for several in places.values() if len(several) > 1 for path in several), False)
        for code in sorted(found):
            total = _total(files.visit(code)) if len(places[code]) > 1 else found[code]
            rubric = one_rubric(rubric, rubrics[total.form], code)
            schools.append(total.school)
            refused += total.refused
    return Totals(rubric, schools, refused, skipped)


@contextmanager
def _chunks(paths: list[Path], verify: bool) -> Iterator[Iterator[_Chunk]]:
    read = partial(_chunk, verify=verify)
    parts = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    if len(paths) <= MANY:
        yield map(read, parts)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(initializer=_begin, initargs=(language_in_use(),)) as pool:
        yield pool.map(read, parts)


def _begin(language: str) -> None:
    """A process of the pool speaks as this one does, and leaves Ctrl+C to it."""
    use_language(language)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _chunk(paths: list[Path], verify: bool) -> _Chunk:
    rubrics: dict[_Form, Rubric] = {}
    return _Chunk([(path, _held(path, rubrics, verify)) for path in paths], rubrics)


def _held(path: Path, rubrics: dict[_Form, Rubric], verify: bool) -> list[_Total] | Problem:
    """What a file holds; its rubrics are added to `rubrics`, for they are large and few."""
    held = []
    try:
        for code, document in documents_in(path).items():
            found = merged(code, [(path, document)], verify)
            held.append(_total(found))
            rubrics.setdefault(held[-1].form, found.visit.rubric)
    except Problem as problem:
        return problem
    return held


def _total(found: Merged) -> _Total:
    rubric = found.visit.rubric
    return _Total(school_of(found.visit), found.refused, (rubric.id, rubric.digest))
