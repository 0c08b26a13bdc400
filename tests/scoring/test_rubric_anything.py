"""A form with anything anywhere is read, or refused with its place."""

from hypothesis import given
from hypothesis import strategies as st
from scoring_samples import laws, small_data

from scoring.problem import Problem
from scoring.rubric_file import build_rubric

FILE = "form.toml"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 20_000) | st.floats(allow_nan=True) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places_of(value, path=()):
    """The path of every value inside a JSON value."""
    found = []
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        found.append((*path, key))
        if isinstance(inner, dict | list):
            found += places_of(inner, (*path, key))
    return found


@laws
@given(st.data(), json_values)
def test_a_form_with_anything_anywhere_is_read_or_refused(data, value):
    form = small_data()
    *path, last = data.draw(st.sampled_from(places_of(form)))
    holder = form
    for key in path:
        holder = holder[key]
    holder[last] = value
    try:
        rubric = build_rubric(form, FILE)
    except Problem as problem:
        assert problem.where.startswith(FILE)
        assert problem.what
    else:
        assert rubric.items
