"""``python -m ipc2_tui``, and the console script ``ipc2``."""

import gc
import sys

# Loading the program makes no garbage; looking for it costs a tenth of the start.  The interface turns it on again.
gc.disable()

from ipc2_tui.cli import run  # noqa: E402
from ipc2_tui.pipe import outlast_readers  # noqa: E402


def main() -> None:
    """Run the command line and leave with its exit code."""
    outlast_readers()
    code = run(sys.argv[1:])
    gc.freeze()  # nor is it looked for at the end, when the system takes everything back: another tenth
    sys.exit(code)


if __name__ == "__main__":
    main()
