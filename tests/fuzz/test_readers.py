"""Hypothesis as the attacker of every reader: valid files changed in their own structure, and files out of nothing."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.problem import Problem
from tests.fuzz.mutations import ODD_TEXTS, mutated
from tests.fuzz.readers import TARGETS, hold
from tests.fuzz.seeds import seeds

ROOT = Path(__file__).parents[2]
MEMORY = 500  # megabytes, Python and all libraries included
HEAVY = {"commands": 12, "workbook": 25, "word": 40, "sheet": 15, "photo": 25, "verify": 40, "public key": 30}
WORDS = st.one_of(st.sampled_from(ODD_TEXTS), st.text(max_size=40))
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(WORDS, inner, max_size=5)),
    max_leaves=20,
)
FREE = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.lists(WORDS, max_size=6), max_size=6).map(
        lambda rows: "\n".join(",".join(row) for row in rows).encode("utf-8", "surrogatepass")
    ),
    JSON.map(lambda value: json.dumps(value).encode()),
)


def bounded(examples):
    """The same examples every time, and no more than these: a part of the suite, not a search."""
    return settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )


@pytest.mark.parametrize("target", TARGETS)
def test_it_reads_what_is_valid(target):
    """Else what is changed in these files would be refused for another reason."""
    said = [hold(target, data) for data in seeds(target)]
    assert None in said
    others = "has (no|neither a) (table|list)|is a filled-in Appendix 2"  # valid files that other commands take
    assert [problem.what for problem in said if problem and not re.search(others, problem.what)] == []


@pytest.mark.parametrize("target", TARGETS)
def test_a_valid_file_changed(target):
    @bounded(HEAVY.get(target, 80))
    @given(st.randoms(use_true_random=False))
    def hostile(random):
        hold(target, mutated(random.choice(seeds(target)), random))

    hostile()


@pytest.mark.parametrize("target", [name for name in TARGETS if name not in ("commands", "public key")])
def test_a_file_out_of_nothing(target):
    @bounded(40)
    @given(FREE)
    def hostile(data):
        hold(target, data)

    hostile()


@given(st.text(), st.text())
@bounded(200)
def test_a_problem_is_one_printable_line_whatever_it_quotes(where, what):
    said = str(Problem(where, what))
    assert all(char.isprintable() or char in "\u3000\u00a0" or char.isspace() for char in said)
    assert not set(said) & set("\n\r\t\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


def test_memory():
    """A process that reads some hundred hostile files of every kind, one after the other."""
    pytest.importorskip("resource", reason="Windows does not say how much memory a process had")
    argv = [sys.executable, "-m", "tests.fuzz.replay", "15"]
    done = subprocess.run(argv, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    print(done.stdout)
    assert int(done.stdout.split()[-2]) < MEMORY
