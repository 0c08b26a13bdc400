"""Why the system refused something, in the reader's language where it is one of the usual reasons."""

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
)


def reason(error: Exception) -> str:
    """The reason that `error` carries."""
    return tr(getattr(error, "strerror", None) or str(error))
