"""Compiles the message catalogues while a wheel or an editable install is built, so that no tool is needed later."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface[BuilderConfig]):
    """Writes ``ipc2.mo`` beside every ``ipc2.po``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - as hatchling calls it
        """Called by hatchling before it collects the files."""
        for source in Path(self.root, "ipc2_tui", "locale").glob("*/LC_MESSAGES/ipc2.po"):
            with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
                write_mo(mo, read_po(po))
