"""The command line: parses, dispatches, and turns every problem into one line and an exit code.

0 done; 1 done, and there is something to look at; 2 could not, and nothing was written.
"""

import argparse
import io
import os
import sys
from functools import partial
from importlib import import_module
from keyword import iskeyword
from typing import Any, NoReturn

from ipc2_tui import __version__
from ipc2_tui.files.reasons import reason
from ipc2_tui.language import LANGUAGES, use_language
from scoring.problem import Problem
from scoring.wording import tr, visible

COMMANDS = (
    "demo", "new", "form", "import", "score", "draw", "inspect", "rule", "hand-in", "summary", "sign", "export",
    "verify", "merge", "district", "spot-check", "rubric", "key", "open",
)  # fmt: skip
_OPTIONS_BEFORE = ("-h", "--help", "--version")
# Help for 80 columns; asking the terminal for its width would load four compression libraries.
_HELP_LAYOUT = partial(argparse.HelpFormatter, width=78)


class _Parser(argparse.ArgumentParser):
    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=_HELP_LAYOUT, **settings)

    def error(self, message: str) -> NoReturn:
        """One line, as for every problem: the program, the command, what is wrong."""
        more = tr("see {prog} --help").format(prog=self.prog)
        self.exit(2, f"{self.prog.replace(' ', ': ', 1)}: {message} ({more})\n")


def run(argv: list[str]) -> int:
    """Run one command; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that lacks a character shows it escaped; a pipe always gets UTF-8.
            stream.reconfigure(errors="backslashreplace", encoding=None if stream.isatty() else "utf-8")
    use_language(_asked_language(argv))
    try:
        argv = _with_default_command(list(map(_as_meant, argv)))
        arguments = _parser(argv[0]).parse_args(argv)
        code = int(arguments.run(arguments))
        sys.stdout.flush()
        return code
    except Problem as problem:
        print(f"ipc2: {problem}", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, EOFError):  # Ctrl+C or Ctrl+D, where something was asked
        return 130
    except OSError as error:  # of the output or a temporary file, which no command names
        from tempfile import gettempdir

        try:
            sys.stdout.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or it is tried once more at the end
        where = error.filename or tr("standard output, or {folder}").format(folder=gettempdir())
        print(f"ipc2: {visible(f'{where}: {reason(error)}')}", file=sys.stderr)
        return 2


def _parser(wanted: str) -> _Parser:
    """The parser; only the wanted command is loaded, or all of them to list them."""
    parser = _Parser(
        prog="ipc2",
        description=tr("Score schools on the official form, at the keyboard and without a network."),
        epilog=tr("ipc2 [PATH] opens the terminal interface on a folder or a visit file."),
    )
    parser.add_argument("--version", action="version", version=f"ipc2 {__version__}", help=tr("show the version"))
    shared = _Parser(add_help=False)
    shared.add_argument("--lang", choices=LANGUAGES, help=tr("language to speak (default: the locale's)"))
    commands = parser.add_subparsers(dest="command", metavar=tr("COMMAND"), parser_class=_Parser, prog="ipc2")
    for name in [wanted] if wanted in COMMANDS else COMMANDS:
        module = import_module(f"ipc2_tui.commands.{name.replace('-', '_')}{'_' * iskeyword(name)}")
        help_text = tr(module.HELP)
        command = commands.add_parser(name, help=help_text, description=help_text, parents=[shared])
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def _with_default_command(argv: list[str]) -> list[str]:
    """``ipc2`` and ``ipc2 PATH`` mean ``ipc2 open PATH``."""
    start = 0  # behind --lang, which may stand before a command, too
    while start < len(argv) and argv[start].startswith("--lang"):
        start += 1 if "=" in argv[start] else 2
    lead, words = argv[:start], argv[start:]
    if words and words[0] in _OPTIONS_BEFORE:
        return words
    return [words[0], *lead, *words[1:]] if words and words[0] in COMMANDS else ["open", *lead, *words]


def _as_meant(word: str) -> str:
    r"""The word, without what Windows makes of the end of a quoted folder: ``"A B\"``, as PowerShell completes it."""
    bare = word.removesuffix('"')
    is_folder = os.path.isdir(bare)  # noqa: PTH112 - a text too long for a name is none, and no error
    return bare if is_folder and not os.path.lexists(word) else word


def _asked_language(argv: list[str]) -> str | None:
    """The language asked for with --lang, needed before anything else is said."""
    for word, following in zip(argv, [*argv, ""][1:], strict=True):
        value = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and value in LANGUAGES:
            return value
    return None
