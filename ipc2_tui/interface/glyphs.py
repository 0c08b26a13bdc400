"""Whether to paint plain signs only: as said, as kept, or as the terminal needs it."""

import os
import sys

from ipc2_tui.keys.identity import read_settings
from scoring.problem import Problem
from scoring.wording import tr

PLAIN, FULL = "plain", "full"


def wants_plain() -> bool:
    """``IPC2_GLYPHS``, else the setting `glyphs`; else where the terminal has few signs.  Raises Problem."""
    for place, wanted in (("IPC2_GLYPHS", os.environ.get("IPC2_GLYPHS")), ("glyphs", read_settings().get("glyphs"))):
        if wanted:
            if wanted not in (PLAIN, FULL):
                raise Problem(place, tr("is {value}; it can be plain or full").format(value=wanted))
            return wanted == PLAIN
    return _has_few_signs()


def _has_few_signs() -> bool:
    """The Linux console has 512 signs at most; in a charset such as GBK what is not ASCII takes two columns."""
    charset = getattr(sys.__stdout__, "encoding", None) or "utf-8"
    return os.environ.get("TERM") == "linux" or "utf" not in charset.lower()
