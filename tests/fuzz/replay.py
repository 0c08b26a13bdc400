"""Hostile files by a fixed seed, without a search: ``python -m tests.fuzz.replay RUNS [TARGET ...]``.

Says the most memory that the process had.
"""

import resource
import sys
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
    unit = 1_000_000 if sys.platform == "darwin" else 1000
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:] or list(TARGETS))
