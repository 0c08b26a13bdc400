"""The program on a disk whose every save takes 20 ms more: 10 at each of its two fsyncs."""

import os
import time

_fsync = os.fsync


def _slow_fsync(handle: int) -> None:
    time.sleep(0.010)
    _fsync(handle)


os.fsync = _slow_fsync

if __name__ == "__main__":
    from ipc2_tui.__main__ import main

    main()
