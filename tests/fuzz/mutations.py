"""One file becomes another: bytes, text, JSON and the parts of archives, changed where a format has its joints.

Everything is decided by a `random.Random` that is handed in, so that hypothesis, a fixed seed and atheris can drive it.
"""

import hashlib
import io
import json
import re
import zipfile
import zlib
from random import Random

LONGEST = 1_000_000  # of a file; what is larger takes long by rights
ODD_TEXTS = (
    "", " ", "\0", "\n", "\r\n", "\t", "=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@x", "[red]x[/]", "[A] Kim",
    "[/]", "\x1b[2J", "\x1b]52;c;eA==\x07", "\x9b2J", "\u202eabc", "\u2066x", "a\u200bb", "\ufeff", "\u3164", "\ufffe",
    "e\u0301" * 50, "../../x", "C:\\x", "NUL", "CON", "x" * 300, "x" * 5000, "9" * 400, "9" * 5000, "1e999", "-1e999",
    "nan", "inf", "0x10", "1_000", "１２", "½", "²", "٣", "一", "-0", "00", "0.30000000000000004", "1e-7", "2022-02-30",
    "9999-12-31", "0000-00-00", "A1", "C7", "D9", "3.4", "9.9", "100", "优秀", "合格", "姓名", "自查得分",
    "代码", "学校", "满分", "合计", "'", '"', "`", "#x", "\\",
    "{}", "{0}", "{name}", "%s", "%(x)s", "&lt;", "<x/>", "]]>", "_x0041_",
    "#REF!", "#N/A",
)  # fmt: skip
ODD_NUMBERS = (
    0, 1, -1, 2, 0.5, -0.0, 1e-7, 0.1 + 0.2, 10_000, 10_001, 1_000_000, 2**31, 2**53, 2**63, 2**64, 10**400, 1e308,
    5e-324,
)  # fmt: skip
_TOKEN = re.compile(r"[0-9.]+|\w+|\s+|.", re.DOTALL)


def mutated(data: bytes, random: Random) -> bytes:
    """The file with up to three changes, made in its own structure most of the time."""
    for _ in range(random.randint(1, 3)):
        change = _structural(data, random) if random.random() < 0.85 else _bytes
        data = change(data, random)[:LONGEST]
    return data


def _structural(data: bytes, random: Random):
    if data.startswith(b"PK"):
        return _archive
    if data.lstrip()[:1] in (b"{", b"[") and random.random() < 0.8:
        return _json
    return _text if random.random() < 0.7 else _bytes


def _bytes(data: bytes, random: Random) -> bytes:
    at = random.randint(0, len(data))
    to = min(len(data), at + random.choice((1, 1, 2, 4, 16, 256)))
    kind = random.randrange(6)
    if kind == 0:
        return data[:at] + data[to:]
    if kind == 1:
        return data[:at] + data[at:to] * random.choice((2, 3, 50)) + data[to:]
    if kind == 2:
        return data[:at] + random.randbytes(to - at) + data[to:]
    if kind == 3 and at < len(data):
        return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]
    if kind == 4:
        return data[:at]
    return data[:at] + random.choice(ODD_TEXTS).encode("utf-8", "surrogatepass") + data[to:]


def _text(data: bytes, random: Random) -> bytes:
    """A word, number or sign in the place of another, or a line moved; in another encoding now and then."""
    text = data.decode("utf-8", "replace")
    tokens = _TOKEN.findall(text)
    if tokens:
        at = random.randrange(len(tokens))
        kind = random.randrange(4)
        if kind == 0:
            tokens[at] = odd_text(random)
        elif kind == 1:
            tokens[at] = random.choice(tokens)
        elif kind == 2:
            tokens[at] = (tokens[at] * random.choice((2, 40, 2000)))[:20_000]
        else:
            lines = "".join(tokens).splitlines(keepends=True)
            lines.insert(random.randint(0, len(lines)), random.choice(lines))
            tokens = lines
    encoding = random.choice(("utf-8", "utf-8", "utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16"))
    return "".join(tokens).encode(encoding, "replace")


def odd_text(random: Random) -> str:
    """A text that means harm, or a number's."""
    return random.choice(ODD_TEXTS) if random.random() < 0.8 else str(random.choice(ODD_NUMBERS))


