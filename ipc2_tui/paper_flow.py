"""From the visit on screen to its paper: the signature, the code, the score sheet."""

import asyncio
from pathlib import Path

from textual.app import App

from ipc2_tui.exporting import sheet_of, signed_of
from ipc2_tui.identity import device_key
from ipc2_tui.outputs import write_output
from ipc2_tui.paths import is_there
from ipc2_tui.qr import qr_rows
from ipc2_tui.signing import signing_body
from scoring.codes import file_stem
from scoring.problem import Problem
from scoring.record import SIGN
from scoring.sign_words import sign_facts
from scoring.signatures import VISIT, sign_body
from scoring.wording import tr
from screens.dialogs.code import CodeScreen
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.sign import SignDialog
from screens.sitting import Sitting


def check_writable(sitting: Sitting, file: Path) -> None:
    """Raise Problem where nothing can be recorded."""
    if sitting.read_only:
        raise Problem(file.name, sitting.read_only)


async def sign(app: App[None], sitting: Sitting, file: Path) -> bool:
    """Say what is signed, ask, sign, and show the code; whether it was signed.  Raises Problem."""
    check_writable(sitting, file)
    key = device_key()
    sign_body(sitting.visit, sitting.by, VISIT, key.public_line)  # what cannot be signed is said before asking
    dialog = SignDialog(sign_facts(sitting.visit), f"{sitting.by}  {key.fingerprint[:20]}...", key.encrypted)
    secret = await app.push_screen_wait(dialog)
    if secret is None:
        return False
    body = await asyncio.to_thread(signing_body, sitting.visit, sitting.by, VISIT, lambda: secret)
    sitting.record(SIGN, body)
    app.notify(tr("Signed. x makes the score sheet, k shows the code."), markup=False)
    return True


async def show_code(app: App[None], sitting: Sitting, file: Path) -> bool:
    """Show the code of the newest signature that covers the visit.  Raises Problem without one."""
    signed = signed_of(sitting.visit)
    if signed is None:
        raise Problem(file.name, tr("nobody's signature covers the visit as it stands; s signs it"))
    await app.push_screen_wait(CodeScreen(qr_rows(signed.code), signed.statement.check_code, signed.code))
    return False


async def make_sheet(app: App[None], sitting: Sitting, file: Path) -> bool:
    """Write the score sheet beside the visit's file, replacing an older one if that is agreed to.  Raises Problem."""
    path = file.with_name(f"{file_stem(sitting.visit.code)}-sheet.xlsx")
    if is_there(path):
        question = tr("{file} exists already. Replace it?").format(file=path.name)
        if not await app.push_screen_wait(ConfirmDialog(tr("Score sheet"), question)):
            return False
    data, signed = sheet_of(sitting.visit)
    write_output(path, data, force=True)
    text = (
        tr("Score sheet: {file}") if signed else tr("Score sheet: {file}  It is marked 未签: not signed as it stands.")
    )
    app.notify(text.format(file=path), markup=False, timeout=10)
    return False
