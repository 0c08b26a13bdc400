"""The visit file: portable JSON, read strictly and written one entry a line.  docs/FORMAT.md describes it."""

import codecs
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from ipc2_tui.files.reading import read_bytes
from ipc2_tui.files.rubrics import built_in, built_in_ids, check_genuine
from scoring.canonical import canonical, number_in
from scoring.codes import check_code
from scoring.entry import Entry, entry_from_json, entry_to_json
from scoring.problem import Problem
from scoring.result import result_json
from scoring.rubric import Rubric
from scoring.rubric_file import build_rubric
from scoring.tally import tally
from scoring.visit import School, Visit, fold
from scoring.wording import brief, commas, tr, visible

FORMAT = "ipc2-visits"
VERSION = 1
HEADER = {"file": {"format": FORMAT, "version": VERSION}}
LARGEST = 1_000_000_000
OFFICE_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .docx begin, and the older .xls and .doc


class VisitFile(NamedTuple):
    """What a file holds.  `outdated` are the codes of visits whose stored result disagrees with their entries."""

    visits: dict[str, Visit]
    outdated: tuple[str, ...]


def read_visits(path: Path) -> VisitFile:
    """The visits in the file at `path`, every hash checked and every visit folded.  Raises Problem; writes nothing."""
    return visits_in(load_json(path), path)


def read_visit(path: Path, code: str | None) -> Visit:
    """The visit of school `code` in a file, or the only one there.  Raises Problem."""
    return choose(read_visits(path).visits, code, path)


def choose(visits: dict[str, Visit], code: str | None, path: Path) -> Visit:
    """One of a file's visits: the only one, or that of school `code`.  Raises Problem."""
    if code is None and len(visits) == 1:
        return next(iter(visits.values()))
    if code in visits:
        return visits[code]
    codes = commas(sorted(visits)[:5]) + (" ..." if len(visits) > 5 else "")
    if code is not None:
        raise Problem(str(path), tr("holds no visit of {code}, but of {codes}").format(code=visible(code), codes=codes))
    what = tr("holds {n} visits ({codes}); --code says which (the interface: open its folder)")
    raise Problem(str(path), what.format(n=len(visits), codes=codes))


def visits_in(data: Any, path: Path) -> VisitFile:
    """The visits in a visit file's JSON.  Raises Problem."""
    visits = {}
    outdated = []
    for code, document in written_visits(data, str(path)).items():
        place = f"{path}: visits.{brief(code)}"
        check_code(code, place)
        visits[code] = _visit(code, document, place)
        stated = (document.get("result"), document.get("school"))
        if stated != (result_json(visits[code], tally(visits[code])), school_json(visits[code].school)):
            outdated.append(code)
    return VisitFile(visits, tuple(outdated))


def written_visits(data: Any, where: str) -> dict[str, dict[str, Any]]:
    """The visits in a visit file's JSON as they are written, by code, each with a list of entries.  Raises Problem."""
    check_header(data, where)
    documents: Any = data.get("visits")
    if not isinstance(documents, dict):
        raise Problem(f"{where}: visits", tr("must be an object"))
    for code, document in documents.items():
        if not isinstance(document, dict) or not isinstance(document.get("entries"), list):
            raise Problem(f"{where}: visits.{brief(code)}", tr("must be an object with its entries"))
    return documents


def file_json(*visits: Visit) -> dict[str, Any]:
    """A whole file with these visits."""
    return {"ipc2": HEADER, "visits": {visit.code: document_of(visit) for visit in visits}}


def document_of(visit: Visit, made: dict[str, dict[str, Any]] | None = None) -> dict[str, Any]:
    """The visit as it stands in a file; everything but the entries and a foreign rubric is derived from them.

    `made` keeps entries' JSON by their hash from one call to the next: an entry never changes.
    """
    known = {} if made is None else made
    return {
        "school": school_json(visit.school),
        "rubric": rubric_json(visit.rubric),
        "result": result_json(visit, tally(visit)),
        "entries": [known.get(entry.hash) or _keep(entry, known) for entry in visit.entries],
    }