def _json(data: bytes, random: Random) -> bytes:
    """A value, key or element changed somewhere; hashes are made right again half of the time."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return _text(data, random)
    places = _places(tree) or [([tree], 0)]
    if random.random() < 0.4:
        _alike(*random.choice(places), random)
        rehash(tree)
        return json.dumps(tree).encode()
    holder, key = random.choice(places)
    kind = random.randrange(6)
    if kind == 0:
        del holder[key]
    elif kind == 1 and isinstance(holder, dict):
        holder[odd_text(random)] = holder.pop(key)
    elif kind == 2 and isinstance(holder, list):
        holder.insert(key, holder[key])
    elif kind == 3:
        deep: object = odd_value(random)
        for _ in range(random.choice((1, 50, 300, 700, 990))):
            deep = [deep] if random.random() < 0.5 else {"x": deep}
        holder[key] = deep
    else:
        holder[key] = odd_value(random)
    if random.random() < 0.6:
        rehash(tree)
    try:
        return json.dumps(tree, ensure_ascii=random.random() < 0.3).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):
        return data


def _alike(holder, key, random: Random) -> None:
    """A value changed for one of its own type, so that it gets past whoever asks for no more."""
    value = holder[key]
    if isinstance(value, str):
        holder[key] = random.choice([text[:100] for text in ODD_TEXTS] + [value[:-1], value + value[:3]])
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        holder[key] = random.choice((0, 1, 2, 3, 0.5, 5, 10, 100, 9_999, 10_000, 1_000_000, value + 1, value * 2))
    elif isinstance(value, list) and value:
        random.shuffle(value)
        holder[key] = random.choice((value[1:], value * 2, value, [value[0]] * 50, []))


def odd_value(random: Random) -> object:
    """Any JSON value."""
    kind = random.randrange(8)
    if kind < 3:
        return random.choice(ODD_TEXTS)
    if kind < 5:
        return random.choice(ODD_NUMBERS)
    return random.choice((None, True, False, [], {}, [1], {"x": 1}, "\ud800", [[]], float("nan"), float("inf")))


def _places(tree: object) -> list[tuple]:
    """Every place in a tree, as its holder and key."""
    found: list[tuple] = []
    todo = [tree]
    while todo and len(found) < 20_000:
        holder = todo.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ()
        found += [(holder, key) for key in keys]
        todo += [holder[key] for key in keys]
    return found


def rehash(tree: object) -> None:
    """Make the hashes and chains of a visit file right, as whoever forges one would."""
    try:
        for code, document in tree["visits"].items():
            heads = {}
            for entry in document["entries"]:
                root = _digest("ipc2-visit-v1", {"code": code, "rubric": document["rubric"]["id"]})
                entry["prev"] = heads.get(entry["by"], root) if entry["seq"] > 1 else root
                if "body" in entry:
                    body = _digest("ipc2-body-v1", entry["body"])
                    head = {key: entry[key] for key in ("at", "by", "kind", "prev", "seq")}
                    entry["hash"] = _digest("ipc2-entry-v1", {**head, "body": body})
                heads[entry["by"]] = entry["hash"]
            if "data" in document["rubric"]:
                document["rubric"]["digest"] = _digest("ipc2-rubric-v1", document["rubric"]["data"])
    except (TypeError, KeyError, AttributeError, ValueError, RecursionError):
        pass


def _digest(tag: str, value: object) -> str:
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{tag}\n{canonical}".encode()).hexdigest()


_TEXT_IN_XML = re.compile(rb">([^<>]+)<")
_VALUE_IN_XML = re.compile(rb"[\w:]+=\"([^\"]*)\"")
_ELEMENT = re.compile(rb"<(\w[\w:]*)(?:\s[^<>]*)?(?:/>|>[^<>]*</\1>)")


def _archive(data: bytes, random: Random) -> bytes:
    """A part of the archive changed, gone, doubled or renamed."""
    parts = parts_of(data)
    if not parts:
        return _bytes(data, random)
    names = sorted(parts)
    likely = [name for name in names if re.search(r"sheet\d|sharedStrings|document\.xml|workbook\.xml$|styles", name)]
    name = random.choice(likely if likely and random.random() < 0.8 else names)
    kind = random.randrange(12)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[random.choice(names)] = parts[name]
    elif kind == 2:
        parts[name] = _bytes(parts[name], random)
    else:
        parts[name] = _xml(parts[name], random)
    return archive_of(parts, random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))


def _xml(data: bytes, random: Random) -> bytes:
    """An attribute's value, a text or an element changed."""
    kind = random.randrange(4)
    found = list((_VALUE_IN_XML, _TEXT_IN_XML, _ELEMENT, _ELEMENT)[kind].finditer(data))
    if not found:
        return _bytes(data, random)
    match = random.choice(found)
    if kind < 2:
        start, end = match.span(1)
        odd = odd_text(random)
        if random.random() < 0.9:
            odd = odd.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        return data[:start] + odd.encode("utf-8", "replace") + data[end:]
    start, end = match.span()
    if kind == 2:
        return data[:start] + data[start:end] * random.choice((0, 2, 3, 2000)) + data[end:]
    other = random.choice(found)
    return data[:start] + other[0] + data[end:]


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of an archive by name; none where it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (OSError, ValueError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return {}


def archive_of(parts: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The archive of some parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", kind, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2022, 12, 5, 0, 0, 0)), part, kind)
    return data.getvalue()
