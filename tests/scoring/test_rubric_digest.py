import hashlib
import json

import pytest
from scoring_samples import RUBRIC, changed, in_last_item, small_data

from scoring.problem import Problem
from scoring.rubric_file import build_rubric, parse_rubric

FILE = "form.toml"


def sha(data):
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(b"ipc2-rubric-v1\n" + text.encode()).hexdigest()


def backwards(value):
    """The same JSON with every object's keys the other way round."""
    if isinstance(value, dict):
        return {key: backwards(value[key]) for key in reversed(value)}
    return [backwards(inner) for inner in value] if isinstance(value, list) else value


def test_digest_recomputed():
    assert RUBRIC.digest == sha(small_data())


def test_the_json_form_has_the_same_digest():
    again = build_rubric(json.loads(json.dumps(RUBRIC.data)), "visit.json")
    assert again.digest == RUBRIC.digest
    assert again.items == RUBRIC.items
    assert again.deadlines == RUBRIC.deadlines


def test_the_order_of_keys_changes_nothing():
    data = backwards(RUBRIC.data)
    assert json.dumps(data) != json.dumps(RUBRIC.data)
    assert build_rubric(data, FILE).digest == RUBRIC.digest
    text = changed(
        'id = "small"\ntitle = "小型考核表"\ntotal = 20\n', 'total = 20\ntitle = "小型考核表"\nid = "small"\n'
    )
    assert parse_rubric(text, FILE).digest == RUBRIC.digest


def test_the_same_numbers_written_otherwise_change_nothing():
    assert parse_rubric(changed("total = 20\n", "total = 20.0 # points\n"), FILE).digest == RUBRIC.digest


@pytest.mark.parametrize(
    "text",
    [
        changed('title = "小型考核表"', 'title = "小型考核表 "'),
        changed("min = 16\n", "min = 16.5\n"),
        in_last_item('look_for = "查通报"'),
        changed("by = 2022-11-25", "by = 2022-11-26"),
        changed("online_hours = 25", "online_hours = 24"),
        changed('"多媒体", "混合", "智慧"', '"混合", "多媒体", "智慧"'),
    ],
)
def test_any_other_content_has_another_digest(text):
    assert parse_rubric(text, FILE).digest != RUBRIC.digest


def test_names_are_one_line():
    """A second one could pass for a line of ours, as in a summary."""
    with pytest.raises(Problem, match=r"short: .*: has more than one line"):
        parse_rubric(in_last_item('short = "a\\nsignature   valid"'), FILE)


@pytest.mark.parametrize("key", ["a" + ".a" * 5000, '"a"' + '."a"' * 5000, "a" + " . a" * 5000])
def test_a_key_of_thousands_of_parts_is_refused_at_once(key):
    with pytest.raises(Problem, match=f"{FILE}: line 2 has more than 100 dots"):
        parse_rubric(f"format = 1\n{key} = 1\n", FILE)


def test_what_it_quotes_is_cut():
    with pytest.raises(Problem) as caught:
        parse_rubric(changed('id = "small"', f'id = "{"x" * 3000}"\n{"k" * 3000} = 1'), FILE)
    assert len(str(caught.value)) < 300
