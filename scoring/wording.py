"""The words people read, in their language.

Messages are written in English in the code and translated when shown; the outer layer loads a catalogue
and hands it in once with :func:`use`.  ``mark`` only marks a message for extraction (class-level tables).
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from gettext import NullTranslations
from unicodedata import category

_catalogue = NullTranslations()
# Letters and marks to Unicode's categories, yet nothing is seen of them: joiners, fillers, variation selectors.
_BLANK = frozenset(map(chr, (
    0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x2800, 0x3164, *range(0xFE00, 0xFE10), 0xFFA0,
    *range(0xE0100, 0xE01F0),
)))  # fmt: skip


def use(catalogue: NullTranslations) -> None:
    """Translate by `catalogue` from now on."""
    global _catalogue  # noqa: PLW0603 - one language a process
    _catalogue = catalogue


@contextmanager
def speaking(catalogue: NullTranslations) -> Iterator[None]:
    """Translate by another catalogue for a while, as for a paper in a language of its own."""
    before = _catalogue
    use(catalogue)
    try:
        yield
    finally:
        use(before)


def catalogue_in_use() -> NullTranslations:
    """The one in use, by which what was put into words can be kept."""
    return _catalogue


def tr(message: str) -> str:
    """`message` in the reader's language; the message itself where the catalogue lacks it."""
    return _catalogue.gettext(message) if message else ""


def mark(message: str) -> str:
    """`message` unchanged: found by the extractor, translated later with :func:`tr`."""
    return message


def commas(texts: Iterable[str]) -> str:
    """Several texts as a list that people read: ``A, B``, with the comma of their language."""
    return tr(", ").join(texts)


def few(texts: Sequence[str]) -> list[str]:
    """The first five of many texts, and how many there are besides."""
    return [*texts[:5], *[tr("(and {n} more)").format(n=len(texts) - 5)] * (len(texts) > 5)]


def named(name: str, text: str) -> str:
    """A text after what it is about: ``NAME: TEXT``, with the colon of the reader's language."""
    return tr("{name}: {text}").format(name=name, text=text)


def gloss(english: str) -> str:
    """An English gloss of the form's own words, for who does not read them; empty for who does."""
    return "" if _catalogue.info().get("language", "").startswith("zh") else english


def visible(text: str) -> str:
    """`text` with control characters, line ends, direction overrides and all that shows nothing made visible.

    So it stays data, and two names that look alike are alike.
    """
    return text if text.isprintable() and _BLANK.isdisjoint(text) else "".join(_visible(c) for c in text)


def brief(text: str, most: int = 80) -> str:
    """`text` made visible and cut to `most` characters, to be quoted in a message of one line."""
    shown = visible(text[: most + 1])
    return shown if len(shown) <= most else shown[:most] + "..."


def _visible(char: str) -> str:
    if char not in _BLANK and (char.isprintable() or category(char) == "Zs"):
        return char
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"
