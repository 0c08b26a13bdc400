"""``ipc2 sign``: signs a visit, or one's own entries in it."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from scoring.problem import Problem
from scoring.wording import mark, tr, visible

HELP = mark("sign a visit's result, or your own entries, with this device's key")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("visit", type=Path, metavar="VISIT", help=tr("visit file"))
    parser.add_argument("--mine", action="store_true", help=tr("only your own entries, when handing the file over"))
    parser.add_argument("--code", help=tr("which school, where the file holds several"))
    parser.add_argument("--yes", action="store_true", help=tr("sign without asking"))


def run(arguments: Namespace) -> int:
    """Say what is signed, ask, sign, record; then the code for a phone to read."""
    from ipc2_tui.at_terminal import agreed, next_step
    from ipc2_tui.keys.identity import device_key
    from ipc2_tui.keys.signing import signing_body
    from ipc2_tui.keys.sshsig import unarmor
    from ipc2_tui.qr import qr_text
    from ipc2_tui.recording import recording
    from scoring.record import SIGN
    from scoring.sign_words import sign_facts, unfinished
    from scoring.signatures import CHAIN, VISIT, sign_body
    from scoring.statement import code_text, readings

    with recording(arguments.visit, arguments.code) as recorder:
        scope, key = (CHAIN if arguments.mine else VISIT), device_key()
        try:
            sign_body(recorder.visit, recorder.by, scope, key.public_line)  # what cannot be is said before asking
        except Problem as problem:
            cure = tr("{what} (ipc2 {file} opens it)").format(what=problem.what, file=arguments.visit)
            raise Problem(problem.where, cure) from problem
        if arguments.mine:
            own = sum(entry.by == recorder.by for entry in recorder.visit.entries)
            text = tr("your {n} entries in the visit of {school}")
            print(text.format(n=own, school=visible(recorder.visit.school.name)))
        else:
            for line in (*sign_facts(recorder.visit), *unfinished(recorder.visit)):
                print(line)
        print(tr("with the key {fingerprint} of {by}").format(fingerprint=key.fingerprint, by=visible(recorder.by)))
        if not arguments.yes and not agreed(tr("sign this"), "sign"):
            print(tr("nothing was signed"), file=sys.stderr)
            return 0
        body = signing_body(recorder.visit, recorder.by, scope, lambda: _passphrase(key.path))
        recorder.record(SIGN, body)
    print(tr("signed"))
    if scope == VISIT:
        code = code_text(body["statement"], unarmor(body["sshsig"])[2])
        print(tr("check code {code}").format(code=readings(code)[0].statement.check_code))
        print(code)
        if sys.stdout.isatty():
            print(qr_text(code))
        next_step(tr("ipc2 export {file} -o SHEET.xlsx").format(file=arguments.visit))
    else:
        next_step(tr("give {file} to the team lead").format(file=arguments.visit))
    return 0


def _passphrase(key: Path) -> str:
    from getpass import getpass

    if not sys.stdin.isatty():
        raise Problem(str(key), tr("is protected by a passphrase, which can only be typed in a terminal"))
    return getpass(tr("passphrase of this device's key: "))
