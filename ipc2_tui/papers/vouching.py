"""Whether anybody known here vouches for a signature, in words."""

from collections.abc import Iterable

from ipc2_tui.keys import sshsig
from ipc2_tui.keys.identity import own_blob
from ipc2_tui.keys.trust import Signer, ended_key, signers, trusted_name
from ipc2_tui.papers.findings import Finding
from scoring.signatures import NAMESPACES, VISIT
from scoring.statement import Read, key_id
from scoring.wording import tr, visible

SHEET_SPACE = NAMESPACES[VISIT]


def likeliest(found: list[Read], blobs: Iterable[bytes]) -> tuple[Read, Finding]:
    """The reading whose signature is good, else the likeliest, and what is to be said of its signature.

    `blobs` are public keys that came with them, to be used where their owners are nobody we know.
    """
    known, own = signers(), own_blob()
    for read in found:
        for signer in known:
            if not _good(read, signer.blob):
                continue
            if ended := ended_key(known, signer.blob):
                return read, Finding(False, no_longer(ended))
            if (name := trusted_name([signer], signer.blob, SHEET_SPACE)) is not None:
                return read, Finding(True, tr("signed by {name}, whose key is trusted").format(name=visible(name)))
        if own is not None and _good(read, own):
            return read, Finding(True, tr("signed with this laptop's own key"))
    keys = {*blobs, *(signer.blob for signer in known), *([] if own is None else [own])}
    read = next((read for read in found if any(_good(read, blob) for blob in keys)), found[0])
    return read, _doubt(read, keys)


def _doubt(read: Read, keys: Iterable[bytes]) -> Finding:
    """Why a signature does not vouch for a statement."""
    kid = read.statement.kid
    if not read.signature:
        return Finding(False, tr("there is no signature behind it"))
    ours = [blob for blob in keys if key_id(blob) == kid]
    if any(_good(read, blob) for blob in ours):
        return Finding(False, unknown(kid), unknown_key=True)
    if ours:
        return Finding(False, tr("the signature does not belong to these figures: something was changed"))
    what = tr("the key {kid} is unknown here, so the signature could not be checked; ipc2 key trust FILE adds a key")
    return Finding(False, what.format(kid=kid), unknown_key=True)


def unknown(kid: str) -> str:
    """What is said of a good signature by a key on nobody's list.

    The last of `kid`'s letters holds fewer bits than the one in its place on the signer's screen, so it is left out.
    """
    groups = " ".join(kid[at : at + 4] for at in range(0, 12, 4))
    return tr("the signature is good, but its key {kid} is unknown here: ask whose it is (ipc2 key show on their "
              "laptop begins with {groups}); ipc2 key trust FILE adds a key"
              ).format(kid=kid, groups=groups)  # fmt: skip


def no_longer(signer: Signer) -> str:
    """What is said of a good signature by a key that was lost.  The clock of who signs proves nothing of the day."""
    return tr("the signature is good, but the key of {name} counts no longer since {day}; that it was made before, no "
              "file can show").format(name=visible(signer.name), day=signer.ended)  # fmt: skip


def _good(read: Read, blob: bytes) -> bool:
    return sshsig.holds(blob, SHEET_SPACE, read.statement.text.encode(), read.signature)
