"""The sample's draw derived again as docs/FORMAT.md tells it, with `sha256sum` and without a line of the program."""

import base64
import json
import shutil
import subprocess

import pytest

from sample_data import VISITS

FILE = VISITS / "370899-0108.json"

pytestmark = pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum here")


def sha256(data):
    """What sha256sum says."""
    done = subprocess.run(["sha256sum"], input=data, capture_output=True, check=True)
    return done.stdout.decode().split()[0]


def tagged(tag, data):
    """H of docs/FORMAT.md: the tag, one line feed, the bytes."""
    return sha256(tag.encode() + b"\n" + data)


def jcs(value):
    """Canonical JSON of what these values are: text, whole numbers, lists and objects with ASCII keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class Told:
    """What the file says of its one draw."""

    def __init__(self):
        ((self.code, visit),) = json.loads(FILE.read_text(encoding="utf-8"))["visits"].items()
        self.rubric = visit["rubric"]["id"]
        self.entries = {entry["kind"]: entry for entry in visit["entries"]}
        self.teachers = self.entries["roster"]["body"]["teachers"]
        self.seal = self.entries["seal"]["body"]
        self.draw = self.entries["draw"]["body"]

    def context(self, **other):
        bound = {"code": self.code, "count": self.draw["count"], "date": self.draw["date"], "no": self.draw["no"],
                 "roster": roster_digest(self.teachers), "rubric": self.rubric}  # fmt: skip
        return {**bound, **other}

    def key(self, words=None, nonce=None, **other):
        halves = {"nonce": nonce or self.draw["nonce"], "words": words or self.draw["words"]}
        return tagged("ipc2-seed-v1", jcs({**self.context(**other), **halves}))


def roster_digest(teachers):
    return tagged("ipc2-roster-v1", jcs(sorted(teachers, key=lambda row: row["id"].encode())))


def ranking(key, teachers):
    """Every teacher's id in the order of the tickets."""
    return [each for _, each in sorted((sha256(f"ipc2-ticket-v1:{key}:{row['id']}".encode()), row["id"])
                                       for row in teachers)]  # fmt: skip


@pytest.fixture(scope="module")
def told():
    return Told()


def test_the_roster_is_the_one_that_was_sealed(told):
    digest = roster_digest(told.teachers)
    assert digest == told.entries["roster"]["body"]["digest"] == told.seal["roster"] == told.draw["roster"]
    assert digest != roster_digest(told.teachers[:-1])
    assert len(told.teachers) == told.draw["population"]


def test_the_seal_is_the_nonce_and_the_context(told):
    nonce = bytes.fromhex(told.draw["nonce"])
    assert len(nonce) == 16
    assert tagged("ipc2-seal-v1", nonce + jcs(told.context())) == told.seal["seal"]
    assert told.draw["seal"] == told.entries["seal"]["hash"]
    for other in ({"count": 5}, {"no": 2}, {"date": "2022-12-08"}, {"code": "370899-0109"}):
        assert tagged("ipc2-seal-v1", nonce + jcs(told.context(**other))) != told.seal["seal"]


def test_the_key_is_the_documented_line(told):
    """As printf writes it in docs/FORMAT.md, character by character."""
    context = told.context()
    line = (
        f'{{"code":"{context["code"]}","count":{context["count"]},"date":"{context["date"]}","no":{context["no"]},'
        f'"nonce":"{told.draw["nonce"]}","roster":"{context["roster"]}","rubric":"{context["rubric"]}",'
        f'"words":"{told.draw["words"]}"}}'
    )
    assert tagged("ipc2-seed-v1", line.encode()) == told.key() == told.draw["key"]


def test_the_lowest_tickets_are_drawn_and_the_next_one_stands_in(told):
    order = ranking(told.key(), told.teachers)
    count = told.draw["count"]
    assert order[:count] == told.draw["drawn"]
    stand_in = told.entries["stand_in"]["body"]
    assert stand_in["for"] in order[:count] and stand_in["id"] == order[count]


def test_the_ability_to_demonstrate(told):
    chosen = {row["id"]: sorted(row["abilities"]) for row in told.teachers}
    verified = [entry["body"] for entry in json.loads(FILE.read_text(encoding="utf-8"))["visits"][told.code]["entries"]
                if entry["kind"] == "verify"]  # fmt: skip
    assert len({body["teacher"] for body in verified}) == 4
    for body in verified:
        number = int(sha256(f"ipc2-ability-v1:{told.key()}:{body['teacher']}".encode()), 16)
        codes = chosen[body["teacher"]]
        assert body["ability"] == codes[number % len(codes)]


def test_one_letter_of_the_words_changes_who_is_drawn(told):
    words = told.draw["words"]
    keys = {told.draw["key"]}
    for place in range(0, len(words), 6):
        other = words[:place] + ("1" if words[place] != "1" else "2") + words[place + 1 :]
        key = told.key(words=other)
        assert key not in keys
        keys.add(key)
        assert ranking(key, told.teachers)[: told.draw["count"]] != told.draw["drawn"]


def test_one_bit_of_the_nonce_or_another_count_changes_who_is_drawn(told):
    nonce = f"{int(told.draw['nonce'], 16) ^ 1:032x}"
    for key in (told.key(nonce=nonce), told.key(count=told.draw["count"] + 1)):
        assert ranking(key, told.teachers)[: told.draw["count"]] != told.draw["drawn"]


def test_the_worked_example_of_the_format():
    context = {"code": "370812-0101", "count": 2, "date": "2022-12-05", "no": 1, "rubric": "yanzhou-2022",
               "roster": "4319ba44fdc83b50a1134f58bf06f1dc5b7ca2a207362fbdcada2b4b12d3142e"}  # fmt: skip
    nonce = bytes(range(16))
    code = base64.b32encode(bytes.fromhex(tagged("ipc2-seal-v1", nonce + jcs(context)))).decode()
    assert f"{code[:5]}-{code[5:10]}" == "XDHQZ-UG5V4"
    key = tagged("ipc2-seed-v1", jcs({**context, "nonce": nonce.hex(), "words": "3 1 6 2 5 4 6 1 1 3"}))
    assert key == "86f02ab8b71bff20e492c5ce108f0fdc09bc4edbeac5e02f6585b120374c8df4"
