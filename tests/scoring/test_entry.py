import json

import pytest
from entry_samples import AT, BODY, ROOT, WHERE, entry_json, simple_json, texts, values, without
from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import WANG, laws

from scoring.entry import Entry, entry_from_json, entry_to_json, make_entry
from scoring.problem import Problem

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
