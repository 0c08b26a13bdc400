import hashlib
import json
import struct
from copy import deepcopy

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_samples import CODE, WANG, laws

from scoring.canonical import canonical, digest, digest_of, nfc
from scoring.entry import LARGEST_SEQ, Entry, entry_from_json, entry_to_json, make_entry, visit_root
from scoring.problem import Problem

AT = "2022-12-05T09:30:00+08:00"
ROOT = "79944ff09847a441fe3c33ef5f972cf646edabfe1d04a70cbcbf6a4fb6b9a42a"
WHERE = "school.json: visits.370812-0101.entries[3]"
BODY = {
    "item": "1.2",
    "points": 4.5,
    "note": "看过档案",
    "ticks": ["混合", "智慧"],
    "times": {"缺1次": 2},
    "extra": {"佐证材料": "照片"},
}
MANY = 2**53 - 1

texts = st.text(max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-MANY, MANY) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def sha(tag, text):
    return hashlib.sha256(tag.encode() + b"\n" + text.encode()).hexdigest()


def simple_json(value):
    """RFC 8785 for text without control characters, keys within the BMP, whole numbers and halves."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


REMOVED = object()


def entry_json(kind="score", body=None):
    """A good entry's JSON."""
    return entry_to_json(make_entry(WANG, 3, AT, kind, deepcopy(BODY if body is None else body), "a" * 64))


def without(data, *names):
    return {key: value for key, value in data.items() if key not in names}


# --- canonical bytes --------------------------------------------------------------------------------------------------


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


# --- digests ----------------------------------------------------------------------------------------------------------


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


# --- to the file and back ---------------------------------------------------------------------------------------------


def test_entry_json_has_its_fields():
    data = entry_json()
    assert list(data) == ["by", "seq", "at", "kind", "body", "prev", "hash"]
    assert data["body"] == BODY


@laws
@given(
    points=st.none() | st.integers(0, 200).map(lambda n: n / 2),
    note=st.text(max_size=40),
    ticks=st.lists(st.text(max_size=5), max_size=3),
    kind=st.sampled_from(["claim", "score"]),
)
def test_round_trip_through_json_text(points, note, ticks, kind):
    entry = make_entry(WANG, 7, AT, kind, {"item": "1.1", "points": points, "note": note, "ticks": ticks}, "b" * 64)
    assert entry_from_json(json.loads(json.dumps(entry_to_json(entry))), WHERE) == entry


@laws
@given(st.dictionaries(texts, values, max_size=5), st.sampled_from(["survey", "votes2030", "表决"]))
def test_unknown_kinds_are_kept(body, kind):
    entry = make_entry(WANG, 1, AT, kind, body, ROOT)
    again = entry_from_json(json.loads(json.dumps(entry_to_json(entry))), WHERE)
    assert again == entry
    assert again.body == body


def test_extra_fields_of_a_body_are_kept():
    data = entry_json(body=BODY | {"seen": {"by": ["李娜"], "again": None}})
    assert entry_to_json(entry_from_json(data, WHERE)) == data


def test_a_withheld_body_keeps_its_hash():
    full = entry_from_json(entry_json(), WHERE)
    withheld = without(entry_json(), "body") | {"body_sha256": full.body_sha256}
    entry = entry_from_json(withheld, WHERE)
    assert (entry.body, entry.hash, entry.body_sha256) == (None, full.hash, full.body_sha256)
    assert entry_to_json(entry) == withheld


def test_a_withheld_body_cannot_be_swapped():
    data = without(entry_json(), "body") | {"body_sha256": "c" * 64}
    with pytest.raises(Problem, match="does not match its hash"):
        entry_from_json(data, WHERE)


def test_name_is_without_the_device():
    assert Entry(WANG, 1, AT, "score", ROOT, ROOT, None, ROOT).name == "王伟"


def test_make_entry_checks_the_body():
    with pytest.raises(Problem) as caught:
        make_entry(WANG, 1, AT, "score", {"item": "1.1", "points": "4"}, ROOT)
    assert caught.value.where == "score.points"


