"""OpenSSH's signature format (PROTOCOL.sshsig), so that ``ssh-keygen -Y verify`` can check ours, and we theirs."""

import base64
import hashlib
import struct

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_MAGIC = b"SSHSIG"
_HASH = b"sha512"
_ALGORITHM = b"ssh-ed25519"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"


def sign(key: Ed25519PrivateKey, namespace: str, message: bytes) -> bytes:
    """The 64 bytes of an Ed25519 signature over what SSHSIG has signed."""
    return key.sign(_signed(namespace, message))


def holds(blob: bytes, namespace: str, message: bytes, signature: bytes) -> bool:
    """Whether a signature over `message` is that of the public key with this SSH blob."""
    try:
        algorithm, raw = _strings(blob, 2)
        if algorithm != _ALGORITHM:
            return False
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, _signed(namespace, message))
    except (InvalidSignature, ValueError):
        return False
    return True


def armor(blob: bytes, namespace: str, signature: bytes) -> str:
    """A ``.sig`` file's text."""
    parts = (blob, namespace.encode(), b"", _HASH, _string(_ALGORITHM) + _string(signature))
    body = _MAGIC + struct.pack(">I", 1) + b"".join(map(_string, parts))
    text = base64.b64encode(body).decode()
    return "\n".join((_BEGIN, *(text[at : at + 70] for at in range(0, len(text), 70)), _END, ""))


def unarmor(text: str) -> tuple[bytes, str, bytes]:
    """The public key's blob, the namespace and the 64 bytes in a ``.sig`` file's text.  Raises ValueError."""
    lines = text.strip().splitlines()
    if len(lines) < 3 or lines[0] != _BEGIN or lines[-1] != _END:
        raise ValueError("no SSH signature")
    body = base64.b64decode("".join(lines[1:-1]), validate=True)
    if not body.startswith(_MAGIC + struct.pack(">I", 1)):
        raise ValueError("no SSH signature of version 1")
    blob, namespace, reserved, hash_, inner = _strings(body[len(_MAGIC) + 4 :], 5)
    algorithm, signature = _strings(inner, 2)
    if (reserved, hash_, algorithm) != (b"", _HASH, _ALGORITHM) or len(signature) != 64:
        raise ValueError("an SSH signature of another kind")
    return blob, namespace.decode("ascii"), signature


def _signed(namespace: str, message: bytes) -> bytes:
    parts = (namespace.encode(), b"", _HASH, hashlib.sha512(message).digest())
    return _MAGIC + b"".join(map(_string, parts))


def _string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def _strings(data: bytes, count: int) -> list[bytes]:
    """Exactly `count` strings, each with its length before it.  Raises ValueError for anything else."""
    found = []
    for _ in range(count):
        if len(data) < 4:
            raise ValueError("cut off")
        (length,) = struct.unpack(">I", data[:4])
        if len(data) < 4 + length:
            raise ValueError("cut off")
        found.append(data[4 : 4 + length])
        data = data[4 + length :]
    if data:
        raise ValueError("longer than it says")
    return found
