"""Ed25519 and OpenSSH's signature format, against published vectors and ssh-keygen itself."""

import base64
import os
import shutil
import struct
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ipc2_tui.keys import sshsig

SPACE = "ipc2-sheet@v1"
MESSAGE = b"IPC2:1 370812-0101 T96/88.5/100Q"
# RFC 8032, 7.1: secret key, public key, message, signature.
RFC_8032 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
        "655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
        "b00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
        "c027beceea1ec40a",
    ),
]


def blob_of(key):
    return base64.b64decode(key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).split()[1])


@pytest.fixture
def key():
    return Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.mark.parametrize(("secret", "public", "message", "signature"), RFC_8032)
def test_the_keys_sign_as_rfc_8032_says(secret, public, message, signature):
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    assert key.public_key().public_bytes_raw().hex() == public
    assert key.sign(bytes.fromhex(message)).hex() == signature


def test_what_is_signed_has_the_namespace_and_the_hash_in_it(key):
    import hashlib

    def string(data):
        return struct.pack(">I", len(data)) + data

    parts = (SPACE.encode(), b"", b"sha512", hashlib.sha512(MESSAGE).digest())
    signed = b"SSHSIG" + b"".join(map(string, parts))
    key.public_key().verify(sshsig.sign(key, SPACE, MESSAGE), signed)


def test_a_signature_holds_for_its_message_namespace_and_key_alone(key):
    signature, blob = sshsig.sign(key, SPACE, MESSAGE), blob_of(key)
    assert sshsig.holds(blob, SPACE, MESSAGE, signature)
    for at in range(len(MESSAGE)):
        changed = bytearray(MESSAGE)
        changed[at] ^= 1
        assert not sshsig.holds(blob, SPACE, bytes(changed), signature)
    other = blob_of(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    assert not sshsig.holds(blob, "ipc2-chain@v1", MESSAGE, signature)
    assert not sshsig.holds(other, SPACE, MESSAGE, signature)
    assert not sshsig.holds(blob, SPACE, MESSAGE, signature[:-1] + bytes([signature[-1] ^ 1]))
    assert not sshsig.holds(b"", SPACE, MESSAGE, signature)


def test_armor_and_back(key):
    signature, blob = sshsig.sign(key, SPACE, MESSAGE), blob_of(key)
    text = sshsig.armor(blob, SPACE, signature)
    assert text.startswith("-----BEGIN SSH SIGNATURE-----\n") and text.endswith("-----END SSH SIGNATURE-----\n")
    assert all(len(line) <= 70 for line in text.splitlines())
    assert sshsig.unarmor(text) == (blob, SPACE, signature)


@pytest.mark.parametrize("change", [lambda t: "", lambda t: t[:200], lambda t: t.replace("U1NIU0lH", "AAAAAAAA"),
                                    lambda t: "\n".join(t.splitlines()[:2] + t.splitlines()[3:])])  # fmt: skip
def test_a_damaged_signature_is_an_error(key, change):
    text = sshsig.armor(blob_of(key), SPACE, sshsig.sign(key, SPACE, MESSAGE))
    with pytest.raises(ValueError, match=r".+"):
        sshsig.unarmor(change(text))


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
def test_ssh_keygen_accepts_ours_and_we_accept_its(key, tmp_path):
    from cryptography.hazmat.primitives.serialization import NoEncryption, PrivateFormat

    private = tmp_path / "id"
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    private.chmod(0o600)
    line = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    (tmp_path / "allowed").write_text(f'lin namespaces="{SPACE}" {line}\n')
    (tmp_path / "ours.sig").write_text(sshsig.armor(blob_of(key), SPACE, sshsig.sign(key, SPACE, MESSAGE)))

    def verify(message):
        command = ["ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "lin", "-n", SPACE, "-s", "ours.sig"]
        return subprocess.run(command, input=message, cwd=tmp_path, capture_output=True, env=os.environ, check=False)

    assert verify(MESSAGE).returncode == 0
    assert verify(MESSAGE.replace(b"88.5", b"89.5")).returncode != 0
    (tmp_path / "message").write_bytes(MESSAGE)
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", "id", "-n", SPACE, "message"], cwd=tmp_path, check=True,
                   capture_output=True)  # fmt: skip
    blob, space, signature = sshsig.unarmor((tmp_path / "message.sig").read_text())
    assert (blob, space) == (blob_of(key), SPACE)
    assert sshsig.holds(blob, SPACE, MESSAGE, signature)
