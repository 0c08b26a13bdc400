"""What the process itself needs once the interface is up."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable


def settle_down() -> None:
    """The start is over: what it loaded stays, so it need never be looked at again by the garbage collector."""
    gc.freeze()
    sys.setswitchinterval(0.001)  # the saver's thread gives way to the next key sooner
    gc.enable()


def on_end(leave: Callable[[], object]) -> None:
    """Call `leave` when the window is closed or the system shuts down, so that the program goes by its own door."""
    if os.name == "posix":
        for each in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(each, leave)
