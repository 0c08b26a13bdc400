"""Who is scoring, on which device: the settings folder with the evaluator's name and the device's key."""

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ipc2_tui.files.durable import write_durably
from ipc2_tui.files.private import private_folder
from ipc2_tui.files.reading import SMALL, read_bytes, read_if_there
from ipc2_tui.files.reasons import reason
from scoring.bodies import LONGEST_NAME
from scoring.canonical import nfc
from scoring.problem import Problem
from scoring.wording import tr, visible

_KEY = "id_ed25519"
_PATIENCE = 10.0  # seconds; another window keeps a setting in a few milliseconds


class DeviceKey(NamedTuple):
    """The device's Ed25519 key, in OpenSSH's files.  `blob` is the public key's binary form."""

    path: Path
    public_line: str

    @property
    def blob(self) -> bytes:
        """The public key's binary form, of which OpenSSH shows the SHA-256."""
        return base64.b64decode(self.public_line.split()[1])

    @property
    def fingerprint(self) -> str:
        """As ``ssh-keygen -l`` shows it: ``SHA256:`` and Base64."""
        return "SHA256:" + base64.b64encode(hashlib.sha256(self.blob).digest()).decode().rstrip("=")

    @property
    def short(self) -> str:
        """The first 8 hex digits of the fingerprint, the device's part of an entry's `by`."""
        return hashlib.sha256(self.blob).hexdigest()[:8]

    @property
    def groups(self) -> str:
        """To read out and compare."""
        return groups_of(self.blob)

    @property
    def encrypted(self) -> bool:
        """Whether a passphrase protects the private key: OpenSSH names the cipher at the start of the file."""
        head = _private_head(self.path)
        return not head.startswith(b"\0\0\0\4none")


def groups_of(blob: bytes) -> str:
    """The first 80 bits of a public key's fingerprint in four groups of four Base32 characters."""
    text = base64.b32encode(hashlib.sha256(blob).digest()[:10]).decode()
    return " ".join(text[n : n + 4] for n in range(0, 16, 4))


def settings_folder() -> Path:
    """``IPC2_HOME``, else the platform's folder for a user's settings."""
    if home := os.environ.get("IPC2_HOME"):
        return Path(home)
    from platformdirs import user_config_path

    return user_config_path("ipc2", appauthor=False)


@contextmanager
def keeping(path: Path) -> Iterator[None]:
    """To write what is in the settings folder, of this person alone and of one window at a time.  Raises Problem.

    What is read in there is what it is added to: of two keys, or two lists of signers, made at once one would be lost.
    """
    from ipc2_tui.files.lock import locked  # most commands only read

    folder = settings_folder()
    try:
        private_folder(folder)
        private_folder(path.parent)
        with locked(folder / "settings", _PATIENCE):
            yield
    except OSError as error:
        raise Problem(str(path), tr("could not be saved: {why}").format(why=reason(error))) from error


def read_settings() -> dict[str, str]:
    """What is kept between runs: `name`, `theme`, `glyphs`, `tour`.  Raises Problem where the file is damaged."""
    path = settings_folder() / "settings.json"
    raw = read_if_there(path, SMALL)
    if raw is None:
        return {}
    try:
        settings = json.loads(raw)
        json.dumps(settings, ensure_ascii=False).encode()  # half a character could not be kept again
    except (ValueError, RecursionError) as error:
        raise Problem(str(path), tr("is damaged; correct it or delete it")) from error
    if not isinstance(settings, dict) or not all(isinstance(v, str) for v in settings.values()):
        raise Problem(str(path), tr("must be an object of texts; correct it or delete it"))
    return settings


def keep_setting(key: str, value: str) -> None:
    """Keep one setting.  Raises Problem where the folder cannot be written."""
    path = settings_folder() / "settings.json"
    with keeping(path):
        settings = {**read_settings(), key: value}
        write_durably(path, json.dumps(settings, ensure_ascii=False, indent=1).encode())


def check_name(name: str) -> str:
    """A person's name, tidied.  Raises Problem for what cannot be one."""
    tidy = nfc(" ".join(name.split()))
    if not tidy or len(tidy) > LONGEST_NAME or "@" in tidy or visible(tidy) != tidy:
        raise Problem(tr("name"), tr("a name is 1 to {n} printable characters without @").format(n=LONGEST_NAME))
    return tidy


def check_new_name(name: str) -> str:
    """A name that somebody gives as their own, tidied.  Raises Problem also for what is rather a code, or a key."""
    tidy = check_name(name)
    if not re.search(r"[^\W\d_]", tidy) or re.search(r"\d{3}", tidy):
        raise Problem(tr("name"), tr("That is no name of a person; is it a code, or a key?"))
    return tidy


def kept_name() -> str:
    """The evaluator's name: ``IPC2_NAME``, else the one in the settings; empty where there is none."""
    name = os.environ.get("IPC2_NAME") or read_settings().get("name", "")
    return check_name(name) if name else ""


def evaluator() -> str:
    """The `by` of this person on this device; makes the device's key at first.  Raises Problem without a name."""
    name = kept_name()
    if not name:
        raise Problem("IPC2_NAME", tr("who is scoring? Say it once: ipc2 key name NAME (or set IPC2_NAME)"))
    return f"{name}@{device_key().short}"


def device_key() -> DeviceKey:
    """This device's key, made at the first call.  Raises Problem where the files are damaged or cannot be written."""
    path = settings_folder() / _KEY
    public = path.with_name(f"{_KEY}.pub")
    try:
        if not path.exists():
            with keeping(path):
                _make_key(path, public)
        key = DeviceKey(path, read_bytes(public, SMALL).decode("ascii").strip())
        if not key.public_line.startswith("ssh-ed25519 ") or len(key.blob) != 51:
            raise unusable(path, tr("not an Ed25519 key"))
        _private_head(path)
    except OSError as error:
        raise unusable(path, reason(error)) from error
    except (ValueError, IndexError) as error:
        raise unusable(path, tr("it is damaged")) from error
    return key


def unusable(path: Path, why: str) -> Problem:
    """That the device's key is none to sign with."""
    return Problem(str(path), tr("the device's key cannot be used: {why}").format(why=why))


def own_blob() -> bytes | None:
    """This device's public key, to know its own signatures by; None where it has none.  Nothing is made for that."""
    try:
        return device_key().blob if (settings_folder() / _KEY).exists() else None
    except (OSError, Problem):  # said when something is to be signed with it
        return None


def _private_head(path: Path) -> bytes:
    """What follows the magic of an OpenSSH private key: the cipher's name first.  Raises Problem or ValueError."""
    lines = read_bytes(path, SMALL).decode("ascii").splitlines()
    body = base64.b64decode("".join(lines[1:-1]))
    if not lines or "OPENSSH PRIVATE KEY" not in lines[0] or not body.startswith(b"openssh-key-v1\0"):
        raise unusable(path, tr("not an OpenSSH private key"))
    return body.removeprefix(b"openssh-key-v1\0")


def _make_key(path: Path, public: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    if path.exists():  # another window made it meanwhile
        return
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    public_line = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    write_durably(public, public_line + b" ipc2\n")
    write_durably(path, private)  # last: a key counts as made when this file is there
