"""Whom we trust: an OpenSSH ``allowed_signers`` file in the settings folder, which ssh-keygen reads too."""

import base64
import re
import shlex
from pathlib import Path
from typing import NamedTuple

from ipc2_tui.durable import write_durably
from ipc2_tui.identity import DeviceKey, settings_folder
from ipc2_tui.reasons import reason
from scoring.problem import Problem
from scoring.signatures import ALGORITHM, NAMESPACES, key_blob
from scoring.wording import tr, visible


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
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise Problem(str(path), tr("cannot be read: {why}").format(why=error)) from error
    return parse_signers(text, str(path))


def parse_signers(text: str, where: str) -> list[Signer]:
    """The people in the text of such a file, or of a public key's, whose comment is the name.  Raises Problem."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            signer = _signer(line)
            if signer is None:
                what = tr("line {n} is no Ed25519 key with a name; it looks like this: NAME ssh-ed25519 AAAA...")
                raise Problem(where, what.format(n=number))
            found.append(signer)
    return found


def signer_line(name: str, key: DeviceKey) -> str:
    """The line by which others can trust this device's key."""
    return line_of(Signer(principal(name), key.blob, frozenset(NAMESPACES.values())))


def principal(name: str) -> str:
    """A name as it can stand in such a file and in a command: letters, digits, ``. - @``, for all else ``_``."""
    return re.sub(r"[^\w.@-]", "_", name)


def line_of(signer: Signer) -> str:
    """A signer as a line of the file."""
    namespaces = ",".join(sorted(signer.namespaces)) or ",".join(sorted(NAMESPACES.values()))
    return f'{signer.name} namespaces="{namespaces}" {ALGORITHM} {base64.b64encode(signer.blob).decode()}'


def trust(path: Path) -> list[Signer]:
    """Add the people in the file at `path` to the list, and return them.  Raises Problem, and then nothing changed."""
    try:
        new = parse_signers(path.read_text(encoding="utf-8"), str(path))
    except (OSError, ValueError) as error:
        raise Problem(str(path), tr("cannot be read: {why}").format(why=error)) from error
    if not new:
        raise Problem(str(path), tr("has no key in it"))
    known = signers()
    blobs = {signer.blob for signer in new}
    lines = [line_of(each) for each in (*(each for each in known if each.blob not in blobs), *new)]
    target = trust_file()
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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


def _signer(line: str) -> Signer | None:
    """``NAME [options] ssh-ed25519 BASE64``, or a public key's ``ssh-ed25519 BASE64 NAME``."""
    words = line.split()
    if ALGORITHM not in words:
        return None
    at = words.index(ALGORITHM)
    key = words[at : at + 2]
    if len(key) < 2 or len(blob := key_blob(" ".join(key))) != 51:
        return None
    name = words[0] if at else "_".join(words[2:])
    if not name or visible(name) != name:
        return None
    try:
        options = shlex.split(" ".join(words[1:at]).replace(",", "\x00"))
    except ValueError:
        return None
    spaces = [option.removeprefix("namespaces=") for option in options if option.startswith("namespaces=")]
    return Signer(name, blob, frozenset(space for each in spaces for space in each.split("\x00") if space))
