"""``ipc2 key``: this device's key and the evaluator's name."""

from argparse import SUPPRESS, ArgumentParser, Namespace

from ipc2_tui.language import LANGUAGES
from scoring.wording import mark, tr

HELP = mark("show this device's key, or set the evaluator's name")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    actions = parser.add_subparsers(dest="action", metavar="show | name NAME")
    shared = ArgumentParser(add_help=False)
    shared.add_argument(
        "--lang", choices=LANGUAGES, default=SUPPRESS, help=tr("language to speak (default: the locale's)")
    )
    actions.add_parser("show", help=tr("the name, the key's fingerprint and its code"), parents=[shared])
    name = actions.add_parser("name", help=tr("keep the evaluator's name"), parents=[shared])
    name.add_argument("name", metavar="NAME")


def run(arguments: Namespace) -> int:
    """Show, or keep the name and show."""
    from ipc2_tui.identity import check_name, device_key, keep_setting, kept_name

    if arguments.action == "name":
        keep_setting("name", check_name(arguments.name))
    key = device_key()
    protection = tr("protected by a passphrase") if key.encrypted else tr("not encrypted")
    rows = (
        (tr("name"), kept_name() or tr("not set; ipc2 key name NAME")),
        (tr("key"), key.fingerprint),
        (tr("to compare"), key.groups),
        (tr("public key"), key.public_line),
        (tr("kept in"), f"{key.path} ({protection})"),
    )
    from rich.cells import cell_len

    width = max(cell_len(label) for label, _ in rows)
    for label, text in rows:
        print(label + " " * (width - cell_len(label)), text)
    print(_qr(key.fingerprint))
    return 0


def _qr(text: str) -> str:
    """A QR code of `text` in half blocks, dark on light wherever the terminal is light on dark."""
    import io

    import qrcode

    code = qrcode.QRCode(border=2)
    code.add_data(text)
    picture = io.StringIO()
    code.print_ascii(out=picture, invert=True)
    return picture.getvalue().rstrip("\n")
