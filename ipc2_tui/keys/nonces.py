"""The hidden halves of seals, and salts: where chance enters, and where a nonce waits for its words."""

import secrets

from ipc2_tui.files.durable import write_durably
from ipc2_tui.files.reading import SMALL, read_bytes
from ipc2_tui.keys.identity import keeping, settings_folder
from scoring.problem import Problem
from scoring.wording import tr

BYTES = 16


def new_nonce() -> bytes:
    """Sixteen random bytes."""
    return secrets.token_bytes(BYTES)


def new_salt() -> str:
    """Sixteen random bytes in hex, which keep a withheld body from being guessed."""
    return secrets.token_hex(BYTES)


def keep_nonce(seal: str, nonce: bytes) -> None:
    """Keep a seal's nonce until the draw; on disk when this returns.  Raises Problem."""
    path = settings_folder() / "seals" / f"{seal}.txt"
    with keeping(path):
        write_durably(path, nonce.hex().encode())


def kept_nonce(seal: str) -> bytes:
    """The nonce of a seal made on this laptop.  Raises Problem where it is not here."""
    path = settings_folder() / "seals" / f"{seal}.txt"
    try:
        return bytes.fromhex(read_bytes(path, SMALL).decode("ascii"))
    except (Problem, ValueError) as error:
        why = tr("the seal was made on another laptop, or its hidden half is lost: draw there, or seal again")
        raise Problem(str(path), why) from error