def _keep(entry: Entry, known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    made = entry_to_json(entry)
    if entry.body is not None:  # a body that was withheld may come yet
        known[entry.hash] = made
    return made


def load_json(path: Path) -> Any:
    """The JSON in the file at `path`, read strictly: no repeated keys, only finite numbers.  Raises Problem."""
    return strict_json(file_bytes(path), str(path))


def file_bytes(path: Path) -> bytes:
    """What the file at `path` holds.  Raises Problem."""
    raw = read_bytes(path, LARGEST)
    if not raw.strip():
        raise Problem(str(path), tr("is empty"))
    return raw


def strict_json(raw: bytes, where: str) -> Any:
    """The JSON in `raw`: no repeated keys, only finite numbers, ``12.0`` as 12.  Raises Problem that names `where`."""
    if raw.startswith(OFFICE_FILES):
        what = tr("is a workbook or a document, no visit file; open the visit and take it in there, with i")
        raise Problem(where, what)
    if raw.startswith(codecs.BOM_UTF8):
        raise Problem(where, tr("begins with a byte order mark, which an editor put there; save it as UTF-8 without"))
    try:
        return json.loads(
            raw.decode("utf-8"), object_pairs_hook=_unique_keys,
            parse_int=partial(_number, int), parse_float=partial(_number, number_in), parse_constant=_not_a_number,
        )  # fmt: skip
    except UnicodeDecodeError as error:
        if error.end == len(raw) and error.reason == "unexpected end of data":
            raise Problem(where, tr("ends in the middle of a character: it is cut off")) from error
        what = tr("is not UTF-8 text: no visit file, or an editor saved it otherwise; save it as UTF-8")
        raise Problem(where, what) from error
    except json.JSONDecodeError as error:
        what = tr("is not whole JSON (line {line}, column {column}): it is cut off, damaged or no visit file")
        raise Problem(where, what.format(line=error.lineno, column=error.colno)) from error
    except RecursionError as error:
        raise Problem(where, tr("is no visit file: {why}").format(why=tr("it is nested too deeply"))) from error
    except ValueError as error:  # said below
        raise Problem(where, tr("is no visit file: {why}").format(why=error)) from error


def check_header(data: Any, where: str) -> None:
    """Raise Problem unless `data` is a visit file of a version that is known here."""
    header = data.get("ipc2") if isinstance(data, dict) else None
    file = header.get("file") if isinstance(header, dict) else None
    if not isinstance(file, dict) or file.get("format") != FORMAT:
        raise Problem(where, tr("is JSON of another program, not a visit file"))
    version = file.get("version")
    if type(version) is not int or version < 1:
        raise Problem(f"{where}: ipc2.file.version", tr("must be a whole number from 1"))
    if version > VERSION:
        what = tr("has format version {found}; this program reads up to {known}: get a newer ipc2")
        raise Problem(where, what.format(found=version, known=VERSION))


def _visit(code: str, document: dict[str, Any], where: str) -> Visit:
    rubric = rubric_in(document.get("rubric"), f"{where}.rubric")
    entries = [entry_from_json(e, f"{where}.entries[{n}]") for n, e in enumerate(document["entries"])]
    visit = fold(code, rubric, entries)
    for entry, why in visit.problems:
        raise Problem(where, tr("the entry of {name}, number {seq}, cannot count: {why}").format(
            name=visible(entry.by), seq=entry.seq, why=why))  # fmt: skip
    return visit


def rubric_json(rubric: Rubric) -> dict[str, Any]:
    """The rubric as a file names it: the whole of it where it is not built in.

    Written in one way, however the file that it came from was: a merge's bytes must not depend on which that was.
    """
    named = {"id": rubric.id, "digest": rubric.digest}
    is_built_in = rubric.id in built_in_ids() and built_in(rubric.id).digest == rubric.digest
    return named if is_built_in else {**named, "data": json.loads(canonical(rubric.data))}


def rubric_in(data: Any, where: str) -> Rubric:
    """The rubric that a visit names: the built-in one if it is that, else the one that the file carries."""
    if not isinstance(data, dict) or not isinstance(data.get("id"), str):
        raise Problem(where, tr("must be an object with the rubric's id"))
    if isinstance(data.get("data"), dict):
        rubric = build_rubric(data["data"], where)
        check_genuine(rubric, where)
    elif data["id"] in built_in_ids():
        rubric = built_in(data["id"])
    else:
        what = tr("{id} is not built in, and the file does not carry it")
        raise Problem(where, what.format(id=brief(data["id"])))
    if (rubric.id, rubric.digest) != (data["id"], data.get("digest")):
        raise Problem(where, tr("the rubric {id} is not the one that its digest names").format(id=brief(data["id"])))
    return rubric


def school_json(school: School) -> dict[str, Any]:
    """What a file says of a school, for readers with other tools."""
    return {**school._asdict(), "team": list(school.team)}


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(tr("the key {key} stands twice in one object").format(key=brief(twice)))
    return result


def _number(read: Callable[[str], float], text: str) -> float:
    try:
        return read(text)
    except ValueError as error:  # no float, or a whole number of thousands of digits, which Python does not read
        raise ValueError(tr("the number {text} is too large").format(text=brief(text, 40))) from error


def _not_a_number(name: str) -> NoReturn:
    raise ValueError(tr("{name} is not a number").format(name=name))
