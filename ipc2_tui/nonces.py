"""The hidden halves of seals, and salts: where chance enters, and where a nonce waits for its words."""

import secrets

from ipc2_tui.durable import write_durably
from ipc2_tui.identity import settings_folder
from ipc2_tui.private import private_folder
from ipc2_tui.reading import SMALL, read_bytes
from ipc2_tui.reasons import reason
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
    try:
        private_folder(settings_folder())
        private_folder(path.parent)
        write_durably(path, nonce.hex().encode())
    except OSError as error:
        raise Problem(str(path), tr("could not be saved: {why}").format(why=reason(error))) from error


def kept_nonce(seal: str) -> bytes:
    """The nonce of a seal made on this laptop.  Raises Problem where it is not here."""
    path = settings_folder() / "seals" / f"{seal}.txt"
    try:
        nonce = bytes.fromhex(read_bytes(path, SMALL).decode("ascii"))
    except (Problem, ValueError) as error:
        why = tr("the seal was made on another laptop, or its hidden half is lost: draw there, or seal again")
        raise Problem(str(path), why) from error
    return nonce
