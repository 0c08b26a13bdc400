"""From the visit on screen to its paper: the signature, the code, the score sheet."""

import asyncio
from pathlib import Path
from typing import NamedTuple

from textual.app import App

from ipc2_tui.files.outputs import write_output
from ipc2_tui.files.paths import is_there
from ipc2_tui.keys.identity import device_key
from ipc2_tui.keys.signing import signing_body
from ipc2_tui.papers.exporting import sheet_of, signed_of
from ipc2_tui.qr import qr_rows
from scoring.codes import file_stem
from scoring.entry import name_of
from scoring.problem import Problem
from scoring.record import SIGN
from scoring.sign_words import not_signable, sign_facts, unfinished
from scoring.signatures import CHAIN, VISIT, sign_body
from scoring.visit import Visit
from scoring.wording import tr, visible
from screens.dialogs.code import CodeScreen
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.sign import SignDialog
from screens.sitting import Sitting

SHEET = "-sheet.xlsx"


class Outcome(NamedTuple):
    """Whether something was recorded, and a line on what was done and what comes next; empty where nothing was."""

    recorded: bool = False
    said: str = ""


def check_writable(sitting: Sitting, file: Path) -> None:
    """Raise Problem where nothing can be recorded."""
    if sitting.read_only:
        raise Problem(file.name, sitting.read_only)


async def sign(app: App[None], sitting: Sitting, file: Path) -> Outcome:
    """Say what is signed, ask, sign.  Raises Problem."""
    check_writable(sitting, file)
    visit = sitting.visit
    sign_body(visit, sitting.by, VISIT, device_key().public_line)  # what cannot be signed is said before asking
    meaning = tr("Whoever has the sheet or its code can check later that these figures were not changed. "
                 "Anything recorded afterwards makes the signature stale.")  # fmt: skip
    dialog = SignDialog(tr("Sign this result?"), sign_facts(visit), meaning, unfinished(visit))
    if not await _signed(app, sitting, visit, VISIT, dialog):
        return Outcome()
    return Outcome(True, tr("Signed. x makes the score sheet to print, k shows the code."))


async def sign_mine(app: App[None], sitting: Sitting, file: Path) -> Outcome:
    """Sign one's own entries, to hand the file over.  Raises Problem."""
    check_writable(sitting, file)
    visit = sitting.visit
    sign_body(visit, sitting.by, CHAIN, device_key().public_line)
    own = sum(entry.by == sitting.by for entry in visit.entries)
    facts = [tr("your {n} entries in the visit of {school}").format(n=own, school=visible(visit.school.name))]
    meaning = tr("Whoever has the file can check later that you recorded them, and that they were not changed. "
                 "What you record afterwards is not covered.")  # fmt: skip
    if not await _signed(app, sitting, visit, CHAIN, SignDialog(tr("Sign your own entries?"), facts, meaning)):
        return Outcome()
    return Outcome(True, _hand_over(file, name_of(sitting.by)))


def _hand_over(file: Path, name: str) -> str:
    """What is to be done with the file now: all of a team's have one name, and would replace each other."""
    if name in file.stem:
        return tr("Your entries are signed. Give {file} to the team lead.").format(file=visible(file.name))
    text = tr("Signed. Give the team lead a copy named {renamed}.")
    return text.format(renamed=visible(f"{file.stem} {name}{file.suffix}"))


async def _signed(app: App[None], sitting: Sitting, visit: Visit, scope: str, dialog: SignDialog) -> bool:
    """Ask for the agreement and the passphrase, and sign `visit` as it was shown; whether it was.

    What has come in meanwhile makes the signature stale, as it would have a moment later.
    """
    key = device_key()
    dialog.use_key(f"{sitting.by}  {key.fingerprint[:20]}...", key.encrypted)
    secret = await app.push_screen_wait(dialog)
    if secret is None:
        return False
    body = await asyncio.to_thread(signing_body, visit, sitting.by, scope, lambda: secret)
    sitting.record(SIGN, body)
    app.clear_notifications()  # the word that an older one no longer covers the visit
    return True


async def show_code(app: App[None], sitting: Sitting, file: Path) -> Outcome:
    """Show the code of the newest signature that covers the visit.  Raises Problem without one."""
    signed = signed_of(sitting.visit)
    if signed is None:
        why = not_signable(sitting.visit)
        raise Problem(file.name, tr("nobody's signature covers the visit as it stands; s signs it") if not why
                      else tr("it cannot be signed yet: {why}").format(why=why))  # fmt: skip
    await app.push_screen_wait(CodeScreen(qr_rows(signed.code), signed.statement.check_code, signed.code))
    return Outcome()


async def make_sheet(app: App[None], sitting: Sitting, file: Path) -> Outcome:
    """Write the score sheet beside the visit's file, replacing an older one if that is agreed to.  Raises Problem."""
    path = file.with_name(f"{file_stem(sitting.visit.code)}{SHEET}")
    there = is_there(path)
    if there:
        question = tr("{file} exists already. Replace it?").format(file=path.name)
        if not await app.push_screen_wait(ConfirmDialog(tr("Score sheet"), question)):
            return Outcome()
    data, signed = sheet_of(sitting.visit)
    write_output(path, data, force=there)
    sitting.sheet = str(path.resolve())
    text = tr("Score sheet: {file}. Open it in Excel or WPS and print it.")
    if not signed:
        text = tr("Score sheet: {file}. It is marked 未签: not signed as it stands.")
    return Outcome(False, text.format(file=path.name))
