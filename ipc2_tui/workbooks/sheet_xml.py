"""The parts of a workbook as trees, and how one part leads to another."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from lxml.etree import QName, XMLParser, XMLSyntaxError, fromstring
from openpyxl.packaging.relationship import get_dependents, get_rels_path

from ipc2_tui.workbooks.archives import damaged
from scoring.problem import Problem
from scoring.wording import tr

_LARGEST = 5_000_000


class Related(NamedTuple):
    """What a part leads to: by which id, of what kind, and the part itself."""

    id: str
    kind: str
    target: str


def read_part(raw: bytes, part: str) -> Any:
    """The tree of one part.  Raises Problem where it is none, or larger than of any score sheet.

    Office programs write neither comments nor entities, and what reads them differs in what it makes of a value that
    one of them divides.
    """
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        if archive.getinfo(part).file_size > _LARGEST:
            raise Problem(part, tr("is larger than such a file can be"))
        xml = archive.read(part)
    try:
        tree = fromstring(xml, XMLParser(resolve_entities=False, no_network=True))
    except XMLSyntaxError as error:
        raise damaged(part) from error
    if tree.getroottree().docinfo.doctype or not all(isinstance(each.tag, str) for each in tree.iter()):
        raise damaged(part)
    return tree


def related(raw: bytes, part: str) -> list[Related]:
    """What a part leads to; the package itself is the part without a name."""
    beside = get_rels_path(part).removeprefix("/")
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        found = get_dependents(archive, beside) if beside in archive.namelist() else ()
        return [Related(each.Id, each.Type.rpartition("/")[2], each.target) for each in found]


def local(element: Any) -> str:
    """An element's name without its namespace."""
    return str(QName(element).localname)


def every(tree: Any, name: str) -> Iterator[Any]:
    """The elements of this name, whatever their prefix."""
    return (each for each in tree.iter("{*}" + name))


def is_true(text: str | None) -> bool:
    """Whether a flag is set.  Programs take more words for it than the format names."""
    return text not in (None, "0", "false")


def number(text: str | None, default: float) -> float:
    """An attribute's number."""
    return default if text is None else float(text)
