"""Messages are compared in the language they are written in; the built-in form is read once."""

from gettext import NullTranslations
from pathlib import Path

import pytest
from scoring_samples import load

from scoring import wording


@pytest.fixture(autouse=True)
def _untranslated(monkeypatch):
    monkeypatch.setattr(wording, "_catalogue", NullTranslations())


@pytest.fixture(scope="session")
def yanzhou():
    """The built-in form."""
    return load(Path(__file__).parents[2] / "scoring" / "rubrics" / "yanzhou-2022.toml")
