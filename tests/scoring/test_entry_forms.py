import pytest
from entry_samples import AT, BODY, ROOT, WHERE, entry_json, without
from scoring_samples import WANG

from scoring.entry import entry_from_json, entry_to_json, make_entry
from scoring.problem import Problem

REMOVED = object()
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
    "at",
    [
        "2022-W49-1T09:30:00+08:00",
        "20221205T093000+0800",
        "2022-12-05x09:30:00+08:00",
        "2022-12-05T09+08:00",
        "2022-12-05T09:30:00+08:60",
    ],
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
