"""Keys pressed while an input method is on: its full-width signs are the keys they stand for."""

import unicodedata

# What a Chinese input method makes of keys that commands have, beyond the full-width forms that Unicode folds.
_PUNCTUATION = {"、": "/", "。": ".", "—": "-"}
_NAMES = {"?": "question_mark", "/": "slash", ":": "colon", "=": "equals_sign", "+": "plus", "-": "minus",
          ".": "full_stop", " ": "space"}  # fmt: skip


def key_meant(character: str) -> str:
    """The name of the key that a full-width sign stands for; empty for a character that is no key's."""
    plain = _PUNCTUATION.get(character) or unicodedata.normalize("NFKC", character)
    if len(plain) != 1 or not plain.isascii() or not (plain.isalnum() or plain in _NAMES):
        return ""
    return _NAMES.get(plain, plain)
