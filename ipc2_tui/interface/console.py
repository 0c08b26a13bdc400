"""The end of a console window on Windows, which sends no signal."""

import sys
import time
from collections.abc import Callable

if sys.platform == "win32":
    from ctypes import WINFUNCTYPE, c_int, c_uint32, windll

    # Closed, logged off, shut down: CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT and CTRL_SHUTDOWN_EVENT of wincon.h.
    _ENDS = (2, 5, 6)
    _LONGER_THAN_WINDOWS_WAITS = 10
    _registered: list[object] = []  # Windows calls them, which Python does not see

    def on_console_end(leave: Callable[[], None]) -> None:
        """Call `leave`, in a thread of Windows, when the console is closed; the process is ended some 5 s later."""

        def ended(event: int) -> bool:
            if event in _ENDS:
                leave()
                time.sleep(_LONGER_THAN_WINDOWS_WAITS)  # returning would end the process before it has left
            return False

        _registered.append(WINFUNCTYPE(c_int, c_uint32)(ended))
        windll.kernel32.SetConsoleCtrlHandler(_registered[-1], True)
