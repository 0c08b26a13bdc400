"""Whether to paint plain signs only: as said, as kept, or as the terminal needs it."""

import os

from ipc2_tui.keys.identity import read_settings
from scoring.problem import Problem
from scoring.wording import tr

PLAIN, FULL = "plain", "full"
_EAST_ASIAN = ("cp932", "cp936", "cp949", "cp950")


def wants_plain() -> bool:
    """``IPC2_GLYPHS``, else the setting `glyphs`; else where the terminal has few signs.  Raises Problem."""
    for place, wanted in (("IPC2_GLYPHS", os.environ.get("IPC2_GLYPHS")), ("glyphs", read_settings().get("glyphs"))):
        if wanted:
            if wanted not in (PLAIN, FULL):
                raise Problem(place, tr("is {value}; it can be plain or full").format(value=wanted))
            return wanted == PLAIN
    return _has_few_signs()


def _has_few_signs() -> bool:
    """The Linux console has 512 signs at most; in a charset such as GBK what is not ASCII takes two columns.

    So it does in Windows' old console where that is set up for Chinese, Japanese or Korean, though all of Unicode is
    written to it.  Terminals that say their name there have columns of their own.
    """
    charset = os.device_encoding(1) or "utf-8"
    if charset.startswith("cp"):  # Windows'; elsewhere they are CP1251 and the like
        return charset in _EAST_ASIAN and not {"WT_SESSION", "TERM_PROGRAM"} & os.environ.keys()
    return os.environ.get("TERM") == "linux" or "utf" not in charset.lower()
