"""``ipc2 key``: this device's key and the evaluator's name."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from pathlib import Path

from ipc2_tui.language import LANGUAGES
from scoring.wording import mark, tr, visible

HELP = mark("show this device's key, set the evaluator's name, or say whom we trust")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    actions = parser.add_subparsers(dest="action", metavar="show | name NAME | trust FILE | export")
    shared = ArgumentParser(add_help=False)
    shared.add_argument(
        "--lang", choices=LANGUAGES, default=SUPPRESS, help=tr("language to speak (default: the locale's)")
    )
    actions.add_parser("show", help=tr("the name, the key's fingerprint and its code"), parents=[shared])
    name = actions.add_parser("name", help=tr("keep the evaluator's name"), parents=[shared])
    name.add_argument("name", metavar="NAME")
    trust = actions.add_parser(
        "trust", help=tr("trust the people in an allowed_signers or .pub file"), parents=[shared]
    )
    trust.add_argument("file", type=Path, metavar="FILE")
    actions.add_parser("export", help=tr("the line by which others can trust this key"), parents=[shared])


def run(arguments: Namespace) -> int:
    """Trust, export, or show; with a name, keep it and show."""
    from ipc2_tui.identity import check_name, device_key, evaluator, keep_setting

    if arguments.action == "trust":
        from ipc2_tui.trust import trust

        for signer in trust(arguments.file):
            print(tr("{name} is trusted now").format(name=signer.name))
    elif arguments.action == "export":
        from ipc2_tui.trust import signer_line

        print(signer_line(evaluator(), device_key()))
    else:
        if arguments.action == "name":
            keep_setting("name", check_name(arguments.name))
        _show()
    return 0


def _show() -> None:
    from rich.cells import cell_len

    from ipc2_tui.identity import device_key, kept_name
    from ipc2_tui.qr import qr_text
    from ipc2_tui.trust import signers

    key = device_key()
    protection = tr("protected by a passphrase") if key.encrypted else tr("not encrypted")
    rows = (
        (tr("name"), kept_name() or tr("not set; ipc2 key name NAME")),
        (tr("key"), key.fingerprint),
        (tr("to compare"), key.groups),
        (tr("public key"), key.public_line),
        (tr("kept in"), f"{key.path} ({protection})"),
        (tr("trusted"), ", ".join(signer.name for signer in signers()) or tr("nobody yet; ipc2 key trust FILE")),
    )
    width = max(cell_len(label) for label, _ in rows)
    for label, text in rows:
        print(label + " " * (width - cell_len(label)), visible(text))
    print(qr_text(key.fingerprint))
