"""Which language people read, and its catalogue."""

import gettext
import os
from pathlib import Path

from scoring import wording

LANGUAGES = ("zh", "en")
_CATALOGUES = {"zh": "zh_CN"}
_FOLDER = str(Path(__file__).parent / "locale")


def use_language(language: str | None) -> None:
    """Speak `language` (zh or en) from now on; None takes the locale's."""
    chosen = language or _of_locale()
    wording.use(catalogue(chosen))
    # argparse translates its own headings through the process-wide domain.
    os.environ["LANGUAGE"] = _CATALOGUES.get(chosen, "en")
    gettext.bindtextdomain("ipc2", _FOLDER)
    gettext.textdomain("ipc2")


def language_in_use() -> str:
    """The language that `use_language` chose last, so that another process can speak it, too."""
    return next((each for each, name in _CATALOGUES.items() if os.environ.get("LANGUAGE") == name), "en")


def catalogue(language: str) -> gettext.NullTranslations:
    """The words of a language; those of the code are English."""
    if language in _CATALOGUES:
        return gettext.translation("ipc2", _FOLDER, [_CATALOGUES[language]], fallback=True)
    return gettext.NullTranslations()


def _of_locale() -> str:
    """The locale's language; Chinese where it names none (C, POSIX, nothing)."""
    named = next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), None)
    if named is None and os.name == "nt":  # says it otherwise; elsewhere some Pythons make English of a C locale
        import locale

        named = locale.getlocale()[0]
    language = (named or "").partition(".")[0].lower()
    return "zh" if language in ("", "c", "posix") or language.startswith(("zh", "chinese")) else "en"
