"""Whom we trust: an OpenSSH ``allowed_signers`` file in the settings folder, which ssh-keygen reads too."""

import base64
import codecs
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from ipc2_tui.clock import now
from ipc2_tui.files.durable import write_durably
from ipc2_tui.files.reading import SMALL, read_bytes, read_if_there
from ipc2_tui.keys.identity import DeviceKey, keeping, settings_folder
from scoring.problem import Problem
from scoring.signatures import ALGORITHM, NAMESPACES, device_of, key_blob
from scoring.wording import brief, tr, visible

_DEVICE = re.compile(r"@([0-9a-f]{8})(?![0-9a-f])")
_SIGN = re.compile(r"[^\w.@-]")
_NAME = re.compile(r"[\w.,@+:=-]+")
_SPACE = re.compile(r"[\w.@*?!-]+", re.ASCII)
_OPTION = re.compile(r'(?:"[^"]*"|[^",])+|"')
_UNTIL = re.compile('valid-before="([0-9]{8}(?:[0-9]{4}(?:[0-9]{2})?)?Z?)"')


class Signer(NamedTuple):
    """Somebody whose signatures count: a name, the public key's blob, and for which namespaces (none: all).

    `until` is OpenSSH's ``valid-before``, ``YYYYMMDD[HHMM[SS]][Z]``: when the key was lost or given up; empty: never.
    """

    name: str
    blob: bytes
    namespaces: frozenset[str]
    until: str = ""

    @property
    def ended(self) -> str:
        """The day, ``YYYY-MM-DD``, since when the key counts no longer; empty while it does."""
        if not self.until or _instant(self.until) > datetime.fromisoformat(now()):
            return ""
        return f"{self.until[:4]}-{self.until[4:6]}-{self.until[6:8]}"


def trust_file() -> Path:
    """Where the list is kept."""
    return settings_folder() / "allowed_signers"


def signers() -> list[Signer]:
    """Everybody on the list; nobody where there is none.  Raises Problem, naming the line, for one that is damaged."""
    return parse_signers(_list(), str(trust_file()))


def parse_signers(text: str, where: str) -> list[Signer]:
    """The people in the text of such a file, or of a public key's, whose comment is the name.  Raises Problem."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            signer = _signer(line)
            if signer is None:
                what = tr("line {n} is no Ed25519 key with a name; it looks like this: NAME ssh-ed25519 AAAA...")
                raise Problem(where, what.format(n=number))
            if unknown := _conditions(line):
                what = tr("line {n} trusts the key on conditions that are not known here: {conditions}")
                raise Problem(where, what.format(n=number, conditions=brief(" ".join(unknown))))
            found.append(signer)
    return found


def signer_line(name: str, key: DeviceKey) -> str:
    """The line by which others can trust this device's key."""
    return line_of(Signer(one_word(name), key.blob, frozenset(NAMESPACES.values())))


def one_word(name: str) -> str:
    """A name as one word that neither a list of signers nor a shell reads anything into."""
    return _SIGN.sub("_", name)


def line_of(signer: Signer) -> str:
    """A signer as a line of the file."""
    namespaces = ",".join(sorted(signer.namespaces or NAMESPACES.values()))
    until = f',valid-before="{signer.until}"' if signer.until else ""
    return f'{signer.name} namespaces="{namespaces}"{until} {ALGORITHM} {base64.b64encode(signer.blob).decode()}'


