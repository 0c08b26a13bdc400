import hashlib
import json
import struct

import pytest
import rfc8785
from entry_samples import AT, ROOT, simple_json, texts, values
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_samples import CODE, laws

from scoring.canonical import canonical, digest, digest_of, nfc, number_in
from scoring.entry import LARGEST_SEQ, make_entry, visit_root
from scoring.problem import Problem


def sha(tag, text):
    return hashlib.sha256(tag.encode() + b"\n" + text.encode()).hexdigest()


def test_rfc_8785_sample():
    value = json.loads(
        r"""{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
             "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"""
    )
    expected = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        r'"string":"€$\u000f\nA' + "'" + r'B\"\\\\\"/"}'
    )
    assert canonical(value) == expected.encode()
    sample = "2d5e01a318d0f0879ab568c4be289c8b1f64ef8921a53c6277d5e069978baacb"
    assert hashlib.sha256(canonical(value)).hexdigest() == sample


def test_rfc_8785_key_order():
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    ordered = list(json.loads(canonical(dict.fromkeys(keys, 0))))
    assert ordered == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize(
    ("bits", "text"),
    [
        ("4340000000000001", b"9007199254740994"),
        ("444b1ae4d6e2ef50", b"1e+21"),
        ("3eb0c6f7a0b5ed8d", b"0.000001"),
        ("3eb0c6f7a0b5ed8c", b"9.999999999999997e-7"),
        ("8000000000000000", b"0"),
    ],
)
def test_rfc_8785_doubles(bits, text):
    assert canonical(struct.unpack(">d", bytes.fromhex(bits))[0]) == text


@pytest.mark.parametrize(("points", "text"), [(4.0, b"4"), (5, b"5"), (4.5, b"4.5"), (0.1, b"0.1"), (100.0, b"100")])
def test_points_are_written_shortest(points, text):
    assert canonical(points) == text


@laws
@given(values)
def test_canonical_says_the_same(value):
    assert json.loads(canonical(value), parse_int=float) == value


hard = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([0.0, -0.0, 5.0, 4.5, 1e16, 1e21, 1e-7, 0.0001, 123456789012345.5, 10.0, 100.0])
    | st.text(max_size=6) | st.sampled_from(["1e5", "x.0]", "\x7f", "\u2028", "，", "\U0001f600", "\ue000", '\\"']),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@settings(deadline=None, max_examples=1500)
@given(hard)
def test_canonical_is_what_the_library_writes(value):
    """Ours takes a short cut for what the standard encoder writes the same; here it is held to the byte."""
    try:
        expected = rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeError):
        with pytest.raises(Problem):
            canonical(value)
    else:
        assert canonical(value) == expected


@laws
@given(st.dictionaries(texts, values, max_size=5), st.randoms(use_true_random=False))
def test_canonical_knows_no_order(value, random):
    pairs = list(value.items())
    random.shuffle(pairs)
    assert canonical(dict(pairs)) == canonical(value)


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 2**53, "\ud800", {"\udfff": 1}, {"a": [float("-inf")]}, object()]
)
def test_what_has_no_canonical_form_is_a_problem(value):
    with pytest.raises(Problem, match="no canonical form"):
        canonical(value)


def test_nesting_without_end_is_a_problem():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(Problem, match="no canonical form"):
        canonical(deep)


def test_nfc():
    assert nfc("Cafe\u0301") == "Caf\u00e9"


def test_visit_root_vector():
    assert visit_root(CODE, "yanzhou-2022") == ROOT
    assert sha("ipc2-visit-v1", '{"code":"370812-0101","rubric":"yanzhou-2022"}') == ROOT
    assert visit_root(CODE, "other") != ROOT


def test_draw_vectors():
    """The digests of a draw need nothing but tags and canonical JSON, so they hold from the first day."""
    names = ["王伟", "李娜", "张强", "刘洋", "陈静", "杨帆", "赵磊", "黄敏", "周杰", "吴霞", "徐明", "孙丽"]
    roster = digest_of("ipc2-roster-v1", [{"id": f"T{n:02}", "name": name} for n, name in enumerate(names, 1)])
    assert roster == "4319ba44fdc83b50a1134f58bf06f1dc5b7ca2a207362fbdcada2b4b12d3142e"
    context = {"rubric": "yanzhou-2022", "roster": roster, "no": 1, "date": "2022-12-05", "count": 2, "code": CODE}
    nonce = bytes(range(16))
    seal = digest("ipc2-seal-v1", nonce + canonical(context))
    assert seal == "b8cf0cd0ddaf0f42f3641e8b62eca3600b871b620be24a9f3657d6493d3eef41"
    key = digest_of("ipc2-seed-v1", context | {"nonce": nonce.hex(), "words": "3 1 6 2 5 4 6 1 1 3"})
    assert key == "86f02ab8b71bff20e492c5ce108f0fdc09bc4edbeac5e02f6585b120374c8df4"


def test_entry_hash_from_bytes_written_out():
    entry = make_entry("Wang@0a1b2c3d", 1, AT, "score", {"points": 4.5, "note": "看过", "item": "1.1"}, ROOT)
    body = sha("ipc2-body-v1", '{"item":"1.1","note":"看过","points":4.5}')
    head = f'{{"at":"{AT}","body":"{body}","by":"Wang@0a1b2c3d","kind":"score","prev":"{ROOT}","seq":1}}'
    assert entry.body_sha256 == body
    assert entry.hash == sha("ipc2-entry-v1", head)


@laws
@given(
    by=st.text("abz王伟李娜", min_size=1, max_size=20),
    seq=st.integers(1, LARGEST_SEQ),
    points=st.none() | st.integers(0, 20_000).map(lambda halves: halves // 2 if halves % 2 == 0 else halves / 2),
    note=st.text('看过档案 abc,.:；“”"\\', max_size=30),
)
def test_entry_hash_recomputed(by, seq, points, note):
    body = {"item": "1.1", "points": points, "note": note}
    entry = make_entry(f"{by}@0a1b2c3d", seq, AT, "claim", body, ROOT)
    fields = {
        "at": AT,
        "body": sha("ipc2-body-v1", simple_json(body)),
        "by": f"{by}@0a1b2c3d",
        "kind": "claim",
        "prev": ROOT,
        "seq": seq,
    }
    assert entry.hash == sha("ipc2-entry-v1", simple_json(fields))


@pytest.mark.parametrize(
    ("text", "kind"), [("9007199254740991.0", int), ("9007199254740992.0", float), ("-0.0", float)]
)
def test_a_whole_number_is_one_where_canonical_json_can_say_it(text, kind):
    assert type(number_in(text)) is kind
    assert canonical(number_in(text)) == rfc8785.dumps(float(text))
