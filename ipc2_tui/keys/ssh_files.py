"""Files by which ``ssh-keygen -Y verify`` repeats the check of a signature without this program."""

from collections.abc import Iterable
from pathlib import Path

from ipc2_tui.files.outputs import write_output
from ipc2_tui.files.paths import is_there
from ipc2_tui.files.reasons import reason
from ipc2_tui.keys.signing import INVALID, checked
from ipc2_tui.keys.trust import Signer, line_of, one_word, signers
from scoring.problem import Problem
from scoring.signatures import NAMESPACES
from scoring.visit import Visit
from scoring.wording import commas, tr


def write_ssh_files(folder: Path, visits: Iterable[Visit]) -> list[Path]:
    """A statement and a ``.sig`` for each signature, the list of signers, and the commands.  Raises Problem."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(str(folder), tr("cannot be written: {why}").format(why=reason(error))) from error
    files: dict[str, str] = {}
    lines = {line_of(each) for each in signers()}
    commands = []
    for visit in visits:
        for each in checked(visit):
            if each.state == INVALID:
                continue
            signature = each.signature
            name, by = f"{visit.code}-{signature.entry.hash[:8]}", one_word(signature.entry.by)
            space = NAMESPACES[signature.scope]
            files[f"{name}.txt"], files[f"{name}.sig"] = signature.statement, signature.sshsig
            until = each.ended.until if each.ended else ""
            lines.add(line_of(Signer(by, signature.blob, frozenset({space}), until)))
            commands.append(f"ssh-keygen -Y verify -f allowed_signers -I {by} -n {space} -s {name}.sig < {name}.txt")
    if not files:
        raise Problem(str(folder), tr("there is no signature to write; give a signed visit's file"))
    files["allowed_signers"] = "".join(f"{line}\n" for line in sorted(lines))
    files["README.txt"] = "".join(f"{command}\n" for command in commands)
    others = [name for name, text in files.items() if is_there(folder / name) and not _holds(folder / name, text)]
    if others:
        raise Problem(str(folder), tr("has files of these names already, choose another folder: {names}").format(
            names=commas(others)))  # fmt: skip
    for name, text in files.items():
        write_output(folder / name, text.encode(), force=True)
    return [folder / name for name in files]


def _holds(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode()
    except OSError:
        return False