def trust(path: Path) -> list[Signer]:
    """Add the people in the file at `path` to the list, and return them.  Raises Problem, and then nothing changed.

    A key that counts no longer stays so: whoever found it can hand its line in anew.  What else stands in the list,
    lines of others and remarks, stays as it was written.
    """
    new = parse_signers(_text(read_bytes(path, SMALL), path), str(path))
    if not new:
        raise Problem(str(path), tr("has no key in it"))
    for signer in new:
        said = unicodedata.normalize("NFKC", signer.name).casefold()
        if any(device != device_of(signer.blob) for device in _DEVICE.findall(said)):
            raise Problem(str(path), tr("the key is not that of {by}").format(by=signer.name))
    target = trust_file()
    with keeping(target):
        text = _list()
        known = parse_signers(text, str(target))
        for signer in new:
            if (ended := ended_key(known, signer.blob)) and not signer.ended:
                what = tr("the key of {name} counts no longer since {day}; if it is to count again, take its line out "
                          "of {file} first")  # fmt: skip
                raise Problem(str(path), what.format(name=ended.name, day=ended.ended, file=target))
        blobs = {signer.blob for signer in new}
        others = [
            line for line in text.split("\n") if line and ((one := _signer(line)) is None or one.blob not in blobs)
        ]
        write_durably(target, "".join(f"{line}\n" for line in (*others, *map(line_of, new))).encode())
    return new


def trusted_name(known: list[Signer], blob: bytes, namespace: str) -> str | None:
    """By which name a key is trusted for a namespace; None where it is not, or no longer."""
    if ended_key(known, blob):
        return None
    fitting = (each for each in known if each.blob == blob and namespace in (each.namespaces or (namespace,)))
    return next((signer.name for signer in fitting), None)


def ended_key(known: list[Signer], blob: bytes) -> Signer | None:
    """Whoever a key was trusted as that counts no longer; None where it never did, or still does."""
    return next((signer for signer in known if signer.blob == blob and signer.ended), None)


def _instant(until: str) -> datetime:
    """When a ``valid-before`` is: local time, or UTC with a Z.  Raises ValueError for a day that there is not."""
    digits = until.removesuffix("Z").ljust(14, "0")
    moment = datetime.strptime(digits, "%Y%m%d%H%M%S")
    return moment.replace(tzinfo=UTC) if until.endswith("Z") else moment.astimezone()


def _list() -> str:
    """The text of the list; empty where there is none."""
    path = trust_file()
    raw = read_if_there(path, SMALL)
    return "" if raw is None else _text(raw, path)


def _text(raw: bytes, path: Path) -> str:
    try:  # Windows' shell writes what it is told to keep in UTF-16
        return raw.decode("utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(str(path), tr("is not UTF-8 text; save it as UTF-8")) from error


def _signer(line: str) -> Signer | None:
    """``NAME [options] ssh-ed25519 BASE64``, or a public key's ``ssh-ed25519 BASE64 NAME``."""
    words = line.split()
    if ALGORITHM not in words:
        return None
    at = words.index(ALGORITHM)
    key = words[at : at + 2]
    if len(key) < 2 or len(blob := key_blob(" ".join(key))) != 51:
        return None
    name = words[0] if at else one_word("_".join(words[2:]))
    if not _NAME.fullmatch(name) or visible(name) != name or name == ALGORITHM:
        return None
    given = [option.partition("=")[2] for option in _options(line) if option.startswith("namespaces=")]
    spaces = frozenset(space for each in given for space in each.strip('"').split(",") if space)
    if given and not spaces:  # for nothing
        return None
    until = next((said[1] for said in map(_UNTIL.fullmatch, _options(line)) if said), "")
    return Signer(name, blob, spaces, until) if all(map(_SPACE.fullmatch, spaces)) else None


def _options(line: str) -> list[str]:
    """What stands between a name and its key, comma by comma but for commas in quotes."""
    words = line.split()
    between = " ".join(words[1 : words.index(ALGORITHM)])
    return [option.strip() for option in _OPTION.findall(between) if option.strip()]


def _conditions(line: str) -> list[str]:
    """Options that would hold a key's trust within bounds that nobody here keeps."""
    return [each for each in _options(line) if not (each.startswith("namespaces=") or _is_day(each))]


def _is_day(option: str) -> bool:
    said = _UNTIL.fullmatch(option)
    try:
        return said is not None and bool(_instant(said[1]))
    except (ValueError, OverflowError, OSError):  # the last on Windows, before 1970 and after 3000
        return False
