"""The files beside a visit's that can be taken into it, and what is to be said of each before it is chosen."""

from pathlib import Path

from ipc2_tui.files.joining import joined_from
from ipc2_tui.files.paths import never_ends
from ipc2_tui.files.reading import unreadable
from ipc2_tui.files.visit_file import file_bytes
from ipc2_tui.importing import OTHER_SUFFIXES, SUFFIXES, others_code
from ipc2_tui.interface.folder import DISTRICT_BOOK
from ipc2_tui.interface.paper_flow import SHEET
from ipc2_tui.school_lists import SCHOOL_LISTS
from scoring.problem import Problem
from scoring.visit import CLAIM, Visit
from scoring.wording import tr

_NAMED = {CLAIM: ("自查", "self-check"), "roster": ("名册", "roster")}  # after the blank forms


def files_at_hand(file: Path, visit: Visit) -> dict[str, str]:
    """What is to be said, mostly nothing, of each file beside `file`, the visit's own: tables first, then copies.

    Once the visit has its self-check and its roster, it is the copies that are waited for, and they stand first.
    Tables whose name has the visit's code stand first, but not those named for what the visit has by now. Those of
    which something is to be said, mostly another school's, stand after all copies that have something new, for a
    folder may have many of them.  Raises Problem.
    """
    try:
        beside = sorted(file.parent.iterdir())
    except OSError as error:
        raise unreadable(file.parent, error) from error
    kinds = SUFFIXES + OTHER_SUFFIXES
    tables = (path.name for path in beside if path.suffix.lower() in kinds and not never_ends(path))
    ours = (*SCHOOL_LISTS, DISTRICT_BOOK)
    names = [name for name in tables if name not in ours and not name.startswith("~$") and not name.endswith(SHEET)]
    there = [word for kind, words in _NAMED.items() if visit.counts.get(kind) for word in words]
    names.sort(key=lambda name: (any(word in name.lower() for word in there), visit.code not in name))
    copies = [path for path in beside if path != file and _speaks_of(path, visit.code)]
    known = {path.name: _nothing_new(path, visit) for path in copies}
    told = {name: _about(visit.code, name) for name in names}
    every = known | told if visit.counts.get(CLAIM) and visit.counts.get("roster") else told | known
    return dict(sorted(every.items(), key=lambda each: bool(each[1])))


def _about(code: str, name: str) -> str:
    if name.lower().endswith(OTHER_SUFFIXES):
        return tr("save it as .xlsx or .docx first")
    return tr("another school's?") if others_code(code, name) else ""


def _speaks_of(path: Path, code: str) -> bool:
    """Whether a file is a visit file in which the school's code stands, or may be one; it is not judged yet."""
    if path.suffix.lower() != ".json" or path.name.startswith(".") or never_ends(path):
        return False
    try:
        return f'"{code}"'.encode() in file_bytes(path)
    except Problem:  # said when it is chosen
        return True


def _nothing_new(path: Path, visit: Visit) -> str:
    try:
        return "" if joined_from(path, visit).entries else tr("nothing new")
    except Problem:  # said when it is chosen
        return ""
