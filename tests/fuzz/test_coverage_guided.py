"""Atheris on every reader: a fixed number of runs from a fixed seed, each target in a process of its own.

For a search that is worth the name: ``python -m tests.fuzz.atheris_readers TARGET -max_total_time=600``.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.readers import TARGETS

pytest.importorskip("atheris", reason="atheris is made for Linux on x86-64 alone")
ROOT = Path(__file__).parents[2]


def test_every_target(tmp_path):
    argv = [sys.executable, "-m", "tests.fuzz.atheris_readers", "all", "-seed=1", f"-artifact_prefix={tmp_path}/"]
    done = subprocess.run(argv, cwd=ROOT, check=False, capture_output=True, text=True, errors="replace")
    print(done.stdout)
    assert done.returncode == 0, done.stderr[-3000:]
    assert [line.partition(":")[0] for line in done.stdout.splitlines() if line.endswith(" runs")] == list(TARGETS)
    assert done.stderr.count("Done ") == len(TARGETS)