# --- changed by hand --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"by": "王伟@0a1b2c3e"},
        {"by": "王纬@0a1b2c3d"},
        {"seq": 4},
        {"at": "2022-12-05T09:30:01+08:00"},
        {"at": "2022-12-05T01:30:00Z"},
        {"kind": "claim"},
        {"prev": "a" * 63 + "b"},
        {"hash": "a" * 64},
        {"body": BODY | {"points": 5}},
        {"body": BODY | {"points": None}},
        {"body": BODY | {"item": "1.1"}},
        {"body": BODY | {"note": ""}},
        {"body": BODY | {"ticks": ["智慧", "混合"]}},
        {"body": BODY | {"times": {"缺1次": 1}}},
        {"body": BODY | {"extra": {}}},
        {"body": BODY | {"salt": "0"}},
        {"body": {"item": "1.2", "points": 4.5}},
    ],
    ids=lambda change: simple_json(change)[:60],
)
def test_every_changed_field_shows(change):
    with pytest.raises(Problem, match=r"王.@0a1b2c3., number [34], does not match its hash") as caught:
        entry_from_json(entry_json() | change, WHERE)
    assert caught.value.where == WHERE


def leaves(value, path=()):
    """The paths of all texts and numbers in a JSON value."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        return [leaf for key, inner in pairs for leaf in leaves(inner, (*path, key))]
    return [path]


@laws
@given(st.data())
def test_any_changed_leaf_is_a_problem_with_its_place(data):
    changed = entry_json()
    *path, last = data.draw(st.sampled_from(leaves(changed)))
    holder = changed
    for key in path:
        holder = holder[key]
    old = holder[last]
    other = st.text(max_size=70) if isinstance(old, str) else st.integers(0, 100) | st.floats(0, 100)
    holder[last] = data.draw(other.filter(lambda new: new != old))
    with pytest.raises(Problem) as caught:
        entry_from_json(changed, WHERE)
    assert caught.value.where.startswith(WHERE)
    assert caught.value.what


def test_a_damaged_entry_is_named_without_control_characters():
    data = entry_to_json(make_entry("王\x1b[2J@0a1b2c3d", 1, AT, "remark", {"text": ""}, ROOT))
    with pytest.raises(Problem) as caught:
        entry_from_json(data | {"seq": 2}, WHERE)
    assert "王\u241b[2J@0a1b2c3d" in str(caught.value)


# --- wrong forms ------------------------------------------------------------------------------------------------------

NOT_POINTS = ["4", True, False, [4], {"points": 4}]
OUT_OF_RANGE = [float("nan"), float("inf"), -0.5, -1, 10_000.5, 10**400, 0.00001, 4.12345]


@pytest.mark.parametrize("kind", ["claim", "score"])
@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        *[("points", value, "must be a number or null") for value in NOT_POINTS],
        *[("points", value, "must be from 0 to 10000") for value in OUT_OF_RANGE],
        ("points", REMOVED, "is missing"),
        ("item", REMOVED, "is missing"),
        ("item", 1.2, "must be text"),
        ("item", None, "must be text"),
        ("item", "1" * 101, "is longer than 100"),
        ("grade", None, "must be text"),
        ("note", 5, "must be text"),
        ("note", "长" * 2001, "is longer than 2000"),
        ("note", "看\ud800过", "half a character"),
        ("ticks", "混合", "must be a list of texts"),
        ("ticks", ["混合", 5], "must be text"),
        ("ticks", ["\udfff"], "half a character"),
        ("ticks", ["一"] * 101, "must be a list of texts"),
        ("times", [1], "must be an object"),
        ("times", {"缺1次": -1}, "must be a whole number"),
        ("times", {"缺1次": 1.0}, "must be a whole number"),
        ("times", {"缺1次": True}, "must be a whole number"),
        ("times", {"缺1次": 1_000_001}, "must be a whole number"),
        ("extra", "照片", "must be an object"),
        ("extra", {"佐证材料": 1}, "must be text"),
        ("extra", {str(n): "" for n in range(101)}, "must be an object"),
        ("undoes", 5, "must be text"),
    ],
)  # fmt: skip
def test_wrong_field_of_a_mark(kind, field, value, what):
    body = {key: held for key, held in (BODY | {field: value}).items() if held is not REMOVED}
    with pytest.raises(Problem, match=what) as caught:
        entry_from_json(entry_json(kind=kind) | {"body": body}, WHERE)
    assert caught.value.where == f"{WHERE}.body.{field}"


@pytest.mark.parametrize(
    ("field", "value"),
    [("points", 0), ("points", 10_000), ("points", 4.1234), ("note", "长" * 2000), ("note", "😀"), ("item", "1" * 100)],
)
def test_limits_are_inside(field, value):
    data = entry_json(body=BODY | {field: value})
    assert entry_from_json(data, WHERE).body[field] == value


OPEN = {"name": "实验小学", "date": "2022-12-05"}
RULING = {"item": "1.1", "points": 4, "reason": "现场核对", "over": ["a" * 64]}


@pytest.mark.parametrize(
    ("kind", "good", "field", "value", "what"),
    [
        ("open", OPEN, "name", REMOVED, "is missing"),
        ("open", OPEN, "name", None, "must be text"),
        ("open", OPEN, "name", "校" * 101, "is longer than 100"),
        ("open", OPEN, "date", REMOVED, "is missing"),
        ("open", OPEN, "date", 20221205, "must be text"),
        ("open", OPEN, "teachers", "86", "must be a whole number"),
        ("open", OPEN, "teachers", -1, "must be a whole number"),
        ("open", OPEN, "team", "王伟", "must be a list of texts"),
        ("open", OPEN, "stage", 1, "must be text"),
        ("open", OPEN, "town", [], "must be text"),
        ("ruling", RULING, "reason", REMOVED, "is missing"),
        ("ruling", RULING, "over", REMOVED, "is missing"),
        ("ruling", RULING, "over", "a" * 64, "must be a list of texts"),
        ("ruling", RULING, "points", REMOVED, "is missing"),
        ("ruling", RULING, "points", "4", "must be a number or null"),
        ("ruling", RULING, "column", 1, "must be text"),
        ("remark", {"text": ""}, "text", REMOVED, "is missing"),
        ("remark", {"text": ""}, "text", ["好"], "must be text"),
        ("remark", {"text": ""}, "text", "好" * 10_001, "is longer than 10000"),
        ("remark", {"text": ""}, "text", "\udc00", "half a character"),
    ],
)
def test_wrong_field_of_other_kinds(kind, good, field, value, what):
    data = entry_json(kind=kind, body=good)
    assert entry_from_json(data, WHERE).kind == kind
    data["body"] = {key: held for key, held in (good | {field: value}).items() if held is not REMOVED}
    with pytest.raises(Problem, match=what) as caught:
        entry_from_json(data, WHERE)
    assert caught.value.where == f"{WHERE}.body.{field}"


@pytest.mark.parametrize("kind", ["score", "open", "survey"])
@pytest.mark.parametrize("body", [None, [], "1.1", 4, True])
def test_a_body_is_an_object(kind, body):
    with pytest.raises(Problem, match="must be an object") as caught:
        entry_from_json(entry_json() | {"kind": kind, "body": body}, WHERE)
    assert caught.value.where == f"{WHERE}.body"


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        *[("by", v, "a name, @ and 8 hex digits") for v in
          ("", "王伟", "王伟@", "@0a1b2c3d", "王伟@0a1b2c3", "王伟@0A1B2C3D", "王伟@0a1b2c3d4", "a@b@0a1b2c3d",
           "王伟@0a1b2c3g", "王伟@0a1b2c3d\n", "王" * 101 + "@0a1b2c3d", 5, None)],
        *[("seq", v, "a whole number from 1") for v in (0, -1, 1.0, 1.5, True, "1", None, 1_000_001, 10**30)],
        *[("at", v, "a time with its offset") for v in
          ("", "2022-12-05", "2022-12-05T09:30:00", "2022-13-05T09:30:00+08:00", "2022-12-05T25:30:00+08:00", "昨天",
           "09:30:00+08:00", "2022-12-05T09:30:00+08:00 ", "2022-12-05T09:30:00+25:00", 1670203800, None, "9" * 41)],
        *[("kind", v, "a short name") for v in ("", "two words", "2nd", "a.b", "x" * 41, 5, None, "\ud800")],
        *[(field, v, "64 hex digits") for field in ("prev", "hash")
          for v in ("", "a" * 63, "a" * 65, "A" * 64, "g" * 64, "a" * 64 + "\n", 5, None)],
    ],
)  # fmt: skip
def test_wrong_head(field, value, what):
    with pytest.raises(Problem, match=what) as caught:
        entry_from_json(entry_json() | {field: value}, WHERE)
    assert caught.value.where == f"{WHERE}.{field}"


@pytest.mark.parametrize(
    "at", ["2022-W49-1T09:30:00+08:00", "20221205T093000+0800", "2022-12-05x09:30:00+08:00", "2022-12-05T09+08:00"]
)
def test_a_time_is_rfc_3339(at):
    """A reader in another language has to understand it: other forms that ISO 8601 or Python know are no use."""
    data = entry_to_json(make_entry(WANG, 1, at, "remark", {"text": ""}, ROOT))
    with pytest.raises(Problem, match="a time with its offset"):
        entry_from_json(data, WHERE)


@pytest.mark.parametrize(
    "at", ["2022-12-05T09:30:00Z", "2022-12-05T09:30:00-11:30", "2022-12-05T09:30:00.123456+08:00"]
)
def test_good_times(at):
    data = entry_to_json(make_entry(WANG, 1, at, "remark", {"text": ""}, ROOT))
    assert entry_from_json(data, WHERE).at == at


@pytest.mark.parametrize("field", ["by", "seq", "at", "kind", "prev", "hash"])
def test_missing_field(field):
    with pytest.raises(Problem, match=f"field {field} is missing") as caught:
        entry_from_json(without(entry_json(), field), WHERE)
    assert caught.value.where == WHERE


def test_unknown_field_is_named_and_harmless():
    with pytest.raises(Problem, match="unknown field points, \u241b") as caught:
        entry_from_json(entry_json() | {"points": 4, "\x1b": 1}, WHERE)
    assert caught.value.where == WHERE


def test_body_and_its_digest_together():
    entry = make_entry(WANG, 3, AT, "score", BODY, "a" * 64)
    both = entry_to_json(entry) | {"body_sha256": entry.body_sha256}
    with pytest.raises(Problem, match="one of the two") as caught:
        entry_from_json(both, WHERE)
    assert caught.value.where == f"{WHERE}.body"


def test_neither_body_nor_digest():
    with pytest.raises(Problem, match="one of the two"):
        entry_from_json(without(entry_json(), "body"), WHERE)


@pytest.mark.parametrize("value", ["", "c" * 63, 5, None])
def test_wrong_digest_of_a_body(value):
    with pytest.raises(Problem, match="64 hex digits") as caught:
        entry_from_json(without(entry_json(), "body") | {"body_sha256": value}, WHERE)
    assert caught.value.where == f"{WHERE}.body_sha256"


@pytest.mark.parametrize("data", [None, [], "entry", 5, True])
def test_an_entry_is_an_object(data):
    with pytest.raises(Problem, match="must be an object") as caught:
        entry_from_json(data, WHERE)
    assert caught.value.where == WHERE


@pytest.mark.parametrize(
    "change",
    [
        {"by": "王\ud800@0a1b2c3d"},
        {"kind": "survey", "body": {"note": "\ud800"}},
        {"kind": "survey", "body": {"\ud800": 1}},
        {"kind": "survey", "body": {"n": float("nan")}},
        {"kind": "survey", "body": {"n": 2**53}},
        {"body": BODY | {"seen": "\ud800"}},
        {"body": BODY | {"times": {"\ud800": 1}}},
    ],
    ids=["by", "text", "key", "not a number", "number too large", "extra field", "name of a count"],
)
def test_what_cannot_be_hashed_is_named_with_its_place(change):
    with pytest.raises(Problem) as caught:
        entry_from_json(entry_json() | change, WHERE)
    assert caught.value.where.startswith(WHERE)
