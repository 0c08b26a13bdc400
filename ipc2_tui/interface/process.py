"""What the process itself needs once the interface is up."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from contextvars import copy_context


def settle_down() -> None:
    """The start is over: what it loaded stays, so it need never be looked at again by the garbage collector."""
    gc.freeze()
    sys.setswitchinterval(0.001)  # the saver's thread gives way to the next key sooner
    gc.enable()


def on_end(leave: Callable[[], object]) -> None:
    """Call `leave` when the window is closed or the system shuts down, so that the program goes by its own door."""
    loop, here = asyncio.get_running_loop(), copy_context()

    def leave_soon() -> None:
        with suppress(RuntimeError):  # it is over already
            loop.call_soon_threadsafe(leave, context=here)

    if sys.platform == "win32":
        from ipc2_tui.interface.console import on_console_end

        on_console_end(leave_soon)
        return
    terminals = [handle for handle in range(3) if os.isatty(handle)]

    def ended(number: int, _frame: object) -> None:
        if number == signal.SIGHUP:
            _do_without(terminals)
        leave_soon()

    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, ended)


def _do_without(terminals: Iterable[int]) -> None:
    """Put nothing in the place of a terminal that is gone: whoever writes to it would fail, and others wait for them.

    With the window's end comes the word to go on, at which Textual would begin anew.
    """
    signal.signal(signal.SIGCONT, lambda *_: None)
    nothing = os.open(os.devnull, os.O_RDWR)
    for handle in terminals:
        os.dup2(nothing, handle)
