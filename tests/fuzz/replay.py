"""Hostile files by a fixed seed, without a search: ``python -m tests.fuzz.replay RUNS [TARGET ...]``.

Says the most memory that the process had.
"""

import resource
import sys
from pathlib import Path
from random import Random

from tests.fuzz.mutations import mutated
from tests.fuzz.readers import TARGETS, hold
from tests.fuzz.seeds import seeds


def main(runs: int, targets: list[str]) -> None:
    """So many runs of each target, then the most memory that this process has had."""
    for target in targets:
        random = Random(f"ipc2-{target}")
        refused = sum(hold(target, mutated(random.choice(seeds(target)), random)) is not None for _ in range(runs))
        print(f"{target}: {runs} runs, {refused} refused")
    print(f"at most {most_memory() // 1000} MB")


def most_memory() -> int:
    """The most that this process has had, in kilobytes."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says on Linux begins with what the process had that started this one
        return int(status.read_text(encoding="ascii").split("VmHWM:")[1].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1000 if sys.platform == "darwin" else 1)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:] or list(TARGETS))
