"""A visit file's JSON is read fast, and never otherwise than strictly: the same values, the same refusals."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipc2_tui.files import merging
from ipc2_tui.files.fast_json import read_fast, sorted_json
from ipc2_tui.files.visit_file import strict_json
from sample_data import VISITS
from scoring.canonical import canonical, digest, digest_of, is_plain
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


def in_a_file(raw):
    """JSON in the places of a visit file that may hold any."""
    entry = b'{"by": "", "seq": 1, "at": "", "kind": "", "prev": "", "hash": "", "body": {"a": %b}}' % raw
    return b'{"ipc2": 0, "visits": {"S": {"rubric": 0, "result": %b, "entries": [%b]}}}' % (raw, entry)


def strictly(raw):
    """What the strict reader makes of it, as text that tells 1 from 1.0 and True; None where it refuses."""
    try:
        visit = strict_json(in_a_file(raw), "x")["visits"]["S"]
        return repr([visit["result"], visit["entries"][0]["body"]])
    except Problem:
        return None


def holds(raw):
    if file := read_fast(in_a_file(raw)):
        visit = file.visits["S"]
        assert repr([visit.result, visit.entries[0].body]) == strictly(raw)


@laws
@given(values, st.booleans(), st.sampled_from([None, 1]))
def test_what_is_written_is_read_alike(value, ascii_only, indent):
    holds(json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode("utf-8", "surrogatepass"))


@laws
@given(values.filter(is_plain) | st.text() | st.integers(1, 10**8).map(lambda points: points / 10**4))
def test_a_body_is_written_as_its_digest_is_over(value):
    if is_plain(value) and "\\ud800" not in repr(value):
        assert sorted_json({"b": 1, "a": value}) == canonical({"a": value, "b": 1})


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
        '{"a": 1e309}',
        '{"a": 01}',
        '{"a": "\t"}',
        '\ufeff{"a": 1}',
        '{"a": 1}}',
        "[" * 100_000 + "]" * 100_000,
    ],
)
def test_what_is_refused_strictly_is_never_read(text):
    raw = text.encode()
    assert read_fast(in_a_file(raw)) is None
    assert strictly(raw) is None


@pytest.fixture(scope="module")
def samples():
    """Files with every kind of entry, as bytes."""
    return [path.read_bytes() for path in sorted(VISITS.glob("*.json"))]


def test_the_samples_are_read_without_the_slow_way(samples):
    assert all(read_fast(raw) for raw in samples)


def test_a_colon_in_another_spelling_stands_for_no_key_that_is_there_twice(samples):
    hidden = samples[0].replace(b'"version": 1', b'"version": 1, "a": 1, "a": "\\u003a"', 1)
    assert hidden != samples[0] and strictly(hidden) is None
    assert read_fast(hidden) is None


def merged_by(raw, path, fast, verify):
    """All that merging makes of a file; the strict reader's word where it refuses."""
    path.write_bytes(raw)
    with pytest.MonkeyPatch.context() as patch:
        if not fast:
            patch.setattr(merging, "read_fast", lambda raw: None)
        try:
            with merging.Files(verify) as files:
                files.read([str(path)], skip_bad=False)
                return list(files.visits())
        except Problem as problem:
            return str(problem)


@pytest.mark.parametrize("depth", [100, 300, 450, 600, 950, 3000])
def test_a_deep_body_is_judged_alike(samples, tmp_path, depth):
    raw = samples[0].replace(b'"body": {', b'"body": {"deep": %b, ' % (b"[" * depth + b"]" * depth), 1)
    assert raw != samples[0]
    assert len({str(merged_by(raw, tmp_path / "x.json", way, True)) for way in (True, False)}) == 1


CHANGES = st.sampled_from(["drop", "null", "number", "text", "escape", "twice", "other"])


@settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_changed_file_is_judged_alike(samples, tmp_path, data):
    file = json.loads(data.draw(st.sampled_from(samples)))
    (document,) = file["visits"].values()
    if data.draw(st.booleans()):
        withhold(data.draw(st.sampled_from(document["entries"])))
    place = data.draw(st.sampled_from([document, *document["entries"]]))
    if isinstance(place.get("body"), dict) and data.draw(st.booleans()):
        place = place["body"]
    key, change = data.draw(st.sampled_from(sorted(place))), data.draw(CHANGES)
    if change == "drop":
        del place[key]
    elif change == "other":
        place["other"] = {"a": ["b:", 1.5]}
    elif change != "twice":
        place[key] = {"null": None, "number": data.draw(scalars), "text": "0", "escape": "\ud800"}[change]
    text = json.dumps(file, ensure_ascii=False)
    if change == "twice":
        text = text.replace(f'"{key}":', f'"{key}": 0, "{key}":', 1)
    raw = text.encode("utf-8", "surrogatepass")
    verify = data.draw(st.booleans())
    fast, strict = (comparable(merged_by(raw, tmp_path / "x.json", way, verify)) for way in (True, False))
    assert fast == strict


def test_a_hash_over_keys_in_another_order_than_the_canonical_is_refused_alike(samples, tmp_path):
    file = json.loads(samples[0])
    (document,) = file["visits"].values()
    entry = document["entries"][-1]
    entry["body"] |= {"\ufb01": 1, "\U0001d7d9": 2}  # in UTF-16, which counts, the second stands first
    said = {key: entry[key] for key in ("at", "by", "kind", "prev", "seq")}
    own = digest("ipc2-body-v1", sorted_json(entry["body"]))
    assert own != digest_of("ipc2-body-v1", entry["body"])
    entry["hash"] = digest_of("ipc2-entry-v1", {**said, "body": own})
    raw = json.dumps(file, ensure_ascii=False).encode()
    for fast in (True, False):
        (found,) = merged_by(raw, tmp_path / "x.json", fast, True)
        assert len(found.refused) == 1


@pytest.mark.parametrize("verify", [True, False])
def test_a_body_beside_its_digest_is_refused_alike(samples, tmp_path, verify):
    file = json.loads(samples[0])
    (document,) = file["visits"].values()
    entry = document["entries"][3]
    entry["body_sha256"] = digest_of("ipc2-body-v1", entry["body"])
    raw = json.dumps(file, ensure_ascii=False).encode()
    for fast in (True, False):
        (found,) = merged_by(raw, tmp_path / "x.json", fast, verify)
        assert len(found.refused) == 1


def withhold(entry):
    """Put the digest of an entry's body in its place."""
    entry["body_sha256"] = digest_of("ipc2-body-v1", entry.pop("body"))


def comparable(found):
    """Entries are one by their hashes for the merge; here they are one by all that they hold."""
    return found if isinstance(found, str) else [(each, [tuple(e) for e in each.visit.entries]) for each in found]


@pytest.mark.parametrize("verify", [True, False])
@pytest.mark.parametrize("field", ["hash", "prev", "body_sha256", "at", "by", "kind", "seq"])
def test_a_field_in_the_wrong_form_is_set_aside_by_either_reader(samples, tmp_path, field, verify):
    file = json.loads(samples[3])
    (document,) = file["visits"].values()
    withhold(document["entries"][5])
    document["entries"][5][field] = 0 if field == "seq" else document["entries"][5][field].upper() + "\n"
    raw = json.dumps(file, ensure_ascii=False).encode()
    fast, strict = (comparable(merged_by(raw, tmp_path / "x.json", way, verify)) for way in (True, False))
    assert fast == strict
    assert [len(found.refused) for found, _ in fast] == [1]
