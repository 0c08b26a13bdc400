"""Coverage-guided: ``python -m tests.fuzz.atheris_readers TARGET -runs=N -seed=1``, options as libFuzzer's.

``all`` is every target in turn, for as many runs as the suite has time for.  Files are changed in their own structure
half of the time, and as libFuzzer does otherwise.
"""

import os
import sys
import tempfile
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["scoring", "ipc2_tui", "openpyxl"]):
    import openpyxl.reader.excel
    import openpyxl.worksheet._read_only  # noqa: F401 - what is imported when it is wanted would go unwatched

    import ipc2_tui.workbooks.word_tables  # noqa: F401
    from tests.fuzz import readers
from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import seeds

LONGEST = 100_000
RUNS = {"commands": 15, "workbook": 60, "word": 80, "sheet": 40, "photo": 60, "verify": 100, "public key": 100}
OPTIONS = (f"-max_len={LONGEST}", "-rss_limit_mb=500", "-timeout=60", "-print_final_stats=0")


def main(target: str, options: list[str]) -> None:
    """Search until `-runs` or `-max_total_time` are over, or something does not hold; leaves the process."""

    def change(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)
        if random.random() < 0.5:
            return mutated(data, random)[:most]
        return atheris.Mutate(data, most)

    readers.SECONDS *= 2  # what is watched is slower
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(seeds(target)):
            Path(corpus, str(number)).write_bytes(data)
        atheris.Setup(
            [sys.argv[0], *OPTIONS, *options, corpus], lambda data: readers.hold(target, data) and None,
            custom_mutator=change,
        )  # fmt: skip
        atheris.Fuzz()


def main_each(options: list[str]) -> int:
    """Every target in turn, each in a process of its own; the first exit code that is not 0."""
    for target in readers.TARGETS:
        sys.stderr.flush()
        child = os.fork()
        if not child:
            runs = RUNS.get(target, 400)
            main(target, [f"-runs={runs}", *options])
        _, status = os.waitpid(child, 0)
        print(f"{target}: {RUNS.get(target, 400)} runs" if not status else f"{target}: FAILED", flush=True)
        if status:
            return 1
    return 0


if __name__ == "__main__":
    if sys.argv[1] == "all":
        sys.exit(main_each(sys.argv[2:]))
    main(sys.argv[1], sys.argv[2:])
