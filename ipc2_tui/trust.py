"""Whom we trust: an OpenSSH ``allowed_signers`` file in the settings folder, which ssh-keygen reads too."""

import base64
import codecs
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from ipc2_tui.durable import write_durably
from ipc2_tui.identity import DeviceKey, settings_folder
from ipc2_tui.private import private_folder
from ipc2_tui.reading import SMALL, read_bytes, read_if_there
from ipc2_tui.reasons import reason
from scoring.problem import Problem
from scoring.signatures import ALGORITHM, NAMESPACES, device_of, key_blob
from scoring.wording import brief, tr, visible

_DEVICE = re.compile(r"@([0-9a-f]{8})(?![0-9a-f])")
_SIGN = re.compile(r"[^\w.@-]")
_NAME = re.compile(r"[\w.,@+:=-]+")
_SPACE = re.compile(r"[\w.@*?!-]+", re.ASCII)
_OPTION = re.compile(r'(?:"[^"]*"|[^",])+|"')


class Signer(NamedTuple):
    """Somebody whose signatures count: a name, the public key's blob, and for which namespaces (none: all)."""

    name: str
    blob: bytes
    namespaces: frozenset[str]


def trust_file() -> Path:
    """Where the list is kept."""
    return settings_folder() / "allowed_signers"


def signers() -> list[Signer]:
    """Everybody on the list; nobody where there is none.  Raises Problem, naming the line, for one that is damaged."""
    path = trust_file()
    raw = read_if_there(path, SMALL)
    return [] if raw is None else parse_signers(_text(raw, path), str(path))


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
    namespaces = ",".join(sorted(signer.namespaces)) or ",".join(sorted(NAMESPACES.values()))
    return f'{signer.name} namespaces="{namespaces}" {ALGORITHM} {base64.b64encode(signer.blob).decode()}'


def trust(path: Path) -> list[Signer]:
    """Add the people in the file at `path` to the list, and return them.  Raises Problem, and then nothing changed."""
    new = parse_signers(_text(read_bytes(path, SMALL), path), str(path))
    if not new:
        raise Problem(str(path), tr("has no key in it"))
    for signer in new:
        said = unicodedata.normalize("NFKC", signer.name).casefold()
        if any(device != device_of(signer.blob) for device in _DEVICE.findall(said)):
            raise Problem(str(path), tr("the key is not that of {by}").format(by=signer.name))
    known = signers()
    blobs = {signer.blob for signer in new}
    lines = [line_of(each) for each in (*(each for each in known if each.blob not in blobs), *new)]
    target = trust_file()
    try:
        private_folder(target.parent)
        write_durably(target, "".join(f"{line}\n" for line in lines).encode())
    except OSError as error:
        raise Problem(str(target), tr("could not be saved: {why}").format(why=reason(error))) from error
    return new


def trusted_name(known: list[Signer], blob: bytes, namespace: str) -> str | None:
    """By which name a key is trusted for a namespace; None where it is not."""
    for signer in known:
        if signer.blob == blob and (not signer.namespaces or namespace in signer.namespaces):
            return signer.name
    return None


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
    return Signer(name, blob, spaces) if all(map(_SPACE.fullmatch, spaces)) else None


def _options(line: str) -> list[str]:
    """What stands between a name and its key, comma by comma but for commas in quotes."""
    words = line.split()
    between = " ".join(words[1 : words.index(ALGORITHM)])
    return [option.strip() for option in _OPTION.findall(between) if option.strip()]


def _conditions(line: str) -> list[str]:
    """Options that would hold a key's trust within bounds that nobody here keeps."""
    return [option for option in _options(line) if not option.startswith("namespaces=")]
