"""A visit file's JSON is read fast, and never otherwise than strictly: the same values, the same refusals."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipc2_tui.visit_file import _strictly, _well_formed
from scoring.problem import Problem

scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.sampled_from([2**64, -(2**64), 10**30, -0.0, 1e400, 1e-7, 1e22, 5e-324])
    | st.sampled_from(['":', "\\u003a", "\ud800", "\x00", "😀"])
)  # fmt: skip
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)
laws = settings(deadline=None, max_examples=600)


def strictly(raw):
    """What the strict reader makes of it, as text that tells 1 from 1.0 and True; None where it refuses."""
    try:
        return repr(_strictly(raw, "x"))
    except Problem:
        return None


def holds(raw):
    fast = _well_formed(raw)
    assert fast is None or repr(fast) == strictly(raw)


@laws
@given(values, st.booleans(), st.sampled_from([None, 1]))
def test_what_is_written_is_read_alike(value, ascii_only, indent):
    holds(json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode("utf-8", "surrogatepass"))


@laws
@given(values, st.data())
def test_what_is_damaged_is_read_alike(value, data):
    raw = json.dumps([value], ensure_ascii=False).encode("utf-8", "surrogatepass")
    place = data.draw(st.integers(0, len(raw)))
    bit = data.draw(
        st.sampled_from([b"", b'"', b":", b",", b"}", b"0", b"-", b".", b"e", b"\\", b"\n", b"\xff", b"\xf0"])
    )
    holds(raw[:place] + bit + raw[place + data.draw(st.integers(0, 3)) :])


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 2}',
        '{"a" : 1,\n"a"\t: 2}',
        '{"a": {"b": 1, "b": 1}}',
        '{"a": ":", "a": 1}',
        '{"a": "\\u003a", "b": 1, "b": 2}',
        '{"\\u003a": 1, "b": 1, "b": 2}',
        '{"\\u0061": 1, "a": 2}',
        '{"a": NaN}',
        '{"a": -Infinity}',
        '{"a": 01}',
        '{"a": "\t"}',
        '\ufeff{"a": 1}',
        '{"a": 1}}',
        "[" * 5000 + "]" * 5000,
    ],
)
def test_what_is_refused_strictly_is_never_read(text):
    assert _well_formed(text.encode()) is None
    assert strictly(text.encode()) is None


def test_a_whole_file_is_read_without_the_slow_way():
    assert _well_formed('{"名": ["a:b", 1, 4.5, true, null, {"x": {}}]}\n'.encode()) == {
        "名": ["a:b", 1, 4.5, True, None, {"x": {}}]
    }
