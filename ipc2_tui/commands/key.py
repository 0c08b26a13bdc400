"""``ipc2 key``: this device's key and the evaluator's name."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ipc2_tui.language import LANGUAGES
from scoring.wording import commas, mark, tr, visible

if TYPE_CHECKING:
    from ipc2_tui.keys.trust import Signer

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
    export = actions.add_parser("export", help=tr("the line by which others can trust this key"), parents=[shared])
    export.add_argument("-o", "--output", type=Path, metavar="FILE.pub", help=tr("file to write"))
    export.add_argument("--force", action="store_true", help=tr("replace an existing file"))


def run(arguments: Namespace) -> int:
    """Trust, export, or show; with a name, keep it and show; 1 where a name has several keys now, or a key another."""
    from ipc2_tui.keys.identity import check_new_name, device_key, evaluator, keep_setting
    from ipc2_tui.qr import qr_text

    if arguments.action == "trust":
        return _trust(arguments.file)
    if arguments.action == "export":
        from ipc2_tui.keys.trust import signer_line

        line = signer_line(evaluator(), device_key())
        if arguments.output is None:
            print(line)
        else:  # a shell's own redirection may write other bytes than were printed
            from ipc2_tui.files.outputs import write_output

            write_output(arguments.output, f"{line}\n".encode(), force=arguments.force)
            print(arguments.output)
    else:
        if arguments.action == "name":
            name = check_new_name(arguments.name)
            _facts()  # what is damaged is said before anything is kept
            keep_setting("name", name)
        print("\n".join(_facts()))
        if arguments.action != "name":
            print(qr_text(device_key().fingerprint))
    return 0


def _trust(file: Path) -> int:
    """Trust the people in a file; 1 where a name has several keys now, or a key another name."""
    from ipc2_tui.keys.identity import groups_of
    from ipc2_tui.keys.trust import signers, trust

    before = signers()
    said = tr("{name} is trusted now; compare with what ipc2 key shows there: {groups}")
    gone = tr("the key of {name} counts no longer since {day}: {groups}")
    renamed = tr("this key was trusted as {name} until now")
    second = tr("{name} was trusted with another key already; both count now")
    changed = []
    for signer in trust(file):
        line = gone if signer.ended else said
        print(line.format(name=signer.name, groups=groups_of(signer.blob), day=signer.ended))
        for each in before:
            same_key, same_name = each.blob == signer.blob, each.name == signer.name
            if same_key and not same_name:
                changed.append(renamed.format(name=each.name))
            elif same_name and not same_key and not (each.ended or signer.ended):
                changed.append(second.format(name=each.name))
    for text in changed:
        print(text)
    return int(bool(changed))


def _facts() -> list[str]:
    """A line each on the name, the key and whom we trust.  Raises Problem."""
    from rich.cells import cell_len

    from ipc2_tui.keys.identity import device_key, kept_name
    from ipc2_tui.keys.trust import signers

    key = device_key()
    protection = tr("protected by a passphrase") if key.encrypted else tr("not encrypted")
    rows = (
        (tr("name"), kept_name() or tr("not set; ipc2 key name NAME")),
        (tr("key"), key.fingerprint),
        (tr("to compare"), key.groups),
        (tr("public key"), key.public_line),
        (tr("kept in"), f"{key.path} ({protection})"),
        (tr("trusted"), commas(map(_named, signers())) or tr("nobody yet; ipc2 key trust FILE")),
    )
    width = max(cell_len(label) for label, _ in rows)
    return [f"{label}{' ' * (width - cell_len(label))} {visible(text)}" for label, text in rows]


def _named(signer: "Signer") -> str:
    gone = tr("{name} (counts no longer since {day})")
    return gone.format(name=signer.name, day=signer.ended) if signer.ended else signer.name
