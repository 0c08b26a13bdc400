"""Why the system refused something, in the reader's language where it is one of the usual reasons."""

import os

from scoring.wording import mark, tr

# As the C library words them; the catalogue has them by these words.
USUAL = (
    mark("No such file or directory"),
    mark("No space left on device"),
    mark("Permission denied"),
    mark("Read-only file system"),
    mark("Is a directory"),
    mark("Not a directory"),
    mark("Input/output error"),
    mark("File exists"),
    mark("Operation not permitted"),
    mark("File name too long"),
    mark("Invalid argument"),
)
_OPEN_ELSEWHERE = mark(
    "another program has it open, such as Excel, WPS or a synchroniser; close it there, or wait, and try again"
)
# Windows' own numbers, where the error has one.  Of most of those that it shares with others, the C library's number
# says too little, as of a disk that is protected or not ready; of these it says as much.
_DENIED, _HELD = 5, (32, 33)
_AS_USUAL = (None, 2, 3, _DENIED, 80, 112, 183)


def reason(error: Exception) -> str:
    """The reason that `error` carries."""
    if _is_a_folder(error):
        return tr("Is a directory")
    if isinstance(error, PermissionError) and _is_open_elsewhere(error):
        return tr(_OPEN_ELSEWHERE)
    if isinstance(error, OSError) and error.errno and getattr(error, "winerror", None) in _AS_USUAL:
        words = os.strerror(error.errno)  # Windows has words of its own, in its own language
        if words in USUAL:
            return tr(words)
    return tr(getattr(error, "strerror", None) or str(error))


def _is_a_folder(error: Exception) -> bool:
    """Whether a folder was opened as a file, which Windows' C library only forbids, without a number of Windows'."""
    if not isinstance(error, PermissionError) or getattr(error, "winerror", 0) is not None:
        return False
    return isinstance(error.filename, str) and os.path.isdir(error.filename)  # noqa: PTH112 - a text


def _is_open_elsewhere(error: PermissionError) -> bool:
    """Whether another program keeps the file from us, which only Windows lets it."""
    number = getattr(error, "winerror", None)
    if number in _HELD:
        return True
    if number == _DENIED and error.filename2:  # so is refused to put a file in the place of an open or protected one
        return os.access(error.filename2, os.W_OK)
    try:
        os.rename(error.filename, error.filename)  # noqa: PTH104 - nothing happens; opening a file told no number
    except (OSError, TypeError) as refusal:
        return getattr(refusal, "winerror", None) in _HELD
    return False
