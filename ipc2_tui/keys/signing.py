"""Signing a visit with this device's key, and judging the signatures in one."""

import os
from collections.abc import Callable
from typing import Any, NamedTuple

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_ssh_private_key

from ipc2_tui.files.reasons import reason
from ipc2_tui.keys import sshsig
from ipc2_tui.keys.identity import DeviceKey, device_key, own_blob, unusable
from ipc2_tui.keys.trust import Signer, ended_key, signers, trusted_name
from scoring.problem import Problem
from scoring.signatures import NAMESPACES, Signature, sign_body, signatures
from scoring.visit import Visit
from scoring.wording import tr

VALID, STALE, INVALID = "valid", "stale", "invalid"


class Checked(NamedTuple):
    """A signature with its verdict: valid, stale or invalid, and in the last case `why`.

    `name` is by whom the key is trusted as, None where it is on nobody's list; `own` says that it is this device's;
    `ended` is whose it was where it counts no longer.
    """

    signature: Signature
    state: str
    why: str
    name: str | None
    own: bool
    ended: Signer | None


def signing_body(visit: Visit, by: str, scope: str, passphrase: Callable[[], str]) -> dict[str, Any]:
    """The body of a `sign` entry by this device's key.  Raises Problem."""
    device = device_key()
    body = sign_body(visit, by, scope, device.public_line)
    said = body["statement"].encode()
    signature = sshsig.sign(private_key(device, passphrase), NAMESPACES[scope], said)
    if not sshsig.holds(device.blob, NAMESPACES[scope], said, signature):
        raise Problem(str(device.path), tr("is not the private half of the key in {public}; put the right pair there")
                      .format(public=device.path.with_suffix(".pub").name))  # fmt: skip
    return {**body, "sshsig": sshsig.armor(device.blob, NAMESPACES[scope], signature)}


def private_key(device: DeviceKey, passphrase: Callable[[], str]) -> Ed25519PrivateKey:
    """The device's private key; `passphrase` is asked where there is one.  Raises Problem."""
    where = str(device.path)
    if os.name == "posix" and device.path.stat().st_mode & 0o077:
        what = tr("others may read this key; take that from them first: chmod 600 {path}")
        raise Problem(where, what.format(path=where))
    encrypted = device.encrypted
    try:
        key = load_ssh_private_key(device.path.read_bytes(), passphrase().encode() if encrypted else None)
    except OSError as error:
        raise unusable(device.path, reason(error)) from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:  # also of a passphrase that is no text
        raise unusable(device.path, tr("the passphrase is wrong") if encrypted else tr("it is damaged")) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise unusable(device.path, tr("not an Ed25519 key"))
    return key


def checked(visit: Visit) -> list[Checked]:
    """Every signature in a visit, judged.  Raises Problem where the list of signers is damaged."""
    found = signatures(visit)
    if not found:
        return []
    known, own = signers(), own_blob()
    return [Checked(each, *verdict(each), trusted_name(known, each.blob, NAMESPACES[each.scope]), each.blob == own,
                    ended_key(known, each.blob)) for each in found]  # fmt: skip


def verdict(signature: Signature) -> tuple[str, str]:
    """Whether a signature is valid, stale or invalid, and in the last case why."""
    namespace, blob = NAMESPACES[signature.scope], signature.blob
    try:
        stated, space, raw = sshsig.unarmor(signature.sshsig)
    except ValueError:
        return INVALID, tr("the signature is damaged")
    if (stated, space) != (blob, namespace) or not sshsig.holds(blob, namespace, signature.statement.encode(), raw):
        return INVALID, tr("the signature does not belong to the statement")
    return INVALID if signature.wrong else STALE if signature.stale else VALID, signature.wrong
