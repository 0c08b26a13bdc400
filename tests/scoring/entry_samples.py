"""A good entry, and what JSON can hold."""

import json
from copy import deepcopy

from hypothesis import strategies as st
from scoring_samples import WANG

from scoring.entry import entry_to_json, make_entry

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


def entry_json(kind="score", body=None):
    """A good entry's JSON."""
    return entry_to_json(make_entry(WANG, 3, AT, kind, deepcopy(BODY if body is None else body), "a" * 64))


def without(data, *names):
    """The JSON less some fields."""
    return {key: value for key, value in data.items() if key not in names}


def simple_json(value):
    """RFC 8785 for text without control characters, keys within the BMP, whole numbers and halves."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
