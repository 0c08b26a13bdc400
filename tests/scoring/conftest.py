"""Messages are compared in the language they are written in."""

from gettext import NullTranslations

import pytest

from scoring import wording


@pytest.fixture(autouse=True)
def _untranslated(monkeypatch):
    monkeypatch.setattr(wording, "_catalogue", NullTranslations())
