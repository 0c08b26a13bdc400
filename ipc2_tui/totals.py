"""Many files' schools for a district's totals: every file read once, by all cores where there are many.

What a visit comes to is kept, packed, never the visit; only one that stands in several files is read again, from all of
them.
"""

import signal
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from ipc2_tui.files.merging import Files, Merged, Skipped, documents_in, left_out, merged
from ipc2_tui.files.packed import PackedSchools, pack
from ipc2_tui.language import language_in_use, use_language
from scoring.district_school import School, school_of
from scoring.merge import SetAside
from scoring.one_form import Form, form_of, main_form, other_form
from scoring.problem import Problem
from scoring.rubric import Rubric
from scoring.wording import tr

MANY = 500
CHUNK = 100


class Totals(NamedTuple):
    """All schools in the order of their codes, and what was left out; `rubric` is None where there is no visit."""

    rubric: Rubric | None
    schools: Sequence[School]
    refused: list[SetAside]
    skipped: list[Skipped]


class _Total(NamedTuple):
    """What one visit comes to, packed; the entries that were set aside; its rubric's id and digest."""

    code: str
    school: bytes
    refused: list[SetAside]
    form: Form


class _Chunk(NamedTuple):
    """What each of some files holds, or why it cannot be read; and the rubrics that are named."""

    files: list[list[_Total] | Problem]
    rubrics: dict[Form, Rubric]


def totals(
    paths: list[str], skip_bad: bool, verify: bool = True, on_files: Callable[[int], None] = lambda _: None
) -> Totals:
    """The totals of the schools in many files; the hashes of entries are checked if `verify`.

    `on_files` is told how many more files have been read.
    A school that is on two forms is two here, of which one is left out.
    Raises Problem for an unreadable file, and for a school that is on another form than most, unless those are to be
    skipped.
    """
    schools = PackedSchools()
    place_of: dict[tuple[str, Form], int] = {}
    file_of = array("L")
    again: dict[tuple[str, Form], list[str]] = {}  # the files of each visit that stands in several
    rubrics: dict[Form, Rubric] = {}
    refused: dict[tuple[str, Form], list[SetAside]] = {}
    problems: list[tuple[str, Problem]] = []
    with _chunks(paths, verify) as chunks:
        for file, held in enumerate(_files(chunks, rubrics, on_files)):
            if isinstance(held, Problem):
                problems.append((paths[file], held))
                continue
            for total in held:
                school = total.code, total.form
                place = place_of.setdefault(school, len(schools))
                if place < len(schools):
                    again.setdefault(school, [paths[file_of[place]]]).append(paths[file])
                else:
                    schools.append(total.school)
                    file_of.append(file)
                if total.refused:
                    refused.setdefault(school, []).extend(total.refused)
    with Files(verify) as files:
        files.read(dict.fromkeys(path for several in again.values() for path in several), False)
        for school, several in again.items():
            total = _total(files.visit(school[0], several))
            file_of.append(file_of[place_of[school]])
            place_of[school] = len(schools)
            schools.append(total.school)
            refused[school] = total.refused
    order = sorted(place_of)
    main = main_form(form for _, form in order)
    counted = []
    for code, form in order:
        place = place_of[code, form]
        if main is None or form == main:
            counted.append(place)
            continue
        where = f"{paths[file_of[place]]}: {code}"
        problems.append((where, Problem(where, other_form(form, main))))
    skipped = left_out(problems, max(len(paths), len(order)), skip_bad)
    schools.arrange(counted)
    return Totals(rubrics[main] if main else None, schools, sorted(chain.from_iterable(refused.values())), skipped)


def _files(
    chunks: Iterable[_Chunk], rubrics: dict[Form, Rubric], on_files: Callable[[int], None]
) -> Iterator[list[_Total] | Problem]:
    """What each file holds, in their order; the rubrics that are named are added to `rubrics`."""
    for chunk in chunks:
        rubrics |= chunk.rubrics
        yield from chunk.files
        on_files(len(chunk.files))


@contextmanager
def _chunks(paths: list[str], verify: bool) -> Iterator[Iterator[_Chunk]]:
    read = partial(_chunk, verify=verify)
    parts = (paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK))
    if len(paths) <= MANY:
        yield map(read, parts)
        return
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

    try:
        with ProcessPoolExecutor(initializer=_begin, initargs=(language_in_use(),)) as pool:
            yield pool.map(read, parts)
    except BrokenExecutor as error:
        what = tr("a process that reads files was ended, mostly for want of memory; close other programs and try again")
        raise Problem(tr("district"), what) from error


def _begin(language: str) -> None:
    """A process of the pool speaks as this one does, and leaves Ctrl+C to it."""
    use_language(language)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _chunk(paths: list[str], verify: bool) -> _Chunk:
    rubrics: dict[Form, Rubric] = {}
    return _Chunk([_held(Path(path), rubrics, verify) for path in paths], rubrics)


def _held(path: Path, rubrics: dict[Form, Rubric], verify: bool) -> list[_Total] | Problem:
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
    return _Total(found.visit.code, pack(school_of(found.visit)), found.refused, form_of(found.visit.rubric))
