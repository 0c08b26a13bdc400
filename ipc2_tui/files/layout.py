"""The bytes of a visit file: one line a visit's head, one line an entry, for people, `grep` and `diff`."""

import json
from typing import Any

import msgspec

_TABLES = ("ipc2", "visits")
_encode = msgspec.json.Encoder().encode


def dump_json(data: dict[str, Any], written: dict[str, bytes] | None = None) -> bytes:
    """The bytes of the visit file that holds `data`.

    `written` keeps entries' lines by their hash from one call to the next: an entry never changes.
    """
    known = {} if written is None else written
    visits = b",\n".join([visit_json(code, document, known) for code, document in data["visits"].items()])
    others = b"".join([b",\n%b: %b" % (_line(name), _line(data[name])) for name in data if name not in _TABLES])
    return b'{"ipc2": %b,\n"visits": {\n%b\n}%b}\n' % (_line(data["ipc2"]), visits, others)


def visit_json(code: str, document: dict[str, Any], known: dict[str, bytes]) -> bytes:
    """One visit as it stands between the braces of `visits`; `known` keeps entries' lines by their hash."""
    head = [b"%b: %b" % (_line(key), _line(value)) for key, value in document.items() if key != "entries"]
    entries = b",\n    ".join([known.get(each["hash"]) or _keep(each, known) for each in document["entries"]])
    return b' %b: {\n  %b,\n  "entries": [\n    %b\n  ]}' % (_line(code), b",\n  ".join(head), entries)


def _keep(entry: dict[str, Any], known: dict[str, bytes]) -> bytes:
    line = _line(entry)
    if "body" in entry:  # a body that was withheld may come yet
        known[entry["hash"]] = line
    return line


def _line(value: Any) -> bytes:
    """The JSON in one line, a space behind each comma and colon."""
    try:
        return msgspec.json.format(_encode(value), indent=0)
    except UnicodeEncodeError:  # half a character, in what others keep in the file
        return json.dumps(value).encode()
