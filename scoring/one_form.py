"""A district's schools are on one form, for points of two forms do not compare: which one, and which are not on it."""

from collections import Counter
from collections.abc import Iterable

from scoring.rubric import Rubric
from scoring.wording import tr

Form = tuple[str, str]  # a rubric's id and digest


def form_of(rubric: Rubric) -> Form:
    """What tells a form from others, and from other versions of itself."""
    return rubric.id, rubric.digest


def main_form(forms: Iterable[Form]) -> Form | None:
    """The form that most schools are on, of several the first; None for no school."""
    counts = Counter(forms)
    return max(counts, key=counts.__getitem__, default=None)


def other_form(own: Form, main: Form) -> str:
    """What is wrong with a school on another form than most, in words."""
    if own[0] == main[0]:
        text = tr("is on another version of the form {one} than most schools: total it separately")
    else:
        text = tr("is on the form {one}, most schools are on {other}: total it separately")
    return text.format(one=own[0], other=main[0])
